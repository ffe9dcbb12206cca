"""Price, velocity and fees: the laws that they keep whatever the numbers."""

from typing import Any

import numpy as np
from hybridstake.agents.economy.market import SCARCEST, fees, token_price, velocity
from hypothesis import given
from hypothesis import strategies as st

positive = st.floats(1e-3, 1e15)
parts = st.floats(0, 1)


@given(demand=positive, turnover=st.floats(0.1, 1e3), supply=positive, part=parts)
def test_money_times_velocity_is_demand(
    demand: float, turnover: float, supply: float, part: float
) -> None:
    """The equation of exchange: price times supply times velocity is the value of all payments, where
    enough is idle.
    """
    idle = supply * max(part, 2 / SCARCEST)
    price = token_price(demand, turnover, idle, supply)
    np.testing.assert_allclose(
        price * supply * velocity(turnover, idle, supply), demand, rtol=1e-12
    )


@given(demand=positive, turnover=st.floats(0.1, 1e3), supply=positive, part=parts)
def test_a_price_is_proportional_to_demand_and_falls_with_what_is_idle(
    demand: float, turnover: float, supply: float, part: float
) -> None:
    price = token_price(demand, turnover, part * supply, supply)
    assert token_price(2 * demand, turnover, part * supply, supply) == 2 * price
    assert token_price(demand, turnover, min(part + 0.1, 1.0) * supply, supply) <= price
    assert price <= token_price(demand, turnover, 0.0, supply)


@given(demand=positive, turnover=st.floats(0.1, 1e3), supply=positive)
def test_a_price_stays_finite_when_nothing_is_idle(
    demand: float, turnover: float, supply: float
) -> None:
    """As if a thousandth of the supply were."""
    most = token_price(demand, turnover, 0.0, supply)
    np.testing.assert_allclose(most, 1_000 * demand / (turnover * supply), rtol=1e-12)
    assert token_price(demand, turnover, supply / SCARCEST, supply) == most


@given(rate=parts, turnover=st.floats(0, 1e3), idle=positive, years=st.floats(0, 10))
def test_fees_are_at_most_what_is_idle_and_grow_with_each_number(
    rate: float, turnover: float, idle: float, years: float
) -> None:
    paid = fees(rate, turnover, idle, years)
    assert 0 <= paid <= idle
    for more in (
        fees(min(rate + 0.1, 1.0), turnover, idle, years),
        fees(rate, turnover + 1, idle, years),
        fees(rate, turnover, 2 * idle, years),
        fees(rate, turnover, idle, years + 1),
    ):
        assert more >= paid


def test_arrays_of_runs_are_read_one_by_one() -> None:
    rng = np.random.default_rng(1)
    columns: Any = rng.uniform(0.1, 10, (4, 50))
    for formula in (token_price, fees):
        together = formula(*columns)
        assert together.tolist() == [formula(*map(float, row)) for row in columns.T]
    assert velocity(*columns[:3]).tolist() == [velocity(*map(float, row)) for row in columns[:3].T]
