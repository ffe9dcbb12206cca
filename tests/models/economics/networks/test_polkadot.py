"""Polkadot's inflation curve."""

import pytest
import sympy
from hybridstake.models.economics.networks.polkadot import (
    falling_inflation,
    inflation_rate,
    rising_inflation,
    staker_yield,
)


@pytest.mark.parametrize(
    ("ratio", "inflation", "percentage"),
    [(0.25, 6.25, 25.0), (0.5, 10.0, 20.0), (0.6, 4.375, 7.29), (0.75, 2.73, 3.65)],
)
def test_published_inflation_and_yield(ratio: float, inflation: float, percentage: float) -> None:
    """`pallet-staking-reward-curve` with 2.5 %, 10 %, 50 % and 5 %; half a hundredth of a per cent."""
    assert 100 * inflation_rate(ratio) == pytest.approx(inflation, abs=0.005)
    assert 100 * staker_yield(ratio) == pytest.approx(percentage, abs=0.005)


@pytest.mark.parametrize("ratio", [0.0, 0.1, 0.3, 0.49, 0.5, 0.51, 0.7, 1.0])
def test_the_curve_is_the_pallets_scaled_between_least_and_largest(ratio: float) -> None:
    """`compute_inflation` is x / x* up to the ideal ratio and 2^((x* - x) / d) beyond; the runtime puts
    it between 2.5 % and 10 %."""
    shape = ratio / 0.5 if ratio <= 0.5 else 2 ** ((0.5 - ratio) / 0.05)
    assert inflation_rate(ratio) == pytest.approx(0.025 + 0.075 * shape, rel=1e-12, abs=0)


def test_other_parameters_of_the_same_curve() -> None:
    """The relay chain's own, an ideal of 75 %: the peak moves there and stays at 10 %."""
    ideal = {"ideal_ratio": 0.75, "ideal_yield": 0.1 / 0.75}
    peak = inflation_rate(0.75, **ideal)
    assert peak == pytest.approx(0.1, rel=1e-12, abs=0)
    assert inflation_rate(0.7, **ideal) < peak > inflation_rate(0.8, **ideal)
    assert inflation_rate(0.8, **ideal) == pytest.approx(0.0625, rel=1e-9, abs=0)


def test_the_branches_meet_at_the_ideal_ratio() -> None:
    ideal, best, least, falloff = sympy.symbols("ideal best least falloff", positive=True)
    gap = rising_inflation(ideal, ideal, best, least) - falling_inflation(
        ideal, ideal, best, least, falloff
    )
    assert sympy.simplify(gap) == 0


def test_yield_falls_throughout_and_faster_beyond_the_ideal() -> None:
    """Which is what steers holders to it."""
    yields = [staker_yield(ratio) for ratio in (0.1, 0.3, 0.5, 0.55, 0.7, 1.0)]
    assert yields == sorted(yields, reverse=True)
    assert yields[2] - yields[3] > (yields[1] - yields[2]) / 4 * 3
