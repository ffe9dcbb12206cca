"""Issuance and yield: the plan's numbers by hand, free entry, and what SymPy derives."""

from fractions import Fraction

import pytest
import sympy
from hybridstake.experiments.parameter_files import load
from hybridstake.models.economics.issuance import (
    SECONDS_PER_YEAR,
    annual_yield,
    blocks_per_year,
    capped_issuance,
    staked_at_hurdle,
    yearly_issuance,
)
from hybridstake.models.economics.payments import yearly_rewards_at_launch
from hybridstake.models.protocol.modes import Mode
from hypothesis import given
from hypothesis import strategies as st

positive = st.fractions(Fraction(1, 1_000), 1_000_000, max_denominator=1_000)
amounts = st.floats(0, 1e15)


def test_the_plans_yield_is_989_times_the_stake_a_year() -> None:
    """40 tokens a block to stakers, a block each 0.5 s, 100 stakers of 25,500 tokens.

    A year has 31,536,000 s / 0.5 s = 63,072,000 blocks: 2,522,880,000 tokens for 2,550,000 staked,
    989.36... a year: 98,936 %. At the least stakes of Balanced, 10,000 each, 2,522.88: 252,288 %.
    """
    to_stakers = yearly_issuance(40, Fraction("0.5"))
    assert to_stakers == 2_522_880_000
    assert round(annual_yield(to_stakers, 100 * 25_500), 2) == Fraction("989.36")
    assert annual_yield(to_stakers, 100 * 10_000) == Fraction("2522.88")


def test_the_plan_issues_six_times_its_supply_in_a_year_of_balanced() -> None:
    """100 tokens · 63,072,000 blocks = 6,307,200,000 of 1,000,000,000; capped at 5 %: 50,000,000."""
    plan = load("plan")
    issued = yearly_issuance(plan.rewards.base_reward, plan.balanced.block_seconds)
    assert issued == yearly_rewards_at_launch(plan, Mode.BALANCED) == 6_307_200_000
    assert yearly_rewards_at_launch(load("reference"), Mode.BALANCED) == 50_000_000


def test_a_year_has_365_days() -> None:
    """365 · 24 · 60 · 60 s = 31,536,000 s."""
    assert 365 * 24 * 60 * 60 == SECONDS_PER_YEAR == blocks_per_year(1)


@given(issuance=amounts, supply=amounts, cap=st.floats(0, 10))
def test_a_ceiling_is_never_exceeded_and_never_raises(
    issuance: float, supply: float, cap: float
) -> None:
    capped = capped_issuance(issuance, supply, cap)
    assert capped <= cap * supply
    assert capped in (issuance, cap * supply)
    assert capped_issuance(issuance, supply, 0.0) == 0


@given(to_class=positive, staked=positive, more=positive)
def test_the_yield_falls_as_more_is_staked(
    to_class: Fraction, staked: Fraction, more: Fraction
) -> None:
    assert annual_yield(to_class, staked + more) < annual_yield(to_class, staked)


@given(to_class=positive, hurdle=positive)
def test_at_the_stake_of_free_entry_the_yield_is_the_hurdle(
    to_class: Fraction, hurdle: Fraction
) -> None:
    staked = staked_at_hurdle(to_class, hurdle)
    assert annual_yield(to_class, staked) == hurdle
    assert staked_at_hurdle(to_class, annual_yield(to_class, staked)) == staked


@given(reward=positive, seconds=positive)
def test_blocks_half_as_far_apart_issue_twice_as_much(reward: Fraction, seconds: Fraction) -> None:
    assert yearly_issuance(reward, seconds / 2) == 2 * yearly_issuance(reward, seconds)


@pytest.fixture(name="symbols")
def positive_symbols() -> list[sympy.Symbol]:
    """What is paid to a class, what it stakes, and what it asks for."""
    return list(sympy.symbols("to_class staked hurdle", positive=True))


def test_sympy_derives_that_the_yield_falls_in_the_stake(symbols: list[sympy.Symbol]) -> None:
    """d/ds (c/s) = -c/s², negative for all positive c and s; the elasticity is exactly -1."""
    to_class, staked, _ = symbols
    slope = sympy.diff(annual_yield(to_class, staked), staked)
    assert slope.is_negative
    assert sympy.simplify(slope * staked / annual_yield(to_class, staked)) == -1


def test_sympy_solves_the_yield_for_the_stake_of_free_entry(symbols: list[sympy.Symbol]) -> None:
    to_class, staked, hurdle = symbols
    solutions = sympy.solve(sympy.Eq(annual_yield(to_class, staked), hurdle), staked)
    assert solutions == [staked_at_hurdle(to_class, hurdle)]
