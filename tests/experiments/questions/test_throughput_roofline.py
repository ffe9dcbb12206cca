"""Bounds of throughput by hand, the claims about them, and the figure."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hybridstake.experiments.figures import theme
from hybridstake.experiments.figures import throughput_roofline as figure
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions.throughput_roofline import (
    Bounds,
    Case,
    jobs,
    numbers,
    plan_of,
    slowest_messages,
    throughput,
    time_left,
    too_slow,
)
from hybridstake.models.network.throughput import Capacity
from hybridstake.models.protocol.modes import Mode

Ask = Callable[..., tuple[pd.DataFrame, dict[str, Any]]]
NAME = "throughput_roofline"
GIGABIT = 1e9


@pytest.fixture(scope="module")
def asked(answers_to: Ask) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Results and findings of the two presets."""
    return answers_to(NAME)


@pytest.fixture(scope="module")
def plan(asked: Any) -> Bounds:
    """What is found of the plan."""
    return plan_of(asked[0])


@pytest.mark.parametrize(
    ("mode", "others"), [(Mode.FAST, 20), (Mode.BALANCED, 99), (Mode.SECURE, 999)]
)
def test_a_proposer_that_sends_to_all_others_carries_a_line_over_so_many(
    plan: Bounds, mode: Mode, others: int
) -> None:
    """1 Gbit/s over 250 bytes of eight bits to each other validator."""
    carried = plan.of(mode, "upload", "star", GIGABIT)
    assert carried == pytest.approx(1e9 / (8 * 250 * others))
    assert plan.of(mode, "upload", "star", 10 * GIGABIT) == pytest.approx(10 * carried)


def test_what_is_left_of_a_promise_by_hand() -> None:
    """Balanced: 1 s less four delays of 0.1 s, and two checks of 100 votes."""
    left = time_left(Case(load("plan"), mode=Mode.BALANCED), Capacity())
    assert 0.6 - left == pytest.approx(2 * (1.17e-3 + 100 * (0.77e-6 + 2.03e-6)), rel=0.05)


def test_the_claims_fall_as_the_table_says(asked: Any) -> None:
    found = asked[1]
    assert {claim: each.verdict.value for claim, each in found.items()} == {
        **dict.fromkeys(("C04", "C20", "C22", "C48", "C49", "C50"), "holds if"),
        **dict.fromkeys(("C12", "C13"), "refuted"),
    }
    assert "25,000 a second at 1 Gbit/s" in found["C48"].condition
    assert "one counter" in found["C48"].condition
    assert "or 72 ms in a chain, and not the assumed 100 ms" in found["C48"].condition
    assert "assumed" not in found["C49"].condition
    assert "messages take at most" in found["C50"].condition
    assert "Fast has no time left" in found["C12"].condition


def test_a_resource_that_gives_out_refutes(plan: Bounds) -> None:
    """Signatures of four cores carry 72,600 a second, whatever the line."""
    found = throughput(plan, Mode.FAST, 100_000.0)
    assert found.verdict.value == "refuted"
    assert found.condition.startswith("signatures allows 7")


def test_votes_carry_a_block_for_each_round_at_the_assumed_delay(plan: Bounds) -> None:
    """Fast: a block of 0.1 s of signatures every 3 * 0.1 s and two checks of 1.22 ms; or two and one."""
    signatures, checking = plan.of(Mode.FAST, "signatures"), 1.165e-3 + 21 * (0.77e-6 + 2.03e-6)
    assert plan.of(Mode.FAST, "voting", "sequential") == pytest.approx(
        signatures * 0.1 / (0.3 + 2 * checking)
    )
    assert plan.of(Mode.FAST, "voting", "chained") == pytest.approx(
        signatures * 0.1 / (0.2 + checking)
    )
    for mode in (Mode.BALANCED, Mode.SECURE):
        assert plan.of(mode, "voting", "chained") == plan.of(mode, "signatures")


def test_at_the_slowest_messages_votes_just_carry_what_is_claimed(plan: Bounds) -> None:
    """By hand: 71,900 * 0.1 / 50,000 = 0.144 s, less 2.4 ms over three, and less 1.2 over two."""
    longest = slowest_messages(plan, Mode.FAST, 50_000.0)
    block, checking = plan.of(Mode.FAST, "block"), plan.of(Mode.FAST, "checking")
    assert longest["sequential"] == pytest.approx((block / 50_000 - 2 * checking) / 3)
    assert longest["chained"] == pytest.approx((block / 50_000 - checking) / 2)
    assert longest["sequential"] == pytest.approx(0.047, abs=0.001)


def test_slow_jobs_refute_their_claim(plan: Bounds) -> None:
    slowed = plan.rows.assign(value=plan.rows["value"] / 100)
    assert jobs(Bounds(slowed)).verdict.value == "refuted"


def test_crowded_blocks_are_slower_than_free_ones(asked: Any, plan: Bounds) -> None:
    found = numbers(asked[0])
    assert found["one_counter_tps"] < found["sequential_tps"] < found["uniform_tps"]
    assert "one_counter" in too_slow(plan, found["fast_promised_tps"])


def test_more_time_leaves_more_room() -> None:
    parameters = load("plan")
    longer = replace(parameters, fast=replace(parameters.fast, finality_seconds=2.0))
    short, long = (
        time_left(Case(each, mode=Mode.FAST), Capacity()) for each in (parameters, longer)
    )
    assert short < 0
    assert long - short == pytest.approx(1.8)


def test_every_resource_has_a_row_and_every_promise_a_line(asked: Any) -> None:
    with theme.themed():
        picture = figure.draw(asked[0])
        picture.draw_without_rendering()
    (axes,) = picture.axes
    names = [text.get_text() for text in axes.get_yticklabels()]
    assert len(names) == len(set(names)) == 15
    dashed = [line for line in axes.lines if line.get_linestyle() == "--"]
    promises = {round(float(np.asarray(line.get_xdata(), dtype=float)[0])) for line in dashed}
    assert promises == {50_000, 20_000, 10_000}
