"""Where the stake ends up: pledges in their own pools, everything else in the pools by their ranks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .profile import Profile
from .prospects import Prospects
from .ranking import rank

UNITS = 10**12
"""Parts in which stake is counted, so that equal pools count as equal [1]."""


@dataclass(frozen=True, eq=False, slots=True)
class OpenPools:
    """Open pools by their ranks, filled."""

    owners: NDArray[np.int64]
    """(p,) Whose pool it is."""
    offered: NDArray[np.float64]
    """(p,) Desirability [token]."""
    stakes: NDArray[np.float64]
    """(p,) Pledge and delegated stake, as parts of all stake [1]."""


def fill_pools(game: Prospects, profile: Profile) -> OpenPools:
    """The pools of a profile with everybody's stake in them.

    Parameters
    ----------
    game, profile
        The game, and what is played in it.

    Returns
    -------
    OpenPools
        Every pool is filled up to saturation before the next one; what fits into none goes to the first.
        None where no pool is open.

    Notes
    -----
    Source: Ovezik and Kiayias 2022 (ICAIF), for holders who choose in the order of the ranking.
    """
    places = rank(game, profile).order.owners
    owners = places[profile.pools[places] > 0]
    pledge = game.pledge[owners, profile.pools[owners] - 1]
    free = 1 - float(pledge.sum())
    room = game.scheme.limit - pledge
    stakes = pledge + np.clip(free - (np.cumsum(room) - room), 0, room)
    if owners.size:
        stakes[0] += max(free - float(room.sum()), 0.0)
    return OpenPools(owners, profile.offered[owners], stakes)


def operators_for_majority(pools: OpenPools) -> int:
    """Fewest operators whose pools hold half of all stake in pools.

    Parameters
    ----------
    pools
        Filled.

    Returns
    -------
    int
        The Nakamoto coefficient; zero without pools [1].

    Notes
    -----
    Source: Srinivasan and Lee 2017, at one half.
    """
    held = np.bincount(pools.owners, weights=pools.stakes, minlength=1)
    counted = np.sort(np.rint(held[held > 0] * UNITS).astype(np.int64))[::-1]
    return int(np.searchsorted(2 * np.cumsum(counted), counted.sum())) + 1 if counted.size else 0
