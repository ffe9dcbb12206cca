"""Places of pools, and the pool to which stake can move, by hand."""

import numpy as np
import pytest
from hybridstake.agents.pools.holders import found_holders
from hybridstake.agents.pools.profile import Profile, nobody_operates, play
from hybridstake.agents.pools.prospects import Prospects, found_prospects
from hybridstake.agents.pools.ranking import rank, saturated_pools
from hybridstake.agents.pools.scheme import PoolScheme


@pytest.fixture
def alike() -> Prospects:
    """Three pools wanted of five holders who are alike."""
    return found_prospects(PoolScheme(pools=3), found_holders(np.ones(5), np.full(5, 0.01)))


def opened(game: Prospects, *offers: tuple[int, int, float]) -> Profile:
    """Holder, pools and desirability of each who operates; all others ready with next to nothing."""
    profile = nobody_operates(game)
    profile.offered[:] = 0.001
    for holder, pools, offered in offers:
        play(game, profile, np.array([holder]), np.array([pools]), np.array([offered]))
    return profile


def test_ties_go_to_the_earlier_row(alike: Prospects) -> None:
    assert rank(alike, nobody_operates(alike)).order.owners.tolist() == [0, 1, 2, 3, 4]


def test_pools_of_one_holder_stand_together_and_the_last_is_cut_off(alike: Prospects) -> None:
    profile = opened(alike, (3, 2, 0.1), (4, 2, 0.2))
    ranking = rank(alike, profile)
    assert ranking.order.owners.tolist() == [4, 4, 3, 3, 0, 1, 2]
    assert ranking.order.first.tolist() == [4, 5, 6, 2, 0]
    assert saturated_pools(alike, profile, ranking).tolist() == [0, 0, 0, 1, 2]
    rivals = ranking.order.rivals(np.array([4, 3, 0]), np.array([0, 1, 2]))
    assert rivals.tolist() == [[3, 3, 0], [4, 4, 0], [4, 4, 3]]


def test_stake_moves_to_the_last_of_the_first_pools(alike: Prospects) -> None:
    """Of 0.3, 0.2 and 0.1 all three are among the first; 0.05 is not."""
    profile = opened(alike, (0, 1, 0.3), (1, 1, 0.2), (2, 1, 0.1), (3, 1, 0.05))
    offered = rank(alike, profile).offered_by_others
    assert offered.tolist() == [0.1, 0.1, 0.2, 0.1, 0.1]


def test_stake_moves_to_an_open_pool_behind_where_none_is_among_the_first(alike: Prospects) -> None:
    profile = opened(alike, (3, 1, 0.002), (4, 1, 0.0015))
    profile.offered[:3] = 0.1
    offered = rank(alike, profile).offered_by_others
    assert offered.tolist() == [0.002, 0.002, 0.002, 0.0015, 0.002]


def test_nobody_delegates_to_a_pool_of_his_own_or_to_none(alike: Prospects) -> None:
    assert rank(alike, nobody_operates(alike)).offered_by_others.tolist() == [0.0] * 5
    offered = rank(alike, opened(alike, (1, 2, 0.1))).offered_by_others
    assert offered.tolist() == [0.1, 0.0, 0.1, 0.1, 0.1]


def test_a_pool_that_its_own_pledge_fills_takes_no_stake() -> None:
    game = found_prospects(
        PoolScheme(pools=2), found_holders(np.array([7.0, 1, 1, 1]), np.zeros(4))
    )
    offered = rank(game, opened(game, (0, 1, 0.3), (1, 1, 0.1))).offered_by_others
    assert offered.tolist() == [0.1, 0.0, 0.1, 0.1]
