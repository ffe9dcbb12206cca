"""What each holder could earn with each number of pools: tables that stay the same for a whole game."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...models.economics.networks.cardano import cost_of_each, pool_reward, potential_profit
from ...models.errors import InvalidParameter
from ...models.extremes import larger, smaller
from .holders import Holders
from .scheme import PoolScheme


@dataclass(frozen=True, eq=False, slots=True)
class Prospects:
    """The game, with t pools of a holder in column t - 1: equal pledges, equal costs."""

    scheme: PoolScheme
    """The rules."""
    holders: Holders
    """The players."""
    pledge: NDArray[np.float64]
    """(n, t) The holder's own stake in each of the pools; saturation at the most [1]."""
    left: NDArray[np.float64]
    """(n, t) The holder's stake that fits into none of them [1]."""
    profit: NDArray[np.float64]
    """(n, t) Potential profit of each pool [token]."""
    alone: NDArray[np.float64]
    """(n, t) Profit of each pool with nothing but the pledge in it [token]."""


def found_prospects(scheme: PoolScheme, holders: Holders) -> Prospects:
    """The tables of a game.

    Parameters
    ----------
    scheme
        The rules.
    holders
        The players; more than the pools that are wanted.

    Returns
    -------
    Prospects
        The game.

    Raises
    ------
    InvalidParameter
        Where there is nobody who could be left out.

    Notes
    -----
    Source: Ovezik and Kiayias 2022 (ICAIF): an operator's stake is pledged to its pools in equal parts,
    up to saturation, and what is left is delegated.
    """
    count = len(holders.stakes)
    if count <= scheme.pools:
        raise InvalidParameter(f"holders must be more than pools ({scheme.pools}), got {count}")
    numbers = np.arange(1, scheme.choices + 1)
    stakes, costs = holders.stakes[:, None], holders.costs[:, None]
    rules = scheme.limit, scheme.pledge_influence, scheme.rewards
    pledge = smaller(stakes / numbers, scheme.limit)
    cost = cost_of_each(costs, numbers, scheme.further_cost)
    return Prospects(
        scheme=scheme,
        holders=holders,
        pledge=pledge,
        left=larger(stakes - numbers * pledge, 0.0),
        profit=potential_profit(pledge, cost, *rules),
        alone=pool_reward(pledge, pledge, *rules) - cost,
    )
