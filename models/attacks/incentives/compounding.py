"""Compounding rewards: the chance that a share ever passes a threshold, between two proved ends."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

LARGEST_WORK = 150_000_000
"""Points that are visited, reward by reward [1]: about a second of work. Ours."""

MOST_POINTS = 1_000_000
"""Points of the grid of shares [1]. Ours."""

FEWEST_POINTS = 1_000
"""Points below which the ends are too far apart to say anything [1]. Ours."""

MOST_COUNTED = 18
"""Rewards up to which every way to share them out is followed [1]: 2^18 ways. Ours."""

_ROUNDING = 1e-7
_EPSILON = 1e-15


@lru_cache(maxsize=8)
def passage_ends(
    share: float, threshold: float, part: float, rewards: int
) -> tuple[float, float] | None:
    """Ends of the chance that a share ever passes a threshold while rewards compound.

    Parameters
    ----------
    share
        At the beginning, at most the threshold [1].
    threshold
        Share that must not be exceeded, below 1 [1].
    part
        Every reward over all stake after it, in (0, 1) [1].
    rewards
        How many are paid, at least 1 [1].

    Returns
    -------
    tuple[float, float] or None
        Lower and upper end; none where there are too many rewards [1].

    Notes
    -----
    Source: ours. The chance rises with the share: of two holders who are lucky alike, the larger
    stays the larger. So it is carried from the last reward to the first on a grid of shares, which
    are rounded to the grid downwards for the lower end and upwards for the upper one.

    Examples
    --------
    A reward as large as all stake: whoever wins it, half the time, passes six tenths.

    >>> ends = passage_ends(0.5, 0.6, 0.5, 1)
    >>> [round(end, 12) for end in ends]
    [0.5, 0.5]
    """
    if share == 0:
        return 0.0, 0.0
    points = min(MOST_POINTS, LARGEST_WORK // rewards)
    if points < FEWEST_POINTS:
        return None
    step = share / math.ceil(share * points / threshold)
    held: NDArray[np.float64] = np.arange(math.ceil(threshold / step) + 2, dtype=np.float64) * step
    lost: NDArray[np.float64] = held * (1 - part)
    won: NDArray[np.float64] = lost + part
    start = round(share / step)
    lower, upper = (
        _carried(held, _rounded(won, step, up), _rounded(lost, step, up), threshold, rewards)
        for up in (False, True)
    )
    lost_to_rounding = (rewards + 1) * _EPSILON
    return (
        float(lower[start]) * (1 - lost_to_rounding),
        min(1.0, float(upper[start]) * (1 + lost_to_rounding)),
    )


def _rounded(shares: NDArray[np.float64], step: float, up: bool) -> NDArray[np.intp]:
    """Points of the grid at the shares or just beside them, the last point for all beyond."""
    places = np.ceil(shares / step + _ROUNDING) if up else np.floor(shares / step - _ROUNDING)
    return np.clip(places, 0, len(shares) - 1).astype(np.intp)


def _carried(
    held: NDArray[np.float64],
    won: NDArray[np.intp],
    lost: NDArray[np.intp],
    threshold: float,
    rewards: int,
) -> NDArray[np.float64]:
    """Chance to pass from every point of the grid, by where each reward leads, (points,) [1]."""
    is_past = held > threshold
    found = is_past.astype(np.float64)
    for _ in range(rewards):
        found = held * found[won] + (1 - held) * found[lost]
        found[is_past] = 1.0
    return found


def passage_by_every_way(share: float, threshold: float, part: float, rewards: int) -> float | None:
    """The same chance, as the sum over all ways in which the rewards can fall.

    Parameters
    ----------
    share, threshold, part, rewards
        As for `passage_ends`.

    Returns
    -------
    float or None
        To rounding; none where there are more than `MOST_COUNTED` rewards [1].

    Notes
    -----
    Source: ours, by definition.

    Examples
    --------
    >>> passage_by_every_way(0.5, 0.6, 0.5, 1)
    0.5
    """
    if rewards > MOST_COUNTED:
        return None
    held, chance = np.array([share]), np.ones(1)
    passed: list[float] = []
    for _ in range(rewards):
        chance = np.concatenate([chance * held, chance * (1 - held)])
        lost = held * (1 - part)
        held = np.concatenate([lost + part, lost])
        is_past = held > threshold
        passed.append(math.fsum(chance[is_past].tolist()))
        held, chance = held[~is_past], chance[~is_past]
    return math.fsum(passed)
