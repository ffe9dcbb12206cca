"""What rounding to a lattice takes from a weight that fails, and how far that may go."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .groups import FailedWeight
from .moments import Classes, Composition, TiltedClasses, classes_of, tilted_classes

_RATES = tuple(2.0**step for step in range(-6, 7))


@dataclass(frozen=True, kw_only=True, slots=True)
class Rest:
    """Weight that fails beyond its rounded part, of either sign."""

    weight: FailedWeight
    """Law of what fails."""
    classes: Classes
    """Of the weight itself."""
    lattice: FailedWeight | None
    """The same in lattice points; none where all are rounded to nothing."""
    rounded: NDArray[np.float64]
    """Every class's weight on the lattice, (classes,)."""
    rests: NDArray[np.float64]
    """What that is short of, (classes,)."""

    @property
    def is_nothing(self) -> bool:
        """Whether all weights lie on the lattice."""
        return not self.rests.any()

    def mean(self, tilt: float) -> float:
        """Mean rest where what fails is tilted."""
        return self._tilted(tilt * self.classes.weights).mean(self.rests)

    def farthest_above(self, tilt: float, threshold: int, log_missed: float) -> float:
        """Rest that is exceeded, with the threshold reached, at most so rarely.

        Notes
        -----
        Source: Chernoff's bound in two variables, for the best of some rates.
        """
        most = self._all(np.maximum(self.rests, 0.0))
        for rate in self._rates(tilt):
            moment = self._log_moment(tilt * self.classes.weights + rate * self.rests)
            most = min(most, (moment - tilt * threshold - log_missed) / rate)
        return most

    def farthest_below(self, tilt: float, threshold: int, log_missed: float) -> float:
        """Rest below zero that is exceeded, with threshold and it reached on the lattice, so rarely.

        Notes
        -----
        Source: as `farthest_above`; the lattice must reach the threshold and as much more.
        """
        most = self._all(np.maximum(-self.rests, 0.0))
        for rate in self._rates(tilt):
            moment = self._log_moment(tilt * self.rounded - rate * self.rests)
            most = min(most, (moment - tilt * threshold - log_missed) / (tilt + rate))
        return most

    def _tilted(self, exponents: NDArray[np.float64]) -> TiltedClasses:
        """The law where every failure counts for so much."""
        return tilted_classes(self.classes, self.weight.alone, self.weight.together, exponents)

    def _log_moment(self, exponents: NDArray[np.float64]) -> float:
        """Logarithm of the mean of the exponential, with room for rounding [1]."""
        found = self._tilted(exponents).log_moment
        return found + 1e-12 * (1 + abs(found))

    def _all(self, values: NDArray[np.float64]) -> float:
        """Sum of a value of each over all members."""
        return float(self.classes.copies @ self.classes.by_group(values))

    def _rates(self, tilt: float) -> list[float]:
        """Rates worth trying, about one over the spread of the rest."""
        law = self._tilted(tilt * self.classes.weights)
        spread = math.sqrt(law.variance_alone(self.rests))
        if not spread > 0:
            spread = float(np.abs(self.rests).max())
        return [rate / spread for rate in _RATES]


def rest_of(weight: FailedWeight, unit: int) -> Rest:
    """Weights rounded to the nearest point of a lattice, and what is left.

    Parameters
    ----------
    weight
        Law of what fails.
    unit
        Weight of a lattice point, at least 1.

    Notes
    -----
    Source: ours. Equal weights are rounded alike, so that the law stays one of the same kind.

    Examples
    --------
    >>> from .groups import failed_weight
    >>> rest_of(failed_weight([[9], [11]], alone=0.0, together=-math.inf), 10).rests
    array([-1.,  1.])
    """
    found: Counter[Composition] = Counter()
    for composition, copies in weight.groups:
        merged: Counter[int] = Counter()
        for each, count in composition:
            merged[_nearest(each, unit)] += count
        del merged[0]
        if merged:
            found[tuple(sorted(merged.items()))] += copies
    flat = [each for composition, _ in weight.groups for each, _ in composition]
    points = [_nearest(each, unit) for each in flat]
    return Rest(
        weight=weight,
        classes=classes_of(weight.groups),
        lattice=replace(weight, groups=tuple(sorted(found.items()))) if found else None,
        rounded=np.array([float(unit * point) for point in points]),
        rests=np.array(
            [float(each - unit * point) for each, point in zip(flat, points, strict=True)]
        ),
    )


def _nearest(weight: int, unit: int) -> int:
    """Lattice point next to a weight."""
    return (weight + unit // 2) // unit
