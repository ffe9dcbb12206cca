"""Promises of finality against the floor, and the verdicts that follow."""

from collections.abc import Callable
from typing import Any

import pytest
from hybridstake.experiments.claims.ledger import claims
from hybridstake.experiments.questions.finality_floor import CLAIMED

SLOW = {"network": {"delay_seconds": 2.0}}
QUICK = {"network": {"delay_seconds": 0.02}}
PROMISES = {
    "C14": "fast", "C45": "fast",
    "C46": "balanced", "C68": "balanced",
    "C47": "secure", "C69": "secure",
}  # fmt: skip
SENTENCES = {claim.id: claim.claim for claim in claims()}


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


@pytest.mark.parametrize("claim", PROMISES)
def test_a_claim_is_asked_of_the_time_in_its_sentence(claim: str) -> None:
    """Whatever a preset promises: `1 s` is a second, and `100 ms` a tenth of one."""
    mode, seconds = CLAIMED[claim]
    shown = f"{seconds:g} s" if seconds >= 1 else f"{1000 * seconds:g} ms"
    assert f" {shown}." in SENTENCES[claim]
    assert f" {mode.label.capitalize()} mode " in SENTENCES[claim]


def test_every_claim_that_the_floor_settles_is_asked() -> None:
    assert {claim.id for claim in claims() if claim.settled_by == "finality_floor"} == set(CLAIMED)


def test_a_slower_promise_does_not_make_a_quicker_one_true(settled: Callable[..., Any]) -> None:
    """Three delays take 300 ms: a preset that promises them keeps its word, and 200 ms stay broken."""
    found = settled({"fast": {"finality_seconds": 0.3}})
    assert (found["C45"].verdict, found["C14"].verdict) == ("refuted", "refuted")
    assert settled({"balanced": {"finality_seconds": 0.1}})["C46"].verdict == "holds if"


def test_the_lower_ends_leave_less_time_than_the_upper_ones(settled: Callable[..., Any]) -> None:
    """500 ms leave 200 after the floor, and a silent round takes 300 + 2 * 100 of them; 2 s leave 1.7.

    A silent round and the listening after it take 0.5 + 0.3 s, and two 0.5 + 0.8 + 0.45 = 1.75 s.
    """
    found = settled()
    assert found["C68"].condition.startswith("no proposer is silent, computing takes no time")
    assert found["C69"].condition.startswith("no two proposers in a row are silent, ")
    slower = settled({"network": {"message_delays": 6}})
    assert [slower[claim].verdict for claim in ("C46", "C68")] == ["holds if", "refuted"]


def test_a_promise_is_kept_at_exactly_the_floor(settled: Callable[..., Any]) -> None:
    """Two delays of 0.1 s are 200 ms; with a third none of it is left."""
    found = settled({"network": {"message_delays": 2}})["C45"]
    assert found.verdict == "holds if"
    assert found.condition.startswith("no proposer is silent, ")


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
    """5 s leave 4.7: four silent rounds of 0.5, 0.8, 1.1 and 1.4 s take 3.8, and then 0.75 to listen.

    With waits from 0.312 s on they take 10 * 0.312 + 8 * 0.1 + 5 * 0.312 / 2 = 4.7 exactly.
    """
    assert settled()["C47"].condition.startswith("no more than 4 proposers in a row are silent, ")
    for timeout, silent in ((0.312, 4), (0.3121, 3)):
        found = settled({"network": {"timeout_seconds": timeout}})["C47"]
        start = f"no more than {silent} proposers in a row are silent, "
        assert found.condition.startswith(start)
