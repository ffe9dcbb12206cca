"""Poisson masses and tails as logarithms, right in the last digits however rare."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from decimal import Decimal, localcontext

import numpy as np
from numpy.typing import NDArray

from ..committees.factorials import DIGITS, log_factorial

_NEGLIGIBLE = 2.0**-60
_UNDERFLOWS = 1e-290


def log_masses(mean: float, last: int) -> NDArray[np.float64]:
    """Natural logarithms of the chances of 0, 1, …, `last`.

    Parameters
    ----------
    mean
        Expected count, positive [1].
    last
        Not negative [1].

    Returns
    -------
    NDArray[np.float64]
        (last + 1,) [1].

    Notes
    -----
    Source: Poisson's law. The likeliest mass to fifty digits, the others by ratios from there, so
    that what matters is touched by little rounding.

    Examples
    --------
    >>> np.exp(log_masses(1.0, 2)).round(12)
    array([0.36787944, 0.36787944, 0.18393972])
    """
    start = min(math.floor(mean), last)
    with localcontext(prec=DIGITS):
        exact = Decimal(mean)
        first = float(start * exact.ln() - exact - log_factorial(start))
    counts = np.arange(1, last + 1, dtype=np.float64)
    # A quotient of floats is more precise than a difference of logarithms, unless it underflows.
    steps = np.log(mean / counts) if mean > _UNDERFLOWS else math.log(mean) - np.log(counts)
    above = np.cumsum(steps[start:])
    below = -np.cumsum(steps[:start][::-1])[::-1]
    return np.concatenate([below, [0.0], above]) + first


def log_tails(mean: float, last: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Natural logarithms of the chances of at most, and of at least, 0, 1, …, `last`.

    Parameters
    ----------
    mean
        Expected count, not negative [1].
    last
        Not negative [1].

    Returns
    -------
    tuple
        At most, and at least, each (last + 1,) [1].

    Notes
    -----
    Source: ours. A tail is its first mass times 1 + r (1 + r' (1 + …)), with r, r', … the ratios
    of neighbouring masses on the way outwards: positive terms only. The larger of two tails is one
    minus the smaller.

    Examples
    --------
    >>> at_most, at_least = log_tails(1.0, 2)
    >>> np.exp(at_most).round(12), np.exp(at_least).round(12)
    (array([0.36787944, 0.73575888, 0.9196986 ]), array([1.        , 0.63212056, 0.26424112]))
    """
    if mean == 0:
        at_least = np.full(last + 1, -np.inf)
        at_least[0] = 0.0
        return np.zeros(last + 1), at_least
    split = min(math.floor(mean), last)
    masses = log_masses(mean, last + 1)
    lower = masses[: split + 1] + np.log(_lower_factors(mean, split))
    upper = masses[split + 1 :] + np.log(_upper_factors(mean, split + 1, last + 1))
    at_most = np.concatenate([lower, np.log1p(-np.exp(upper[1:]))])
    at_least = np.concatenate([[0.0], np.log1p(-np.exp(lower[:-1])), upper[:-1]])
    return np.minimum(at_most, 0.0), at_least


def _lower_factors(mean: float, last: int) -> list[float]:
    """Chance of at most 0, …, `last`, over the mass of that count; up to the mean [1]."""
    factors = [1.0]
    for count in range(1, last + 1):
        factors.append(1 + count / mean * factors[-1])
    return factors


def _upper_factors(mean: float, first: int, last: int) -> list[float]:
    """Chance of at least `first`, …, `last`, over the mass of that count; above the mean [1]."""
    factors = [_tail_over_mass(mean, last)]
    for count in range(last, first, -1):
        factors.append(1 + mean / count * factors[-1])
    return factors[::-1]


def _tail_over_mass(mean: float, first: int) -> float:
    """Chance of at least `first`, over that of `first` [1]."""
    total = term = 1.0
    count = first
    while True:
        count += 1
        term *= mean / count
        total += term
        # Ratios fall, so what is left is below a geometric series of the last one.
        if count > mean and term * mean <= _NEGLIGIBLE * total * (count - mean):
            return total
