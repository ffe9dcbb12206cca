"""Races drawn where the adversary often wins, each weighted by what it stands for."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# NumPy 2.5 leaves parts of its overloads unknown, and the array library is an argument.

import math
from typing import Any

import numpy as np
from numpy.polynomial.chebyshev import Chebyshev

from .array_libraries import on_host
from .arrivals import Floats, window
from .compression import compressed
from .contours import contour_log_tail
from .race import Race
from .unseen_races import log_most_unseen

LARGEST_DRAW = 200_000
"""Arrivals that one trial may draw [1]: a chunk of trials then takes about five seconds. Ours."""

_CELLS = 512
_CELLS_APART = 4
_HEIGHTS = 129
_FITTING_PAIRS = 10
_FEWEST_SETS = 8
_NUMBERS_IN_CACHE = 262_144
_SMALLEST_DEGREE = 32
_LARGEST_DEGREE = 512
_INTERPOLATED = 1e-9


class WeightedRaces:
    """Draws the time at which a race is decided and who of the others has come by then.

    Notes
    -----
    Source: ours. The chance of the race is the integral of G(t) f(t), where f is the density of the
    time at which the others have their n - m + 1, and G(t) = P(the adversary has m by t). The
    logarithm of t is drawn from a density near the integrand. G is computed: by contour integrals,
    interpolated to 1e-9. And f(t) is the mean of the rate of those of the others who have not come
    by t, where exactly n - m have, and of 0 elsewhere. For this some sets of them are drawn, each
    validator on its own with its odds multiplied by exp(tilt), so that n - m come on average; a set
    of K weighs E[exp(tilt K)] exp(-tilt K), exponential change of measure as in Siegmund 1976, Ann.
    Stat. 4, doi:10.1214/aos/1176343541. Every set is drawn in two halves, and each first half meets
    each second half: a two-sample U-statistic, unbiased as one pair is. A trial's weight is the mean
    over its pairs. Nothing here rests on the recurrences or the quadrature of the exact value.
    """

    def __init__(self, race: Race) -> None:
        """Where to draw.

        Parameters
        ----------
        race
            Both sides, each of single validators.
        """
        self.race = race
        few = Race(
            adversary=compressed(race.adversary),
            honest=compressed(race.honest),
            seats=race.seats,
            denials=race.denials,
        )
        self.low, high = window(few.log_height, *race.log_ends)
        self.width = (high - self.low) / _CELLS
        half = self.width / 2
        middles = np.linspace(self.low + half, high - half, _CELLS, dtype=np.float64)
        # Any tilt is right and any height may be drawn by, so that those between two that are best do.
        some = np.linspace(self.low, high, _HEIGHTS, dtype=np.float64)
        heights = np.interp(middles, some, few.log_height(some))
        self.chances = np.exp(heights - heights.max())
        self.chances /= self.chances.sum()
        self.middles = middles
        tilts = few.honest.tilt_to(np.exp(some), race.denials - 1)
        self.tilts = np.interp(middles, some, tilts)
        self.log_tail = _interpolated(race, self.low, high)
        self.rates = np.repeat(race.honest.rates, race.honest.counts.astype(np.int64))
        self.sets = sets_in_trial(race)
        self.largest_log_weight = self._most_unseen()

    def _most_unseen(self) -> float:
        """As `Question.largest_log_weight` says, at a part of the times."""
        some = slice(None, None, _CELLS_APART)
        log_times, tilts = self.middles[some], self.tilts[some]
        times = np.exp(log_times)
        needed = self.race.denials - 1
        chernoff = self.race.honest.log_moment(times, tilts) - tilts * needed
        log_drawn = np.log(self.chances[some] / self.width)
        log_certain = np.minimum(self.log_tail(log_times), 0) + chernoff + log_times - log_drawn
        chances = self.chances[some] / self.chances[some].sum()
        return log_most_unseen(self.race.honest, times, tilts, chances, log_certain, self.sets)

    def log_weights(self, trials: int, rng: np.random.Generator, xp: Any = np) -> Floats:
        """Logarithm of every trial's weight, (trials,) [1].

        Parameters
        ----------
        trials
            Weights wanted [1].
        rng
            Gives times and sets.
        xp
            Array library in which the sets are weighed, of the array-API kind.
        """
        logs = np.empty(trials)
        rows = max(1, _NUMBERS_IN_CACHE // (self.sets * self.rates.size))
        for start in range(0, trials, rows):
            block = logs[start : start + rows]
            cells = rng.choice(_CELLS, block.size, p=self.chances)
            log_times = self.low + self.width * (cells + rng.random(block.size))
            log_drawn = np.log(self.chances[cells] / self.width)
            tails = np.minimum(self.log_tail(log_times), 0)
            block[:] = tails + self._log_densities(log_times, rng, xp) + log_times - log_drawn
        return logs

    def _log_densities(self, log_times: Floats, rng: np.random.Generator, xp: Any) -> Floats:
        """Unbiased, when raised, for the density f at each time, (m,) [1/time]."""
        tilt = xp.asarray(np.interp(log_times, self.middles, self.tilts))
        rates = xp.asarray(self.rates)
        waited = xp.asarray(np.exp(log_times))[:, None] * rates
        stay = xp.exp(-waited)
        moved = -xp.expm1(-waited) * xp.exp(tilt)[:, None]
        moment = stay + moved
        chance = moved / moment
        counts, remaining = self._halves(chance[:, 0::2], rates[0::2], rng, xp)
        others, others_remaining = self._halves(chance[:, 1::2], rates[1::2], rng, xp)
        fits = counts[:, :, None] + others[:, None, :] == self.race.denials - 1
        pairs = xp.where(fits, remaining[:, :, None] + others_remaining[:, None, :], 0.0)
        with np.errstate(divide="ignore"):
            mean_rate = xp.log(xp.mean(pairs, axis=(1, 2)))
        logs = mean_rate + xp.sum(xp.log(moment), axis=1) - tilt * (self.race.denials - 1)
        return on_host(logs, xp)

    def _halves(
        self, chance: Any, rates: Any, rng: np.random.Generator, xp: Any
    ) -> tuple[Any, Any]:
        """Sets of some validators: how many have come, and the rate of the rest, (m, sets) each."""
        drawn = xp.asarray(rng.random((chance.shape[0], self.sets, rates.shape[0])))
        have_come = drawn < chance[:, None, :]
        are_left = xp.asarray(~have_come, dtype=xp.float64)
        return xp.count_nonzero(have_come, axis=2), are_left @ rates


def sets_in_trial(race: Race) -> int:
    """Sets of the others that are drawn at one time, so that about ten pairs of halves fit [1].

    Notes
    -----
    Source: ours. Their count is near normal, so that its mode has a chance of 0.4 over its standard
    deviation, which is at most about that of a binomial law of the same mean.
    """
    mean = race.denials - 1
    deviation = math.sqrt(mean * (1 - mean / (race.honest.validators + 1)))
    return max(_FEWEST_SETS, math.ceil(math.sqrt(_FITTING_PAIRS * deviation / 0.4)))


def _interpolated(race: Race, low: float, high: float) -> Chebyshev:
    """Logarithm of the adversary's chance, between two logarithms of time."""

    def log_tail(log_times: Floats) -> Floats:
        return contour_log_tail(race.adversary, np.exp(log_times), race.seats)

    between = np.linspace(low, high, 14)[1:-1]
    truth = log_tail(between)
    degree = _SMALLEST_DEGREE
    while True:
        found = Chebyshev.interpolate(log_tail, degree, [low, high])
        error = float(np.abs(found(between) - truth).max())
        if error <= _INTERPOLATED or degree >= _LARGEST_DEGREE:
            return found
        degree *= 2
