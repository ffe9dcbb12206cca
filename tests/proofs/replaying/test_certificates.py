"""Two certificates on the machine: worked examples, and what stops them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.machine.rules import Rules
from hybridstake.proofs.quorums.intersection import PAIRS, intersection_twin
from hybridstake.proofs.quorums.validators import Validator, ValidatorSet
from hybridstake.proofs.replaying.certificates import disagreement
from hybridstake.proofs.replaying.replay import NotReplayed
from hybridstake.proofs.solving.claim import Claim, Proof
from hybridstake.proofs.solving.settling import settle_claim

HONEST_SIGN = (
    "fast-secure.intersection",
    "all-modes.intersection",
    "agreement",
    "secure.oversight-protects",
    "fast.two-thirds-needed",
)
LIARS_ALONE = (
    "secure.two-thirds-needed",
    "all-modes.two-thirds-of-both-needed",
    "fast.stake-protects",
)
"""Promises of the plan whose counterexample has an honest signer, and those where none signs."""


def never(*asked: Any) -> bool:
    """A guard that lets nobody pass."""
    return False


def always(*asked: Any) -> bool:
    """A guard that lets everybody pass."""
    return True


def test_nobody_byzantine_and_two_blocks_final(
    refuted: Callable[[str], Proof], plan: Parameters
) -> None:
    """By hand: two of three authorities are Fast's 2/3; one of three with all stake is Secure's 1/3."""
    run = disagreement(refuted("plan.fast-secure.intersection"), plan)
    assert run.violation == (
        "authority-1 finalises A and both-1 finalises B at height 0, with 0 of 3 authorities and "
        "0 of 1 stake Byzantine"
    )
    assert run.steps == (
        "authority-1 proposes A in round 0 (fast)",
        "authority-1 and authority-2 prevote A in round 0 (fast)",
        "authority-1 and authority-2 precommit A in round 0 (fast)",
        "authority-1 decides A in round 0 (fast) on the precommits of authority-1 and authority-2",
        "both-1 prevotes nil in round 0 (fast)",
        "both-1 precommits nil in round 0 (fast)",
        "both-1 starts round 1 (balanced)",
        "both-1 prevotes nil in round 1 (balanced)",
        "both-1 precommits nil in round 1 (balanced)",
        "both-1 starts round 2 (secure)",
        "both-1 proposes B in round 2 (secure)",
        "both-1 prevotes B in round 2 (secure)",
        "both-1 precommits B in round 2 (secure)",
        "both-1 decides B in round 2 (secure) on the precommits of both-1",
    )


def test_where_no_honest_validator_signs_an_observer_finalises(
    refuted: Callable[[str], Proof], plan: Parameters
) -> None:
    """The counterexample has one honest validator, and it takes two to disagree."""
    run = disagreement(refuted("plan.fast.stake-protects"), plan)
    assert run.steps[0] == (
        "observer-1 holds nothing, hears everybody, and finalises what is certified"
    )
    assert run.violation == (
        "staker-1 finalises A and observer-1 finalises B at height 0, with 1 of 1 authorities and "
        "0 of 1 stake Byzantine"
    )


@pytest.mark.parametrize("promise", [*HONEST_SIGN, *LIARS_ALONE])
def test_nothing_is_replayed_where_nobody_may_decide(
    refuted: Callable[[str], Proof], plan: Parameters, promise: str
) -> None:
    proof = refuted(f"plan.{promise}")
    assert " finalises A and " in disagreement(proof, plan).violation
    with pytest.raises(NotReplayed, match="decide must be allowed"):
        disagreement(proof, plan, Rules(decide=never))


@pytest.mark.parametrize("promise", HONEST_SIGN)
def test_an_honest_signer_has_to_be_let_precommit(
    refuted: Callable[[str], Proof], plan: Parameters, promise: str
) -> None:
    with pytest.raises(NotReplayed, match="precommit must be allowed"):
        disagreement(refuted(f"plan.{promise}"), plan, Rules(precommit=never))


@pytest.mark.parametrize("promise", ["fast-secure.intersection", "all-modes.intersection"])
def test_the_machine_of_the_reference_refuses_the_counterexample_of_the_plan(
    refuted: Callable[[str], Proof], reference: Parameters, promise: str
) -> None:
    with pytest.raises(
        NotReplayed, match=r"authority-1 precommits A in round 0 .* must be allowed"
    ):
        disagreement(refuted(f"plan.{promise}"), reference)


def test_a_byzantine_validator_that_is_spared_refuses_to_sign_twice(
    refuted: Callable[[str], Proof], plan: Parameters, told_otherwise: Callable[..., Proof]
) -> None:
    """It votes for A, and is locked; without the guard of a lock it would sign B all the same."""
    proof = refuted("plan.fast.two-thirds-needed")
    story = story_of(proof)
    spared = tuple(
        replace(each, inside=tuple(name for name in each.inside if name != "Byzantine"))
        for each in story.members
    )
    changed = told_otherwise(proof, members=spared)
    with pytest.raises(NotReplayed, match=r"both-1 prevotes nil .* must be allowed"):
        disagreement(changed, plan)
    assert disagreement(changed, plan, Rules(prevote_new=always)).violation.startswith(
        "authority-2 finalises A and authority-1"
    )


def test_a_signer_fewer_is_no_certificate(
    refuted: Callable[[str], Proof], plan: Parameters, told_otherwise: Callable[..., Proof]
) -> None:
    proof = refuted("plan.fast-secure.intersection")
    *others, last = story_of(proof).members
    changed = told_otherwise(proof, members=(*others, Validator(last.name, True, 0, ())))
    with pytest.raises(NotReplayed, match="authority-1 precommits A in round 0"):
        disagreement(changed, plan)


@pytest.mark.parametrize("protocol", ["plan", "reference"])
def test_every_pair_of_modes_disagrees_just_beyond_its_limit(
    protocol: str, plan: Parameters, reference: Parameters
) -> None:
    """The near misses of all claims about two certificates, in every mode and in every mixture."""
    parameters = {"plan": plan, "reference": reference}[protocol]
    runs = []
    for pair in PAIRS:
        twin = intersection_twin(protocol, parameters, *pair)
        proof = settle_claim(Claim(twin.name, "A near miss.", protocol, (twin,)))
        runs.append(disagreement(proof, parameters))
        assert {f"({mode.label})" for mode in pair} <= words(runs[-1].steps)
    assert len(runs) == 6
    assert all(" finalises A and " in run.violation for run in runs)


def words(steps: tuple[str, ...]) -> set[str]:
    """All words of some lines."""
    return {word for step in steps for word in step.split()}


def story_of(proof: Proof) -> ValidatorSet:
    """The validators of a refuted claim."""
    assert proof.counterexample is not None
    assert isinstance(proof.counterexample.story, ValidatorSet)
    return proof.counterexample.story
