"""The weight that fails of stakes in classes: its tail between proved ends, and a bound."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    log_ndtr,  # pyright: ignore[reportUnknownVariableType]
)

from .brackets import LogBracket
from .contours import FARTHEST, Contour, contour_of
from .groups import FailedWeight
from .merged import Merged
from .moments import classes_of, log_growth

_MISSED = math.log(2.0**-30)
_RATES = tuple(2.0**step for step in range(-3, 8))


@dataclass(frozen=True, kw_only=True)
class MergedLaw:
    """Members who fail alone, and hold stakes that are known by their classes.

    Notes
    -----
    Source: ours. The stakes of a class have a mean and two ends; a convex function of them, as the
    logarithm of a member's moment generating function is, sums to at most what it would with all of
    them at the ends. With it, what fails beyond the means has Chernoff's bound in two variables, as in
    `brackets`; the law of the means has its tail from `contours`.
    """

    stakes: Merged
    """Who holds what."""
    alone: float
    """Log odds that a member fails [1]."""

    @property
    def weight(self) -> FailedWeight:
        """The law with every stake at the mean of its class."""
        return FailedWeight(
            groups=((self.stakes.composition, 1),), alone=self.alone, together=-math.inf
        )

    @property
    def is_equal(self) -> bool:
        """Whether all hold the same."""
        return self.stakes.is_exact and len(self.stakes.composition) == 1

    def equals(self, threshold: int) -> tuple[int, float, int]:
        """Members who hold the same, log odds that one fails, and how many reach a threshold."""
        ((each, members),) = self.stakes.composition
        return members, self.alone, -(-threshold // each)

    def _settled(self, threshold: int) -> float | None:
        """Logarithm of the chance where it is certain, or none at all."""
        if threshold > self.stakes.total:
            return -math.inf
        if threshold <= 0 or self.alone == math.inf:
            return 0.0
        return -math.inf if self.alone == -math.inf else None

    def log_moment(self, tilt: float, rate: float = 0.0) -> float:
        """Logarithm of a bound on the mean of exp(tilt x weight + rate x all beyond the means)."""
        held, classes = self.stakes, classes_of(self.weight.groups)
        spread = held.most - held.least
        part = np.where(spread > 0, (held.means - held.least) / np.where(spread > 0, spread, 1), 0)
        total = 0.0
        for ends, share in ((held.least, 1 - part), (held.most, part)):
            exponents = tilt * (classes.weights + ends) + rate * ends
            total += float((classes.counts * share) @ log_growth(self.alone, exponents))
        return total + 1e-12 * (1 + abs(total))

    def log_bound(self, threshold: int) -> float:
        """Proved upper bound on the logarithm of the chance that at least so much fails [1]."""
        if (settled := self._settled(threshold)) is not None:
            return settled
        tilt = self.weight.tilt_towards(threshold)
        return min(0.0, self.log_moment(tilt) - tilt * threshold * (1 - 1e-12))

    def log_bracket(self, threshold: int, fineness: float) -> LogBracket | None:
        """The chance that at least so much weight fails, between proved ends.

        Parameters
        ----------
        threshold
            [unit of weight]
        fineness
            Of the noise, in that of `contours` [1].

        Returns
        -------
        LogBracket or None
            None where so few fail that the law is a matter of single members [1].
        """
        if (settled := self._settled(threshold)) is not None:
            return LogBracket(lower=settled, middle=settled, upper=settled)
        found = self._smooth_bracket(threshold, fineness)
        if found is None:
            return None
        upper = min(found.upper, self.log_bound(threshold))
        middle = min(found.middle, upper)
        return LogBracket(lower=min(found.lower, middle), middle=middle, upper=upper)

    def _smooth_bracket(self, threshold: int, fineness: float) -> LogBracket | None:
        """The same where it is left to chance, before the bound is looked at."""
        if threshold <= self.weight.mean(0.0):
            return self._log_bracket_of_likely(threshold, fineness)
        contour = contour_of(self.weight, self.weight.tilt_towards(threshold), fineness)
        if contour is None:
            return None
        step = self.stakes.step
        if 2 * FARTHEST * contour.noise < 10 * step:
            narrower = min(contour.noise, min(1.0, fineness) * step / (2 * FARTHEST))
            contour = replace(contour, noise=narrower)
        if contour.is_too_long:
            return None
        if 2 * FARTHEST * contour.noise <= step:
            first = -(-threshold // step) * step
            return self._ends(contour, first - step / 2, first - step / 2, first, first - step)
        middle = contour.log_tail(threshold)
        moved = FARTHEST * contour.noise
        missed = middle + _MISSED
        above, below = self._farthest(contour.tilt, threshold, missed)
        return self._with_missed(
            self._ends(
                contour,
                threshold - above - moved,
                threshold + below + moved,
                threshold - above,
                threshold + below,
                middle,
            ),
            missed,
        )

    def _ends(
        self,
        contour: Contour,
        low: float,
        high: float,
        reached: float,
        missing: float,
        middle: float | None = None,
    ) -> LogBracket:
        """Ends of the law of means from the tails of weight and noise from two thresholds.

        Weight that reaches `reached` stays above `low` unless the noise is far below; `high` is reached
        by weight of at most `missing` if noise is far above.
        """
        kept = float(log_ndtr((reached - low) / contour.noise))
        upper = min(0.0, contour.log_tail(low, 1) - kept)
        lifted = contour.log_noise_above(missing, (high - missing) / contour.noise)
        lower = _log_difference(contour.log_tail(high, -1), lifted)
        middle = contour.log_tail(low) if middle is None else middle
        return LogBracket(lower=min(lower, middle), middle=middle, upper=max(upper, middle))

    def _farthest(self, tilt: float, threshold: int, log_missed: float) -> tuple[float, float]:
        """How far what fails is beyond the means, or short of them, but so rarely."""
        if self.stakes.is_exact:
            return 0.0, 0.0
        spread = self._spread(tilt) or float((self.stakes.most - self.stakes.least).max())
        rates = [rate / spread for rate in _RATES]
        members = classes_of(self.weight.groups).counts
        # All together are no farther; rates beyond floats say nothing.
        above = min(
            float(members @ self.stakes.most),
            *(
                (self.log_moment(tilt, rate) - tilt * threshold - log_missed) / rate
                for rate in rates
            ),
        )
        # Of the means alone: the tilt counts them, and the rate what all are short of them.
        below = min(
            float(members @ -self.stakes.least),
            *(
                (self.log_moment(tilt, -tilt - rate) - tilt * threshold - log_missed)
                / (tilt + rate)
                for rate in rates
            ),
        )
        return above, below

    def _spread(self, tilt: float) -> float:
        """Standard deviation, about, of what is beyond the means."""
        held, classes = self.stakes, classes_of(self.weight.groups)
        chances = np.exp(-np.logaddexp(0.0, -(self.alone + tilt * classes.weights)))
        varies = classes.counts * chances * (1 - chances)
        return math.sqrt(float(varies @ (held.most - held.least) ** 2) / 12)

    @staticmethod
    def _with_missed(found: LogBracket, missed: float) -> LogBracket:
        """Ends that allow for what goes beyond."""
        return LogBracket(
            lower=_log_difference(found.lower, missed),
            middle=found.middle,
            upper=min(0.0, float(np.logaddexp(found.upper, missed))),
        )

    def _log_bracket_of_likely(self, threshold: int, fineness: float) -> LogBracket | None:
        """The same where the threshold is below the mean, from the chance that enough is spared."""
        others = MergedLaw(stakes=self.stakes, alone=-self.alone)
        least = self.stakes.total - threshold + 1
        if least <= others.weight.mean(0.0):
            return None
        spared = others.log_bracket(least, fineness)
        if spared is None:
            return None
        lower, middle, upper = (
            math.log1p(-math.exp(min(each, -1e-300))) if each < 0 else -math.inf
            for each in (spared.upper, spared.middle, spared.lower)
        )
        return LogBracket(lower=lower, middle=middle, upper=upper)


def _log_difference(larger: float, smaller: float) -> float:
    """Logarithm of a difference, minus infinity where nothing is left."""
    if smaller >= larger:
        return -math.inf
    return larger + math.log1p(-math.exp(smaller - larger))
