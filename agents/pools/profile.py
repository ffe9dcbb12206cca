"""What all holders play at one moment."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .prospects import Prospects


@dataclass(frozen=True, eq=False, slots=True)
class Profile:
    """A strategy for each holder; those who operate no pool delegate their whole stake."""

    pools: NDArray[np.int64]
    """(n,) Open pools of each holder [1]."""
    offered: NDArray[np.float64]
    """(n,) Desirability of each of them. Whoever has none could open one at no margin, and stands ready
    with that: its potential profit [token]."""
    profit: NDArray[np.float64]
    """(n,) Potential profit of each of those pools [token]."""


def nobody_operates(game: Prospects) -> Profile:
    """The start of a game: no pool is open, and everybody stands ready."""
    ready = game.profit[:, 0]
    return Profile(np.zeros(len(ready), dtype=np.int64), ready.copy(), ready.copy())


def play(
    game: Prospects,
    profile: Profile,
    holders: NDArray[np.int64],
    pools: NDArray[np.int64],
    offered: NDArray[np.float64],
) -> None:
    """Let some holders play new strategies, in place.

    Parameters
    ----------
    game, profile
        The game, and what is played in it.
    holders
        (m,) Who moves, by row.
    pools
        (m,) What each opens instead of what it had; zero to delegate [1].
    offered
        (m,) Desirability of those pools [token].
    """
    profile.pools[holders] = pools
    profile.offered[holders] = offered
    profile.profit[holders] = game.profit[holders, np.maximum(pools, 1) - 1]
