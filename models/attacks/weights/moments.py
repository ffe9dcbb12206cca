"""Moments of weight that fails under any tilt, all classes of members at once."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Composition = tuple[tuple[int, int], ...]
"""Members of a group: weight of one, and how many weigh so much."""

_CACHED_LAWS = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Classes:
    """Classes of equal members of all groups, one group after the other."""

    weights: NDArray[np.float64]
    """Of one member, (classes,)."""
    counts: NDArray[np.float64]
    """Members, (classes,) [1]."""
    starts: NDArray[np.int64]
    """Place of every group's first class, (groups,) [1]."""
    copies: NDArray[np.float64]
    """How many groups are so, (groups,) [1]."""

    def by_group(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sums over the members of every group, (groups,)."""
        return np.asarray(np.add.reduceat(self.counts * values, self.starts), dtype=np.float64)


@lru_cache(maxsize=_CACHED_LAWS)
def classes_of(groups: tuple[tuple[Composition, int], ...]) -> Classes:
    """The classes of compositions that occur so often.

    Parameters
    ----------
    groups
        Compositions, none empty, each with the number of such groups.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> classes_of(((((1, 2), (3, 1)), 4),)).by_group(np.array([1.0, 10.0]))
    array([12.])
    """
    flat = [each for composition, _ in groups for each in composition]
    sizes = np.array([0, *(len(composition) for composition, _ in groups[:-1])])
    return Classes(
        weights=np.array([float(weight) for weight, _ in flat]),
        counts=np.array([float(count) for _, count in flat]),
        starts=np.cumsum(sizes),
        copies=np.array([float(copies) for _, copies in groups]),
    )


def log_chance(odds: Any) -> Any:
    """Natural logarithm of the probability that has these log odds, by element [1].

    Parameters
    ----------
    odds
        As of `groups.log_odds` [1].

    Notes
    -----
    Source: ln p = -ln(1 + e^-x).

    Examples
    --------
    >>> float(np.exp(log_chance(0.0)))
    0.5
    """
    return -np.logaddexp(0.0, -odds)


def log_growth(alone: float, exponents: NDArray[np.float64]) -> NDArray[np.float64]:
    """Natural logarithm of 1 - p + p e^x: what one member adds to that of the moment function [1].

    Parameters
    ----------
    alone
        Log odds of p, below infinity [1].
    exponents
        x, (classes,) [1].

    Notes
    -----
    Source: arithmetic, in forms that lose no digits: as many members as there are multiply an error.

    Examples
    --------
    >>> [f"{each:.12g}" for each in log_growth(0.0, np.array([1e-20, 0.0, 1000.0]))]
    ['5e-21', '0', '999.306852819']
    """
    small = np.clip(exponents, -1.0, 1.0)
    near = np.log1p(np.exp(log_chance(alone)) * np.expm1(small))
    sign = -1.0 if alone > 0 else 1.0
    far = np.logaddexp(0.0, sign * (alone + exponents)) - np.logaddexp(0.0, sign * alone)
    far = far + exponents if alone > 0 else far
    return np.asarray(np.where(small == exponents, near, far), dtype=np.float64)


@dataclass(frozen=True, kw_only=True, slots=True)
class TiltedClasses:
    """What becomes of every class and group under a tilt."""

    classes: Classes
    """Whose law it is."""
    log_moment: float
    """Natural logarithm of the mean weight: of the moment generating function [1]."""
    down: NDArray[np.float64]
    """Chance that a group fails as a whole, (groups,) [1]."""
    failing: NDArray[np.float64]
    """Chance that a member fails on its own, (classes,) [1]."""

    def mean(self, values: NDArray[np.float64]) -> float:
        """Mean sum over the members that fail of a value of each, (classes,)."""
        together, singly = (
            self.classes.by_group(values),
            self.classes.by_group(values * self.failing),
        )
        spread = self.down * together + (1 - self.down) * singly
        return float(self.classes.copies @ spread)

    def variance_alone(self, values: NDArray[np.float64]) -> float:
        """Variance of that sum as far as members fail on their own."""
        squares = self.classes.by_group(values**2 * self.failing * (1 - self.failing))
        return float(self.classes.copies @ squares)


def tilted_classes(
    classes: Classes, alone: float, together: float, exponents: NDArray[np.float64]
) -> TiltedClasses:
    """The law of all groups under an exponential tilt.

    Parameters
    ----------
    classes
        Members.
    alone, together
        Log odds that a member fails on its own, and that a group fails; below infinity [1].
    exponents
        Logarithm of the weight of one failure in each class, (classes,) [1].

    Notes
    -----
    Source: `groups.tilted`, for all groups at once.

    Examples
    --------
    >>> member = classes_of(((((1, 1),), 1),))
    >>> found = tilted_classes(member, 0.0, -np.inf, np.log([3.0]))
    >>> round(float(np.exp(found.log_moment)), 12), round(found.mean(member.weights), 12)
    (2.0, 0.75)
    """
    up = log_chance(-together) + classes.by_group(log_growth(alone, exponents))
    down = log_chance(together) + classes.by_group(exponents)
    moments = np.logaddexp(up, down)
    return TiltedClasses(
        classes=classes,
        log_moment=float(classes.copies @ moments),
        down=np.exp(down - moments),
        failing=np.exp(log_chance(alone + exponents)),
    )
