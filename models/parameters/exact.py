"""Exact numbers: decimals as a person typed them, and amounts in whole base units."""

import math
from fractions import Fraction

LARGEST_SUPPLY = 2**62 - 1
"""Sums up to here are divided exactly by `economics.distribution.pro_rata` [base unit]."""


def as_written(value: float) -> Fraction:
    """The shortest decimal that the float stands for, exactly.

    Examples
    --------
    >>> 3 * 0.1 <= 0.3, 3 * as_written(0.1) <= as_written(0.3)
    (False, True)
    """
    return Fraction(repr(float(value)))


def whole_units(amount: float, units: int) -> int:
    """Least number of base units that is worth an amount.

    Parameters
    ----------
    amount
        As written [token].
    units
        Base units in a token [1/token].

    Returns
    -------
    int
        Rounded up [base unit].

    Notes
    -----
    Source: ours. In floats 0.07 * 100 is above 7, and one base unit too many would be asked for.

    Examples
    --------
    >>> whole_units(0.07, units=100), whole_units(0.071, units=100)
    (7, 8)
    """
    return math.ceil(as_written(amount) * units)
