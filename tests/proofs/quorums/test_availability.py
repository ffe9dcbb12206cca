from fractions import Fraction
from itertools import product

from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.quorums import quorum
from hybridstake.proofs.quorums.availability import availability_claims, threshold
from hybridstake.proofs.quorums.premises import Resource
from hybridstake.proofs.solving.claim import Proof
from hybridstake.proofs.solving.settling import settle


def test_a_mode_that_asks_for_no_stake_has_no_threshold_of_stake(plan: Parameters) -> None:
    assert threshold(plan, Mode.FAST, Resource.STAKE) == 0
    assert threshold(plan, Mode.FAST, Resource.AUTHORITIES) == Fraction(2, 3)


def test_small_sets_agree_that_the_honest_suffice(plan: Parameters, reference: Parameters) -> None:
    for parameters, modes in (
        (plan, tuple(Mode)),
        (reference, (Mode.BALANCED, Mode.SECURE)),
    ):
        for authorities, stake in product(range(1, 13), range(1, 13)):
            most = [-(-total // 3) - 1 for total in (authorities, stake)]
            honest = [total - few for total, few in zip((authorities, stake), most, strict=True)]
            for mode in modes:
                assert quorum(parameters, mode).is_met(honest[0], authorities, honest[1], stake)


def test_the_references_fast_is_an_optimistic_path_that_one_of_four_can_close(
    reference: Parameters,
) -> None:
    """By hand: 3 of 4 is not more than 5/6, so the reference claims no availability of Fast."""
    claimed = availability_claims("reference", reference, (Mode.FAST,))[0]
    proof = settle([claimed])[0]
    assert proof.verdict == "refuted"
    assert proof.counterexample is not None
    story = proof.counterexample.as_dict()
    assert (story["authorities"], story["sets"][0]["authorities"]) == (4, 1)


def test_balanced_needs_both_bounds_to_be_available_and_fast_only_one(
    proofs: dict[str, Proof],
) -> None:
    both = ["Byzantine authorities < 1/3", "Byzantine stake < 1/3"]
    assert proofs["plan.balanced.availability"].assumptions_used == both
    assert proofs["plan.fast.availability"].assumptions_used == both[:1]
