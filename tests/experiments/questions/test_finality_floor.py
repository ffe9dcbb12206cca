"""Promises of finality against the floor, and the verdicts that follow."""

from collections.abc import Callable
from typing import Any

import pytest

SLOW = {"network": {"delay_seconds": 2.0}}
QUICK = {"network": {"delay_seconds": 0.02}}
PROMISES = {"C14": "fast", "C45": "fast", "C46": "balanced", "C47": "secure"}


@pytest.fixture
def settled(answers_to: Callable[..., Any]) -> Callable[..., Any]:
    """Findings for changes to the plan and to the reference."""
    return lambda plan=None, reference=None: answers_to("finality_floor", plan, reference)[1]


@pytest.mark.parametrize("claim", PROMISES)
def test_a_promise_is_refuted_by_slow_messages_and_kept_by_quick_ones(
    settled: Callable[..., Any], claim: str
) -> None:
    """Three messages of 2 s are above every promise, and three of 0.02 s are below."""
    assert settled(SLOW)[claim].verdict == "refuted"
    assert settled(QUICK)[claim].verdict == "holds if"


def test_a_promise_is_kept_at_exactly_the_floor(settled: Callable[..., Any]) -> None:
    """3 * 0.1 is 0.3, which the product of the floats exceeds."""
    found = settled({"fast": {"finality_seconds": 0.3}})["C45"]
    assert found.verdict == "holds if"
    assert found.condition.startswith("no more than 0 proposers in a row are silent")


@pytest.mark.parametrize("claim", PROMISES)
def test_a_broken_promise_is_repaired_by_one_that_the_reference_keeps(
    settled: Callable[..., Any], claim: str
) -> None:
    kept = {"finality_seconds": 7.5}
    found = settled(SLOW, {PROMISES[claim]: kept})[claim]
    assert found.repair == "promise 7,500 ms"
    assert settled(QUICK)[claim].repair == ""
    broken = SLOW | {PROMISES[claim]: {"finality_seconds": 5.9}}
    assert settled(SLOW, broken)[claim].repair == ""


def test_as_many_proposers_may_be_silent_as_there_is_time_for(
    settled: Callable[..., Any],
) -> None:
    """5 s leave room for 4.7 / 0.3 = 15 of them, and at a time-out of 0.01 s for 470."""
    assert settled()["C47"].condition.startswith("no more than 15 proposers in a row are silent, ")
    found = settled({"network": {"timeout_seconds": 0.01}})["C47"]
    assert found.condition.startswith("no more than 470 proposers in a row are silent, ")
