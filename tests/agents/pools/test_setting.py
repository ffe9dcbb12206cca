"""Schemes, holders and how a game is played: defaults, refusals, and pools that fill up."""

from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.agents.pools.delegation import OpenPools, fill_pools, operators_for_majority
from hybridstake.agents.pools.holders import found_holders
from hybridstake.agents.pools.play import PlaySettings
from hybridstake.agents.pools.profile import nobody_operates, play
from hybridstake.agents.pools.prospects import Prospects, found_prospects
from hybridstake.agents.pools.scheme import PoolScheme
from hybridstake.models.errors import InvalidParameter


def refused(message: str, make: Callable[..., object], *given: object, **named: object) -> None:
    with pytest.raises(InvalidParameter) as raised:
        make(*given, **named)
    assert str(raised.value) == message


def test_a_scheme_refuses_what_is_no_scheme() -> None:
    refused("pools must be a whole number from 1 to 2^63 - 1, got 0", PoolScheme, pools=0)
    refused(
        "pledge_influence must be finite and not negative, got -0.1",
        PoolScheme,
        pledge_influence=-0.1,
    )
    refused("rewards must be positive and finite, got 0.0", PoolScheme, rewards=0.0)
    refused("further_cost must lie in [0, 1], got 1.5", PoolScheme, further_cost=1.5)
    refused("most_pools must be at most pools (3), got 4", PoolScheme, pools=3, most_pools=4)
    assert (PoolScheme(pools=4).limit, PoolScheme(pools=4).choices) == (0.25, 4)
    assert PoolScheme(pools=4, most_pools=2).choices == 2


def test_holders_refuse_what_is_no_stake() -> None:
    ones = np.ones(3)
    refused("costs must be as many as stakes (3), got 2", found_holders, ones, np.ones(2))
    for wrong in (0.0, -1.0, np.inf, np.nan):
        message = f"stakes must be positive and finite, got {wrong!r}"
        refused(message, found_holders, np.array([1.0, wrong, 1.0]), ones)
    message = "costs must be finite and not negative, got -1.0"
    refused(message, found_holders, ones, np.array([0.0, -1.0, 1.0]))


def test_a_game_needs_somebody_to_leave_out() -> None:
    holders = found_holders(np.ones(3), np.zeros(3))
    refused(
        "holders must be more than pools (3), got 3", found_prospects, PoolScheme(pools=3), holders
    )


def test_play_refuses_no_rounds() -> None:
    refused(
        "most_rounds must be a whole number from 1 to 2^63 - 1, got 0", PlaySettings, most_rounds=0
    )


@pytest.fixture
def whale() -> Prospects:
    """Two pools; a holder of 0.7 of the stake, and three of 0.1."""
    return found_prospects(
        PoolScheme(pools=2), found_holders(np.array([7.0, 1, 1, 1]), np.zeros(4))
    )


def test_pledges_end_at_saturation_and_the_rest_is_delegated(whale: Prospects) -> None:
    """0.7 of the stake: one pool of 0.5 and 0.2 beside it, or two of 0.35."""
    assert whale.pledge[0] == pytest.approx([0.5, 0.35], rel=1e-12, abs=0)
    assert whale.left[0] == pytest.approx([0.2, 0.0], rel=1e-12, abs=1e-16)


def test_stake_fills_the_pools_by_rank_and_the_first_takes_what_is_left(whale: Prospects) -> None:
    """The whale's own 0.5 fills its pool; another's pool of 0.1 takes 0.4 of what is free, all of it."""
    profile = nobody_operates(whale)
    assert fill_pools(whale, profile).stakes.size == 0
    assert operators_for_majority(fill_pools(whale, profile)) == 0
    play(whale, profile, np.array([1]), np.array([1]), np.array([0.1]))
    assert fill_pools(whale, profile).stakes == pytest.approx([1.0], rel=1e-12, abs=0)
    play(whale, profile, np.array([0]), np.array([1]), np.array([0.3]))
    filled = fill_pools(whale, profile)
    assert filled.owners.tolist() == [0, 1]
    assert filled.stakes == pytest.approx([0.5, 0.5], rel=1e-12, abs=0)


def test_what_fits_into_no_pool_goes_to_the_first() -> None:
    """Three wanted, two open: each is full at a third, and the first takes the third that is left."""
    game = found_prospects(PoolScheme(pools=3), found_holders(np.ones(4), np.zeros(4)))
    profile = nobody_operates(game)
    play(game, profile, np.array([2, 3]), np.array([1, 1]), np.array([0.2, 0.1]))
    filled = fill_pools(game, profile)
    assert filled.owners.tolist() == [2, 3]
    assert filled.stakes * 3 == pytest.approx([2.0, 1.0], rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("owners", "stakes", "fewest"),
    [
        ([0, 1, 2, 3], [0.25, 0.25, 0.25, 0.25], 2),
        ([0, 1, 2], [0.2, 0.3, 0.5], 1),
        ([0, 0, 1, 2], [0.2, 0.2, 0.3, 0.3], 2),
        (list(range(10)), [0.1] * 10, 5),
    ],
)
def test_operators_for_a_majority_are_counted_by_hand(
    owners: list[int], stakes: list[float], fewest: int
) -> None:
    pools = OpenPools(np.array(owners), np.zeros(len(owners)), np.array(stakes))
    assert operators_for_majority(pools) == fewest
