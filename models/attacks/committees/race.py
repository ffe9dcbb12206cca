"""Exact chance that one side's arrivals come before the other's, however small it is."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .arrivals import DEPTH, Arrivals, Floats, window
from .recurrences import log_density, log_tail

_FEWEST_INTERVALS = 32
_MOST_INTERVALS = 4_096
_CONVERGED = 1e-12


@dataclass(frozen=True, kw_only=True, slots=True)
class Race:
    """The adversary gets `seats` of a committee before the others deny them to it.

    A committee of n has at least m adversarial seats just where the m-th arrival of the adversary
    comes before the (n - m + 1)-th of the others.

    Notes
    -----
    Source: ours.
    """

    adversary: Arrivals
    """Arrivals of the adversary, at least `seats`."""
    honest: Arrivals
    """Arrivals of the others, at least `denials`."""
    seats: int
    """Seats that the attack needs, m, at least 1 [seat]."""
    denials: int
    """Seats of others that deny them, n - m + 1, at least 1 [seat]."""

    @property
    def log_ends(self) -> tuple[float, float]:
        """Logarithms of two times between which the race is decided, but for 1e-20 of its chance."""
        rates = np.concatenate([self.adversary.rates, self.honest.rates])
        weights = np.concatenate([self.adversary.counts, self.honest.counts])
        return -DEPTH - math.log(rates @ weights), math.log(2 * DEPTH / rates.min())

    def log_height(self, log_times: Floats) -> Floats:
        """About the logarithm of the integrand of `log_integrand`, quickly, (m,) [1]."""
        times = np.exp(log_times)
        up = np.maximum(self.adversary.tilt_to(times, self.seats), 0)
        level = self.honest.tilt_to(times, self.denials - 1)
        return self.adversary.log_chernoff(times, up, self.seats) + self.honest.log_chernoff(
            times, level, self.denials - 1
        )

    def log_integrand(self, log_times: Floats) -> Floats:
        """Chance of the seats by the time at which the others deny them, times its density, (m,)."""
        times = np.exp(log_times)
        up = np.maximum(self.adversary.tilt_to(times, self.seats), 0)
        level = self.honest.tilt_to(times, self.denials - 1)
        tail = log_tail(_each(self.adversary), times, up, self.seats)
        density = log_density(_each(self.honest), times, level, self.denials)
        return tail + density + log_times


@dataclass(frozen=True, kw_only=True, slots=True)
class Integral:
    """A sum over nodes with what it still changes."""

    log_value: float
    """Natural logarithm of the integral [1]."""
    relative_error: float
    """Change that the last doubling of the nodes made, over the integral [1]."""
    nodes: int
    """Points at which the integrand was computed [1]."""


def race_won(race: Race, log_integrand: Callable[[Floats], Floats] | None = None) -> Integral:
    """Chance that the adversary wins its race.

    Parameters
    ----------
    race
        Both sides.
    log_integrand
        The same as that of the race, by another way; none: by its recurrences.

    Returns
    -------
    Integral
        Of P(m or more adversaries by t) over the law of the time t at which the others have n - m + 1.

    Notes
    -----
    Source: ours, the trapezoidal rule in the logarithm of time: the integrand is analytic and falls
    off on both sides, so that the rule converges exponentially (Trefethen & Weideman 2014, SIAM
    Review 56, doi:10.1137/130932132).
    """
    log_integrand = log_integrand or race.log_integrand
    low, high = window(race.log_height, *race.log_ends)
    intervals = _FEWEST_INTERVALS
    points = np.linspace(low, high, intervals + 1)
    values = log_integrand(points)
    total = _log_sum(values) + math.log((high - low) / intervals)
    while True:
        halfway = (points[:-1] + points[1:]) / 2
        points = np.sort(np.concatenate([points, halfway]))
        values = np.concatenate([values, log_integrand(halfway)])
        intervals *= 2
        before, total = total, _log_sum(values) + math.log((high - low) / intervals)
        change = abs(math.expm1(total - before))
        if change < _CONVERGED or intervals >= _MOST_INTERVALS:
            return Integral(log_value=min(0.0, total), relative_error=change, nodes=intervals + 1)


def _each(side: Arrivals) -> Floats:
    """Rates of all validators, one by one, (N,) [1/time]."""
    return np.repeat(side.rates, side.counts.astype(np.int64))


def _log_sum(values: Floats) -> float:
    """Logarithm of a sum of exponentials."""
    highest = float(values.max())
    return highest + math.log(float(np.exp(values - highest).sum()))
