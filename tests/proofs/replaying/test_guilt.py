"""Conflicts on the machine: whom their votes convict, and what the ledger then takes."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.parameters.variant import with_tables
from hybridstake.models.protocol.machine.execution import Execution
from hybridstake.models.protocol.machine.rules import HONEST
from hybridstake.models.protocol.machine.scenario import Scenario
from hybridstake.models.protocol.machine.stories import (
    equivocation,
    fast_beside_secure,
    fast_beside_secure_on_the_walk,
    forgotten_lock,
)
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.history.guilt import third_guilty
from hybridstake.proofs.replaying import guilt
from hybridstake.proofs.replaying.guilt import convicts, few_guilty, punished
from hybridstake.proofs.replaying.replay import NotReplayed
from hybridstake.proofs.replaying.scripted import executed
from hybridstake.proofs.solving.claim import Proof
from hybridstake.proofs.solving.settling import refutation, settle_claim

NAME = "plan.all-modes.third-guilty"
Refuted = Callable[[str], Proof]


def convicted(story: Scenario) -> list[str]:
    """Whom the votes of a story convict."""
    return convicts(executed(story), story.setting)


def test_two_blocks_of_the_plan_are_final_and_nobody_is_slashed(
    refuted: Refuted, plan: Parameters
) -> None:
    run = few_guilty(refuted(NAME), plan)
    assert run.steps[-3:] == (
        "at 0 s: both-1 bonds 10,000 tokens",
        "at 0 s: authority-1 and authority-2 each bond 10,000 tokens",
        "at 1,814,401 s: 0 tokens are slashed",
    )
    assert run.violation == (
        "authority-1 finalises A and both-1 finalises B at height 0, and those whose votes convict them "
        "hold 0 of 3 authorities and 0 of 1 stake: 0 tokens are slashed of 30,000 tokens."
    )


def test_oversight_as_strong_as_fast_refuses_a_step(refuted: Refuted, plan: Parameters) -> None:
    watched = with_tables(plan, secure=replace(plan.secure, oversight_threshold=Fraction(2, 3)))
    with pytest.raises(NotReplayed) as refused:
        few_guilty(refuted(NAME), watched)
    assert str(refused.value).startswith(
        f"step 15 of {NAME}: both-1 precommits B in round 2 (secure): precommit must be allowed"
    )


def test_where_few_but_some_are_guilty_the_ledger_takes_from_them(plan: Parameters) -> None:
    """Half of the authorities in each certificate: whoever signed both is slashed, and is not enough."""
    half = with_tables(
        plan,
        fast=replace(plan.fast, authority_threshold=Fraction(3, 5)),
        secure=replace(plan.secure, oversight_threshold=Fraction(3, 5)),
    )
    proof = settle_claim(third_guilty("plan", half), second_solver=False)
    run = few_guilty(proof, half)
    assert any(line.startswith("at 0 s: evidence convicts") for line in run.steps)
    assert run.steps[-1] == "at 1,814,401 s: 1,000 tokens are slashed"


def test_where_a_third_is_guilty_the_claim_is_not_refuted_by_the_run(
    refuted: Refuted, plan: Parameters
) -> None:
    """Two Fast certificates of two thirds have a third in common, which equivocates."""
    twin = third_guilty("plan", plan).twins[0]
    near_miss = replace(refuted(NAME), counterexample=refutation(twin))
    with pytest.raises(NotReplayed, match=r"hold a third of a resource, and are guilty$"):
        few_guilty(near_miss, plan)


def test_a_run_that_ends_too_soon_is_no_conflict(
    refuted: Refuted, plan: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def first_five(story: Scenario) -> Execution:
        return executed(replace(story, acts=story.acts[:5]))

    monkeypatch.setattr(guilt, "executed", first_five)
    with pytest.raises(NotReplayed) as refused:
        few_guilty(refuted(NAME), plan)
    assert str(refused.value) == f"{NAME}: two blocks must become final at height 0"


@pytest.mark.parametrize("mode", Mode)
def test_an_equivocation_convicts_the_liars_and_nobody_else(
    mode: Mode, reference: Parameters
) -> None:
    story = equivocation(reference, mode)
    liars = [each.name for each in story.setting.everybody() if each.byzantine]
    assert liars
    assert convicted(story) == liars


def test_a_forgotten_lock_convicts_those_who_forgot(reference: Parameters) -> None:
    """v1 stays with A and v4 was never locked; v2 and v3 were, and prevote B."""
    forgetful = replace(HONEST, prevote_new=lambda node, act, place: True)
    assert convicted(forgotten_lock(reference, forgetful)) == ["v2", "v3"]


def test_modes_that_share_nobody_convict_nobody(plan: Parameters) -> None:
    assert convicted(fast_beside_secure(plan)) == []
    assert convicted(fast_beside_secure_on_the_walk(plan)) == []


def test_the_ledger_takes_a_tenth_of_the_bond_of_each_convict(plan: Parameters) -> None:
    """An authority bonds 10,000 tokens, and a staker of three units 3,000: 1,300 are slashed."""
    everybody = ValidatorSet(
        (
            Validator("authority-1", authority=True),
            Validator("authority-2", authority=True),
            Validator("staker-1", stake=3),
            Validator("observer-1"),
        )
    )
    run = punished(plan, everybody, ["authority-2", "staker-1"])
    assert run.ledger.slashed == 1_300_000_000
    assert run.ledger.authorities == {"authority-1", "authority-2"}
    assert run.ledger.bond("authority-1", "authority-1").stake == 10_000_000_000
    assert run.steps[-1] == "at 1,814,401 s: 1,300 tokens are slashed"


def test_more_validators_than_can_be_judged_are_refused(
    refuted: Refuted, plan: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guilt, "MOST_JUDGED", 2)
    with pytest.raises(NotReplayed, match=r"^at most 2 validators can be judged, got 3$"):
        few_guilty(refuted(NAME), plan)
