"""The published equilibrium: one pool each for the k largest potential profits."""

from dataclasses import replace

import numpy as np

from ...models.economics.networks.cardano import influence_against_splitting
from .holders import Holders
from .profile import Profile
from .prospects import Prospects, found_prospects
from .scheme import PoolScheme

HALVINGS = 40
"""Of the range in which the least pledge influence is sought [1]."""


def one_pool_each(game: Prospects) -> Profile:
    """The profile in which the holders of the k largest potential profits operate one pool each.

    Parameters
    ----------
    game
        Scheme and holders.

    Returns
    -------
    Profile
        All pools leave as much as the best pool left out could: the margins are 1 - P_{k+1} / P_j.

    Notes
    -----
    Source: Brünjes, Kiayias, Koutsoupias and Stouka 2020 (EuroS&P). An equilibrium only where nobody can
    do better with several pools, which a certificate says.
    """
    ready = game.profit[:, 0]
    by_profit = np.argsort(-ready, kind="stable")
    operators = by_profit[: game.scheme.pools]
    offered = ready.copy()
    offered[operators] = ready[by_profit[game.scheme.pools]]
    pools = np.zeros(len(ready), dtype=np.int64)
    pools[operators] = 1
    return Profile(pools, offered, ready.copy())


def influence_for_one_pool_each(game: Prospects) -> float:
    """Pledge influence from which on one pool more would not pay even at the least cost.

    Parameters
    ----------
    game
        Scheme and holders; the best pool left out is that of the scheme's own pledge influence.

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: `influence_against_splitting`.
    """
    ready = game.profit[:, 0]
    left_out = int(np.argsort(-ready, kind="stable")[game.scheme.pools])
    holders = game.holders
    return float(
        influence_against_splitting(
            holders.costs.min(),
            game.scheme.further_cost,
            holders.costs[left_out],
            game.pledge[left_out, 0],
            game.scheme.rewards,
        )
    )


def least_influence(scheme: PoolScheme, holders: Holders) -> float:
    """Pledge influence at which one pool each becomes an equilibrium.

    Parameters
    ----------
    scheme
        The rules, whatever their pledge influence.
    holders
        The players.

    Returns
    -------
    float
        From zero to 1 [1].

    Notes
    -----
    Source: ours. Who is left out depends on the pledge influence itself, so that the condition is solved
    for it by halving.
    """
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        tried = (low + high) / 2
        rules = replace(scheme, pledge_influence=tried, most_pools=1)
        if influence_for_one_pool_each(found_prospects(rules, holders)) <= tried:
            high = tried
        else:
            low = tried
    return high
