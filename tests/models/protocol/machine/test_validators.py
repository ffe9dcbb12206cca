"""Who takes part: weights, certificates, and how many may be Byzantine."""

from fractions import Fraction

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet, Weight
from hybridstake.models.protocol.quorums import Quorum

BOUNDS = load("reference").assumptions

MIXED = ValidatorSet(
    (
        Validator("a1", authority=True, stake=5),
        Validator("a2", authority=True),
        Validator("a3", authority=True, byzantine=True),
        Validator("s1", stake=10),
        Validator("s2", stake=5, byzantine=True),
    )
)


def test_a_set_of_names_weighs_what_its_members_hold_and_strangers_hold_nothing() -> None:
    assert MIXED.total == Weight(authorities=3, stake=20)
    assert MIXED.weight(["a1", "s1", "nobody"]) == Weight(authorities=1, stake=15)


def test_a_certificate_needs_every_resource_that_its_quorum_asks_for() -> None:
    """At least 2/3 of three authorities is two; of a stake of 20 it is 13.3."""
    balanced = Quorum(Fraction(2, 3), Fraction(2, 3), strict=False)
    assert MIXED.certify(balanced, ["a1", "a2", "s1"])
    assert not MIXED.certify(balanced, ["a1", "s1"])
    assert not MIXED.certify(balanced, ["a1", "a2", "s2"])


def test_a_third_is_no_longer_within_the_bounds() -> None:
    """One authority of three is Byzantine, and a quarter of the stake; both must be below 1/3."""
    assert not MIXED.is_within(BOUNDS)
    larger = ValidatorSet((*MIXED.members, Validator("a4", authority=True)))
    assert larger.is_within(BOUNDS)
    poorer = ValidatorSet((*larger.members, Validator("s3", stake=10, byzantine=True)))
    assert not poorer.is_within(BOUNDS)


@pytest.mark.parametrize(
    ("members", "message"),
    [
        (
            (Validator("v", authority=True, stake=1), Validator("v", stake=1)),
            "names of validators must differ, got v, v",
        ),
        (
            (Validator("v", stake=1),),
            "validators must include an authority and a stake, got 0 authorities and a stake of 1",
        ),
        (
            (Validator("v", authority=True),),
            "validators must include an authority and a stake, got 1 authorities and a stake of 0",
        ),
    ],
)
def test_a_set_that_cannot_be_counted_is_refused(
    members: tuple[Validator, ...], message: str
) -> None:
    with pytest.raises(InvalidParameter) as refused:
        ValidatorSet(members)
    assert str(refused.value) == message


def test_a_negative_stake_is_refused() -> None:
    with pytest.raises(InvalidParameter) as refused:
        Validator("v", stake=-1)
    assert str(refused.value) == "stake of v must not be negative, got -1"
