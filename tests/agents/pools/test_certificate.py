"""Certificates: who deviates from a spoilt equilibrium, by how much, and that no margin does better."""

from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.agents.pools.certificate import certify, certify_pairs
from hybridstake.agents.pools.holders import Holders, found_holders
from hybridstake.agents.pools.play import Played
from hybridstake.agents.pools.profile import Profile, nobody_operates, play
from hybridstake.agents.pools.prospects import Prospects, found_prospects
from hybridstake.agents.pools.ranking import rank, saturated_pools
from hybridstake.agents.pools.responses import best_responses, present_utility
from hybridstake.agents.pools.scheme import PoolScheme
from hybridstake.agents.pools.theory import one_pool_each

Play = Callable[..., Played]
SmallGame = Callable[[int], tuple[PoolScheme, Holders]]


@pytest.fixture
def three() -> Prospects:
    """Two pools among holders of 0.4, 0.3, 0.2 and 0.1; z = 0.5, a0 = 1, R = 8: potential profits
    4 (0.5 + λ) − 0.5 = 3.1, 2.7, 2.3 and 1.9."""
    stakes, costs = np.array([4.0, 3.0, 2.0, 1.0]), np.full(4, 0.5)
    scheme = PoolScheme(pools=2, pledge_influence=1.0, rewards=8.0, further_cost=1.0)
    return found_prospects(scheme, found_holders(stakes, costs))


def copy_of(profile: Profile) -> Profile:
    return Profile(profile.pools.copy(), profile.offered.copy(), profile.profit.copy())


def test_potential_profits_are_those_worked_out_by_hand(three: Prospects) -> None:
    assert three.profit[:, 0] == pytest.approx([3.1, 2.7, 2.3, 1.9], rel=1e-12, abs=0)


def test_the_two_best_at_the_thirds_profit_are_an_equilibrium(three: Prospects) -> None:
    found = certify(three, one_pool_each(three))
    assert (found.epsilon, found.deviator, found.pools) == (0.0, None, None)


def test_too_small_a_margin_is_a_gain_forgone(three: Prospects) -> None:
    """The first offers 2.5, not 2.3, and pays the 0.1 of stake delegated to it 0.2 · 0.1 / 0.5 more."""
    profile = one_pool_each(three)
    profile.offered[0] = 2.5
    found = certify(three, profile)
    assert (found.deviator, found.pools) == (0, 1)
    assert found.epsilon == pytest.approx(0.2 * 0.1 / 0.5, rel=1e-12, abs=0)


def test_too_large_a_margin_lets_the_third_in(three: Prospects) -> None:
    """The second offers 2.2, and the third, who stands ready at 2.3, is before it. Its pool, which holds
    only the pledge, earns 4 (0.3 + 0.3 (0.3 − 0.12) / 0.5) − 0.5 = 1.132; at 2.3 it would earn
    2.7 − 2.3 · 0.4 = 1.78."""
    profile = one_pool_each(three)
    profile.offered[1] = 2.2
    found = certify(three, profile)
    assert (found.deviator, found.pools) == (1, 1)
    assert found.epsilon == pytest.approx(1.78 - 1.132, rel=1e-12, abs=0)


def test_a_pair_gains_nothing_where_both_together_only_pay_each_other(three: Prospects) -> None:
    """Without the third's offer the second may offer 1.9 and saves 0.4 · 0.2 / 0.5 = 0.16 on the 0.2 of
    stake delegated to it. But that is the third's, who loses as much."""
    found = certify_pairs(three, one_pool_each(three))
    assert found.epsilon == pytest.approx(0.0, abs=1e-12)


def test_a_pair_gains_where_the_best_pool_left_out_stands_aside() -> None:
    """Potential profits 2.7 twice, 4 (0.5 + 0.1) − 0.1 = 2.3, and 1.9. Without the third's offer the
    first offers 1.9 and saves 0.4 · 0.2 / 0.5 = 0.16; the third, with half that stake, loses 0.08."""
    stakes, costs = np.array([3.0, 3, 1, 1, 1, 1]), np.array([0.5, 0.5, 0.1, 0.5, 0.5, 0.5])
    scheme = PoolScheme(pools=2, pledge_influence=1.0, rewards=8.0, further_cost=1.0)
    game = found_prospects(scheme, found_holders(stakes, costs))
    profile = one_pool_each(game)
    assert certify(game, profile).epsilon == 0
    found = certify_pairs(game, profile)
    assert (found.deviator, found.aside) == (0, 2)
    assert found.epsilon == pytest.approx(0.08, rel=1e-12, abs=0)
    assert profile.pools.tolist() == [1, 1, 0, 0, 0, 0]


def test_nobody_stands_aside_for_himself(three: Prospects) -> None:
    """The second has most to gain from another offer; it cannot make that and stand aside."""
    profile = one_pool_each(three)
    profile.offered[1] = 2.2
    found = certify_pairs(three, profile)
    assert found.deviator != found.aside
    assert found.epsilon < 2 * certify(three, profile).epsilon


def test_somebody_gains_where_no_pool_is_open(three: Prospects) -> None:
    found = certify(three, nobody_operates(three))
    assert found.deviator == 0
    assert found.epsilon > 2


@pytest.mark.parametrize("seed", range(8))
def test_no_margin_earns_more_than_the_certificate_says(
    small_game: SmallGame, played: Play, seed: int
) -> None:
    """Every holder tries every number of pools at 15 margins, in a profile of its own each time; what it
    then has is measured, not foretold. Only stake that moves to another pool is paid as before it."""
    game = found_prospects(*small_game(seed))
    profile = played(game, most_rounds=2).profile
    certificate = certify(game, profile)
    holders = len(profile.pools)
    ranking = rank(game, profile)
    before = present_utility(game, profile, ranking, np.arange(holders))
    most = 0.0
    for holder in range(holders):
        for pools in range(1, game.scheme.choices + 1):
            for margin in np.linspace(0, 1, 15):
                tried = copy_of(profile)
                one = np.array([holder])
                offered = (1 - margin) * game.profit[one, pools - 1]
                play(game, tried, one, np.array([pools]), offered)
                moved = rank(game, tried)
                if saturated_pools(game, tried, moved)[holder] < pools:
                    continue
                moved.offered_by_others[:] = ranking.offered_by_others
                after = present_utility(game, tried, moved, one)[0]
                most = max(most, after - before[holder])
    assert most <= certificate.epsilon + 1e-12


@pytest.mark.parametrize("seed", range(12))
def test_a_move_earns_what_was_foretold(small_game: SmallGame, played: Play, seed: int) -> None:
    """All of the pools are then among the k first; only stake that moves is paid as before the move."""
    game = found_prospects(*small_game(seed))
    profile = played(game, most_rounds=1).profile
    everybody = np.arange(len(profile.pools))
    ranking = rank(game, profile)
    before = present_utility(game, profile, ranking, everybody)
    found = best_responses(game, profile, ranking, everybody, cautious=True)
    for holder in everybody:
        moved = copy_of(profile)
        one = np.array([holder])
        play(game, moved, one, found.pools[one], found.offered[one])
        after = rank(game, moved)
        after.offered_by_others[:] = ranking.offered_by_others
        gain = present_utility(game, moved, after, one)[0] - before[holder]
        assert gain == pytest.approx(found.gain[holder], rel=1e-9, abs=1e-15)
