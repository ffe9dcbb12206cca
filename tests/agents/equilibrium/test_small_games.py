"""Small games of the protocol, three ways: closed form, our certificate, and nashpy."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.equilibrium.certificate import certify
from hybridstake.agents.equilibrium.game import TypeGame, counting
from hybridstake.agents.equilibrium.normal_form import pure_equilibria, table_of
from hybridstake.models.economics.collusion.stage import Stage, fee_fixing
from hybridstake.models.economics.collusion.trigger import (
    cartel_surplus,
    critical_discount_factor_when_watched,
)
from hybridstake.models.economics.entry import contest_stake, quadratic_cost_stake
from hybridstake.models.economics.rewards import staker_reward
from numpy.typing import NDArray

COLLUDE, CHEAT = 0, 1
Solve = Callable[..., list[Any]]


def cartel_of_two(stage: Stage, discount: float, detection: float, loss: float) -> TypeGame:
    """Once and for all: keep to the cartel for ever, or cheat at once; worth above being honest.

    Who is cheated on gets as much less than honest pay as the cheat gets more than its part.
    """
    kept = cartel_surplus(discount, stage.member, stage.honest, detection, loss)
    at_once = stage.deviator - stage.honest
    cheated = 2 * stage.member - stage.deviator - stage.honest

    def payoffs(
        types: NDArray[Any], own: NDArray[Any], counts: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        alone = counts[:, COLLUDE] == 1
        colluding = np.where(alone, cheated, kept)
        return np.where(own == COLLUDE, colluding, np.where(alone, at_once, 0.0))

    return counting(np.array([2]), 2, payoffs)


@pytest.mark.parametrize(("detection", "loss"), [(0.0, 0.0), (0.1, 5.0), (0.3, 1.0)])
@pytest.mark.parametrize("side", [-0.02, 0.02])
def test_two_members_collude_exactly_above_the_critical_discount_factor(
    detection: float, loss: float, side: float, pure_by_nashpy: Solve
) -> None:
    """Fees of 100, beside 20 without a cartel: 50 or 10 each, and who cheats gets all. Collusion is an
    equilibrium of the repeated dilemma above the closed form alone."""
    stage = fee_fixing(0.0, 2, 2, 100.0, 20.0, 1.0)
    critical = critical_discount_factor_when_watched(
        stage.member, stage.deviator, stage.honest, detection, loss
    )
    game = cartel_of_two(stage, critical + side, detection, loss)
    found = certify(game, np.array([[2, 0]]))
    table, _ = table_of(game)
    pure = pure_by_nashpy(table)
    assert pure == pure_equilibria(table)
    assert (CHEAT, CHEAT) in pure
    holds = side > 0
    assert ((COLLUDE, COLLUDE) in pure) == holds
    assert (found.epsilon == 0) == holds
    honest = certify(game, np.array([[0, 2]]))
    assert honest.epsilon == 0
    assert honest.coalition_epsilon == pytest.approx(table[0, 0, 0], rel=1e-12)


def test_one_epoch_of_a_cartel_is_a_prisoners_dilemma(by_nashpy: Solve) -> None:
    """Without a future both cheat, though both would gain by not doing so."""
    stage = fee_fixing(0.0, 2, 2, 100.0, 20.0, 1.0)
    game = cartel_of_two(stage, 0.0, 0.0, 0.0)
    table, _ = table_of(game)
    assert pure_equilibria(table) == [(CHEAT, CHEAT)]
    ((first, second),) = by_nashpy(table)
    assert (first[CHEAT], second[CHEAT]) == (1.0, 1.0)
    assert certify(game, np.array([[0, 2]])).coalition_epsilon == 40.0


def staking(members: int, grid: NDArray[np.float64], pool: float, hurdle: float) -> TypeGame:
    """Equal stakers who each choose a stake; the aggregate is what all stake."""
    return TypeGame(
        members=np.array([members]),
        allowed=np.ones((1, grid.size), dtype=np.bool_),
        contributions=grid[None, :, None],
        payoffs=lambda types, own, sums: (
            staker_reward(pool, grid[own], sums[:, 0]) - hurdle * grid[own]
        ),
    )


@pytest.mark.parametrize("members", [2, 3])
def test_a_few_stakers_stake_what_the_contest_says(members: int, pure_by_nashpy: Solve) -> None:
    """The closed form is on the grid: there nobody gains; a step away from it somebody does."""
    pool, hurdle = 72.0, 0.1
    stake = contest_stake(pool, members, hurdle)
    grid = stake * np.array([0.25, 0.5, 0.75, 1.0, 1.25, 1.5])
    game = staking(members, grid, pool, hurdle)
    profiles = np.eye(grid.size, dtype=np.int64)[:, None, :] * members
    gains = [certify(game, profile).epsilon for profile in profiles]
    assert [gain == 0 for gain in gains] == [False, False, False, True, False, False]
    table, _ = table_of(game)
    symmetric = [played for played in pure_equilibria(table) if len(set(played)) == 1]
    assert symmetric == [(3,) * members]
    if members == 2:
        assert (3, 3) in pure_by_nashpy(table)


def test_stakers_would_gain_by_staking_less_together() -> None:
    """The pool is fixed: two who halve their stakes save the hurdle rate on both."""
    stake = contest_stake(72.0, 2, 0.1)
    game = staking(2, stake * np.array([0.5, 1.0]), 72.0, 0.1)
    found = certify(game, np.array([[0, 2]]))
    assert found.epsilon == 0
    assert found.coalition_epsilon == pytest.approx(0.1 * stake / 2, rel=1e-12)


def test_quadratic_costs_leave_everybody_at_the_published_share(pure_by_nashpy: Solve) -> None:
    """R s - (a + b + γ) s², each for itself: no other stake of the grid is better, for two or three."""
    share = quadratic_cost_stake(0.4, 0.5, 0.25, 0.25)
    grid = np.linspace(0, 2 * share, 21)

    def payoffs(
        types: NDArray[Any], own: NDArray[Any], sums: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        return 0.4 * grid[own] - 1.0 * grid[own] ** 2

    game = TypeGame(
        members=np.array([3]),
        allowed=np.ones((1, 21), dtype=np.bool_),
        contributions=grid[None, :, None],
        payoffs=payoffs,
    )
    profile = np.zeros((1, 21), dtype=np.int64)
    profile[0, 10] = 3
    assert certify(game, profile).epsilon == 0
    assert certify(game, np.roll(profile, 1, axis=1)).epsilon > 0
    pair = payoffs(np.zeros(21, dtype=int), np.arange(21), np.zeros((21, 1)))
    table = np.stack([np.tile(pair[:, None], (1, 21)), np.tile(pair, (21, 1))])
    assert pure_by_nashpy(table[:, 8:13, 8:13]) == [(2, 2)]
