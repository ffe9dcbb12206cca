"""The inner-product argument alone: what is behind a point, and its folding."""

import pytest
from hybridstake.models.payments.group import generator, scalar
from hybridstake.models.payments.inner_product import (
    LEFT,
    PRODUCT,
    RIGHT,
    InnerProduct,
    fold_challenges,
    folding_factors,
    prove_inner_product,
)
from hybridstake.models.payments.randomness import from_seed
from hybridstake.models.payments.sums import ONE, Sum, added, vanish
from hybridstake.models.payments.transcript import Transcript
from hybridstake.models.payments.vectors import Vector, folded, inner, powers, total
from py_arkworks_bls12381 import Scalar

DRAW = from_seed(b"inner")
SCALE = DRAW()


def statement(one: Vector, other: Vector, product: Scalar | None = None) -> Sum:
    """The point that hides two vectors and, unless said otherwise, their inner product."""
    value = inner(one, other) if product is None else product
    return added(
        (
            *(Sum.of(LEFT, index, each) for index, each in enumerate(one)),
            *(Sum.of(RIGHT, index, each) for index, each in enumerate(other)),
            Sum.of(PRODUCT, 0, SCALE * value),
        )
    )


def accepts(claimed: Sum, proof: InnerProduct) -> bool:
    """Whether the folded point is what the two last numbers say: the published check, step by step."""
    transcript = Transcript("test")
    challenges = fold_challenges(proof, transcript)
    factors = folding_factors(challenges)
    parts = [claimed]
    for challenge, left, right in zip(challenges, proof.lefts, proof.rights, strict=True):
        square = challenge * challenge
        parts += [Sum.point(left, square), Sum.point(right, square.inverse())]
    for index, (factor, opposite) in enumerate(zip(factors, reversed(factors), strict=True)):
        parts += [
            Sum.of(LEFT, index, -proof.one * factor),
            Sum.of(RIGHT, index, -proof.other * opposite),
        ]
    parts.append(Sum.of(PRODUCT, 0, -SCALE * proof.one * proof.other))
    return vanish([added(parts)], ONE)


@pytest.mark.parametrize("length", [1, 2, 4, 16])
def test_an_inner_product_is_proved_and_no_other_number_is(length: int) -> None:
    one, other = ([DRAW() for _ in range(length)] for _ in range(2))
    proof = prove_inner_product(one, other, [ONE] * length, SCALE, Transcript("test"))
    assert len(proof.lefts) == len(proof.rights) == length.bit_length() - 1
    assert accepts(statement(one, other), proof)
    assert not accepts(statement(one, other, inner(one, other) + ONE), proof)
    assert not accepts(statement(other, one), proof) or one == other


def test_generators_that_are_folded_one_by_one_are_those_of_the_factors() -> None:
    """Three rounds by hand against the product of all."""
    challenges = [scalar(3), scalar(5), scalar(7)]
    bases = [scalar(11 + index) for index in range(8)]
    left = bases
    for challenge in challenges:
        left = folded(left, challenge.inverse(), challenge)
    assert left == [inner(bases, folding_factors(challenges))]
    right = bases
    for challenge in challenges:
        right = folded(right, challenge, challenge.inverse())
    assert right == [inner(bases, list(reversed(folding_factors(challenges))))]


def test_vectors_are_numbers_modulo_the_order() -> None:
    assert [int(each) for each in powers(scalar(2), 5)] == [1, 2, 4, 8, 16]
    assert int(total([scalar(1), scalar(2), scalar(-3)])) == 0
    assert int(inner([scalar(2), scalar(3)], [scalar(5), scalar(7)])) == 31
    with pytest.raises(ValueError, match="zip"):
        inner([scalar(1)], [])


def test_generators_of_the_two_vectors_are_apart() -> None:
    points = [generator(name, index) for name in (LEFT, RIGHT) for index in range(4)]
    assert len({each.to_compressed_bytes() for each in [*points, generator(PRODUCT)]}) == 9
