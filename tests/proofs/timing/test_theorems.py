"""Theorems about the length of rounds hold, fail where they should, and read a protocol's numbers."""

from dataclasses import replace

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.proofs.solving.audit import audit
from hybridstake.proofs.solving.claim import Claim, Proof
from hybridstake.proofs.solving.condition import Premise
from hybridstake.proofs.solving.quantities import Values
from hybridstake.proofs.solving.settling import refutation, settle, settle_claim
from hybridstake.proofs.solving.solver import cvc5
from hybridstake.proofs.timing.theorems import timing_claims, timing_claims_of
from hybridstake.proofs.timing.waits import waits_for_the_precommits

GENERAL = {claim.name: claim for claim in timing_claims()}


@pytest.fixture(scope="module")
def proofs() -> list[Proof]:
    of_protocols = [
        each for name in ("plan", "reference") for each in timing_claims_of(name, load(name))
    ]
    return settle([*GENERAL.values(), *of_protocols])


def test_all_are_proved_and_both_solvers_agree(proofs: list[Proof]) -> None:
    opinion = "agrees" if cvc5 is not None else "not installed"
    assert {proof.name: (proof.verdict, proof.second_solver) for proof in proofs} == dict.fromkeys(
        (*GENERAL, "plan.waits", "reference.waits"), ("proved", opinion)
    )


@pytest.mark.parametrize("claim", GENERAL.values(), ids=lambda claim: claim.name)
def test_no_premise_is_idle_and_every_near_miss_fails(claim: Claim) -> None:
    rows = list(audit([claim]))
    assert [row for row in rows if not row.passed] == []
    assert not {row.mutation for row in rows if row.outcome == "redundant"}


def refuting(claim: str, words: str) -> Values:
    """The story against the near miss of a claim whose name has these words."""
    (twin,) = [twin for twin in GENERAL[claim].twins if words in twin.name]
    found = refutation(twin)
    assert found is not None
    assert isinstance(found.story, Values)
    return found.story


@pytest.mark.parametrize(
    ("claim", "names"),
    [
        ("any.entries-together", ("delay", "wait", "closing first", "left one", "height first")),
        ("any.good-round-times", ("delay", "skew", "wait")),
        ("any.locks-arrive", ("delay", "skew", "listening")),
        ("any.waits-outgrow-delays", ("delay", "skew", "timeout")),
        ("any.rotation", ("byzantine", "byzantine proposers")),
    ],
)
def test_what_is_shown_that_premises_can_be_met_has_waits_delays_and_liars(
    claim: str, names: tuple[str, ...]
) -> None:
    for row in audit([GENERAL[claim]]):
        if row.outcome == "possible":
            assert row.counterexample is not None
            shown = row.counterexample.story
            assert isinstance(shown, Values)
            assert [name for name in names if shown[name] <= 0] == []


def test_a_decision_within_two_delays_is_refuted_by_the_third_message() -> None:
    """By hand: sent at 0, prevoted by d, precommitted by 2 d, decided by 3 d > 2 d."""
    times = refuting("any.good-round-times", "2 delays")
    assert times["decided one"] > times["entered proposer"] + 2 * times["delay"]


def test_a_first_wait_of_two_delays_is_refuted_for_a_parameter_file() -> None:
    reference = load("reference")
    short = replace(reference, network=replace(reference.network, timeout_seconds=0.2))
    (claim,) = timing_claims_of("mine", short)
    assert settle_claim(claim).verdict == "refuted"


def test_who_passes_on_only_as_it_enters_is_a_wait_ahead() -> None:
    """By hand: left at closing + w, heard a delay later, and left there after another wait w > 0."""
    times = refuting("any.entries-together", "as it enters")
    assert times["left one"] > times["left first"] + times["delay"]
    assert times["left one"] <= times["heard one"] + times["wait"]


def test_who_is_told_of_no_decision_may_stay_behind() -> None:
    """By hand: votes of height 1 let nobody decide height 0."""
    heights = refuting("any.entries-together", "no decision")
    assert heights["voted one"] <= heights["height one"] <= heights["reached one"]
    assert heights["reached one"] < heights["height first"]


def test_a_wait_that_outlasts_the_prevotes_but_not_the_first_precommit_is_refuted() -> None:
    """By hand: an honest precommit may come two delays before the last, so the wait must be longer."""
    twin = waits_for_the_precommits(
        Premise("the wait is two delays", lambda times: times["wait"] == 2 * times["delay"])
    )
    found = refutation(twin)
    assert found is not None
    times = found.story
    assert isinstance(times, Values)
    assert times["closing one"] + times["wait"] <= times["precommitted one"]
