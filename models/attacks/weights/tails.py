"""Exact tails of the weight that fails: positive sums under a tilt, Fourier's way, and a bound."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math

import numpy as np
from numpy.typing import NDArray

from .groups import FailedWeight, Tilted, log_of_odds, weight_of
from .moments import Composition

LARGEST_LATTICE = 2**21
"""Different weights that may be told apart [1]: an array of 16 MiB."""

LARGEST_WORK = 1_000_000_000
"""Products that may be summed [1]: about a second of work."""

_FEW = 4
_LARGEST_LOG_ODDS = 700.0
_LIFT = 2.0**450
_LEAST_LIFTED = 2.0**-490
_NOISE = 1e-15
_TOLERANCE = 1e-11


def log_upper_tail(weight: FailedWeight, threshold: int) -> float | None:
    """Natural logarithm of the chance that at least so much weight fails.

    Parameters
    ----------
    weight
        Law of what fails.
    threshold
        Weight that is enough [1].

    Returns
    -------
    float or None
        To about 1e-12; none where there are too many different sums, or where what counts lies
        so far apart that some of it was lost [1].

    Notes
    -----
    Source: ours. The law is tilted until the threshold is its mean, so that what counts is neither
    small nor lost; the groups are then convolved one by one, sums of positive terms throughout.

    Examples
    --------
    >>> from .groups import failed_weight, log_odds
    >>> weight = failed_weight([[1, 1]], alone=log_odds(1e-200), together=-math.inf)
    >>> round(log_upper_tail(weight, 2) / math.log(10), 9)
    -400.0
    """
    if (settled := _settled(weight, threshold)) is not None:
        return settled
    unit = _unit(weight)
    if work_of(weight) > LARGEST_WORK or weight.total // unit >= LARGEST_LATTICE:
        return None
    tilt = weight.tilt_towards(threshold)
    lifted = np.full(1, _LIFT)
    for composition, copies, law in weight.tilted_groups(tilt):
        group = _lifted(group_masses(composition, law, unit))
        for _ in range(copies):
            lifted = _lifted(convolved(lifted, group) / _LIFT / _LIFT)
    tail = _log_untilted(threshold, tilt, lifted, unit)
    if tail < math.log(_LEAST_LIFTED * len(lifted) * weight.size / _TOLERANCE):
        return None
    return min(0.0, weight.log_moment(tilt) - tilt * threshold + tail - math.log(_LIFT))


def log_upper_tail_by_fourier(weight: FailedWeight, threshold: int) -> float | None:
    """The same from the generating function at the roots of unity.

    Parameters
    ----------
    weight
        Law of what fails.
    threshold
        Weight that is enough [1].

    Returns
    -------
    float or None
        To about 1e-11; none where there are too many different sums, or where the noise of the
        transform would show [1].

    Notes
    -----
    Source: Hong 2013, Comput. Stat. Data Anal. 59, doi:10.1016/j.csda.2012.10.006, for the
    Poisson binomial law; ours for groups, and tilted first, since the transform's noise is as
    large for every mass.

    Examples
    --------
    >>> from .groups import failed_weight, log_odds
    >>> weight = failed_weight([[1, 1]], alone=log_odds(0.5), together=-math.inf)
    >>> round(math.exp(log_upper_tail_by_fourier(weight, 2)), 12)
    0.25
    """
    if (settled := _settled(weight, threshold)) is not None:
        return settled
    unit = _unit(weight)
    points = weight.total // unit + 1
    classes = sum(len(composition) + 1 for composition, _ in weight.groups)
    if points > LARGEST_LATTICE or points * classes > LARGEST_WORK // 4:
        return None
    tilt = weight.tilt_towards(threshold)
    angles = np.arange(points // 2 + 1)
    transform = np.ones(len(angles), dtype=np.complex128)
    for composition, copies, law in weight.tilted_groups(tilt):
        singly = np.ones(len(angles), dtype=np.complex128)
        for (each, count), odds in zip(composition, law.alone, strict=True):
            failed = math.exp(log_of_odds(odds))
            singly *= ((1 - failed) + failed * _roots(angles, each // unit, points)) ** count
        failed = math.exp(log_of_odds(law.together))
        whole = _roots(angles, weight_of(composition) // unit, points)
        transform *= (failed * whole + (1 - failed) * singly) ** copies
    masses = np.maximum(np.fft.irfft(np.conj(transform), n=points), 0.0)
    scales = np.exp(-tilt * _beyond(threshold, points, unit))
    noise = _NOISE / math.sqrt(points) * float(scales.sum())
    if float(masses[-len(scales) :] @ scales) * _TOLERANCE < noise:
        return None
    tail = _log_untilted(threshold, tilt, masses, unit)
    return min(0.0, weight.log_moment(tilt) - tilt * threshold + tail)


def log_bound(weight: FailedWeight, threshold: int) -> float:
    """Proved upper bound on the logarithm of the chance that at least so much weight fails.

    Parameters
    ----------
    weight
        Law of what fails.
    threshold
        Weight that is enough [1].

    Returns
    -------
    float
        At most 0, with room for its own rounding [1].

    Notes
    -----
    Source: Chernoff 1952, Ann. Math. Stat. 23, doi:10.1214/aoms/1177729330: M(t) e^(-t m) for the
    best t, and any t will do.

    Examples
    --------
    >>> from .groups import failed_weight, log_odds
    >>> weight = failed_weight([[1] * 10], alone=log_odds(0.25), together=-math.inf)
    >>> log_upper_tail(weight, 6) < log_bound(weight, 6) < -2
    True
    """
    if (settled := _settled(weight, threshold)) is not None:
        return settled
    tilt = weight.tilt_towards(threshold)
    moment, reached = weight.log_moment(tilt), tilt * threshold
    return min(0.0, moment - reached + 1e-12 * (1 + abs(moment) + reached))


def work_of(weight: FailedWeight) -> int:
    """Products that `log_upper_tail` sums, about [1]."""
    unit = _unit(weight)
    reached, work = 1, 0
    for composition, copies in weight.groups:
        size, terms = 0, 1
        for each, count in composition:
            work += (size + 1) * (count + 1)
            size += count * (each // unit)
            terms *= count + 1
        terms = min(size + 1, terms + 1)
        work += copies * terms * (reached + size * (copies - 1) // 2)
        reached += copies * size
    return work


def group_masses(composition: Composition, law: Tilted, unit: int = 1) -> NDArray[np.float64]:
    """Probability of every weight that may fail in one group, (weight / unit + 1,) [1].

    Parameters
    ----------
    composition
        Members of the group.
    law
        Of the group, tilted or not.
    unit
        Divides every weight [1].

    Notes
    -----
    Source: ours: a mixture of all, and of a convolution of binomials.
    """
    masses = np.ones(1)
    for (weight, count), odds in zip(composition, law.alone, strict=True):
        spread = np.zeros(count * (weight // unit) + 1)
        spread[:: weight // unit] = binomial_masses(count, odds)
        masses = convolved(masses, spread)
    masses *= math.exp(log_of_odds(-law.together))
    masses[-1] += math.exp(log_of_odds(law.together))
    return masses


def binomial_masses(count: int, odds_logarithm: float) -> NDArray[np.float64]:
    """Probability of every number of failures among equal members, (count + 1,) [1].

    Parameters
    ----------
    count
        Members, at least 1 [1].
    odds_logarithm
        Log odds that one fails; beyond 700 they are as good as infinite [1].

    Notes
    -----
    Source: ratios of neighbouring masses from the mode outwards, then normalised.

    Examples
    --------
    >>> binomial_masses(2, 0.0)
    array([0.25, 0.5 , 0.25])
    """
    if math.isinf(odds_logarithm):
        return np.eye(count + 1)[count if odds_logarithm > 0 else 0]
    odds = math.exp(min(max(odds_logarithm, -_LARGEST_LOG_ODDS), _LARGEST_LOG_ODDS))
    mode = min(count, int((count + 1) * math.exp(log_of_odds(odds_logarithm))))
    above = np.arange(mode, count)
    below = np.arange(mode, 0, -1)
    masses = np.ones(count + 1)
    masses[mode + 1 :] = np.cumprod((count - above) / (above + 1) * odds)
    masses[:mode] = np.cumprod(below / (count - below + 1) / odds)[::-1]
    return masses / masses.sum()


def convolved(left: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Law of the sum of two independent weights, (left + right - 1,) [1].

    Parameters
    ----------
    left, right
        Probability of every weight, (weights,) [1].

    Notes
    -----
    Source: ours; by shifts where one of them has few masses, as a single heavy member has.
    """
    places = np.flatnonzero(right)
    if _FEW * len(places) > len(right) + _FEW * _FEW:
        return np.convolve(left, right)
    total = np.zeros(len(left) + len(right) - 1)
    for place in places:
        total[place : place + len(left)] += left * right[place]
    return total


