"""Drawn shares against their laws: mean, variance under any schedule, the limit, and inequality."""

import numpy as np
import pytest
from hybridstake.agents.shares import (
    by_distance_to_largest,
    by_stake,
    drawn_stakes,
    final_shares,
    ginis,
    in_base_units,
    steering_to,
)
from hybridstake.models.economics.networks.reward_schedules import (
    constant_rewards,
    decreasing_rewards,
    geometric_rewards,
)
from hybridstake.models.economics.networks.share_inequality import limiting_gini
from hybridstake.models.economics.networks.share_martingale import (
    dirichlet_concentration,
    share_variance,
)
from numpy.typing import NDArray
from scipy import stats

UNITS = 10**9


def variance_within(shares: NDArray[np.float64], exact: float, errors: float) -> bool:
    """Whether a sample's variance lies within so many standard errors of the exact one."""
    squares = (shares - shares.mean()) ** 2
    return abs(squares.mean() - exact) < errors * squares.std() / np.sqrt(len(shares))


@pytest.mark.parametrize(
    "schedule",
    [
        constant_rewards(10.0, 300),
        geometric_rewards(10.0, 300),
        decreasing_rewards(10.0, 300, 0.98),
    ],
    ids=["constant", "geometric", "decreasing"],
)
def test_mean_and_variance_are_those_of_the_schedule(schedule: NDArray[np.float64]) -> None:
    """Four standard errors, under each of the three schedules; the mean does not move."""
    rewards = in_base_units(schedule, UNITS)
    assert rewards.sum() == 10 * UNITS
    stakes = np.array([3, 7]) * (UNITS // 10)
    shares = final_shares(stakes, rewards, 6_000, np.random.default_rng(2))[:, 0]
    exact = share_variance(0.3, 1.0, schedule)
    assert abs(shares.mean() - 0.3) < 4 * np.sqrt(exact / len(shares))
    assert variance_within(shares, exact, 4)


def test_published_deviation_of_a_share_is_drawn() -> None:
    """A share of 0.3, a stake of one, a thousand rewards of 0.1: 0.13748, drawn within 2 %."""
    rewards = in_base_units(np.full(1_000, 0.1), UNITS)
    stakes = np.array([3, 7]) * (UNITS // 10)
    shares = final_shares(stakes, rewards, 5_000, np.random.default_rng(3))[:, 0]
    assert shares.std() == pytest.approx(0.13748, rel=0.02)


@pytest.mark.slow
def test_published_deviation_of_one_of_21_holders_is_drawn() -> None:
    """210,000 at stake, 20,000 rewards of 100: 0.00442, drawn within 3 %, two standard errors."""
    rewards = np.full(20_000, 100)
    shares = final_shares(np.array([10_000, 200_000]), rewards, 2_000, np.random.default_rng(4))
    assert shares[:, 0].std() == pytest.approx(0.00442, rel=0.03)


def test_drawn_shares_tend_to_dirichlets_law() -> None:
    """Three holders: the share of each is Beta in the limit (Kolmogorov–Smirnov, one in a thousand)."""
    stakes, reward = np.array([2, 3, 5]), 1
    shares = final_shares(stakes, np.full(2_000, reward), 1_500, np.random.default_rng(5))
    for holder in range(3):
        own = dirichlet_concentration(float(stakes[holder]), reward)
        law = stats.beta(own, 10 - own)
        assert stats.kstest(shares[:, holder], law.cdf).pvalue > 1e-3


def test_all_that_is_paid_is_there_in_the_end() -> None:
    start = np.tile(np.array([5, 9, 1]), (40, 1))
    rewards = np.array([3, 0, 12, 7])
    for weights in (by_stake, by_distance_to_largest, steering_to(0.2)):
        held = drawn_stakes(start, rewards, np.random.default_rng(6), weights)
        assert (held.sum(axis=1) == 15 + 22).all()
        assert (held >= start).all()
    assert (start == [5, 9, 1]).all()


def test_inequality_under_constant_rewards_has_a_limit_below_one() -> None:
    """The public simulator says that it tends to 1; without entry and exit it does not.

    Fifty holders of four rewards each: after 9,000 rewards the mean Gini is the limit, and the
    last 6,000 of them moved it by less than two hundredths.
    """
    rng = np.random.default_rng(7)
    stakes = np.full((60, 50), 4)
    early = drawn_stakes(stakes, np.full(3_000, 1), rng)
    late = drawn_stakes(early, np.full(6_000, 1), rng)
    limit = limiting_gini(4.0, 50)
    error = ginis(late).std(ddof=1) / np.sqrt(60)
    assert limit == pytest.approx(0.268, abs=5e-4)
    assert abs(ginis(late).mean() - limit) < 4 * error + 2e-3
    assert abs(ginis(late).mean() - ginis(early).mean()) < 0.02
    assert ginis(late).max() < 0.4


def test_favouring_the_poor_ends_in_equality() -> None:
    """The rule "OppositeWeighted" tends to 0: from 0.3 to below 0.01."""
    stakes = np.tile(np.arange(1, 21) * 10, (10, 1))
    assert ginis(stakes)[0] > 0.3
    held = drawn_stakes(stakes, np.full(3_000, 1), np.random.default_rng(8), by_distance_to_largest)
    assert ginis(held).max() < 0.01


@pytest.mark.parametrize("target", [0.1, 0.3])
def test_a_rule_that_steers_holds_the_gini_coefficient(target: float) -> None:
    """The rule "GiniStabilized" at 0.3, and at another target; from above and from below, to 0.03."""
    above, below = np.arange(1, 21) ** 3, np.arange(1, 21) * 0 + 8
    stakes = np.stack([above, below])
    assert ginis(stakes)[0] > target > ginis(stakes)[1]
    rewards = np.full(1_500, 150)
    held = drawn_stakes(stakes, rewards, np.random.default_rng(9), steering_to(target))
    assert ginis(held) == pytest.approx(target, abs=0.03)


def test_running_totals_are_rounded_and_nothing_is_lost() -> None:
    amounts = np.full(7, 1 / 7)
    whole = in_base_units(amounts, 100)
    assert whole.sum() == 100
    assert set(whole.tolist()) == {14, 15}
