"""Members who all hold the same: what fails of them is binomial, however many they are."""

import math
from fractions import Fraction

from ..committees.seat_counts import BinomialSeats
from ..committees.second_tails import second_tail
from ..committees.tails import LARGEST_STANDARD_DEVIATION, upper_tail


def log_equal_tail(members: int, odds: float, enough: int) -> float | None:
    """Natural logarithm of the chance that at least so many of equal members fail.

    Parameters
    ----------
    members
        [1]
    odds
        Log odds that one fails [1].
    enough
        Least number that is enough [1].

    Returns
    -------
    float or None
        To about 1e-12 of the chance; none where odds are beyond floats, or counts spread too far [1].

    Notes
    -----
    Source: as of `upper_tail`.

    Examples
    --------
    >>> round(math.exp(log_equal_tail(4, 0.0, 4)), 12)
    0.0625
    """
    count = _seats(members, odds)
    if count is None or not count.standard_deviation <= LARGEST_STANDARD_DEVIATION:
        return None
    return upper_tail(count, enough).log10_probability * math.log(10)


def log_equal_tail_again(members: int, odds: float, enough: int) -> float | None:
    """The same from integers, or else from ratios of neighbouring masses.

    Parameters
    ----------
    members, odds, enough
        As of `log_equal_tail`.

    Returns
    -------
    float or None
        None where odds are beyond floats, or both take too long [1].

    Notes
    -----
    Source: as of `second_tail`.

    Examples
    --------
    >>> round(math.exp(log_equal_tail_again(4, 0.0, 4)), 12)
    0.0625
    """
    count = _seats(members, odds)
    found = None if count is None else second_tail(count, enough)
    return None if found is None else found[1].log10_probability * math.log(10)


def _seats(members: int, odds: float) -> BinomialSeats | None:
    """Law of how many fail, from odds as a fraction, so that neither chance loses digits."""
    ratio = Fraction(math.exp(-abs(odds)))
    if ratio == 0:
        return None
    rare, of = ratio.numerator, ratio.numerator + ratio.denominator
    return BinomialSeats(
        population=of, adversaries=rare if odds < 0 else of - rare, committee=members
    )
