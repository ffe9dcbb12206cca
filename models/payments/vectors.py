"""Vectors of numbers modulo the order of the group."""

from collections.abc import Sequence

from py_arkworks_bls12381 import Scalar

from .sums import ONE, ZERO

Vector = Sequence[Scalar]


def powers(base: Scalar, length: int) -> list[Scalar]:
    """1, base, base², …

    Examples
    --------
    >>> from .group import scalar
    >>> [int(each) for each in powers(scalar(3), 4)]
    [1, 3, 9, 27]
    """
    found: list[Scalar] = []
    power = ONE
    for _ in range(length):
        found.append(power)
        power = power * base
    return found


def inner(one: Vector, other: Vector) -> Scalar:
    """Inner product of two vectors."""
    return total([first * second for first, second in zip(one, other, strict=True)])


def total(numbers: Vector) -> Scalar:
    """Sum of some numbers."""
    found = ZERO
    for each in numbers:
        found = found + each
    return found


def folded(vector: Vector, low: Scalar, high: Scalar) -> list[Scalar]:
    """Half as long: the lower half times one number and the upper half times another."""
    half = len(vector) // 2
    return [
        first * low + second * high
        for first, second in zip(vector[:half], vector[half:], strict=True)
    ]
