"""Constant, geometric and decreasing rewards: which spreads shares least, and by how much."""

import numpy as np
import pytest
import sympy
from hybridstake.models.economics.networks.reward_schedules import (
    blocks_to_centralise,
    constant_rewards,
    constant_schedule_variance,
    constant_variance_approximation,
    decreasing_rewards,
    geometric_rewards,
    geometric_schedule_variance,
    geometric_variance_approximation,
    variance_ratio,
)
from hybridstake.models.economics.networks.share_martingale import (
    normalised_variance,
    share_variance,
)
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize("total", [0.5, 10.0, 100.0])
def test_all_schedules_pay_the_same(total: float) -> None:
    for rewards in (
        constant_rewards(total, 300),
        geometric_rewards(total, 300),
        geometric_rewards(total, 300, stake=7.0),
        decreasing_rewards(total, 300, 0.97),
    ):
        assert rewards.shape == (300,)
        assert rewards.sum() == pytest.approx(total, rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("total", "constant", "geometric", "ratio"),
    [(1.0, 1.049e-4, 1.008e-4, 1.04), (10.0, 1.890e-3, 1.201e-3, 1.57)],
)
def test_published_variances_of_both_schedules(
    total: float, constant: float, geometric: float, ratio: float
) -> None:
    """Fanti et al. 2019 for the laws; numbers computed elsewhere for a share of 0.3 and 1,000 blocks,
    to their four digits, and the ratio to its two decimals."""
    by_law = constant_schedule_variance(0.3, total, 1_000)
    assert by_law == pytest.approx(constant, rel=5e-4, abs=0)
    assert by_law == pytest.approx(
        share_variance(0.3, 1.0, constant_rewards(total, 1_000)), rel=1e-9, abs=0
    )
    best = geometric_schedule_variance(0.3, total, 1_000)
    assert best == pytest.approx(geometric, rel=5e-4, abs=0)
    assert best == pytest.approx(
        share_variance(0.3, 1.0, geometric_rewards(total, 1_000)), rel=1e-9, abs=0
    )
    assert variance_ratio(total, 1_000) == pytest.approx(ratio, abs=5e-3)


def test_the_gain_of_geometric_rewards_grows_with_what_is_paid() -> None:
    """Many blocks: R R / ((1 + R) ln(1 + R)^2), so 4.65 at a hundred times the stake."""
    ratios = [variance_ratio(total, 10**6) for total in (0.1, 1.0, 10.0, 100.0)]
    assert ratios == sorted(ratios)
    assert ratios[-1] == pytest.approx(100**2 / 101 / np.log(101) ** 2, rel=1e-3, abs=0)


@pytest.mark.parametrize("total", [0.5, 1.0, 10.0])
def test_approximations_are_right_to_one_over_the_blocks(total: float) -> None:
    """The error falls tenfold where blocks rise tenfold."""
    for exact, approximate in (
        (constant_schedule_variance, constant_variance_approximation),
        (geometric_schedule_variance, geometric_variance_approximation),
    ):
        errors = [
            abs(approximate(0.3, total, blocks) / exact(0.3, total, blocks) - 1)
            for blocks in (1_000, 10_000)
        ]
        assert errors[0] < 2 * (1 + total) / 1_000
        assert errors[0] / errors[1] == pytest.approx(10, rel=0.05)


def test_the_approximations_are_the_leading_terms() -> None:
    """Derived by SymPy: blocks times the exact variance tends to blocks times the approximation."""
    share, total, blocks = sympy.symbols("share total blocks", positive=True)
    exact = constant_schedule_variance(share, total, blocks) * blocks
    leading = constant_variance_approximation(share, total, blocks) * blocks
    assert sympy.simplify(sympy.limit(exact, blocks, sympy.oo) - leading) == 0


@given(st.lists(st.floats(0.01, 10), min_size=2, max_size=12))
def test_no_schedule_of_the_same_total_spreads_less_than_the_geometric(parts: list[float]) -> None:
    """Fanti et al. 2019, theorem 1; to rounding."""
    rewards = np.array(parts)
    best = normalised_variance(1.0, geometric_rewards(float(rewards.sum()), len(parts)))
    assert normalised_variance(1.0, rewards) >= best * (1 - 1e-9)


def test_early_rewards_spread_most() -> None:
    """Decreasing rewards are worse than constant ones, and those worse than geometric ones."""
    rising, equal, falling = (
        normalised_variance(1.0, rewards)
        for rewards in (
            geometric_rewards(10.0, 200),
            constant_rewards(10.0, 200),
            decreasing_rewards(10.0, 200, 0.98),
        )
    )
    assert rising < 0.7 * equal < 0.7 * falling


def test_paid_for_ever_the_most_equitable_schedule_leaves_one_owner() -> None:
    """Tang 2022: the spread tends to its largest, while that of constant rewards stays at R / (S + R).

    The horizon is that at which a thousandth is undecided; both pay a hundredth of the first stake.
    """
    growth = 0.01
    blocks = round(blocks_to_centralise(growth, undecided=1e-3))
    after = growth / (1 + growth)
    assert 1 - (1 - after * after) ** blocks == pytest.approx(0.999, abs=1e-6)
    assert normalised_variance(1.0, np.full(blocks, growth)) < growth / (1 + growth)
