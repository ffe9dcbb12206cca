"""A class of voters of whom some number corrupted is a failure, drawn at random."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .urn import Urn

_INDEPENDENT = 1e-15
_NEAR_ALL = 0.05
_LEAST_SHAPE = 1e-300


@dataclass(frozen=True, kw_only=True, slots=True)
class CorruptedClass:
    """Members of a class, and how many of them must be corrupted."""

    urn: Urn
    """The class."""
    needed: int
    """Corrupted members that are a failure; above all members where none suffice [1]."""

    @property
    def is_usual(self) -> bool:
        """Whether as many are expected to be corrupted as are needed, so that no tilt helps."""
        return self.urn.corruption * self.urn.members >= self.needed

    def failures(self, trials: int, rng: np.random.Generator) -> NDArray[np.bool_]:
        """Whether enough members are corrupted, (trials,)."""
        settled = self.urn.settled(self.needed)
        if settled is not None:
            return np.full(trials, settled)
        if self._is_independent:
            return rng.binomial(self.urn.members, self.urn.corruption, trials) >= self.needed
        corrupted, spared = self._shapes(self.urn.corruption)
        if min(corrupted, spared) < _LEAST_SHAPE:
            return rng.random(trials) < self.urn.corruption
        chances = rng.beta(corrupted, spared, trials)
        return rng.binomial(self.urn.members, chances) >= self.needed

    @property
    def _is_independent(self) -> bool:
        """Whether members are drawn one by one.

        So little correlation is seen by no sample, and by no generator of beta draws.
        """
        return self.urn.correlation < _INDEPENDENT

    def tilted_draw(
        self, is_tilted: NDArray[np.bool_], rng: np.random.Generator
    ) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
        """Failures of members, some trials drawn from a law under which they are usual.

        Parameters
        ----------
        is_tilted
            Which trials are drawn so, (trials,).
        rng
            Where chance comes from.

        Returns
        -------
        tuple
            Whether each trial fails, and the natural logarithm of its chance under the tilted law
            over that under the true one, each (trials,) [1].

        Notes
        -----
        Source: ours: the tilted law is of the same kind, with a likelier corruption and the same
        correlation.
        """
        chances = np.where(is_tilted, self._tilted, self.urn.corruption)
        if not self._is_independent:
            shapes: NDArray[np.float64] = np.array(self._shapes(chances))
            is_one_draw = np.min(shapes, axis=0) < _LEAST_SHAPE
            at_once = rng.random(chances.shape) < chances
            corrupted, spared = np.maximum(shapes, _LEAST_SHAPE)
            chances = np.where(is_one_draw, at_once, rng.beta(corrupted, spared))
        drawn = rng.binomial(self.urn.members, chances)
        return drawn >= self.needed, self._log_ratio(drawn)

    @property
    def least_log_ratio(self) -> float:
        """Logarithm of the chance of the fewest members that are enough, tilted over true [1].

        Of all failures these are the ones that the tilt makes likelier by the least.
        """
        return float(self._log_ratio(self.needed))

    @property
    def _tilted(self) -> float:
        """Chance of a member under the law that makes failures usual [1]."""
        members = self.urn.members
        return max(self.urn.corruption, min(self.needed, members - _NEAR_ALL) / members)

    def _log_ratio(self, drawn: Any) -> Any:
        """Logarithm of the chance of so many corrupted members, tilted over true [1]."""
        if not self._is_independent:
            return self._log_ratios[drawn]
        log_yes = math.log(self._tilted) - math.log(self.urn.corruption)
        log_no = math.log1p(-self._tilted) - math.log1p(-self.urn.corruption)
        return drawn * log_yes + (self.urn.members - drawn) * log_no

    @property
    def _log_ratios(self) -> NDArray[np.float64]:
        """The same of every number of correlated members, (members + 1,) [1].

        Of the urn's draws, those of either kind in a row: their number in all is the same in both laws.
        """
        apart, together = 1 - self.urn.correlation, self.urn.correlation
        before = np.arange(self.urn.members) * together
        steps = [
            np.log(tilted * apart + before) - np.log(true * apart + before)
            for tilted, true in (
                (self._tilted, self.urn.corruption),
                (1 - self._tilted, 1 - self.urn.corruption),
            )
        ]
        yes, no = (np.concatenate([[0.0], np.cumsum(each)]) for each in steps)
        return yes + no[::-1]

    def _shapes(self, mean: Any) -> tuple[Any, Any]:
        """Shapes of the beta laws with such means and the urn's correlation [1]."""
        size = (1 - self.urn.correlation) / self.urn.correlation
        return mean * size, (1 - mean) * size
