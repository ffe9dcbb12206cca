"""A client beside the machine: deceived where the claim is refuted, and where its guards stop it."""

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.parameters.variant import with_tables
from hybridstake.models.protocol import light_client
from hybridstake.proofs.history.light_client import (
    FULL,
    SHOWN,
    STATED,
    TRUE,
    next_height,
    skipping,
)
from hybridstake.proofs.quorums.premises import BYZANTINE, FIRST, SECOND
from hybridstake.proofs.quorums.validators import Validator, ValidatorSet
from hybridstake.proofs.replaying.light_clients import client_deceived, of_height, validators_of
from hybridstake.proofs.replaying.replay import NotReplayed
from hybridstake.proofs.solving.claim import Proof
from hybridstake.proofs.solving.condition import Condition
from hybridstake.proofs.solving.settling import refutation, settle_claim

NAMES = ("plan.light-client.next-height", "plan.light-client.skipping")


@cache
def refuted(name: str) -> Proof:
    """The plan's claim by the one of its conditions in which Fast meets Secure."""
    claims = (next_height("plan", load("plan")), skipping("plan", load("plan")))
    (claim,) = [each for each in claims if each.name == name]
    (met,) = [each for each in claim.conditions if each.name == f"{name}: fast beside secure"]
    return settle_claim(replace(claim, conditions=(met,), rests_on=()), second_solver=False)


def of(condition: Condition, proof: Proof) -> Proof:
    """The same claim as if a near miss of it were what is refuted."""
    return replace(proof, counterexample=refutation(condition))


@pytest.mark.parametrize("name", NAMES)
def test_under_the_plan_the_client_follows_fast_and_full_nodes_secure(
    name: str, plan: Parameters
) -> None:
    run = client_deceived(refuted(name), plan)
    assert run.steps[-4:] == (
        "both-1 decides B in round 2 (secure) on the precommits of both-1",
        "the client trusts a header of 0 s for 1 s, and its clock shows 0 s",
        "the client is shown a header of height 0 with block A, signed by authority-1 and authority-2",
        "the client accepts it",
    )
    assert run.violation == (
        "The client accepts block A, signed by authority-1 and authority-2, and authority-1 finalises A "
        "and both-1 finalises B at height 0, with 0 of 3 authorities and 0 of 1 stake Byzantine."
    )


@pytest.mark.parametrize("name", NAMES)
def test_oversight_as_strong_as_fast_refuses_a_step(name: str, plan: Parameters) -> None:
    watched = with_tables(plan, secure=replace(plan.secure, oversight_threshold=Fraction(2, 3)))
    with pytest.raises(NotReplayed, match=r"^step 15 of .*: both-1 precommits B in round 2"):
        client_deceived(refuted(name), watched)


def test_the_client_refuses_a_header_that_has_expired(
    plan: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever was paid out signs another chain, and only the client's look at its clock stops it."""
    old = of(next_height("plan", plan).twins[0], refuted(NAMES[0]))
    with pytest.raises(NotReplayed) as refused:
        client_deceived(old, plan)
    assert str(refused.value) == (
        "the client refuses what it is shown: the trusted header is too old"
    )
    monkeypatch.setattr(light_client, "is_fresh", lambda stated, clock, period: True)
    assert client_deceived(old, plan).violation.startswith("The client accepts block A")


def test_the_client_refuses_strangers_for_whom_too_few_vouch(
    plan: Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With half of the trust that is safe, Byzantine validators vouch for a set of their own making."""
    _, *lower = skipping("plan", plan).twins
    for twin in lower:
        strange = of(twin, refuted(NAMES[1]))
        with pytest.raises(NotReplayed, match=": too few of the signers are validators that the"):
            client_deceived(strange, plan)
        with monkeypatch.context() as patched:
            patched.setattr(light_client, "is_vouched_for", lambda *_: True)
            run = client_deceived(strange, plan)
        assert "finalises B at height 0" in run.violation or "finalise B" in run.violation
        assert "finalise" not in run.violation.split(" and ")[0]


def test_only_the_true_validators_make_the_history() -> None:
    """A stranger whom only the shown header states is no part of the height."""
    story = ValidatorSet(
        (TRUE, STATED, SHOWN, FULL, BYZANTINE),
        (
            Validator("both-1", True, 2, (TRUE, STATED, SHOWN, FULL)),
            Validator("staker-1", False, 3, (STATED, SHOWN, BYZANTINE)),
        ),
    )
    height = of_height(story)
    assert [(each.name, each.inside) for each in height.members] == [
        ("both-1", (TRUE, STATED, FIRST, SECOND))
    ]
    assert validators_of(story, TRUE).total.stake == 2
    assert validators_of(story, STATED).total.stake == 5


def test_a_claim_that_is_proved_has_nothing_to_replay(plan: Parameters) -> None:
    proved = replace(refuted(NAMES[1]), verdict="proved", counterexample=None)
    with pytest.raises(NotReplayed) as refused:
        client_deceived(proved, plan)
    assert str(refused.value) == f"{NAMES[1]} is proved: there is nothing to replay"
