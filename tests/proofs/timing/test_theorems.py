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


def test_a_decision_within_two_delays_is_refuted_by_the_third_message() -> None:
    """By hand: sent at 0, prevoted by d, precommitted by 2 d, decided by 3 d > 2 d."""
    (twin,) = [twin for twin in GENERAL["any.good-round-times"].twins if "2 delays" in twin.name]
    found = refutation(twin)
    assert found is not None
    times = found.story
    assert isinstance(times, Values)
    assert times["decided one"] > times["entered proposer"] + 2 * times["delay"]


def test_a_first_wait_of_two_delays_is_refuted_for_a_parameter_file() -> None:
    reference = load("reference")
    short = replace(reference, network=replace(reference.network, timeout_seconds=0.2))
    (claim,) = timing_claims_of("mine", short)
    assert settle_claim(claim).verdict == "refuted"


def test_who_passes_on_only_as_it_enters_is_a_wait_ahead() -> None:
    """By hand: left at closing + w, heard a delay later, and left there after another wait w > 0."""
    (twin,) = GENERAL["any.entries-together"].twins
    found = refutation(twin)
    assert found is not None
    times = found.story
    assert isinstance(times, Values)
    assert times["left one"] > times["left first"] + times["delay"]
    assert times["left one"] <= times["heard one"] + times["wait"]


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
