"""The same game once more, in plain Python: one holder, one number of pools, one rival at a time.

Slow, and easy to read: the oracle of the arrays, to the last bit.
"""

from dataclasses import dataclass

import numpy as np

from ...models.economics.networks.cardano import (
    cost_of_each,
    delegator_reward,
    operator_reward,
    pool_reward,
    potential_profit,
)
from ...models.extremes import larger, smaller
from .holders import Holders
from .play import PlaySettings, UpdateOrder
from .scheme import PoolScheme


@dataclass(slots=True)
class PlainHolder:
    """A stakeholder, and what it plays."""

    row: int
    stake: float
    cost: float
    pools: int
    offered: float


@dataclass(frozen=True, slots=True)
class Move:
    """The best strategy of a holder, and what it earns beyond the present one."""

    gain: float
    pools: int
    offered: float


class PlainGame:
    """Scheme and holders, from no pool at all."""

    def __init__(self, scheme: PoolScheme, holders: Holders) -> None:
        self.scheme = scheme
        self.holders = [
            PlainHolder(row, stake, cost, 0, 0.0)
            for row, (stake, cost) in enumerate(
                zip(holders.stakes.tolist(), holders.costs.tolist(), strict=True)
            )
        ]
        for holder in self.holders:
            holder.offered = self.profit(holder, 1)

    def pledge(self, holder: PlainHolder, pools: int) -> float:
        """Pledge of each of so many pools of a holder [1]."""
        return smaller(holder.stake / pools, self.scheme.limit)

    def left(self, holder: PlainHolder, pools: int) -> float:
        """Stake of the holder that fits into none of them [1]."""
        return larger(holder.stake - pools * self.pledge(holder, pools), 0.0)

    def profit(self, holder: PlainHolder, pools: int) -> float:
        """Potential profit of each of so many pools of a holder [token]."""
        scheme = self.scheme
        cost = cost_of_each(holder.cost, pools, scheme.further_cost)
        rules = scheme.limit, scheme.pledge_influence, scheme.rewards
        return potential_profit(self.pledge(holder, pools), cost, *rules)

    def alone(self, holder: PlainHolder, pools: int) -> float:
        """Profit of each of so many pools with nothing but the pledge [token]."""
        scheme, pledge = self.scheme, self.pledge(holder, pools)
        cost = cost_of_each(holder.cost, pools, scheme.further_cost)
        return (
            pool_reward(pledge, pledge, scheme.limit, scheme.pledge_influence, scheme.rewards)
            - cost
        )

    def present_profit(self, holder: PlainHolder) -> float:
        """Potential profit of each pool of a holder, or of the one that it stands ready with [token]."""
        return self.profit(holder, max(holder.pools, 1))

    def ranking(
        self, without: PlainHolder | None = None, *, by_profit: bool = False
    ) -> list[PlainHolder]:
        """Owners of all pools by rank, each as often as it has pools there."""

        def key(holder: PlainHolder) -> tuple[float, float, int]:
            profit = self.present_profit(holder)
            return (-(profit if by_profit else holder.offered), -profit, holder.row)

        return [
            holder
            for holder in sorted(self.holders, key=key)
            if holder is not without
            for _ in range(max(holder.pools, 1))
        ]

    def saturated(self) -> list[int]:
        """(n,) Open pools of each holder among the k first."""
        first = self.ranking()[: self.scheme.pools]
        return [
            sum(owner is holder for owner in first) if holder.pools else 0
            for holder in self.holders
        ]

    def offered_by_others(self, holder: PlainHolder) -> float:
        """Desirability of the pool of somebody else to which stake can move [token]."""
        owners, wanted = self.ranking(), self.scheme.pools
        for owner in (*reversed(owners[:wanted]), *owners[wanted:]):
            takes_stake = owner.pools and self.pledge(owner, owner.pools) < self.scheme.limit
            if takes_stake and owner is not holder:
                return max(owner.offered, 0.0)
        return 0.0

    def wins_tie(self, holder: PlainHolder, profit: float, rival: PlainHolder) -> bool:
        """Whether pools of a holder with such a potential profit stand before a rival's as desirable."""
        return (-profit, holder.row) < (-self.present_profit(rival), rival.row)

    def desirability_needed(
        self, holder: PlainHolder, pools: int, *, cautious: bool
    ) -> float | None:
        """Least desirability at which so many pools are among the k first; none where none is enough."""
        profit, place = self.profit(holder, pools), self.scheme.pools - pools
        if self.pledge(holder, pools) >= self.scheme.limit:
            return profit
        rival = self.ranking(without=holder)[place]
        wanted = max(rival.offered, 0.0)
        if self.wins_tie(holder, profit, rival):
            return wanted if profit >= wanted else None
        if not profit > wanted:
            return None
        if cautious:
            last = self.ranking(without=holder, by_profit=True)[place]
            lasts = self.wins_tie(holder, profit, last)
            return max(wanted, self.present_profit(last) if lasts else profit)
        return wanted

    def best_move(self, holder: PlainHolder, *, cautious: bool) -> Move:
        """The first of the best strategies: delegate, alone, then one pool, two, and so on."""
        limit, others = self.scheme.limit, self.offered_by_others(holder)
        delegated = delegator_reward(holder.stake, others, limit)
        left = delegator_reward(self.left(holder, 1), others, limit)
        moves = [
            (delegated, 0, self.profit(holder, 1)),
            (self.alone(holder, 1) + left, 1, self.profit(holder, 1)),
        ]
        for pools in range(1, self.scheme.choices + 1):
            wanted = self.desirability_needed(holder, pools, cautious=cautious)
            if wanted is not None:
                pledge, profit = self.pledge(holder, pools), self.profit(holder, pools)
                left = delegator_reward(self.left(holder, pools), others, limit)
                each = operator_reward(profit, wanted, pledge, limit)
                moves.append((pools * each + left, pools, wanted))
        utility, pools, offered = max(moves, key=lambda move: move[0])
        return Move(utility - self.present_utility(holder), pools, offered)

    def present_utility(self, holder: PlainHolder) -> float:
        """What a holder earns with what it plays [token]."""
        limit, others, pools = self.scheme.limit, self.offered_by_others(holder), holder.pools
        if not pools:
            return delegator_reward(holder.stake, others, limit)
        saturated = self.saturated()[holder.row]
        pledge, profit = self.pledge(holder, pools), self.profit(holder, pools)
        each = operator_reward(profit, holder.offered, pledge, limit)
        operated = saturated * each + (pools - saturated) * self.alone(holder, pools)
        return operated + delegator_reward(self.left(holder, pools), others, limit)

    def sequential_round(self, settings: PlaySettings, rng: np.random.Generator) -> int:
        """One move of each holder in turn, and of whoever it displaces as ordered; how many moved."""
        answers = settings.order is UpdateOrder.RANDOM_SEQUENTIAL
        waiting = [self.holders[row] for row in rng.permutation(len(self.holders))]
        displaced: list[PlainHolder] = []
        moves = 0
        while (waiting or displaced) and moves < len(self.holders):
            asked = displaced or waiting[:1]
            waiting = waiting if displaced else waiting[1:]
            displaced = []
            for holder in asked:
                move = self.best_move(holder, cautious=True)
                if move.gain > settings.tolerance:
                    pushed_out = self.play(holder, move)
                    displaced = pushed_out if answers else []
                    moves += 1
                    break
        return moves

    def play(self, holder: PlainHolder, move: Move) -> list[PlainHolder]:
        """Let a holder move; who has fewer saturated pools than before."""
        before = self.saturated()
        holder.pools, holder.offered = move.pools, move.offered
        after = self.saturated()
        return [other for other in self.holders if after[other.row] < before[other.row]]
