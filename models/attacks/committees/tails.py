"""Exact upper tails of seat counts, right in the last digits however rare."""

import math
from dataclasses import dataclass
from decimal import Decimal, localcontext

import numpy as np

from ...errors import InvalidParameter
from .factorials import DIGITS
from .seat_counts import SeatCount

LARGEST_STANDARD_DEVIATION = 1e7
"""Widest distribution that is summed term by term [seat]: about a second of work."""

_FIRST_CHUNK = 256
_LARGEST_CHUNK = 16_384
_NEGLIGIBLE = 2.0**-60


@dataclass(frozen=True, kw_only=True, slots=True)
class Tail:
    """A probability that may be smaller than any float."""

    probability: float
    """The probability, zero where it underflows [1]."""
    log10_probability: float
    """Its logarithm to base ten, minus infinity for an impossible event [1]."""


def upper_tail(count: SeatCount, seats: int) -> Tail:
    """Probability of at least `seats` seats.

    Parameters
    ----------
    count
        Distribution of the adversary's seats.
    seats
        Seats that the attack needs [seat].

    Returns
    -------
    Tail
        Its probability and logarithm [1].

    Raises
    ------
    InvalidParameter
        Where the distribution is too wide to be summed.

    Notes
    -----
    Source: ours. Above the mode the masses are added from the largest, the first to fifty digits
    and the others by positive ratios; the rest is left out once it is below 2**-60 of the sum. At
    or below the mode the answer is one minus a mirrored tail of the same kind: nothing cancels,
    because there the answer is never small.

    Measured against exact integers in tests/models/attacks/committees/test_tails.py.

    Examples
    --------
    Both of two seats, from a population of three of which the adversary has two:

    >>> from .seat_counts import HypergeometricSeats
    >>> count = HypergeometricSeats(population=3, adversaries=2, committee=2)
    >>> round(upper_tail(count, 2).probability, 15)
    0.333333333333333
    """
    if seats <= count.least:
        return Tail(probability=1.0, log10_probability=0.0)
    if seats > count.most:
        return Tail(probability=0.0, log10_probability=-math.inf)
    if not count.standard_deviation <= LARGEST_STANDARD_DEVIATION:
        raise InvalidParameter(
            f"committee must have a standard deviation of at most {LARGEST_STANDARD_DEVIATION:g} "
            f"seats to be summed exactly, got {count.standard_deviation:g}"
        )
    if seats > count.mode:
        return _falling_tail(count, seats)
    missed = _falling_tail(count.mirror(), count.committee - seats + 1).probability
    return Tail(probability=1 - missed, log10_probability=math.log1p(-missed) / math.log(10))


def _falling_tail(count: SeatCount, seats: int) -> Tail:
    """Tail from the mode or from above it, where each mass is at most the one before."""
    with localcontext(prec=DIGITS):
        first = count.log_mass(seats)
        logarithm = first + Decimal(_sum_over_first(count, seats, first)).ln()
        return Tail(
            probability=float(logarithm.exp()),
            log10_probability=float(logarithm / Decimal(10).ln()),
        )


def _sum_over_first(count: SeatCount, seats: int, first: Decimal) -> float:
    """Sum of the falling masses from `seats` on, over the mass of `seats` [1]."""
    sums = [1.0]
    chunk = _FIRST_CHUNK
    start = seats
    scale = 1.0
    while start < count.most:
        stop = min(start + chunk, count.most)
        ratios = count.ratios(np.arange(start, stop, dtype=np.int64))
        masses = scale * np.cumprod(ratios)
        sums.append(float(masses.sum()))
        last_ratio = float(ratios[-1])
        # The ratios fall, so what is left is below a geometric series of the last one.
        if float(masses[-1]) * last_ratio <= _NEGLIGIBLE * (1 - last_ratio) * sums[0]:
            break
        # A fresh start for every chunk keeps rounding from piling up over millions of terms.
        scale = float((count.log_mass(stop) - first).exp())
        start = stop
        chunk = min(2 * chunk, _LARGEST_CHUNK)
    return math.fsum(sums)
