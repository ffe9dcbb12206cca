"""Members that fail one by one, and now and then a whole group together: the law of what fails."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...errors import InvalidParameter
from .moments import Composition, TiltedClasses, classes_of, tilted_classes

LARGEST_WEIGHT = 2**62
"""Most weight of all members together: sums of it live in 64 bits [1]."""


def log_odds(probability: float) -> float:
    """Natural logarithm of a probability over its complement.

    Parameters
    ----------
    probability
        In [0, 1] [1].

    Returns
    -------
    float
        Infinite for the certain and the impossible [1].

    Notes
    -----
    Source: arithmetic.

    Examples
    --------
    >>> log_odds(0.5), log_odds(0.0)
    (0.0, -inf)
    """
    if probability in (0, 1):
        return math.inf if probability == 1 else -math.inf
    return math.log(probability) - math.log1p(-probability)


def log_of_odds(odds_logarithm: float) -> float:
    """Natural logarithm of the probability that has these log odds.

    Parameters
    ----------
    odds_logarithm
        As of `log_odds` [1].

    Returns
    -------
    float
        Full precision however rare [1].

    Notes
    -----
    Source: ln p = -ln(1 + e^-x); its complement is that of -x.

    Examples
    --------
    >>> log_of_odds(-1e6)
    -1000000.0
    """
    if odds_logarithm < 0:
        return odds_logarithm - math.log1p(math.exp(odds_logarithm))
    return -math.log1p(math.exp(-odds_logarithm))


_CACHED_TILTS = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Tilted:
    """The law of one group, every outcome weighted by the exponential of what fails in it."""

    log_moment: float
    """Natural logarithm of the mean weight: of the moment generating function [1]."""
    together: float
    """Log odds that the whole group fails [1]."""
    alone: tuple[float, ...]
    """Log odds that a member of each class fails on its own [1]."""


def tilted(
    alone: float, together: float, counts: Sequence[int], exponents: Sequence[float]
) -> Tilted:
    """The law of a group under an exponential tilt, which is a law of the same kind.

    Parameters
    ----------
    alone, together
        Log odds that a member fails on its own, and that its group fails; below infinity [1].
    counts
        Members of each class, (classes,) [1].
    exponents
        Logarithm of the weight of one failure in each class, (classes,) [1].

    Notes
    -----
    Source: ours. With probability r all fail, else each member does with probability p: the moment
    generating function is r e^(sum n x) + (1 - r) prod (1 - p + p e^x)^n.

    Examples
    --------
    One member that fails half the time; its failures count three times:

    >>> found = tilted(0.0, -math.inf, [1], [math.log(3)])
    >>> round(math.exp(found.log_moment), 12), round(found.alone[0], 12) == round(math.log(3), 12)
    (2.0, True)
    """
    pairs = tuple(zip(counts, exponents, strict=True))
    up = log_of_odds(-together) + math.fsum(
        count * (log_of_odds(-alone) - log_of_odds(-alone - exponent)) for count, exponent in pairs
    )
    down = log_of_odds(together) + math.fsum(count * exponent for count, exponent in pairs)
    larger = max(up, down)
    return Tilted(
        log_moment=larger + math.log1p(math.exp(min(up, down) - larger)),
        together=down - up,
        alone=tuple(alone + exponent for exponent in exponents),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class FailedWeight:
    """Weight of all members that fail: a sum over independent groups.

    Examples
    --------
    Two regions of one member each:

    >>> weight = failed_weight([[1], [1]], alone=log_odds(0.5), together=-math.inf)
    >>> weight.total, weight.mean(0.0)
    (2, 1.0)
    """

    groups: tuple[tuple[Composition, int], ...]
    """Compositions that occur, each with the number of such groups [1]."""
    alone: float
    """Log odds that a member fails on its own [1]."""
    together: float
    """Log odds that a group fails as a whole [1]."""

    @property
    def total(self) -> int:
        """Weight of all members [1]."""
        return sum(copies * weight_of(composition) for composition, copies in self.groups)

    @property
    def size(self) -> int:
        """Members and groups together [1]."""
        return sum(
            copies * (1 + sum(count for _, count in composition))
            for composition, copies in self.groups
        )

    @property
    def is_single(self) -> bool:
        """Whether everybody fails alone: groups do not fail, or have one member each."""
        return self.together == -math.inf or all(
            len(composition) == 1 and composition[0][1] == 1 for composition, _ in self.groups
        )

    @property
    def is_certain(self) -> bool:
        """Whether all fail for certain."""
        return math.inf in (self.alone, self.together)

    @property
    def is_impossible(self) -> bool:
        """Whether nothing ever fails."""
        return self.alone == self.together == -math.inf

    def is_rare(self, threshold: int) -> bool:
        """Whether a threshold can be reached, and is above the mean, so that a tilt leads to it."""
        if self.is_certain or self.is_impossible:
            return False
        return self.mean(0.0) < threshold <= self.total

    def tilted_groups(self, tilt: float) -> list[tuple[Composition, int, Tilted]]:
        """Every composition, how often it occurs, and its law under a tilt per unit of weight."""
        return [
            (
                composition,
                copies,
                tilted(
                    self.alone,
                    self.together,
                    [count for _, count in composition],
                    [tilt * weight for weight, _ in composition],
                ),
            )
            for composition, copies in self.groups
        ]

    def log_moment(self, tilt: float) -> float:
        """Natural logarithm of the mean of exp(tilt x failed weight) [1]."""
        return self._tilted(tilt).log_moment

    def mean(self, tilt: float) -> float:
        """Mean failed weight under a tilt [1]."""
        return self._tilted(tilt).mean(classes_of(self.groups).weights)

    def _tilted(self, tilt: float) -> TiltedClasses:
        """All groups under a tilt per unit of weight."""
        classes = classes_of(self.groups)
        return tilted_classes(classes, self.alone, self.together, tilt * classes.weights)

    def tilt_towards(self, threshold: int) -> float:
        """Tilt under which the mean is a threshold; zero where it is that already [1].

        Notes
        -----
        Source: Cramér's tilt, found by bisection; half a unit of weight below all of it, where no
        finite tilt leads.
        """
        return _tilt_towards(self, min(threshold, self.total - 0.5))


@lru_cache(maxsize=_CACHED_TILTS)
def _tilt_towards(weight: FailedWeight, wanted: float) -> float:
    """Tilt under which the mean is so much; a sampler asks for the same one for every chunk."""
    classes = classes_of(weight.groups)

    def mean(tilt: float) -> float:
        law = tilted_classes(classes, weight.alone, weight.together, tilt * classes.weights)
        return law.mean(classes.weights)

    if mean(0.0) >= wanted:
        return 0.0
    low, high = 0.0, 1.0 / float(classes.weights.max())
    while mean(high) < wanted:
        low, high = high, 2 * high
    for _ in range(200):
        middle = (low + high) / 2
        if mean(middle) < wanted:
            low = middle
        else:
            high = middle
        if high - low <= 4e-16 * high:
            break
    return high


def failed_weight(
    groups: Iterable[Iterable[int]], *, alone: float, together: float
) -> FailedWeight:
    """The law of what fails, from the weights of the members of every group.

    Parameters
    ----------
    groups
        Weights of the members of each group, at least 0 [1].
    alone, together
        Log odds that a member fails on its own, and that a group fails as a whole [1].

    Raises
    ------
    InvalidParameter
        Where a weight is negative, or all together weigh nothing or more than 2**62.

    Notes
    -----
    Source: ours.
    """
    found: Counter[Composition] = Counter()
    for group in groups:
        weights = Counter(group)
        least = min(weights, default=0)
        if not least >= 0:
            raise InvalidParameter(f"weight must be at least 0, got {least}")
        del weights[0]
        if weights:
            found[tuple(sorted(weights.items()))] += 1
    weight = FailedWeight(groups=tuple(sorted(found.items())), alone=alone, together=together)
    if not 0 < weight.total <= LARGEST_WEIGHT:
        raise InvalidParameter(f"total weight must lie in (0, 2**62], got {weight.total}")
    return weight


def weight_of(composition: Composition) -> int:
    """Weight of all members of one group [1]."""
    return sum(weight * count for weight, count in composition)
