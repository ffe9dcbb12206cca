"""Drawing the weight that fails, plainly or under a tilt."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math

import numpy as np
from numpy.typing import NDArray

from .groups import FailedWeight, Tilted, log_of_odds, weight_of
from .moments import Composition

LARGEST_BLOCK = 2**21
"""Members or groups drawn at once [1]: arrays of 16 MiB."""

QUICK_DRAWS = 100
"""Random numbers of a trial up to which a million trials take about a second [1]."""


def draws_of(weight: FailedWeight) -> int:
    """Random numbers that one trial takes [1]."""
    return sum(copies * (1 + len(composition)) for composition, copies in weight.groups)


def failures(
    weight: FailedWeight, tilt: float, trials: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Weight that fails in every trial, (trials,) [1].

    Parameters
    ----------
    weight
        Law of what fails.
    tilt
        Zero, or that of `FailedWeight.tilt_towards` [1].
    trials
        [1]
    rng
        Source of randomness.

    Notes
    -----
    Source: ours.
    """
    if weight.is_certain:
        return np.full(trials, weight.total)
    total = np.zeros(trials, dtype=np.int64)
    for composition, copies, law in weight.tilted_groups(tilt):
        step = max(1, LARGEST_BLOCK // copies)
        for start in range(0, trials, step):
            block = total[start : start + step]
            block += group_failures(composition, law, (len(block), copies), rng).sum(axis=1)
    return total


def group_failures(
    composition: Composition, law: Tilted, shape: tuple[int, int], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Weight that fails in groups that are alike, of the shape asked for [1].

    Parameters
    ----------
    composition
        Members of such a group.
    law
        Tilted or not.
    shape
        Trials, and groups.
    rng
        Source of randomness.

    Notes
    -----
    Source: ours.
    """
    singly = np.zeros(shape, dtype=np.int64)
    for (weight, count), odds in zip(composition, law.alone, strict=True):
        singly += weight * numbers_failed(count, odds, shape, rng)
    down = rng.random(shape) < math.exp(log_of_odds(law.together))
    return np.where(down, weight_of(composition), singly)


def numbers_failed(
    count: int, odds_logarithm: float, shape: tuple[int, int], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Members that fail on their own among so many, of the shape asked for [1].

    Parameters
    ----------
    count
        Members [1].
    odds_logarithm
        Log odds that one of them fails [1].
    shape
        Trials, and groups.
    rng
        Source of randomness.

    Notes
    -----
    Source: ours.
    """
    chance = math.exp(log_of_odds(odds_logarithm))
    if count == 1:
        return (rng.random(shape) < chance).astype(np.int64)
    return rng.binomial(count, chance, shape)


def log_weights(
    weight: FailedWeight, threshold: int, trials: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Importance of every trial, drawn under the tilt that leads to the threshold, (trials,) [1].

    Parameters
    ----------
    weight
        Law of what fails.
    threshold
        Weight that is enough, at most all of it [1].
    trials
        [1]
    rng
        Source of randomness.

    Returns
    -------
    NDArray[np.float64]
        Natural logarithms, minus infinity where too little fails [1].

    Notes
    -----
    Source: Siegmund 1976, Ann. Stat. 4, doi:10.1214/aos/1176343541. No weight is above M(t) e^(-t m).
    """
    if weight.is_impossible or threshold > weight.total:
        return np.full(trials, -math.inf)
    if threshold <= 0 or weight.is_certain:
        return np.zeros(trials)
    tilt = weight.tilt_towards(threshold)
    failed = failures(weight, tilt, trials, rng)
    at_threshold = weight.log_moment(tilt) - tilt * threshold
    return np.where(
        failed >= threshold,
        at_threshold - tilt * (failed - threshold).astype(np.float64),
        -math.inf,
    )
