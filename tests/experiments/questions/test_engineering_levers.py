"""Levers by hand, what a surge does to block intervals, the claim about them, and the figure."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.claims.finding import Finding, Verdict
from hybridstake.experiments.figures import engineering_levers as figure
from hybridstake.experiments.figures import theme
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions.engineering_levers import (
    NAMES,
    Case,
    intervals,
    levers,
    longest_delays,
    numbers,
    steady,
    stored,
    validation_seconds,
)
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode

Ask = Callable[..., tuple[pd.DataFrame, dict[str, Finding]]]
NAME = "engineering_levers"


@pytest.fixture(scope="module")
def asked(answers_to: Ask) -> tuple[pd.DataFrame, dict[str, Finding]]:
    """Results and findings of the two presets."""
    return answers_to(NAME)


@pytest.fixture
def plan() -> Parameters:
    return load("plan")


def test_levers_of_balanced_by_hand(plan: Parameters) -> None:
    """10,000 transactions of 250 B in a block, sent twice at 1 Gbit/s; 100 votes; 4 cores."""
    found = levers(Case(plan, 0, mode=Mode.BALANCED), speedup=20.0, crowded=4.0)
    assert found["aggregation"][0] == pytest.approx(0.1165)
    assert found["aggregation"][1] == pytest.approx(1.165e-3 + 100 * (0.77e-6 + 2.03e-6))
    assert found["caching"] == pytest.approx((10_000 * 55.1e-6 / 4, 500 * 55.1e-6 / 4))
    assert found["messages"] == pytest.approx((100 * 99 * 136, 99 * (136 + 148.5)))
    assert found["compression"] == pytest.approx((0.04, 0.028))
    assert found["parallel"] == pytest.approx((1.201, 10_000 * (55.1e-6 / 32 + 65e-6 / 20)))
    assert found["crowded"] == pytest.approx((1.201, 10_000 * (55.1e-6 / 32 + 65e-6 / 4)))


def test_pruning_keeps_what_evidence_needs_and_never_more_than_the_year(plan: Parameters) -> None:
    """21 of 365.25 days; with a window of ten years, the whole year."""
    case = Case(plan, 0, mode=Mode.FAST)
    everything, recent = stored(case, 50_000.0, 250.0)
    current = 1e8 * 104
    assert (recent - current) / (everything - current) == pytest.approx(21 / 365.25)
    long = replace(plan.staking, evidence_window_seconds=10 * 365.25 * 86_400)
    assert stored(Case(replace(plan, staking=long), 0, mode=Mode.FAST), 50_000.0, 250.0) == (
        everything,
        everything,
    )


def test_a_surge_delays_blocks_unless_they_hold_no_more_than_fits(plan: Parameters) -> None:
    """Balanced: two delays of 0.1 s, votes, and 40,000 transactions, each 4 µs sent and then checked."""
    before, after = intervals(Case(plan, 0, mode=Mode.BALANCED), speedup=20.0)
    votes = 1.165e-3 + 100 * (0.77e-6 + 2.03e-6)
    each = 4e-6 + validation_seconds(32, 20.0)
    assert before == pytest.approx(0.2 + votes + 40_000 * each)
    assert before > 0.5
    assert after == 0.5


def test_messages_at_the_plans_bound_leave_fast_no_time_for_any_block(plan: Parameters) -> None:
    """Two delays of 0.1 s where blocks are 0.1 s apart."""
    case = Case(plan, 0, mode=Mode.FAST)
    assert intervals(case, speedup=20.0)[1] == pytest.approx(0.2 + 1.165e-3 + 21 * 2.8e-6)
    full, empty = longest_delays(case, speedup=20.0)
    assert full < empty < 0.05


def test_with_messages_as_long_as_may_be_full_blocks_are_just_in_time(plan: Parameters) -> None:
    """The same interval from the other side: at the delay, not late; above it, late."""
    for mode in Mode:
        full, _ = longest_delays(Case(plan, 0, mode=mode), speedup=20.0)
        doubled = replace(
            getattr(plan, mode.label), throughput_tps=getattr(plan, mode.label).throughput_tps / 2
        )
        for factor, late in ((0.999, False), (1.001, True)):
            network = replace(plan.network, delay_seconds=factor * full)
            halved = replace(plan, network=network, **{mode.label: doubled})
            interval = intervals(Case(halved, 0, mode=mode), speedup=20.0)[0]
            assert (interval > doubled.block_seconds) == late


def test_the_claim_holds_under_conditions_that_name_every_mode(asked: Any) -> None:
    found = asked[1]["C10"]
    assert found.verdict is Verdict.HOLDS_IF
    for words in ("ms in Fast", "ms in Balanced", "ms in Secure", "bound is 100 ms", "15.5 %"):
        assert words in found.condition


def test_votes_that_take_longer_than_a_block_refute_the_claim(answers_to: Ask) -> None:
    """One check of an aggregate takes 1.17 ms."""
    found = answers_to(NAME, {"fast": {"block_seconds": 0.001}})[1]["C10"]
    assert found.verdict is Verdict.REFUTED
    assert found.condition == ("in Fast votes alone take longer to check than a block is to last")


def test_a_mode_without_time_for_full_blocks_says_so(asked: Any) -> None:
    table = asked[0].copy()
    table.loc[(table["part"] == "delay") & (table["mode"] == "fast"), "before"] = -0.01
    found = steady(table, 0.1)
    assert found.verdict is Verdict.HOLDS_IF
    assert "49.4 ms in Fast if its blocks are smaller" in found.condition


def test_fee_and_size_answer_as_the_closed_form_says(asked: Any) -> None:
    """They settle where stable; beyond the threshold the fee goes on swinging by an eighth."""
    found = numbers(asked[0])
    settled = [name for name in NAMES if f"{name}_settling_blocks" in found]
    assert settled == ["ethereum", "arbitrum", "swinging"]
    assert found["unstable_eigenvalue"] < -1 < found["swinging_eigenvalue"] < 0
    assert found["swinging_overshoot_percent"] > 1 > found["arbitrum_overshoot_percent"]
    assert found["swinging_last_swing_percent"] < 1e-6
    assert found["unstable_last_swing_percent"] > 10
    fee, size = found["arbitrum_fee"], found["arbitrum_size"]
    assert 2 / fee**1.11 == pytest.approx(size, rel=1e-3)


def test_both_panels_show_what_they_should(asked: Any) -> None:
    with theme.themed():
        picture = figure.draw(asked[0])
        picture.draw_without_rendering()
    left, right = picture.axes
    assert len(left.get_yticklabels()) == 8
    assert len(left.lines) == 6
    assert len(right.lines) == 8
    assert max(line.get_xdata()[-1] for line in right.lines) == figure.SHOWN  # pyright: ignore