def _settled(weight: FailedWeight, threshold: int) -> float | None:
    """The answer where nothing is to be computed."""
    if threshold <= 0 or (weight.is_certain and threshold <= weight.total):
        return 0.0
    if threshold > weight.total or weight.is_impossible:
        return -math.inf
    return None


def _lifted(masses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Masses times 2**450, without those whose products would be subnormal: these take long."""
    lifted = masses * _LIFT
    lifted[lifted < _LEAST_LIFTED] = 0.0
    return lifted


def _log_untilted(threshold: int, tilt: float, masses: NDArray[np.float64], unit: int) -> float:
    """Logarithm of the tilted masses at the threshold and above, each times what undoes the tilt."""
    beyond = _beyond(threshold, len(masses), unit)
    above = masses[-len(beyond) :]
    terms = np.log(above[above > 0]) - tilt * beyond[above > 0]
    if len(terms) == 0:
        return -math.inf
    largest = float(terms.max())
    return largest + math.log(float(np.exp(terms - largest).sum()))


def _beyond(threshold: int, points: int, unit: int) -> NDArray[np.float64]:
    """How far the weights at the threshold and above it are beyond it, (points above,) [1]."""
    weights = np.arange(-(-threshold // unit), points, dtype=np.float64) * unit
    return np.asarray(weights - threshold, dtype=np.float64)


def _unit(weight: FailedWeight) -> int:
    """Largest number that divides every weight [1]."""
    return math.gcd(*(each for composition, _ in weight.groups for each, _ in composition))


def _roots(angles: NDArray[np.int64], weight: int, points: int) -> NDArray[np.complex128]:
    """The generating function's variable, to the power of a weight, (angles,) [1]."""
    return np.exp(2j * math.pi / points * (angles * weight % points))
