"""Long plays of Pólya's urn: the chance to pass a threshold, rewards taken in blocks."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .urn import Urn, log_beyond_at_the_end

Floats = NDArray[np.float64]

BLOCK = 64
"""Rewards that are taken together [1]. Ours."""

LARGEST_WORK = 20_000_000_000
"""Products that may be summed [1]: some five seconds of work. Ours."""

WIDEST_RANGE = 300.0
"""Nats that ways to the barrier may weigh apart, lest floats underflow [1]. Ours."""

_NEGLIGIBLE = 37.0
"""Nats below the answer at which ways are left out: 1e-16 of it [1]."""


def log_passage_by_blocks(urn: Urn) -> float | None:
    """Natural logarithm of the chance that the share ever passes the threshold.

    Parameters
    ----------
    urn
        What is played.

    Returns
    -------
    float or None
        To about 1e-10; none where it would take too long, or where floats would underflow [1].

    Notes
    -----
    Source: ours. Draws from an urn are exchangeable: what a way to the barrier weighs depends on its
    end alone. So ways are counted as those of independent draws, by which a block of rewards is one
    convolution; only who stands within a block of the barrier goes reward by reward, by matrices
    that are as few as the forms of the barrier. All terms are positive. Ways that ever stray from
    the mean by so much that they cannot add a part of 1e-16 are left out: by Hoeffding's bound, as
    far as the heaviest end goes above the chance to be past at the last reward.
    """
    if urn.is_broken or urn.is_safe:
        return 0.0 if urn.is_broken else -math.inf
    barriers = np.array(urn.barriers, dtype=np.int64)
    chance = int(barriers[-1]) / (urn.rewards + 1)
    log_weights = log_way_weights(urn, barriers, chance)
    heaviest = float(log_weights.max())
    span = heaviest - log_beyond_at_the_end(urn)
    strayed = math.ceil(math.sqrt(urn.rewards * (max(0.0, span) + _NEGLIGIBLE) / 2)) + 1
    if span > WIDEST_RANGE or 2 * strayed * urn.rewards > LARGEST_WORK:
        return None
    passed = passing_masses(barriers, chance, strayed)
    return min(0.0, heaviest + math.log(float(passed @ np.exp(log_weights - heaviest))))


def log_way_weights(urn: Urn, barriers: NDArray[np.int64], chance: float) -> Floats:
    """Logarithm of what a way weighs that first passes after 1, 2, 3, … rewards, (rewards,) [1].

    Parameters
    ----------
    urn
        What is played.
    barriers
        Its barrier after 0, 1, 2, … rewards, (rewards + 1,) [1].
    chance
        To win a reward in the independent draws that ways are counted by, in (0, 1) [1].

    Returns
    -------
    Floats
        Minus infinity where nobody passes so soon.

    Notes
    -----
    Source: exchangeability, as for `fraction_of_passages`; summed along the barrier, where each reward
    changes little.
    """
    own, total = float(urn.own), float(urn.total)
    wins = np.minimum(barriers, np.arange(urn.rewards + 1))
    before, drawn = wins[:-1], np.arange(urn.rewards)
    units = total + drawn
    is_won = np.diff(wins) == 1
    held = np.where(is_won, own + before, (total - own) + (drawn - before))
    fair = np.where(is_won, chance, 1 - chance) * units
    logs = np.cumsum(np.log(held / fair))
    return np.where(barriers[1:] <= drawn + 1, logs, -np.inf)


def passing_masses(barriers: NDArray[np.int64], chance: float, strayed: int) -> Floats:
    """Chance that independent draws first reach a barrier after 1, 2, 3, … of them, (rewards,) [1].

    Parameters
    ----------
    barriers
        Wins that are too many after 0, 1, 2, … draws, (rewards + 1,) [1].
    chance
        To win a draw, in (0, 1) [1].
    strayed
        Wins above and below the mean beyond which nothing is followed [1].

    Notes
    -----
    Source: ours.
    """
    rewards = len(barriers) - 1
    passed: Floats = np.zeros(rewards)
    least, masses = 0, np.ones(1)
    for drawn in range(0, rewards, BLOCK):
        block = min(BLOCK, rewards - drawn)
        edge = int(barriers[drawn])
        rises = barriers[drawn + 1 : drawn + block + 1] - edge
        # Who is more than a block below the barrier cannot reach it within the block.
        far = max(0, edge - block - least)
        after = np.convolve(masses[:far], _binomial(block, chance)) if far else np.zeros(0)
        near = masses[far:]
        if near.size:
            passing, staying = _near_the_barrier(rises.tobytes(), chance)
            place = least + far - (edge - block)
            passed[drawn : drawn + block] += near @ passing[place : place + near.size]
            joined = np.zeros(max(after.size, far + near.size + block))
            joined[: after.size] = after
            left = (near @ staying[place : place + near.size])[place : place + near.size + block]
            joined[far : far + left.size] += left
            after = joined
        mean = chance * (drawn + block)
        low = max(least, math.floor(mean - strayed))
        high = min(math.ceil(mean + strayed), int(barriers[drawn + block]) - 1)
        masses, least = after[low - least : max(0, high + 1 - least)], low
    return passed


@lru_cache(maxsize=8)
def _binomial(draws: int, chance: float) -> Floats:
    """Chance of every number of wins, (draws + 1,) [1]."""
    masses: Floats = np.ones(1)
    for _ in range(draws):
        masses = np.append(masses * (1 - chance), 0.0) + np.append(0.0, masses * chance)
    return masses


@lru_cache(maxsize=2 * BLOCK + 4)
def _near_the_barrier(rises: bytes, chance: float) -> tuple[Floats, Floats]:
    """What becomes in a block of who begins it from a block to one win below the barrier.

    When each first reaches it, (block, block), and where the others are in the end, counted from a
    block below the barrier at the beginning, (block, 2 block) [1].
    """
    limits = np.frombuffer(rises, dtype=np.int64)
    block = limits.size
    masses = np.eye(block, 2 * block)
    passing: Floats = np.zeros((block, block))
    for draw, limit in enumerate(limits.tolist()):
        won = masses[:, :-1] * chance
        masses *= 1 - chance
        masses[:, 1:] += won
        edge = block + limit
        passing[:, draw] = masses[:, edge] if edge < 2 * block else 0.0
        masses[:, edge:] = 0.0
    return passing, masses
