"""Claims settled in other processes: what comes of them is what comes of them here."""

from dataclasses import replace
from typing import Any

import pytest
from hybridstake.experiments.commands.prove import all_claims
from hybridstake.proofs.registry import general_claims
from hybridstake.proofs.solving.apart import (
    Address,
    addresses,
    audit_apart,
    claims_by_name,
    settle_apart,
)
from hybridstake.proofs.solving.audit import Row, audit
from hybridstake.proofs.solving.claim import Claim, Proof
from hybridstake.proofs.solving.processes import Limits
from hybridstake.proofs.solving.settling import proof_from, settle, settle_condition, verdict_of

CHOSEN = (
    "plan.fast-secure.intersection",
    "reference.balanced.safe-if-either",
    "plan.fast.conflict-cost",
    "any.thresholds.at-least.at-most",
)

WITHOUT_MEMORY = ("its process ", "it took too much memory")
"""How a reason begins, whether Z3 ended the process or Python could still say so."""


@pytest.fixture(scope="module")
def chosen() -> list[Claim]:
    return [claims_by_name(all_claims)[name] for name in CHOSEN]


def without_seconds(proofs: list[Proof]) -> list[dict[str, Any]]:
    """All of some proofs but for the time they took."""
    return [
        {
            **replace(proof, seconds=0.0).as_dict(),
            "outcomes": [(each.condition, each.outcome, each.used) for each in proof.settled],
        }
        for proof in proofs
    ]


def audited(rows: list[Row]) -> list[dict[str, Any]]:
    return [row.as_dict() for row in rows]


@pytest.mark.parametrize("workers", [1, pytest.param(3, marks=pytest.mark.exhaustive)])
def test_proofs_made_apart_are_those_made_here(chosen: list[Claim], workers: int) -> None:
    apart = settle_apart(all_claims, chosen, workers)
    assert [proof.name for proof in apart] == list(CHOSEN)
    assert without_seconds(apart) == without_seconds(settle(chosen))
    assert all(each.seconds > 0 for proof in apart for each in proof.settled)


@pytest.mark.exhaustive
def test_an_audit_made_apart_is_the_one_made_here(chosen: list[Claim]) -> None:
    told: list[tuple[int, int]] = []
    rows = audit_apart(all_claims, chosen[:2], 2, lambda done, total: told.append((done, total)))
    assert audited(rows) == audited(list(audit(chosen[:2])))
    assert told[-1] == (len(told), len(told))


def test_a_theorem_that_several_claims_rest_on_is_asked_once() -> None:
    """Every condition of two claims, of the one theorem under both, and of the one under that."""
    claims = [
        claims_by_name(all_claims)[f"{name}.agreement"] for name in ("plan.fast", "reference.fast")
    ]
    (theorem,) = {each.name for claim in claims for each in claim.rests_on}
    (order,) = {each.name for each in claims_by_name(all_claims)[theorem].rests_on}
    asked = addresses(all_claims, claims)
    assert len(asked) == len(set(asked))
    assert {each.claim for each in asked} == {order, theorem, *(claim.name for claim in claims)}
    found = [each.found() for each in asked]
    assert [(claim.name, condition.name) for claim, condition in found] == [
        (claim.name, condition.name)
        for claim in (claims[0].rests_on[0].rests_on[0], claims[0].rests_on[0], *claims)
        for condition in claim.conditions
    ]


def test_a_claim_without_its_theorem_is_not_proved() -> None:
    claim = claims_by_name(all_claims)["reference.fast.agreement"]
    settled = [settle_condition(each, second_solver=False) for each in claim.conditions]
    assert verdict_of([each.outcome for each in settled]) == "proved"
    leant_on = [proof_from(each, [], []) for each in claim.rests_on]
    proof = proof_from(claim, settled, leant_on)
    assert (proof.verdict, proof.assumptions_used) == ("undecided", [])
    assert proof.reason == f"it rests on {leant_on[0].name}, which is not proved"


def test_twins_are_addressed_after_the_conditions() -> None:
    claim = next(each for each in general_claims() if each.twins)
    twin = Address(general_claims, claim.name, len(claim.conditions)).found()[1]
    assert twin.name == claim.twins[0].name


@pytest.mark.exhaustive
def test_what_takes_too_much_memory_is_undecided_and_names_its_condition(
    chosen: list[Claim],
) -> None:
    """Z3 has several ways to end without memory, and none of them is this process's end."""
    little = Limits(mebibytes=2)
    (proof,) = settle_apart(all_claims, chosen[:1], 1, limits=little)
    assert (proof.verdict, proof.counterexample, proof.conditions) == ("undecided", None, 1)
    assert proof.second_solver == "undecided"
    name, _, why = proof.reason.partition(": ")
    assert name == "plan.fast-secure"
    assert why.startswith(WITHOUT_MEMORY)
    row, *_ = audit_apart(all_claims, chosen[:1], 1, limits=little)
    assert (row.condition, row.outcome, row.passed) == ("plan.fast-secure", "undecided", False)
    assert row.mutation.startswith(WITHOUT_MEMORY)


@pytest.mark.exhaustive
def test_the_second_solver_may_be_left_out(chosen: list[Claim]) -> None:
    (proof,) = settle_apart(all_claims, chosen[:1], 1, second_solver=False)
    assert (proof.verdict, proof.second_solver) == ("refuted", "not asked")
