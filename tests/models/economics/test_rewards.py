"""What a block pays: pools that add up, equal and proportional parts, the load multiplier."""

from fractions import Fraction

from hybridstake.models.economics.rewards import (
    authority_pool,
    authority_reward,
    block_reward,
    load_multiplier,
    staker_pool,
    staker_reward,
)
from hypothesis import given
from hypothesis import strategies as st

unit = st.fractions(0, 1, max_denominator=1_000)
rewards = st.fractions(0, 1_000_000, max_denominator=1_000)
stakes = st.lists(st.fractions(1, 1_000_000, max_denominator=100), min_size=1, max_size=20)


def test_a_block_of_the_plan_pays_60_to_authorities_and_40_to_stakers() -> None:
    """100 · 0.6 = 60, the rest 40; 60 / 21 = 20/7 for an authority, 40 · 1/100 = 0.4 for a staker."""
    share = Fraction("0.6")
    assert (authority_pool(100, share), staker_pool(100, share)) == (60, 40)
    assert authority_reward(Fraction(60), 21) == Fraction(20, 7)
    assert staker_reward(40, Fraction(25_500), 100 * 25_500) == Fraction("0.4")


def test_a_half_sensitive_reward_moves_by_a_quarter_between_an_empty_and_a_full_network() -> None:
    """1 + 0.5 · (0 - 0.5) = 0.75 and 1 + 0.5 · (1 - 0.5) = 1.25, of 100 tokens."""
    assert block_reward(100.0, load_multiplier(0.0, 0.5, 0.5)) == 75.0
    assert block_reward(100.0, load_multiplier(1.0, 0.5, 0.5)) == 125.0


@given(reward=rewards, share=unit)
def test_the_two_pools_sum_to_the_reward(reward: Fraction, share: Fraction) -> None:
    pools = authority_pool(reward, share), staker_pool(reward, share)
    assert sum(pools) == reward
    assert min(pools) >= 0


@given(reward=st.floats(0, 1e12), share=st.floats(0, 1))
def test_the_two_pools_sum_to_the_reward_in_floats_up_to_one_rounding(
    reward: float, share: float
) -> None:
    """The difference is rounded once, by half a unit in the last place of the reward at the most."""
    total = authority_pool(reward, share) + staker_pool(reward, share)
    assert abs(total - reward) <= reward * 2**-52


@given(reward=rewards)
def test_a_share_of_nothing_or_of_all_empties_one_pool(reward: Fraction) -> None:
    assert (authority_pool(reward, 0), staker_pool(reward, 0)) == (0, reward)
    assert (authority_pool(reward, 1), staker_pool(reward, 1)) == (reward, 0)


@given(pool=rewards, authorities=st.integers(1, 1_000))
def test_authorities_rewards_sum_to_their_pool(pool: Fraction, authorities: int) -> None:
    assert authorities * authority_reward(pool, authorities) == pool


@given(pool=rewards, held=stakes)
def test_stakers_rewards_sum_to_their_pool_and_pay_each_token_alike(
    pool: Fraction, held: list[Fraction]
) -> None:
    paid = [staker_reward(pool, stake, sum(held)) for stake in held]
    assert sum(paid) == pool
    assert {reward / stake for reward, stake in zip(paid, held, strict=True)} == {pool / sum(held)}


@given(pool=rewards, first=rewards, second=rewards, others=st.integers(1, 1_000_000))
def test_splitting_a_stake_in_two_changes_nothing(
    pool: Fraction, first: Fraction, second: Fraction, others: int
) -> None:
    total = first + second + others
    apart = staker_reward(pool, first, total) + staker_reward(pool, second, total)
    assert apart == staker_reward(pool, first + second, total)


@given(load=unit, target=unit, sensitivity=unit)
def test_the_load_multiplier_stays_within_the_sensitivity_around_one(
    load: Fraction, target: Fraction, sensitivity: Fraction
) -> None:
    multiplier = load_multiplier(load, target, sensitivity)
    assert max(0, 1 - sensitivity) <= multiplier <= 1 + sensitivity
    assert load_multiplier(target, target, sensitivity) == 1
    assert load_multiplier(load, target, 0) == 1


@given(first=unit, second=unit, target=unit, sensitivity=unit.filter(bool))
def test_more_load_pays_more(
    first: Fraction, second: Fraction, target: Fraction, sensitivity: Fraction
) -> None:
    one, two = (load_multiplier(load, target, sensitivity) for load in (first, second))
    assert (one < two) == (first < second)
