"""Tails of the weight that fails of any number of members: an integral, between proved ends."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    log_ndtr,  # pyright: ignore[reportUnknownVariableType]
)

from .groups import FailedWeight
from .moments import classes_of, tilted_classes

NOISE = 3e-4
"""Standard deviation of the noise that is added, in that of the weight under the tilt [1]."""

FARTHEST = 6.5
"""Standard deviations of the noise that thresholds are moved by [1]."""

LARGEST_WORK = 400_000_000
"""Members' classes times nodes, at the most [1]: some ten seconds."""

_CUT = 9.6
_DEAD = -46.0
_PERIOD = 20.0
_BLOCK = 2**19
_LEAST_TILT = 0.25
_EPSILON = 1e-13
_LOG_EPSILON = 2.0**-46


@dataclass(frozen=True, kw_only=True)
class Contour:
    """The law of members who fail alone, along a line of complex tilts.

    To the weight W a normal noise of small deviation is added, so that the integral over the line
    ends soon; sums at even nodes repeat the answer a period away, which a tilt makes negligible.

    Notes
    -----
    Source: Daniels 1954, Ann. Math. Stat. 25, doi:10.1214/aoms/1177728652, for the contour; Poisson's
    summation for the nodes: h/2pi sum g(kh) = sum over m of exp(a m L) P(W + noise >= x + m L), with
    the period L = 2 pi/h and a the tilt; each other term has Chernoff's bound. Ours for the ends.
    """

    weight: FailedWeight
    """Members of one group, who fail alone; neither certain nor impossible."""
    tilt: float
    """Real part of the line, positive [1 / unit of weight]."""
    deviation: float
    """Standard deviation of the weight under the tilt [unit of weight]."""
    noise: float
    """Standard deviation of the noise [unit of weight]."""
    period: float
    """Distance of what is repeated [unit of weight]."""

    @cached_property
    def log_moment(self) -> float:
        """Logarithm of the moment generating function at the tilt, noise included [1]."""
        return self.weight.log_moment(self.tilt) + (self.tilt * self.noise) ** 2 / 2

    @cached_property
    def _classes(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Weight, count and chance under the tilt of each class, those that vary most first."""
        ((composition, _),) = self.weight.groups
        weights = np.array([float(each) for each, _ in composition])
        counts = np.array([float(count) for _, count in composition])
        chances = np.exp(-np.logaddexp(0.0, -(self.weight.alone + self.tilt * weights)))
        order = np.argsort(-counts * chances * (1 - chances), kind="stable")
        return weights[order], counts[order], chances[order]

    @cached_property
    def _nodes(self) -> tuple[NDArray[np.float64], int]:
        """Nodes above 0 at which the integrand counts, and how many were looked at; none if too many."""
        apart = 2 * math.pi / self.period
        looked = math.ceil(_CUT / self.noise / apart)
        nodes = apart * np.arange(1, looked + 1, dtype=np.float64)
        logs = -((nodes * self.noise) ** 2) / 2
        work = 0
        for weight, count, chance in zip(*self._classes, strict=True):
            work += len(nodes)
            if work > LARGEST_WORK // 4 or len(nodes) == 0:
                break
            sines = np.sin(nodes * (weight / 2))
            logs += count / 2 * np.log1p(-4 * chance * (1 - chance) * sines * sines)
            is_alive = logs > _DEAD
            nodes, logs = nodes[is_alive], logs[is_alive]
        return nodes, looked

    @property
    def is_too_long(self) -> bool:
        """Whether the integrand dies away too slowly."""
        return len(self._nodes[0]) * len(self._classes[0]) > LARGEST_WORK // 4

    @cached_property
    def _transforms(self) -> NDArray[np.complex128]:
        """Logarithm of the tilted characteristic function, noise included, at the nodes (nodes,)."""
        nodes, _ = self._nodes
        weights, counts, chances = self._classes
        found = np.empty(len(nodes), dtype=np.complex128)
        step = max(1, _BLOCK // len(weights))
        for start in range(0, len(nodes), step):
            angles = np.multiply.outer(nodes[start : start + step], weights)
            sines = np.sin(angles / 2)
            fallen = 2 * chances * sines * sines
            logs = 0.5 * np.log1p(-2 * (1 - chances) * fallen) @ counts
            turns = np.arctan2(chances * np.sin(angles), 1 - fallen) @ counts
            found[start : start + step] = logs + 1j * turns
        shift = self.tilt * self.noise * self.noise
        return found - (nodes * self.noise) ** 2 / 2 + 1j * nodes * shift

    def log_tail(self, threshold: float, side: int = 0) -> float:
        """Logarithm of the chance that weight and noise reach a threshold.

        Parameters
        ----------
        threshold
            [unit of weight]
        side
            +1 for what it is at most, -1 for what it is at least, 0 for itself [1].
        """
        nodes, looked = self._nodes
        terms = np.exp(self._transforms - 1j * nodes * threshold) / (self.tilt + 1j * nodes)
        total = 1 / self.tilt + 2 * float(terms.real.sum())
        size = 1 / self.tilt + 2 * float(np.abs(terms).sum())
        error = size * _EPSILON + 4 * looked * math.exp(_DEAD) / self.tilt
        # Nodes far out have lost digits of their angles.
        lost = 2.0**-51 * (2 + abs(self.weight.alone))
        error += float((2 * np.abs(terms) * nodes).sum()) * abs(threshold) * lost
        total = (total + side * error) / self.period
        scale = self.log_moment - self.tilt * threshold
        # One rounding more for every class that is added.
        parts = _LOG_EPSILON + 2.0**-53 * len(self._classes[0])
        rounded = side * parts * (abs(self.log_moment) + abs(self.tilt * threshold))
        if side < 0:
            total -= 2 * math.exp(min(0.0, self.log_alias(threshold)))
        if total <= 0:
            return -math.inf
        return min(0.0, scale + rounded + math.log(total))

    def log_alias(self, threshold: float) -> float:
        """Logarithm of a bound on the nearest repetition on either side, over the untilted scale [1]."""
        found: list[float] = []
        for side in (1, -1):
            other = max(0.0, self.tilt + side * 4 / self.deviation)
            moment = self.weight.log_moment(other) + (other * self.noise) ** 2 / 2
            away = (other - self.tilt) * (threshold + side * self.period)
            found.append(moment - self.log_moment - away)
        return max(found) + math.log(2)

    def log_noise_above(self, threshold: float, distance: float) -> float:
        """Logarithm of a bound on noise lifting weight by so many deviations beyond a threshold."""
        lifted = self.tilt * self.noise
        scale = self.weight.log_moment(self.tilt) - self.tilt * threshold
        return scale - lifted * distance + lifted * lifted / 2 + float(log_ndtr(lifted - distance))


def contour_of(weight: FailedWeight, tilt: float, fineness: float) -> Contour | None:
    """The contour at a tilt, its noise and its period as the law asks for.

    Parameters
    ----------
    weight
        Members of one group who fail alone.
    tilt
        That leads to the threshold; lifted to one over the law's deviation [1 / unit of weight].
    fineness
        Part of `NOISE`; below 1 the line lies beside the tilt, and repeats are farther away [1].

    Returns
    -------
    Contour or None
        None where single members decide: a tilt of one over the deviation leaves none of it.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> from .groups import failed_weight
    >>> halves = failed_weight([[1] * 1000], alone=0.0, together=-math.inf)
    >>> found = contour_of(halves, halves.tilt_towards(550), 1.0)
    >>> f"{math.exp(found.log_tail(549.5)):.9f}"
    '0.000865268'
    """
    deviation = _deviation(weight, tilt)
    if not deviation > 0:
        return None
    finer = 1 - min(1.0, fineness)
    tilt = max(tilt, 1 / deviation) + finer / (4 * deviation)
    deviation = _deviation(weight, tilt)
    if not tilt * deviation > _LEAST_TILT:
        return None
    return Contour(
        weight=weight,
        tilt=tilt,
        deviation=deviation,
        noise=fineness * NOISE * deviation,
        period=deviation * max(_PERIOD, 40 / min(4.0, tilt * deviation)) * (1 + finer / 2),
    )


def _deviation(weight: FailedWeight, tilt: float) -> float:
    """Standard deviation under a tilt."""
    classes = classes_of(weight.groups)
    law = tilted_classes(classes, weight.alone, weight.together, tilt * classes.weights)
    return math.sqrt(law.variance_alone(classes.weights))
