"""Best responses: what every holder would earn by every strategy of the set, all at once.

The set: delegate everything to the best pool of somebody else; open one pool for oneself, at no margin;
or open any number of pools, all at the least desirability that puts them among the k first. A larger
margin would put them behind, a smaller one earns less, so that among pools that all get saturated no
other margin needs to be tried.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...models.economics.networks.cardano import delegator_reward, operator_reward
from .profile import Profile
from .prospects import Prospects
from .ranking import Ranking, in_order, saturated_pools

DELEGATE, ALONE = 0, 1
"""Columns of the first two strategies; t pools stand in column t + 1."""


@dataclass(frozen=True, eq=False, slots=True)
class Responses:
    """The best strategy of each of some holders against what all others play."""

    gain: NDArray[np.float64]
    """(m,) What it earns beyond what the holder plays now; negative where that is better [token]."""
    pools: NDArray[np.int64]
    """(m,) Pools to open [1]."""
    offered: NDArray[np.float64]
    """(m,) Their desirability [token]."""


def best_responses(
    game: Prospects,
    profile: Profile,
    ranking: Ranking,
    holders: NDArray[np.int64],
    *,
    cautious: bool,
) -> Responses:
    """The best responses of some holders.

    Parameters
    ----------
    game, profile, ranking
        The game, what is played in it, and the places of all pools.
    holders
        (m,) Who is asked, by row.
    cautious
        Whether a holder who has to outrank a pool of larger potential profit, whose owner could match
        any offer, offers at once what lasts; else it offers ever so little more.

    Returns
    -------
    Responses
        The first of the best in the order of the module's set.
    """
    wanted = desirabilities_needed(game, profile, ranking, holders, cautious=cautious)
    earned = utilities(game, ranking, holders, wanted)
    best = earned.argmax(axis=1)
    rows = np.arange(len(holders))
    pools = np.where(best == DELEGATE, 0, np.maximum(best - 1, 1))
    ready = game.profit[holders, 0]
    asked = wanted[rows, np.maximum(best - 2, 0)]
    return Responses(
        gain=earned[rows, best] - present_utility(game, profile, ranking, holders),
        pools=pools,
        offered=np.where(best > ALONE, asked, ready),
    )


def desirabilities_needed(
    game: Prospects,
    profile: Profile,
    ranking: Ranking,
    holders: NDArray[np.int64],
    *,
    cautious: bool,
) -> NDArray[np.float64]:
    """Least desirability at which t pools of a holder are among the k first; nan where none is enough.

    Returns
    -------
    NDArray
        (m, t) [token].

    Notes
    -----
    Source: ours. All t pools must outrank the pool of another that has place k - t + 1 among those of
    the others. Pools that their own pledges fill take nobody else's stake, so that no margin earns or
    costs anything; they stand at none.
    """
    places = game.scheme.pools - np.arange(1, game.scheme.choices + 1)
    rival = ranking.order.rivals(holders, places)
    profit = game.profit[holders]
    wins_ties = outranks(profit, holders, profile, rival)
    wanted = np.maximum(profile.offered[rival], 0.0)
    reached = (profit > wanted) | (wins_ties & (profit == wanted))
    if cautious and (reached & ~wins_ties).any():
        lasting = lasting_desirabilities(game, profile, holders, places)
        wanted = np.where(wins_ties, wanted, np.maximum(wanted, lasting))
    is_full = game.pledge[holders] >= game.scheme.limit
    return np.where(is_full, profit, np.where(reached, wanted, np.nan))


def lasting_desirabilities(
    game: Prospects, profile: Profile, holders: NDArray[np.int64], places: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Desirability at which pools stay among the k first whatever margins the others take.

    Returns
    -------
    NDArray
        (m, t) Potential profit of the pool that has to be outranked if nobody takes a margin; the pool's
        own, which is no margin, where that is not enough [token].
    """
    rival = in_order(profile, profile.profit).rivals(holders, places)
    profit = game.profit[holders]
    return np.where(outranks(profit, holders, profile, rival), profile.profit[rival], profit)


def outranks(
    profit: NDArray[np.float64],
    holders: NDArray[np.int64],
    profile: Profile,
    rival: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """(m, t) Whether pools of some holders with these potential profits win ties against rivals."""
    theirs = profile.profit[rival]
    return (profit > theirs) | ((profit == theirs) & (holders[:, None] < rival))


def utilities(
    game: Prospects, ranking: Ranking, holders: NDArray[np.int64], wanted: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What each strategy of the set would earn; minus infinity for pools that cannot be among the first.

    Returns
    -------
    NDArray
        (m, 2 + t) [token].
    """
    limit = game.scheme.limit
    others = ranking.offered_by_others[holders]
    left = delegator_reward(game.left[holders], others[:, None], limit)
    each = operator_reward(game.profit[holders], wanted, game.pledge[holders], limit)
    operated = np.arange(1, game.scheme.choices + 1) * each + left
    earned = np.empty((len(holders), 2 + game.scheme.choices))
    earned[:, DELEGATE] = delegator_reward(game.holders.stakes[holders], others, limit)
    earned[:, ALONE] = game.alone[holders, 0] + left[:, 0]
    earned[:, 2:] = np.where(np.isnan(wanted), -np.inf, operated)
    return earned


def present_utility(
    game: Prospects, profile: Profile, ranking: Ranking, holders: NDArray[np.int64]
) -> NDArray[np.float64]:
    """What some holders earn with what they play.

    Returns
    -------
    NDArray
        (m,) Pools among the k first are saturated, the others hold their pledges [token].

    Notes
    -----
    Source: Brünjes, Kiayias, Koutsoupias and Stouka 2020 (EuroS&P), the non-myopic utility.
    """
    limit, pools = game.scheme.limit, profile.pools[holders]
    number = np.maximum(pools, 1) - 1
    saturated = saturated_pools(game, profile, ranking)[holders]
    others = ranking.offered_by_others[holders]
    pledge = game.pledge[holders, number]
    each = operator_reward(profile.profit[holders], profile.offered[holders], pledge, limit)
    operated = saturated * each + (pools - saturated) * game.alone[holders, number]
    left = delegator_reward(game.left[holders, number], others, limit)
    delegated = delegator_reward(game.holders.stakes[holders], others, limit)
    return np.where(pools > 0, operated + left, delegated)
