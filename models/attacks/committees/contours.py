"""Tails and densities of arrivals as contour integrals of their generating function."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math

import numpy as np
from numpy.typing import NDArray

from .arrivals import Arrivals, Floats

_NEGLIGIBLE = 42.0
"""Nats below which aliases and the far side of the circle are left out: 6e-19 [1]."""

_SMALLEST = 1e-300


def contour_log_tail(side: Arrivals, times: Floats, count: int) -> Floats:
    """Chance that at least `count` have arrived by each time, as a logarithm.

    Parameters
    ----------
    side
        Arrivals, at least `count` of them.
    times
        (m,) [time].
    count
        At least 1 [1].

    Returns
    -------
    Floats
        (m,) [1].

    Notes
    -----
    Source: ours. Cauchy's formula on a circle through the saddle point, outside of the pole at 1 for
    the tail itself and inside of it for what is missing from it where that is the smaller one; the
    trapezoidal rule on a circle converges exponentially.
    """
    level = side.tilt_to(times, count - 0.5)
    logs = np.empty(times.size)
    above = level >= 0
    logs[above] = _log_beyond(side, times[above], level[above], count, 1)
    missed = _log_beyond(side, times[~above], level[~above], count - 1, -1)
    logs[~above] = _log_rest(missed)
    return logs


def contour_log_head(side: Arrivals, times: Floats, count: int) -> Floats:
    """Chance that at most `count` have arrived by each time, as a logarithm.

    Parameters
    ----------
    side
        Arrivals, more than `count` of them.
    times
        (m,) [time].
    count
        Not negative [1].

    Returns
    -------
    Floats
        (m,) [1].

    Notes
    -----
    Source: as for `contour_log_tail`.
    """
    level = side.tilt_to(times, count + 0.5)
    logs = np.empty(times.size)
    below = level < 0
    logs[below] = _log_beyond(side, times[below], level[below], count, -1)
    logs[~below] = _log_rest(_log_beyond(side, times[~below], level[~below], count + 1, 1))
    return logs


def contour_log_density(side: Arrivals, times: Floats, count: int) -> Floats:
    """Density of the time at which `count` have arrived, as a logarithm.

    Parameters
    ----------
    side
        Arrivals, at least `count` of them.
    times
        (m,) [time].
    count
        At least 1 [1].

    Returns
    -------
    Floats
        (m,) [1/time].

    Notes
    -----
    Source: as for `contour_log_tail`; the coefficient of what is left when each validator in turn is
    taken out as the one that arrives now.
    """
    # Half a validator more than are counted: the one that arrives now may be the least likely one.
    level = side.tilt_to(times, count - 0.5)
    logs = np.empty(times.size)
    for node, (time, tilt) in enumerate(zip(times, level, strict=True)):
        angles, points = _angles(side, float(time), float(tilt), _NEGLIGIBLE)
        turned = _turned(side, float(time), float(tilt), angles)
        away = side.tilted_away(np.array([time]), np.array([tilt]))[0]
        leaving = side.counts * side.rates * away
        arriving = (leaving[:, None] / turned).sum(axis=0)
        values = _product(side, turned) * arriving * np.exp(-1j * (count - 1) * angles)
        logs[node] = _log_mean(values, angles, points)
    return logs + side.log_chernoff(times, level, count - 1)


def _log_beyond(side: Arrivals, times: Floats, level: Floats, count: int, sign: int) -> Floats:
    """Chance of `count` and above (sign 1) or below (-1), at a tilt of that sign, (m,)."""
    logs = np.empty(times.size)
    deviation = np.sqrt(np.maximum(_variance(side, times, level), 1.0))
    tilts = sign * np.maximum(np.abs(level), 1 / deviation)
    for node, (time, tilt) in enumerate(zip(times, tilts, strict=True)):
        angles, points = _angles(side, float(time), float(tilt), abs(float(tilt)))
        turned = _turned(side, float(time), float(tilt), angles)
        sums = 1 - np.exp(-sign * (tilt + 1j * angles))
        values = _product(side, turned) * np.exp(-1j * count * angles) / sums
        logs[node] = _log_mean(values, angles, points)
    return np.minimum(logs + side.log_chernoff(times, tilts, count), 0)


def _variance(side: Arrivals, times: Floats, tilt: Floats) -> Floats:
    """Variance of the tilted count, (m,) [1]."""
    chance = side.tilted(times, tilt)
    return (chance * (1 - chance)) @ side.counts


def _angles(side: Arrivals, time: float, tilt: float, decay: float) -> tuple[Floats, int]:
    """Angles on the upper half circle at which there is something to add, and points of the circle."""
    variance = float(_variance(side, np.array([time]), np.array([tilt]))[0])
    points = math.ceil(max(20 * math.sqrt(variance) + 20, _NEGLIGIBLE / decay))
    # The product is at most exp(-variance (1 - cos angle)).
    last = math.acos(max(-1.0, 1 - _NEGLIGIBLE / max(variance, 1e-9)))
    highest = min(points // 2, math.ceil(last * points / math.tau))
    return np.linspace(0.0, math.tau * highest / points, highest + 1, dtype=np.float64), points


def _turned(side: Arrivals, time: float, tilt: float, angles: Floats) -> NDArray[np.complex128]:
    """Each validator's factor at each angle, over that at zero, (R, j)."""
    chance = side.tilted(np.array([time]), np.array([tilt]))[0]
    return 1 + chance[:, None] * np.expm1(1j * angles)


def _product(side: Arrivals, turned: NDArray[np.complex128]) -> NDArray[np.complex128]:
    """Product of all validators' factors, (j,) [1]."""
    single = side.counts == 1
    # Each factor lies between 1 and a point of the upper half circle, so its argument is continuous.
    logs = np.log(turned[~single])
    return turned[single].prod(axis=0) * np.exp((side.counts[~single, None] * logs).sum(axis=0))


def _log_mean(values: NDArray[np.complex128], angles: Floats, points: int) -> float:
    """Logarithm of the mean over the whole circle of what is conjugate on its lower half."""
    weights = np.full(angles.size, 2.0)
    weights[0] = 1.0
    if 2 * (angles.size - 1) == points:
        weights[-1] = 1.0
    return math.log(max(float(values.real @ weights) / points, _SMALLEST))


def _log_rest(log_missed: Floats) -> Floats:
    """Logarithm of one minus a chance that is not near one."""
    return np.log1p(-np.minimum(np.exp(log_missed), 1 - 1e-16))
