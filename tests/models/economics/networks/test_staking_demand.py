"""Supply of stake and demand for it: the published equilibrium, two solvers, and comparative statics."""

import pytest
import sympy
from hybridstake.models.economics.networks.staking_demand import (
    CIRCULATING,
    OBSERVED,
    PREMIUM,
    equilibrium_stake,
    equilibrium_stake_by_roots,
    offered_yield,
    recouped,
    required_yield,
    supply_slope,
)
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st


def test_published_yields_before_and_after_halving_issuance() -> None:
    """Elowsson 2024, Properties of issuance level, section 2: 2.95 %, 1.77 %, 2.34 %.

    The text rounds its curve to two digits and the point it goes through to (25M, 2 %): one hundredth of
    a per cent of tolerance. "Around half recouped" is 48 %.
    """
    before, after = equilibrium_stake(64), equilibrium_stake(32)
    yields = [offered_yield(before, 64), offered_yield(before, 32), offered_yield(after, 32)]
    for found, published in zip(yields, (2.95, 1.77, 2.34), strict=True):
        assert 100 * found == pytest.approx(published, abs=0.01)
    assert recouped(*yields) == pytest.approx(0.48, abs=0.005)
    assert before / 1e6 == pytest.approx(50.3, abs=0.05)
    assert after / 1e6 == pytest.approx(33.4, abs=0.05)


def test_the_supply_curve_goes_through_the_published_point() -> None:
    slope = supply_slope(*OBSERVED)
    assert slope == pytest.approx(0.042088, abs=5e-7)
    assert required_yield(25_000_000, slope) == pytest.approx(0.02, rel=1e-14, abs=0)


@given(
    st.floats(1, 200),
    st.floats(0.001, 0.5),
    st.floats(0, 1e6),
    st.floats(1e7, 1e9),
    st.floats(1e-4, 0.05),
)
def test_a_root_finder_and_a_polynomial_find_the_same_stake(
    factor: float, slope: float, income: float, circulating: float, premium: float
) -> None:
    """To the square root of a float's rounding, which is what roots of polynomials have."""
    given_curve = {
        "slope": slope,
        "proposer_income": income,
        "circulating": circulating,
        "premium": premium,
    }
    stake = equilibrium_stake(factor, **given_curve)
    assert equilibrium_stake_by_roots(factor, **given_curve) == pytest.approx(
        stake, rel=1e-7, abs=0
    )
    offered = offered_yield(stake, factor, income)
    assert offered == pytest.approx(
        required_yield(stake, slope, circulating, premium), rel=1e-6, abs=0
    )


def test_offers_fall_and_requirements_rise_so_that_there_is_one_equilibrium() -> None:
    """Derived by SymPy for all positive parameters."""
    staked, rest, factor, income, constant, slope, premium = sympy.symbols(
        "staked rest factor income constant slope premium", positive=True
    )
    falling = sympy.diff(offered_yield(staked, factor, income, constant), staked)
    assert falling.is_negative
    stake = sympy.Symbol("stake", positive=True)
    rising = sympy.diff(required_yield(stake, slope, staked + rest, premium), stake)
    assert sympy.simplify(rising.subs(stake, staked)).is_positive


def test_more_issuance_or_more_income_stakes_more() -> None:
    assert equilibrium_stake(32) < equilibrium_stake(64) < equilibrium_stake(128)
    assert equilibrium_stake(64, proposer_income=0) < equilibrium_stake(64) < CIRCULATING
    assert equilibrium_stake(64, premium=10 * PREMIUM) < equilibrium_stake(64)


@pytest.mark.parametrize("solve", [equilibrium_stake, equilibrium_stake_by_roots])
@pytest.mark.parametrize(
    ("factor", "changes", "message"),
    [
        (0.0, {}, "base_reward_factor must be positive and finite, got 0.0"),
        (64, {"circulating": float("nan")}, "circulating must be positive and finite, got nan"),
        (64, {"premium": 0.0}, "premium must be positive and finite, got 0.0"),
        (64, {"slope": -1.0}, "slope must be finite and not negative, got -1.0"),
        (
            64,
            {"proposer_income": -1.0},
            "proposer_income must be finite and not negative, got -1.0",
        ),
        (
            1e30,
            {},
            "base_reward_factor must leave an equilibrium between no token and all, got 1e+30",
        ),
    ],
)
def test_values_out_of_range_are_refused(
    solve: object, factor: float, changes: dict[str, float], message: str
) -> None:
    assert callable(solve)
    with pytest.raises(InvalidParameter) as caught:
        solve(factor, **changes)
    assert str(caught.value) == message
