"""The martingale of stake shares: its mean, its variance under any schedule, and its limit."""

import math
from fractions import Fraction

import numpy as np
import pytest
import sympy
import sympy.stats
from hybridstake.models.attacks.incentives.shares import constant_reward_variance, unsettled
from hybridstake.models.economics.networks.share_martingale import (
    dirichlet_concentration,
    expected_share,
    limiting_share_variance,
    normalised_variance,
    share_variance,
)
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray


def enumerated(own: int, other: int, rewards: list[int]) -> tuple[Fraction, Fraction]:
    """Mean and variance of a share over all courses of the rewards, each with its chance."""
    chances = {own: Fraction(1)}
    total = own + other
    for reward in rewards:
        after: dict[int, Fraction] = {}
        for held, chance in chances.items():
            win = Fraction(held, total)
            after[held + reward] = after.get(held + reward, Fraction(0)) + chance * win
            after[held] = after.get(held, Fraction(0)) + chance * (1 - win)
        chances, total = after, total + reward
    mean = sum(Fraction(held, total) * chance for held, chance in chances.items())
    square = sum(Fraction(held, total) ** 2 * chance for held, chance in chances.items())
    return Fraction(mean), Fraction(square - mean * mean)


def test_a_share_is_a_martingale_for_any_reward() -> None:
    """Derived: the mean after a reward is the share before it, whatever the reward."""
    share, stake, reward = sympy.symbols("share stake reward", positive=True)
    assert sympy.simplify(expected_share(share, stake, reward) - share) == 0


@given(st.integers(1, 5), st.integers(1, 5), st.lists(st.integers(0, 4), min_size=1, max_size=6))
def test_mean_and_variance_are_those_of_all_courses_counted(
    own: int, other: int, rewards: list[int]
) -> None:
    """For any schedule, in exact fractions; floats are off by their rounding."""
    mean, variance = enumerated(own, other, rewards)
    assert mean == Fraction(own, own + other)
    found = share_variance(own / (own + other), float(own + other), np.array(rewards, dtype=float))
    assert found == pytest.approx(float(variance), rel=1e-12, abs=1e-16)


def test_the_variance_is_the_product_of_what_each_reward_leaves_unsettled() -> None:
    rewards: NDArray[np.float64] = np.array([3.0, 1.0, 2.0])
    left = unsettled(3 / 13) * unsettled(1 / 14) * unsettled(2 / 16)
    assert normalised_variance(10.0, rewards) == pytest.approx(1 - left, rel=1e-14, abs=0)


@pytest.mark.parametrize(
    ("share", "stake", "reward", "blocks", "deviation", "limit"),
    [
        (1 / 21, 210_000.0, 100.0, 20_000, 0.00442, 0.00465),
        (0.3, 1.0, 0.1, 1_000, 0.13748, 0.13817),
    ],
)
def test_published_deviations_of_shares(
    share: float, stake: float, reward: float, blocks: int, deviation: float, limit: float
) -> None:
    """Roşu & Saleh 2021 for the law; deviations computed elsewhere, to their five decimals.

    Closed form: s (1 - s) (1 - S0 / (S0 + R) (S0 + (T + 1) R) / (S0 + T R)).
    """
    exact = share_variance(share, stake, np.full(blocks, reward))
    telescoped = 1 - stake / (stake + reward) * (stake + (blocks + 1) * reward) / (
        stake + blocks * reward
    )
    closed = constant_reward_variance(share, stake, reward, blocks)
    assert exact == pytest.approx(share * (1 - share) * telescoped, rel=1e-9, abs=0)
    assert exact == pytest.approx(closed, rel=1e-11, abs=0)
    assert math.sqrt(exact) == pytest.approx(deviation, abs=5e-6)
    assert math.sqrt(limiting_share_variance(share, stake, reward)) == pytest.approx(
        limit, abs=5e-6
    )


def test_the_variance_rises_to_that_of_dirichlets_law() -> None:
    """SymPy's own Beta law of the limit has the limiting variance; finite horizons lie below it."""
    own, other, reward = 3.0, 7.0, 0.5
    law = sympy.stats.Beta(
        "law", dirichlet_concentration(own, reward), dirichlet_concentration(other, reward)
    )
    limit = limiting_share_variance(0.3, 10.0, reward)
    assert float(sympy.stats.variance(law)) == pytest.approx(limit, rel=1e-12, abs=0)
    spread = [share_variance(0.3, 10.0, np.full(blocks, reward)) for blocks in (10, 1_000, 10**6)]
    assert spread == sorted(spread)
    assert spread[-1] < limit
    assert spread[-1] == pytest.approx(limit, rel=3e-5, abs=0)
