"""Commitments: they add up, they bind modulo the order, and they hide."""

from hybridstake.models.cryptography.group_order import ORDER
from hybridstake.models.payments.group import generator, scalar
from hybridstake.models.payments.pedersen import Opening, commit, public_key
from hybridstake.models.payments.randomness import from_seed, from_system
from hypothesis import given, settings
from hypothesis import strategies as st
from py_arkworks_bls12381 import Scalar

numbers = st.integers(-(2**70), 2**70)
blindings = st.integers(0, ORDER - 1).map(scalar)


@settings(max_examples=20)
@given(numbers, blindings, numbers, blindings, st.integers(-9, 9))
def test_commitments_add_up_as_what_they_hide(
    value: int, blinding: Scalar, other: int, second: Scalar, factor: int
) -> None:
    one, two = Opening(value, blinding), Opening(other, second)
    assert (one + two).committed() == one.committed() + two.committed()
    assert one.times(factor).committed() == one.committed() * scalar(factor)


def test_a_number_counts_modulo_the_order() -> None:
    """Which is why ranges are proved: minus five is as good as a number of 255 bits."""
    blinding = scalar(3)
    assert commit(-5, blinding) == commit(ORDER - 5, blinding)
    assert commit(1, blinding) != commit(2, blinding)


def test_every_commitment_could_hide_anything() -> None:
    """Who knows the logarithm of one base to the other opens it to any number: it hides perfectly."""
    logarithm = scalar(1234567)
    value, blinding = scalar(10), scalar(20)
    committed = value * logarithm + blinding
    for other in (0, 11, ORDER - 1):
        fitting = committed - scalar(other) * logarithm
        assert scalar(other) * logarithm + fitting == committed


def test_keys_are_multiples_of_the_blindings_base() -> None:
    assert public_key(scalar(2)) == generator("blinding") + generator("blinding")


def test_a_seed_gives_its_numbers_and_the_system_others() -> None:
    first, again, other = from_seed(b"a"), from_seed(b"a"), from_seed(b"b")
    drawn = [first() for _ in range(4)]
    assert drawn == [again() for _ in range(4)]
    assert len({int(each) for each in [*drawn, other(), from_system(), from_system()]}) == 7
