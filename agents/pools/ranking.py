"""Pools in the order in which stake prefers them: the first k are saturated."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .profile import Profile
from .prospects import Prospects


@dataclass(frozen=True, eq=False, slots=True)
class Order:
    """Places of all pools, open ones and those that somebody stands ready to open."""

    owners: NDArray[np.int64]
    """(p,) Whose pool stands at each place; those of one holder stand together."""
    first: NDArray[np.int64]
    """(n,) Place of each holder's first pool, from zero on."""
    width: NDArray[np.int64]
    """(n,) Pools of each holder among them, one at least [1]."""

    def rivals(self, holders: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.int64]:
        """(m, t) Whose pool stands at each of t places once m holders' own pools are taken out."""
        behind = places >= self.first[holders, None]
        return self.owners[places + np.where(behind, self.width[holders, None], 0)]


@dataclass(frozen=True, eq=False, slots=True)
class Ranking:
    """The order of a profile, and what follows from it for stake that moves."""

    order: Order
    """By desirability; then by potential profit, then by the holder's row."""
    offered_by_others: NDArray[np.float64]
    """(n,) Desirability of the pool of somebody else that stake can move to; else zero [token]."""


def rank(game: Prospects, profile: Profile) -> Ranking:
    """The ranking of all pools.

    Parameters
    ----------
    game, profile
        The game, and what is played in it.

    Returns
    -------
    Ranking
        Of everybody's pools.

    Notes
    -----
    Source: Brünjes, Kiayias, Koutsoupias and Stouka 2020 (EuroS&P): every player has a pool in the
    ranking, those left out at no margin, and ties go to the larger potential profit.
    """
    order = in_order(profile, profile.offered)
    return Ranking(order, offered_by_others(game, profile, order.owners))


def in_order(profile: Profile, values: NDArray[np.float64]) -> Order:
    """Pools by falling values of their holders; then by potential profit, then by the holder's row."""
    by_rank = np.lexsort((-profile.profit, -values))
    width = np.maximum(profile.pools, 1)
    in_turn = width[by_rank]
    first = np.empty_like(by_rank)
    first[by_rank] = np.cumsum(in_turn) - in_turn
    return Order(np.repeat(by_rank, in_turn), first, width)


def saturated_pools(game: Prospects, profile: Profile, ranking: Ranking) -> NDArray[np.int64]:
    """(n,) Open pools of each holder among the k first."""
    return np.clip(game.scheme.pools - ranking.order.first, 0, profile.pools)


def offered_by_others(
    game: Prospects, profile: Profile, owners: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Desirability of the pool of somebody else to which each holder's stake can move.

    Parameters
    ----------
    game, profile
        The game, and what is played in it.
    owners
        (p,) Whose pool stands at each place.

    Returns
    -------
    NDArray
        (n,) Of the last open pool among the k first that its own pledge does not fill, for those before
        are full; of the first one behind where no such pool is among them; zero without any [token].

    Notes
    -----
    Source: ours.
    """
    number = np.maximum(profile.pools, 1) - 1
    pledge = game.pledge[np.arange(len(number)), number]
    takes_stake = (profile.pools > 0) & (pledge < game.scheme.limit)
    places = np.flatnonzero(takes_stake[owners])
    among = int(np.searchsorted(places, game.scheme.pools))
    in_turn = owners[np.concatenate((places[:among][::-1], places[among:]))]
    found = np.zeros(len(number))
    if in_turn.size:
        last = in_turn[0]
        found[:] = profile.offered[last]
        of_another = in_turn[in_turn != last]
        found[last] = profile.offered[of_another[0]] if of_another.size else 0.0
    return np.maximum(found, 0.0)
