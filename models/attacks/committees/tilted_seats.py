"""Weights of committees that are drawn from a law under which capture is usual."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from decimal import localcontext

import numpy as np
from numpy.typing import NDArray

from .factorials import DIGITS
from .seat_counts import SeatCount

LARGEST_DEVIATION = 1e5
"""Widest law that is drawn so [seat]: its masses are walked through once for every chunk."""


def log_weight_at(count: SeatCount, law: SeatCount, seats: int) -> float:
    """Natural logarithm of the weight of just so many seats.

    Parameters
    ----------
    count
        The true law.
    law
        The one that is drawn from.
    seats
        Seats that both make possible [seat].

    Returns
    -------
    float
        Mass under the true law over that under the other [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> from .seat_counts import BinomialSeats
    >>> true = BinomialSeats(population=4, adversaries=1, committee=2)
    >>> even = BinomialSeats(population=2, adversaries=1, committee=2)
    >>> round(math.exp(log_weight_at(true, even, 2)), 12)
    0.25
    """
    with localcontext(prec=DIGITS):
        return float(count.log_mass(seats) - law.log_mass(seats))


def log_weights_of(
    drawn: NDArray[np.int64], count: SeatCount, law: SeatCount, seats: int
) -> NDArray[np.float64]:
    """Natural logarithms of the weights of drawn committees.

    Parameters
    ----------
    drawn
        Adversary's seats under the other law, (trials,) [seat].
    count
        The true law.
    law
        The one that was drawn from, with an adversary no weaker.
    seats
        Seats that capture, possible under both [seat].

    Returns
    -------
    NDArray
        Minus infinity where the committee is not captured, or cannot be so, (trials,) [1].

    Notes
    -----
    Source: ours: the weight of the fewest seats that capture, times the ratios of neighbouring masses
    of one law over those of the other. It falls as the seats grow.

    Examples
    --------
    >>> from .seat_counts import BinomialSeats
    >>> true = BinomialSeats(population=4, adversaries=1, committee=2)
    >>> even = BinomialSeats(population=2, adversaries=1, committee=2)
    >>> np.round(np.exp(log_weights_of(np.array([0, 1, 2]), true, even, 1)), 12)
    array([0.  , 0.75, 0.25])
    """
    most = int(min(count.most, max(seats, drawn.max())))
    below = np.arange(seats, most, dtype=np.int64)
    steps = np.log(count.ratios(below)) - np.log(law.ratios(below))
    table = log_weight_at(count, law, seats) + np.concatenate([[0.0], np.cumsum(steps)])
    captured = (drawn >= seats) & (drawn <= most)
    return np.where(captured, table[np.clip(drawn, seats, most) - seats], -math.inf)
