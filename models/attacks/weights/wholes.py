"""Stakes as whole numbers of a common unit, so that sums are compared exactly."""

import math
from collections.abc import Sequence
from fractions import Fraction

from ...errors import InvalidParameter
from ...parameters.exact import as_written
from .groups import LARGEST_WEIGHT

LARGEST_STAKERS = 100_000
"""Most stakes that are taken [1]: some seconds of work."""

LARGEST_TOTAL = 1e300
"""All stakes together, at most [token]."""


def whole_stakes(stakes: Sequence[float]) -> tuple[tuple[int, ...], Fraction]:
    """Stakes in the largest common unit, and that unit.

    Parameters
    ----------
    stakes
        Of every staker, finite and not negative, as written, (stakers,) [token].

    Returns
    -------
    tuple
        Whole numbers (stakers,), and what one is worth [token].

    Raises
    ------
    InvalidParameter
        Where there is none or too many, where one is no amount, or where all are zero.

    Notes
    -----
    Source: ours. Decimals are exact as long as their sum has at most 62 bits, as whole numbers of
    nine decimals of a supply of a billion have; finer ones are rounded to 2**-61 of all.

    Examples
    --------
    >>> whole_stakes((0.1, 0.25))
    ((2, 5), Fraction(1, 20))
    """
    if not 1 <= len(stakes) <= LARGEST_STAKERS:
        raise InvalidParameter(f"stakes must be 1 to {LARGEST_STAKERS}, got {len(stakes)}")
    for stake in stakes:
        if not 0 <= stake < math.inf:
            raise InvalidParameter(f"stake must be finite and not negative, got {stake!r}")
    if not 0 < sum(stakes) < LARGEST_TOTAL:
        raise InvalidParameter(
            f"total stake must be positive and below {LARGEST_TOTAL}, got {sum(stakes)!r}"
        )
    exact = [as_written(stake) for stake in stakes]
    parts = math.lcm(*(stake.denominator for stake in exact))
    held = [stake.numerator * (parts // stake.denominator) for stake in exact]
    total = sum(held)
    coarser = -(-2 * total // LARGEST_WEIGHT) if total > LARGEST_WEIGHT else 1
    held = [(2 * stake + coarser) // (2 * coarser) for stake in held]
    common = math.gcd(*held)
    return tuple(stake // common for stake in held), Fraction(coarser * common, parts)
