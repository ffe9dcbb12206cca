"""Rewards of stake pools: worked numbers, who gets them, and when one pool more pays."""

import inspect
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy
import z3
from hybridstake.models.economics.networks import cardano
from hybridstake.models.economics.networks.cardano import (
    cost_of_each,
    delegator_reward,
    desirability,
    gain_from_splitting,
    influence_against_splitting,
    margin_for,
    operator_reward,
    pool_reward,
    potential_profit,
    saturation,
)

FORMULAS = {
    name: function
    for name, function in vars(cardano).items()
    if inspect.isfunction(function) and function.__module__ == cardano.__name__
}
every_formula = pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)


def test_a_pool_of_cardano_by_hand() -> None:
    """k = 10, a0 = 0.3, R = 1.3; σ = 0.05 and λ = 0.02 of z = 0.1: σ − λ (1 − σ/z) = 0.05 − 0.02 · 0.5
    = 0.04; times λ a0 / z = 0.06 is 0.0024; so 0.0524."""
    limit = saturation(Fraction(10))
    stake, pledge, influence = Fraction(5, 100), Fraction(2, 100), Fraction(3, 10)
    assert pool_reward(stake, pledge, limit, influence, Fraction(13, 10)) == Fraction(524, 10_000)


def test_nothing_is_paid_beyond_saturation() -> None:
    limit = Fraction(1, 10)
    full = pool_reward(limit, limit, limit, Fraction(3, 10), Fraction(1))
    assert full == limit
    assert pool_reward(3 * limit, 2 * limit, limit, Fraction(3, 10), Fraction(1)) == full


def test_a_saturated_pool_pays_for_the_pledge_in_proportion() -> None:
    """R / (1 + a0) · (z + a0 λ): a0 = 1, R = 8, z = 1/2, λ = 1/4, less a cost of 1."""
    assert potential_profit(Fraction(1, 4), 1, Fraction(1, 2), 1, 8) == 4 * Fraction(3, 4) - 1


def test_operator_and_delegators_share_the_whole_profit() -> None:
    profit, margin, pledge, limit = sympy.symbols("P m lambda z", positive=True)
    offered = desirability(margin, profit)
    shared = operator_reward(profit, offered, pledge, limit) + delegator_reward(
        limit - pledge, offered, limit
    )
    assert sympy.simplify(shared - profit) == 0
    assert sympy.simplify(margin_for(offered, profit) - margin) == 0
    published = profit * (margin + (1 - margin) * pledge / limit)
    assert sympy.simplify(operator_reward(profit, offered, pledge, limit) - published) == 0


def test_one_pool_more_brings_what_the_formula_says() -> None:
    """For any number of pools, whose operator matches the best pool left out, and delegates no stake."""
    names = "t c phi s c_out s_out z a0 R"
    pools, cost, further, stake, cost_out, pledge_out, limit, influence, rewards = sympy.symbols(
        names, positive=True
    )

    def saturated(pledge: Any, cost: Any) -> Any:
        return rewards / (1 + influence) * (limit + influence * pledge) - cost

    def utility(number: Any) -> Any:
        pledge = stake / number
        profit = saturated(pledge, cost_of_each(cost, number, further))
        offered = saturated(pledge_out, cost_out)
        return number * operator_reward(profit, offered, pledge, limit)

    gain = gain_from_splitting(cost, further, cost_out, pledge_out, influence, rewards)
    assert sympy.simplify(utility(pools + 1) - utility(pools) - gain) == 0


def test_the_influence_against_splitting_is_where_the_gain_ends() -> None:
    cost, further, cost_out, pledge_out, rewards = sympy.symbols(
        "c phi c_out s_out R", positive=True
    )
    edge = influence_against_splitting(cost, further, cost_out, pledge_out, rewards)
    gain = gain_from_splitting(cost, further, cost_out, pledge_out, edge, rewards)
    assert sympy.simplify(gain) == 0
    assert gain_from_splitting(4.0, 0.5, 5.0, 0.5, 2.9, 8.0) > 0
    assert gain_from_splitting(4.0, 0.5, 5.0, 0.5, 3.1, 8.0) < 0


@every_formula
def test_fractions_floats_arrays_symbols_and_the_solver_read_the_same(
    formula: Callable[..., Any],
) -> None:
    names = list(inspect.signature(formula).parameters)
    rng = np.random.default_rng(len(names))
    symbols, variables = sympy.symbols(names), [z3.Real(name) for name in names]
    rows = [
        [Fraction(int(cell), 16) for cell in row] for row in rng.integers(1, 32, (20, len(names)))
    ]
    columns = [np.array([float(cell) for cell in column]) for column in zip(*rows, strict=True)]
    arrays = formula(*columns)
    read, term = formula(*symbols), formula(*variables)
    for number, row in enumerate(rows):
        exact = Fraction(formula(*row))
        assert formula(*map(float, row)) == pytest.approx(float(exact), rel=1e-13, abs=1e-14)
        assert arrays[number] == formula(*map(float, row))
        by_name = {
            symbol: sympy.Rational(cell.numerator, cell.denominator)
            for symbol, cell in zip(symbols, row, strict=True)
        }
        assert read.subs(by_name) == sympy.Rational(exact.numerator, exact.denominator)
        pairs = [
            (variable, z3.Q(cell.numerator, cell.denominator))
            for variable, cell in zip(variables, row, strict=True)
        ]
        value = z3.simplify(z3.substitute(term, *pairs))
        assert isinstance(value, z3.RatNumRef)
        assert value.as_fraction() == exact
