"""Small discrete logarithms, by baby steps and giant steps."""

from functools import cache
from math import isqrt

from py_arkworks_bls12381 import G1Point

from .group import scalar
from .pedersen import VALUE
from .sums import Sum


@cache
def baby_steps(number: int) -> dict[bytes, int]:
    """Multiples 0, 1, 2, … of the values' base, by encoding."""
    base = Sum.of(VALUE).value()
    found: dict[bytes, int] = {}
    point = G1Point.identity()
    for multiple in range(number):
        found[point.to_compressed_bytes()] = multiple
        point = point + base
    return found


def small_logarithm(point: G1Point, bound: int) -> int | None:
    """The number in [0, bound) of which a point is that multiple of the values' base.

    Parameters
    ----------
    point
        Of the group.
    bound
        Positive; time and memory grow as its root [1].

    Returns
    -------
    int or None
        None if there is no such number.

    Notes
    -----
    Source: Shanks, "Class Number, a Theory of Factorization, and Genera", 1971.

    Examples
    --------
    >>> small_logarithm(Sum.of(VALUE, factor=scalar(200)).value(), 256)
    200
    """
    stride = isqrt(bound - 1) + 1
    small = baby_steps(stride)
    giant = Sum.of(VALUE, factor=scalar(-stride)).value()
    for steps in range(-(-bound // stride)):
        rest = small.get(point.to_compressed_bytes())
        if rest is not None:
            found = steps * stride + rest
            return found if found < bound else None
        point = point + giant
    return None
