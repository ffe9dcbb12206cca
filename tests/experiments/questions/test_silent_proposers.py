"""The time to a decision after silent proposers, and whether blocks keep becoming final."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.claims.finding import Finding, Verdict
from hybridstake.experiments.questions.silent_proposers import numbers

NEEDED = (
    "good-round-times",
    "locks-arrive",
    "waits-outgrow-delays",
    "rotation",
    "silent-rounds",
    "waits",
)


@pytest.fixture(scope="module")
def presets(answers_to: Callable[..., Any]) -> tuple[pd.DataFrame, dict[str, Finding]]:
    return answers_to("silent_proposers")


@pytest.fixture(scope="module")
def settled(findings_on: Callable[..., Any]) -> Callable[..., Mapping[str, Finding]]:
    return partial(findings_on, "silent_proposers", NEEDED)


def test_each_silent_proposer_costs_a_longer_wait(
    presets: tuple[pd.DataFrame, dict[str, Finding]],
) -> None:
    """0.3; 0.3 + (0.3 + 0.2) = 0.8; 0.8 + (0.6 + 0.2) = 1.6; then 0.9 + 0.2, and so on.

    Whoever follows a silent proposer listens first: 0.3, 0.45, 0.6, 0.75, 0.9.
    """
    found = numbers(presets[0])
    times = [found[f"decided_after_{silent}_seconds"] for silent in range(6)]
    assert times == [0.3, 1.1, 2.05, 3.3, 4.85, 6.7]
    assert "decided_after_6_seconds" not in found


def test_the_numbers_are_the_plans(answers_to: Callable[..., Any]) -> None:
    """By hand, with delays of 0.2 s: 3 * 0.2; then a wait of 0.5 s, 2 * 0.2 s and half of 1 s more."""
    slow = {"network": {"delay_seconds": 0.2, "timeout_seconds": 0.5}}
    for plan, reference, times in ((slow, {}, (0.6, 2.0)), ({}, slow, (0.3, 1.1))):
        table, findings = answers_to("silent_proposers", plan, reference)
        found = numbers(table)
        assert (found["decided_after_0_seconds"], found["decided_after_1_seconds"]) == times
        assert findings["C62"].condition.endswith(f"a block is then final after {times[1]:.3g} s")


def test_blocks_go_on_where_an_honest_proposer_comes(
    presets: tuple[pd.DataFrame, dict[str, Finding]],
) -> None:
    found = presets[1]["C62"]
    assert (found.verdict, found.repair) == (Verdict.HOLDS_IF, "")
    assert found.condition == (
        "messages arrive in time from some moment on, proposers take turns, and an honest one comes in "
        "a round whose mode the honest can certify and that they enter within a delay of each other; "
        "with one silent proposer a block is then final after 1.1 s"
    )
    assert found.evidence == (
        "any.good-round-times, any.locks-arrive, any.waits-outgrow-delays, any.rotation, "
        "any.silent-rounds; cvc5 agrees"
    )


@pytest.mark.parametrize(
    ("timeout", "end"),
    [
        (0.201, "final after 0.902 s"),
        (0.2, "the first rounds are too short, and later ones are longer"),
        (0.15, "the first rounds are too short, and later ones are longer"),
    ],
)
def test_waits_that_good_rounds_outlast_grow_until_they_do_not(
    settled: Callable[..., Mapping[str, Finding]], timeout: float, end: str
) -> None:
    """A wait must be longer than two delays of 0.1 s; with one of 0.201 s, 0.3 + 0.201 + 0.2 + 0.201."""
    found = settled({"network": {"timeout_seconds": timeout}})["C62"]
    assert found.verdict is Verdict.HOLDS_IF
    assert found.condition.endswith(end)


@pytest.mark.parametrize("name", [f"any.{name}" for name in NEEDED[:-1]])
def test_each_theorem_is_needed(settled: Callable[..., Mapping[str, Finding]], name: str) -> None:
    found = settled(given_up=(name,))["C62"]
    assert found == Finding(Verdict.OPEN, f"not proved: {name}", "")
