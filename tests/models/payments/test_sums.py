"""Sums that are worked out in one look."""

import pytest
from hybridstake.models.payments.group import generator, scalar
from hybridstake.models.payments.randomness import from_seed
from hybridstake.models.payments.sums import ONE, ZERO, Sum, added, vanish, weighted
from py_arkworks_bls12381 import G1Point

DRAW = from_seed(b"sums")


def test_multiples_of_a_generator_add_up_to_one_term() -> None:
    point = generator("x")
    both = added((Sum.of("a", factor=scalar(2)), Sum.of("a", factor=scalar(3)), Sum.point(point)))
    assert both.terms == 2
    assert both.value() == Sum.of("a", factor=scalar(5)).value() + point


def test_a_sum_is_multiplied_term_by_term() -> None:
    both = added((Sum.of("a"), Sum.point(generator("x"), scalar(4))))
    assert (
        both.times(scalar(3)).value()
        == Sum.of("a", factor=scalar(3)).value() + Sum.point(generator("x"), scalar(12)).value()
    )


def test_weights_are_powers_and_the_first_is_one() -> None:
    found = weighted([Sum.of("a"), Sum.of("b"), Sum.of("c")], scalar(7))
    assert found.named == {("a", 0): ONE, ("b", 0): scalar(7), ("c", 0): scalar(49)}


def test_all_must_vanish_and_not_only_their_plain_sum() -> None:
    """One and its opposite cancel without weights."""
    wrong = Sum.of("a")
    nothing = Sum({("a", 0): ZERO})
    assert vanish([nothing, nothing], DRAW())
    assert vanish([], DRAW())
    assert added((wrong, wrong.times(-ONE))).value() == G1Point.identity()
    assert not vanish([wrong, wrong.times(-ONE)], DRAW())


@pytest.mark.parametrize(
    "other",
    [Sum.of("a", 1), Sum.of("b"), Sum.of("a", factor=scalar(2)), Sum.point(generator("a")), Sum()],
)
def test_different_sums_are_encoded_differently(other: Sum) -> None:
    assert Sum.of("a").encoded() != other.encoded()
