"""Multiples of points of any order, against sums of the point with itself."""

import pytest
from hybridstake.models.cryptography.edwards25519 import (
    NEUTRAL,
    ORDER,
    PRIME,
    add,
    is_point,
    multiply,
    multiply_base,
    subtract,
    times_cofactor,
)

SMALL_ORDER = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
BASE = multiply_base(1)
POINTS = {
    "prime order": BASE,
    "small order": SMALL_ORDER,
    "both": add(multiply_base(5), SMALL_ORDER),
    "neutral": NEUTRAL,
}


@pytest.mark.parametrize("name", POINTS)
def test_a_multiple_is_a_sum(name: str) -> None:
    point, summed = POINTS[name], NEUTRAL
    for scalar in range(20):
        assert multiply(scalar, point) == summed
        summed = add(summed, point)


def test_multiples_add_up_for_large_scalars_too() -> None:
    """A point of small order counts modulo eight, not modulo the prime order."""
    for point in POINTS.values():
        for scalar in (ORDER - 1, ORDER, ORDER + 3, 2**252 + 5, 8 * ORDER - 1):
            assert add(multiply(scalar, point), multiply(7, point)) == multiply(scalar + 7, point)
    assert multiply(ORDER, SMALL_ORDER) != NEUTRAL
    assert multiply(8 * ORDER, POINTS["both"]) == NEUTRAL


def test_the_cofactor_leaves_no_small_order() -> None:
    assert times_cofactor(SMALL_ORDER) == NEUTRAL
    assert times_cofactor(POINTS["both"]) == multiply_base(40)
    assert subtract(POINTS["both"], SMALL_ORDER) == multiply_base(5)


def test_a_point_has_one_encoding() -> None:
    """y = 1 is the neutral element: with y + p, or with a sign that zero has not, it is refused."""
    assert is_point(NEUTRAL)
    assert not is_point((1 + PRIME).to_bytes(32, "little"))
    assert not is_point(bytes([1]) + bytes(30) + b"\x80")
    assert not is_point((2).to_bytes(32, "little"))
    assert not is_point(BASE[:31])
