"""Drawing what fails of stakes beyond number, one by one."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math

import numpy as np
from numpy.typing import NDArray

from .moments import log_chance

LARGEST_BLOCK = 2**20
"""Random numbers drawn at once [1]: an array of 8 MiB."""

_STAKES_AT_ONCE = 2**16


def weights_failed(
    held: NDArray[np.int64], alone: float, trials: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Weight that fails in every trial where everybody fails alone, (trials,).

    Parameters
    ----------
    held
        Weight of every member, at most 2**62 together, (members,).
    alone
        Log odds that one fails [1].
    trials
        [1]
    rng
        Source of randomness.

    Notes
    -----
    Source: the law itself, one random number a member and trial, in blocks.

    Examples
    --------
    >>> weights_failed(np.array([1, 2]), math.inf, 3, np.random.default_rng(1))
    array([3, 3, 3])
    """
    chance = math.exp(log_chance(alone))
    total = np.zeros(trials, dtype=np.int64)
    for first in range(0, len(held), _STAKES_AT_ONCE):
        weights = held[first : first + _STAKES_AT_ONCE]
        step = max(1, LARGEST_BLOCK // len(weights))
        for start in range(0, trials, step):
            block = total[start : start + step]
            block += (rng.random((len(block), len(weights))) < chance) @ weights
    return total
