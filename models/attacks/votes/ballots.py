"""Votes drawn at random, many at once, their sums compared exactly."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import numpy as np
from numpy.typing import NDArray

from .tilting import Tilt
from .voters import Voters

_BLOCK = 2**20
_EXACT = 2**53
_DOUBT = 2.0**-40


def drawn_excess(
    voters: Voters, tilt: Tilt, trials: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Weight of yes-votes beyond what is needed.

    Parameters
    ----------
    voters
        At least one.
    tilt
        The law that they vote by.
    trials
        Votes drawn [1].
    rng
        Where chance comes from.

    Returns
    -------
    NDArray[np.float64]
        Of every trial, (trials,) [largest weight]: rounded, but never to another sign.

    Notes
    -----
    Source: ours. Where sums are too large for floats, those near zero are added again in integers.
    """
    rows = max(1, _BLOCK // len(voters.weights))
    blocks = [
        _block(voters, tilt, min(rows, trials - start), rng) for start in range(0, trials, rows)
    ]
    return np.concatenate(blocks)


def _block(
    voters: Voters, tilt: Tilt, trials: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """As `drawn_excess`, for as many trials as fit in memory."""
    votes = rng.random((trials, len(voters.weights))) < tilt.yes
    largest = voters.weights[-1]
    if max(voters.total, voters.needed) < _EXACT:
        weights = np.array(voters.weights, dtype=np.float64)
        return (votes.astype(np.float64) @ weights - voters.needed) / largest
    needed = voters.needed / largest
    excess = votes.astype(np.float64) @ voters.shares - needed
    doubtful = np.flatnonzero(np.abs(excess) <= _DOUBT * (needed + float(voters.shares.sum())))
    sums = votes[doubtful].astype(object) @ np.array(voters.weights, dtype=object)
    excess[doubtful] = [_signed((total - voters.needed), largest) for total in sums]
    return excess


def _signed(excess: int, largest: int) -> float:
    """An exact difference as a float that keeps its sign, however small."""
    rounded = excess / largest
    if rounded == 0 and excess < 0:
        return -5e-324
    return rounded
