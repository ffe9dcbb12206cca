"""The plan's variants of a quorum on the machine."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.quorums.validators import ValidatorSet
from hybridstake.proofs.replaying.replay import NotReplayed
from hybridstake.proofs.replaying.table import replayed
from hybridstake.proofs.replaying.variants import BY_HEAD, COUNTED, two_certificates
from hybridstake.proofs.solving.claim import Proof


@pytest.mark.parametrize(
    ("variant", "violation"),
    [
        (
            "at-least-two-thirds",
            "authority-2 finalises A and authority-1 finalises B at height 0, with 1 of 3 "
            "authorities and 1 of 1 stake Byzantine",
        ),
        (
            "14-of-21",
            "authority-8 finalises A and authority-1 finalises B at height 0, with 7 of 21 "
            "authorities and 1 of 1 stake Byzantine",
        ),
        (
            "33-of-100",
            "staker-68 finalises A and staker-35 finalises B at height 0, with 0 of 1 authorities "
            "and 0 of 100 stake Byzantine",
        ),
        (
            "heads-hold-stake",
            "staker-68 finalises A at height 0 on the precommits of 33 stakers, who hold 33 of 100 "
            "stake",
        ),
        (
            "heads-protect-balanced",
            "authority-8 finalises A and authority-1 finalises B at height 0, with 7 of 21 "
            "authorities and 0 of 100 stake Byzantine",
        ),
    ],
)
def test_a_quorum_of_the_documents_ends_in_its_violation(
    refuted: Callable[[str], Proof], plan: Parameters, variant: str, violation: str
) -> None:
    run = replayed(refuted(f"plan.variants.{variant}"), plan)
    assert run is not None
    assert run.violation == violation


@pytest.mark.parametrize(
    ("variant", "quorum", "mode"),
    [
        ("14-of-21", replace(COUNTED, authorities=Fraction(15, 21)), Mode.FAST),
        ("14-of-21", replace(COUNTED, strict=True), Mode.FAST),
        ("33-of-100", replace(BY_HEAD, stake=Fraction(34, 100)), Mode.BALANCED),
    ],
)
def test_one_signature_more_would_have_stopped_it(
    refuted: Callable[[str], Proof],
    plan: Parameters,
    variant: str,
    quorum: object,
    mode: Mode,
) -> None:
    assert isinstance(quorum, type(BY_HEAD))
    with pytest.raises(NotReplayed, match="precommit must be allowed"):
        two_certificates(refuted(f"plan.variants.{variant}"), plan, quorum, mode)


def test_heads_with_much_stake_are_no_violation(
    refuted: Callable[[str], Proof], plan: Parameters, told_otherwise: Callable[..., Proof]
) -> None:
    """By hand: 33 stakers who hold two tokens each have 66 of 133."""
    proof = refuted("plan.variants.heads-hold-stake")
    assert proof.counterexample is not None
    story = proof.counterexample.story
    assert isinstance(story, ValidatorSet)
    rich = tuple(replace(each, stake=2) if each.inside else each for each in story.members)
    with pytest.raises(NotReplayed, match="A must become final by less than a third of the stake"):
        replayed(told_otherwise(proof, members=rich), plan)
