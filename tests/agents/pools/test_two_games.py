"""The arrays and the plain game, which shares none of their code, play the same to the last bit."""

from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.agents.pools.certificate import certify
from hybridstake.agents.pools.holders import Holders
from hybridstake.agents.pools.plain_play import PlainGame
from hybridstake.agents.pools.play import PlaySettings, UpdateOrder, sequential_round
from hybridstake.agents.pools.profile import nobody_operates
from hybridstake.agents.pools.prospects import found_prospects
from hybridstake.agents.pools.ranking import rank, saturated_pools
from hybridstake.agents.pools.responses import best_responses
from hybridstake.agents.pools.scheme import PoolScheme

ROUNDS = 5


def agree(
    scheme: PoolScheme, holders: Holders, order: UpdateOrder = UpdateOrder.RANDOM_SEQUENTIAL
) -> int:
    """Rounds in which somebody moved, after everything was compared in each of them."""
    game, plain = found_prospects(scheme, holders), PlainGame(scheme, holders)
    profile, settings = nobody_operates(game), PlaySettings(order=order)
    ours, theirs = (np.random.default_rng(5) for _ in range(2))
    everybody = np.arange(len(profile.pools))
    for number in range(ROUNDS):
        moved = sequential_round(game, profile, settings, ours)
        assert plain.sequential_round(settings, theirs) == moved
        assert [holder.pools for holder in plain.holders] == profile.pools.tolist()
        assert [holder.offered for holder in plain.holders] == profile.offered.tolist()
        ranking = rank(game, profile)
        assert [holder.row for holder in plain.ranking()] == ranking.order.owners.tolist()
        assert plain.saturated() == saturated_pools(game, profile, ranking).tolist()
        for cautious in (False, True):
            found = best_responses(game, profile, ranking, everybody, cautious=cautious)
            moves = [plain.best_move(holder, cautious=cautious) for holder in plain.holders]
            assert [move.gain for move in moves] == found.gain.tolist()
            assert [move.pools for move in moves] == found.pools.tolist()
            assert [move.offered for move in moves] == found.offered.tolist()
            if not cautious:
                assert certify(game, profile).epsilon == max(0.0, *(move.gain for move in moves))
        if not moved:
            return number
    return ROUNDS


SmallGame = Callable[[int], tuple[PoolScheme, Holders]]


@pytest.mark.parametrize("seed", range(10))
def test_both_games_agree_on_every_move_and_every_utility(small_game: SmallGame, seed: int) -> None:
    assert agree(*small_game(seed)) >= 1


@pytest.mark.parametrize("seed", range(5))
def test_both_games_agree_where_whoever_is_pushed_out_waits(
    small_game: SmallGame, seed: int
) -> None:
    assert agree(*small_game(seed), UpdateOrder.IN_TURN) >= 1


@pytest.mark.exhaustive
def test_both_games_agree_on_a_hundred_games_more(small_game: SmallGame) -> None:
    rounds = [agree(*small_game(seed)) for seed in range(10, 130)]
    assert min(rounds) >= 1
    assert max(rounds) == ROUNDS
