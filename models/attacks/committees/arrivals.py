"""Validators that arrive at random times, each at the rate of its stake: who is first sits.

Drawing seats by stake, one after the other and without replacement, gives the same committee as
waiting for independent exponential times with the stakes as rates and seating whoever comes first.
"""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DEPTH = 50.0
"""Nats below the highest point at which an integrand is cut off [1]: below 1e-20 of it."""

_STEPS = 100
_LARGEST_EXPONENT = 690.0
_FEWEST_POINTS = 48


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Arrivals:
    """Independent arrivals of one side.

    Notes
    -----
    Source: Efraimidis & Spirakis 2006, Inf. Process. Lett. 97, doi:10.1016/j.ipl.2005.11.003, for
    the race; Poisson-binomial counts at any fixed time follow.
    """

    rates: Floats
    """Distinct rates, positive, (R,) [1/time]."""
    counts: Floats
    """Validators of each rate, (R,) [1]."""

    @property
    def validators(self) -> float:
        """All of them [1]."""
        return float(self.counts.sum())

    def log_odds(self, times: Floats) -> Floats:
        """Logarithm of the odds of having arrived, (m, R) [1]."""
        waited = times[:, None] * self.rates
        return waited + np.log(-np.expm1(-waited))

    def tilted(self, times: Floats, tilt: Floats) -> Floats:
        """Chance of having arrived, the odds multiplied by exp(tilt), (m, R) [1]."""
        return _logistic(tilt[:, None] + self.log_odds(times))

    def tilted_away(self, times: Floats, tilt: Floats) -> Floats:
        """Chance of not having arrived under the same odds, precise where it is small, (m, R) [1]."""
        return _logistic(-tilt[:, None] - self.log_odds(times))

    def tilt_to(self, times: Floats, mean: float) -> Floats:
        """Tilt under which `mean` have arrived on average, (m,) [1].

        Parameters
        ----------
        times
            (m,) [time].
        mean
            Wanted mean, moved to half a validator from none and from all of them [1].

        Notes
        -----
        Source: ours. Newton's method on the logit of the mean part, which is a straight line where
        all rates are equal; where it does not halve its step, the bracket is halved.
        """
        part = min(max(mean, 0.5), self.validators - 0.5) / self.validators
        wanted = math.log(part) - math.log1p(-part)
        log_odds = self.log_odds(times)
        low: Floats = wanted - log_odds.max(axis=1)
        high: Floats = wanted - log_odds.min(axis=1)
        tilt: Floats = np.clip(0.0, low, high)
        step: Floats = high - low
        for _ in range(_STEPS):
            chance = _logistic(tilt[:, None] + log_odds)
            here = np.clip(self._mean(chance), 1e-300, 1 - 1e-16)
            slope = self._mean(chance * (1 - chance)) / (here * (1 - here))
            miss = np.log(here) - np.log1p(-here) - wanted
            low, high = np.where(miss < 0, tilt, low), np.where(miss > 0, tilt, high)
            moved: Floats = tilt - miss / np.maximum(slope, 1e-12)
            # Where all rates differ by orders of magnitude the line has steps: halve instead.
            useful = (moved >= low) & (moved <= high) & (2 * np.abs(moved - tilt) <= step)
            moved = np.where(useful, moved, (low + high) / 2)
            step, tilt = np.abs(moved - tilt), moved
            if (step <= 1e-9 * (1 + np.abs(tilt))).all():
                break
        return np.clip(tilt, -_LARGEST_EXPONENT, _LARGEST_EXPONENT)

    def _mean(self, of_each: Floats) -> Floats:
        """Mean over all validators, (m,)."""
        total: Floats = of_each @ self.counts
        return total / self.validators

    def log_moment(self, times: Floats, tilt: Floats) -> Floats:
        """Logarithm of the mean of exp(tilt times those that have arrived), (m,) [1]."""
        waited = times[:, None] * self.rates
        arrived = np.log(-np.expm1(-waited)) + tilt[:, None]
        return np.logaddexp(-waited, arrived) @ self.counts

    def log_chernoff(self, times: Floats, tilt: Floats, count: int) -> Floats:
        """Chernoff's bound on the chance of `count` arrivals and beyond, (m,) [1].

        Beyond is above for a positive tilt and below for a negative one; any tilt gives a bound, and
        the one that moves the mean to `count` gives the least.

        Notes
        -----
        Source: Chernoff 1952, Ann. Math. Stat. 23, doi:10.1214/aoms/1177729330.
        """
        return self.log_moment(times, tilt) - tilt * count


def _logistic(log_odds: Floats) -> Floats:
    """Chance of which the logarithm of the odds is given."""
    return 1 / (1 + np.exp(np.clip(-log_odds, -700, 700)))


def arrivals_of(stakes: Floats) -> Arrivals:
    """One side's arrivals, equal stakes put together.

    Parameters
    ----------
    stakes
        Positive, (N,) [token].

    Notes
    -----
    Source: ours.
    """
    rates, counts = np.unique(stakes, return_counts=True)
    return Arrivals(rates=rates, counts=counts.astype(np.float64))


def window(height: Callable[[Floats], Floats], low: float, high: float) -> tuple[float, float]:
    """Where an integrand is worth summing.

    Parameters
    ----------
    height
        Logarithm of the integrand or of something near it, at any number of points.
    low, high
        Ends of the range that is searched, first at steps of one unit and then ever more closely.

    Returns
    -------
    tuple[float, float]
        Ends of the part that is at most `DEPTH` below the highest point, and a step more.

    Notes
    -----
    Source: ours.
    """
    while True:
        points = np.linspace(low, high, max(_FEWEST_POINTS, round(high - low)) + 1)
        heights = height(points)
        inside = np.flatnonzero(heights >= heights.max() - DEPTH)
        first = float(points[max(inside[0] - 1, 0)])
        last = float(points[min(inside[-1] + 1, points.size - 1)])
        if last - first > 0.75 * (high - low):
            return first, last
        low, high = first, last
