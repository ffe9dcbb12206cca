"""Compounding rewards, from the first to the last: a second computation of the same two ends."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math

import numpy as np
from numpy.typing import NDArray

LARGEST_WORK = 40_000_000
"""Points that are visited, reward by reward [1]: about a third of a second of work. Ours."""

MOST_POINTS = 400_000
"""Points of the grid of shares [1]. Ours."""

_FARTHEST = 1_000.0
_FINEST = 1e-8
"""Step of a share's logarithm whose ten-millionth part floats still tell [1]."""
_ROUNDING = 1e-7
_EPSILON = 1e-14


def passage_ends_forwards(
    share: float, threshold: float, part: float, rewards: int
) -> tuple[float, float] | None:
    """Ends of the chance that a share ever passes a threshold while rewards compound.

    Parameters
    ----------
    share, threshold, part, rewards
        As for `compounding.passage_ends`.

    Returns
    -------
    tuple[float, float] or None
        Lower and upper end; none where rewards are too many, or too small for floats [1].

    Notes
    -----
    Source: ours. The chances of all shares are carried from the first reward to the last, on powers of
    the factor that a lost reward leaves, and of its roots: so only won rewards are rounded, downwards
    for the lower end and upwards for the upper one. A share that has shrunk a thousandfold is taken
    as nothing for the lower end, and shrinks no further for the upper one.

    Examples
    --------
    A reward as large as all stake: whoever wins it, half the time, passes six tenths.

    >>> ends = passage_ends_forwards(0.5, 0.6, 0.5, 1)
    >>> [round(end, 5) for end in ends]
    [0.5, 0.5]
    """
    if share == 0:
        return 0.0, 0.0
    loss = -math.log1p(-part)
    begun = math.log(threshold / share) / loss
    losses = begun + min(rewards, math.log(_FARTHEST) / loss)
    points = min(MOST_POINTS, LARGEST_WORK // rewards)
    fine = math.floor(min(points / (losses + 1), loss / _FINEST))
    if fine < 1:
        return None
    held = threshold * np.exp(np.arange(math.ceil(losses * fine) + 2) * (-loss / fine))
    won: NDArray[np.float64] = held * (1 - part) + part
    places = np.append(np.log(threshold / won) * (fine / loss), begun * fine)
    lower, upper = (
        _passed(held, np.clip(_rounded(places, up), -1, held.size - 1), fine, rewards, stays=up)
        for up in (False, True)
    )
    lost_to_rounding = (rewards + 1) * _EPSILON
    return lower * (1 - lost_to_rounding), min(1.0, upper * (1 + lost_to_rounding))


def _rounded(places: NDArray[np.float64], up: bool) -> NDArray[np.intp]:
    """Points at the places or just beside them: the larger the share, the smaller its number."""
    beside = np.floor(places - _ROUNDING) if up else np.ceil(places + _ROUNDING)
    return beside.astype(np.intp)


def _passed(
    held: NDArray[np.float64], places: NDArray[np.intp], fine: int, rewards: int, *, stays: bool
) -> float:
    """Chance to have passed, by where each point's reward leads and where the share is at first.

    A point of -1 is past the threshold; whoever would leave the grid at its lower end stays, or not.
    """
    won, start = places[:-1] + 1, max(0, int(places[-1]))
    chance = np.zeros(held.size)
    chance[start] = 1.0
    passed: list[float] = []
    for _ in range(rewards):
        moved = np.bincount(won, weights=held * chance, minlength=held.size + 1)
        lost = (1 - held) * chance
        passed.append(float(moved[0]))
        chance = moved[1:]
        chance[fine:] += lost[:-fine]
        if stays:
            chance[-1] += float(lost[-fine:].sum())
    return math.fsum(passed)
