"""Continued fractions, evaluated from the front."""

import sys
from collections.abc import Iterable

_STEADY = 2 * sys.float_info.epsilon
"""What rounding alone may go on changing for ever, up and down [1]."""


def continued_fraction(terms: Iterable[tuple[float, float]]) -> float:
    """Value of 1 + a1 / (b1 + a2 / (b2 + ...)), once another level changes nothing.

    Parameters
    ----------
    terms
        Numerator a and denominator b of every level, endless or until they are used up [1].

    Returns
    -------
    float
        To rounding, if all convergents are positive [1].

    Notes
    -----
    Source: Lentz 1976, "Generating Bessel functions in Mie scattering calculations using continued
    fractions", Applied Optics 15, 668-671, https://doi.org/10.1364/AO.15.000668: ratios of successive
    numerators, and of denominators, instead of these themselves, which would overflow.

    Examples
    --------
    The golden ratio, all of whose levels are ones.

    >>> import itertools
    >>> round(continued_fraction(itertools.repeat((1.0, 1.0))), 12)
    1.61803398875
    """
    fraction = above = 1.0
    below = 0.0
    for top, bottom in terms:
        below = 1 / (bottom + top * below)
        above = bottom + top / above
        fraction *= above * below
        if abs(above * below - 1) <= _STEADY:
            break
    return fraction
