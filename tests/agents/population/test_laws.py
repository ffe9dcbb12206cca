"""Laws of wealth, and an amount divided by them."""

from typing import Any

import numpy as np
import pytest
from hybridstake.agents.population.laws import (
    divided,
    equal_weights,
    lognormal_weights,
    pareto_weights,
    weights_of,
)
from hypothesis import given
from hypothesis import strategies as st


@given(
    amount=st.integers(0, 2**61),
    log_weights=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50),
)
def test_any_weights_divide_the_whole_amount(amount: int, log_weights: list[float]) -> None:
    wealth = divided(amount, np.array(log_weights))
    assert int(wealth.sum()) == amount
    assert wealth.min() >= 0


def test_equal_weights_divide_equally_and_the_first_take_the_rest() -> None:
    assert divided(11, equal_weights(4)).tolist() == [3, 3, 3, 2]


def test_wealth_follows_the_law_of_pareto(make_streams: Any) -> None:
    """Hill's estimator of the tail exponent over n = 100,000 has standard error exponent / sqrt(n)."""
    people, exponent = 100_000, 1.5
    weights = pareto_weights(people, exponent, make_streams(3).stakes)
    wealth = divided(10**17, weights).astype(float)
    estimate = 1 / np.log(wealth / wealth.min()).mean()
    assert abs(estimate - exponent) < 4 * exponent / np.sqrt(people)


def test_wealth_follows_the_law_of_gibrat(make_streams: Any) -> None:
    """The standard deviation of n = 100,000 logarithms has standard error deviation / sqrt(2 n)."""
    people, deviation = 100_000, 1.5
    weights = lognormal_weights(people, deviation, make_streams(3).stakes)
    logs = np.log(divided(10**17, weights).astype(float))
    assert abs(logs.std() - deviation) < 4 * deviation / np.sqrt(2 * people)


@pytest.mark.parametrize("exponent", [1e-6, 0.5, 1.5, 1e6])
def test_any_tail_exponent_divides_the_whole_amount(exponent: float, make_streams: Any) -> None:
    wealth = divided(10**15, pareto_weights(777, exponent, make_streams(2).stakes))
    assert int(wealth.sum()) == 10**15
    assert wealth.min() >= 0


def test_given_stakes_are_kept_in_proportion() -> None:
    wealth = divided(10**12, weights_of(np.array([1.0, 0.0, 3.0, 4.0])))
    np.testing.assert_allclose(wealth, np.array([1, 0, 3, 4]) * 1.25e11, rtol=1e-9, atol=1)
