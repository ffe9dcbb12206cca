"""The chance of corruption that all members of a class share: a beta law, told by its log odds."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# NumPy 2.5 leaves parts of its overloads unknown; SciPy ships no types.

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    betainc,
    betaln,
    expit,
)

Floats = NDArray[np.float64]

LEAST_CORRELATION = 1e-9
"""Least correlation whose law is told apart from one chance [1]: below, its density loses digits."""

_LEAST_SHAPE = 1e-300


@dataclass(frozen=True, kw_only=True, slots=True)
class BetaLaw:
    """Chance of corruption, drawn once for all members of a class.

    Notes
    -----
    Source: Skellam 1948, J. R. Stat. Soc. B 10, doi:10.1111/j.2517-6161.1948.tb00014.x: with mean p
    and variance r p (1 - p) any two members have correlation r.

    Examples
    --------
    Uniform where the mean is a half and the correlation a third:

    >>> law = BetaLaw(mean=0.5, correlation=1 / 3)
    >>> law.log_below(np.array([0.0])).round(12), law.log_density(np.array([0.0])).round(12)
    (array([-0.69314718]), array([-1.38629436]))
    """

    mean: float
    """In (0, 1) [1]."""
    correlation: float
    """Of any two members, from `LEAST_CORRELATION` to below 1 [1]."""

    @property
    def shapes(self) -> tuple[float, float]:
        """Shapes of the law [1]."""
        size = (1 - self.correlation) / self.correlation
        return max(_LEAST_SHAPE, self.mean * size), max(_LEAST_SHAPE, (1 - self.mean) * size)

    def log_density(self, log_odds: Floats) -> Floats:
        """Logarithm of the density of the log odds, of their shape [1]."""
        corrupted, spared = self.shapes
        return (
            corrupted * log_odds
            - (corrupted + spared) * np.logaddexp(0.0, log_odds)
            - float(betaln(corrupted, spared))
        )

    def log_below(self, log_odds: Floats) -> Floats:
        """Logarithm of the chance of log odds at most these, of their shape [1]."""
        corrupted, spared = self.shapes
        with np.errstate(divide="ignore"):
            return np.log(np.asarray(betainc(corrupted, spared, expit(log_odds))))

    def log_above(self, log_odds: Floats) -> Floats:
        """Logarithm of the chance of log odds at least these, of their shape [1]."""
        corrupted, spared = self.shapes
        with np.errstate(divide="ignore"):
            return np.log(np.asarray(betainc(spared, corrupted, expit(-log_odds))))

    def drawn(self, trials: int, rng: np.random.Generator) -> Floats:
        """Chances of corruption, (trials,) [1]."""
        corrupted, spared = self.shapes
        if min(corrupted, spared) <= _LEAST_SHAPE:
            return (rng.random(trials) < self.mean).astype(np.float64)
        return rng.beta(corrupted, spared, trials)

    @property
    def middle(self) -> float:
        """Log odds of the mean."""
        return math.log(self.mean) - math.log1p(-self.mean)
