"""What is published of reward sharing: k pools with pledge influence, few operators without."""

from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.agents.pools.certificate import certify
from hybridstake.agents.pools.delegation import fill_pools, operators_for_majority
from hybridstake.agents.pools.play import Played, UpdateOrder
from hybridstake.agents.pools.prospects import Prospects
from hybridstake.agents.pools.theory import (
    influence_for_one_pool_each,
    least_influence,
    one_pool_each,
)
from hybridstake.models.economics.networks.cardano import margin_for

Game = Callable[..., Prospects]
Play = Callable[..., Played]


@pytest.mark.parametrize("order", UpdateOrder)
@pytest.mark.parametrize("seed", range(5))
def test_ten_best_holders_run_ten_pools_at_the_published_margins(
    game_of: Game, played: Play, seed: int, order: UpdateOrder
) -> None:
    """Brünjes and others 2020: the k largest potential profits, margins 1 - P_{k+1} / P_j; the engine of
    Ovezik and Kiayias 2022 ends with ten operators in all five populations, 9 or 10 of them the best."""
    game = game_of(seed)
    end = played(game, order=order)
    assert end.is_equilibrium
    assert end.certificate.epsilon == 0
    profit = game.profit[:, 0]
    best = np.sort(np.argsort(-profit)[:10])
    assert np.flatnonzero(end.profile.pools).tolist() == best.tolist()
    assert end.profile.pools[best].tolist() == [1] * 10
    left_out = np.sort(profit)[-11]
    margins = margin_for(end.profile.offered[best], profit[best])
    assert margins == pytest.approx(1 - left_out / profit[best], rel=1e-12, abs=1e-15)
    filled = fill_pools(game, end.profile)
    assert filled.stakes * 10 == pytest.approx(np.ones(10), rel=1e-12, abs=0)
    assert operators_for_majority(filled) == 5


@pytest.mark.parametrize(("seed", "operators"), [(0, 95), (1, 97), (2, 99)])
def test_a_hundred_pools_have_the_operators_of_the_public_engine(
    game_of: Game, played: Play, seed: int, operators: int
) -> None:
    """The engine of Ovezik and Kiayias 2022 (as of March 2024), run on the same 1,000 holders, ends with
    100, 101 and 100 pools of 95, 97 and 99 operators: some hold more stake than one pool can."""
    game = game_of(seed, pools=100)
    end = played(game)
    assert end.is_equilibrium
    assert int(end.profile.pools.sum()) == 100
    assert int((end.profile.pools > 0).sum()) == operators
    filled = fill_pools(game, end.profile)
    assert filled.stakes * 100 == pytest.approx(np.ones(100), rel=1e-9, abs=0)


@pytest.mark.parametrize("seed", range(3))
def test_without_pledge_influence_few_operators_run_all_pools_and_nothing_settles(
    game_of: Game, played: Play, seed: int
) -> None:
    """Ovezik and Kiayias's engine: no end in 1,000 rounds, 2 to 8 operators of 20 to 80 pools."""
    game = game_of(seed, holders=100, influence=0.0)
    end = played(game, most_rounds=30)
    assert not end.is_equilibrium
    assert end.rounds == 30
    operators = int((end.profile.pools > 0).sum())
    assert operators <= 8
    assert end.profile.pools.sum() >= 4 * operators
    assert 1 <= operators_for_majority(fill_pools(game, end.profile)) <= 3
    deviator = end.certificate.deviator
    assert deviator is not None
    assert end.certificate.epsilon > 0.1 * game.holders.costs[deviator]


@pytest.mark.parametrize("seed", range(3))
def test_in_turn_without_pledge_influence_ends_where_the_public_engine_ends(
    game_of: Game, played: Play, seed: int
) -> None:
    """Ovezik and Kiayias's engine, whose operators too consider k pools at the most: 20 to 80 pools of 2
    to 8 operators, after 1,000 rounds that end nowhere. Whoever is pushed out keeps its ten pools until
    its turn comes, so that the numbers of two rounds differ; the median of rounds is within. If it
    answers at once, as in the test before, one operator is left."""
    game = game_of(seed, holders=100, influence=0.0)
    ends = [played(game, order=UpdateOrder.IN_TURN, most_rounds=rounds) for rounds in range(10, 31)]
    assert not any(end.is_equilibrium for end in ends)
    pools = np.array([int(end.profile.pools.sum()) for end in ends])
    operators = np.array([int((end.profile.pools > 0).sum()) for end in ends])
    assert 20 <= np.median(pools) <= 80
    assert 2 <= np.median(operators) <= 8
    assert (pools >= 9 * operators).all()


@pytest.mark.parametrize("seed", range(4))
def test_one_pool_each_is_an_equilibrium_from_the_closed_form_on(game_of: Game, seed: int) -> None:
    """The gain from splitting has one formula; the certificate tries every number of pools."""
    for influence in (0.0, 0.002, 0.005, 0.01, 0.02, 0.1, 0.3):
        game = game_of(seed, influence=influence)
        enough = influence >= influence_for_one_pool_each(game)
        assert (certify(game, one_pool_each(game)).epsilon == 0) == enough, influence


def test_the_least_influence_is_where_the_condition_turns(game_of: Game) -> None:
    game = game_of(0)
    least = least_influence(game.scheme, game.holders)
    assert 0.005 < least < 0.0051
    for influence, holds in ((least - 1e-6, False), (least + 1e-6, True)):
        there = game_of(0, influence=influence)
        assert (influence >= influence_for_one_pool_each(there)) == holds
