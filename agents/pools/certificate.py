"""How far a profile is from an equilibrium: the largest gain of anybody, and who would have it."""

from dataclasses import dataclass

import numpy as np

from .profile import Profile, play
from .prospects import Prospects
from .ranking import rank
from .responses import best_responses, present_utility


@dataclass(frozen=True, slots=True)
class PoolCertificate:
    """What nobody can gain more than, by any strategy of the set of `responses`."""

    epsilon: float
    """Largest gain of one holder, zero in equilibrium [token]."""
    deviator: int | None
    """Row of the holder who has it; none in equilibrium."""
    pools: int | None
    """Pools that the deviator would operate [1]."""


def certify(game: Prospects, profile: Profile) -> PoolCertificate:
    """The certificate of a profile: every strategy of every holder is tried.

    Parameters
    ----------
    game, profile
        The game, and what is played in it.

    Returns
    -------
    PoolCertificate
        With margins as close to a rival's as one likes: no step is too small to be counted.

    Notes
    -----
    Source: ours.
    """
    everybody = np.arange(len(profile.pools))
    found = best_responses(game, profile, rank(game, profile), everybody, cautious=False)
    deviator = int(found.gain.argmax())
    epsilon = float(found.gain[deviator])
    if epsilon <= 0:
        return PoolCertificate(0.0, None, None)
    return PoolCertificate(epsilon, deviator, int(found.pools[deviator]))


@dataclass(frozen=True, slots=True)
class PairCertificate:
    """What two holders can gain together if one of them stands aside for the other."""

    epsilon: float
    """Largest gain of both together, zero where no such pair gains [token]."""
    deviator: int | None
    """Row of the holder who makes the better offer."""
    aside: int | None
    """Row of the holder who operates no pool and does not stand ready with one."""


def certify_pairs(game: Prospects, profile: Profile) -> PairCertificate:
    """The certificate of a profile against pairs who may pay each other.

    Parameters
    ----------
    game, profile
        The game, and what is played in it.

    Returns
    -------
    PairCertificate
        Over everybody whose place matters to somebody else's answer, each with the partner who gains
        most by that.

    Notes
    -----
    Source: ours.
    """
    everybody = np.arange(len(profile.pools))
    ranking = rank(game, profile)
    before = present_utility(game, profile, ranking, everybody)
    reach = game.scheme.pools + int(ranking.order.width.max())
    found = PairCertificate(0.0, None, None)
    for aside in np.unique(ranking.order.owners[:reach]).tolist():
        moved = stand_aside(profile, aside)
        there = rank(game, moved)
        answers = best_responses(game, moved, there, everybody, cautious=False)
        now = present_utility(game, moved, there, everybody)
        gains = answers.gain + now - before
        gains[aside] = -np.inf
        partner = int(gains.argmax())
        one, pair = np.array([partner]), np.array([partner, aside])
        play(game, moved, one, answers.pools[one], answers.offered[one])
        after = present_utility(game, moved, rank(game, moved), pair)
        gain = float((after - before[pair]).sum())
        if gain > found.epsilon:
            found = PairCertificate(gain, partner, aside)
    return found


def stand_aside(profile: Profile, holder: int) -> Profile:
    """The same profile with one holder's pools closed, and its offer behind all others."""
    pools, offered, profit = profile.pools.copy(), profile.offered.copy(), profile.profit.copy()
    behind = min(offered.min(), profit.min()) - 1
    pools[holder], offered[holder], profit[holder] = 0, behind, behind
    return Profile(pools, offered, profit)
