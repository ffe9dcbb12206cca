"""Deterrence: predicates, the same solved for one quantity, and the plan's numbers."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hybridstake.models.economics.deterrence import (
    authority_rent,
    blocks_to_recoup,
    detection_needed_when_forfeited,
    deters_when_forfeited,
    deters_when_kept,
    largest_deterred_gain,
    staker_rent,
    time_to_recoup,
)
from hypothesis import assume, given
from hypothesis import strategies as st

unit = st.fractions(0, 1, max_denominator=1_000)
amounts = st.fractions(0, 100_000, max_denominator=100)


def test_an_authority_of_the_plan_earns_its_slashed_bond_back_in_minutes() -> None:
    """A tenth of 10,000 tokens at 60/21 tokens a block: 350 blocks; 35 s of Fast, 175 s of Balanced."""
    assert blocks_to_recoup(Fraction(1_000), Fraction(60, 21)) == 350


def test_certain_detection_deters_up_to_what_is_lost_when_the_gain_is_kept() -> None:
    """1 · (1,000 + 500) = 1,500."""
    assert deters_when_kept(1, penalty=1_000, rent=500, gain=1_500)
    assert not deters_when_kept(1, penalty=1_000, rent=500, gain=1_501)


@given(detection=unit, penalty=amounts, rent=amounts, gain=amounts)
def test_the_solved_detection_probability_is_the_predicates_edge(
    detection: Fraction, penalty: Fraction, rent: Fraction, gain: Fraction
) -> None:
    assume(penalty + rent + gain > 0)
    needed = detection_needed_when_forfeited(penalty, rent, gain)
    assert 0 <= needed <= 1
    assert deters_when_forfeited(detection, penalty, rent, gain) == (detection >= needed)
    assert deters_when_forfeited(needed, penalty, rent, gain)


@given(detection=unit, penalty=amounts, rent=amounts, gain=amounts)
def test_the_largest_deterred_gain_is_the_predicates_edge(
    detection: Fraction, penalty: Fraction, rent: Fraction, gain: Fraction
) -> None:
    largest = largest_deterred_gain(detection, penalty, rent)
    assert deters_when_kept(detection, penalty, rent, gain) == (gain <= largest)
    assert deters_when_kept(detection, penalty, rent, largest)


@given(detection=unit, penalty=amounts, rent=amounts, gain=amounts, more=amounts)
def test_a_gain_that_is_kept_is_harder_to_deter_and_more_at_stake_deters_more(
    detection: Fraction, penalty: Fraction, rent: Fraction, gain: Fraction, more: Fraction
) -> None:
    for deters in (deters_when_forfeited, deters_when_kept):
        if deters(detection, penalty, rent, gain):
            assert deters_when_forfeited(detection, penalty, rent, gain)
            assert deters(detection, penalty + more, rent, gain)
            assert deters(detection, penalty, rent + more, gain)


@given(penalty=amounts, rent=amounts, gain=amounts.filter(bool))
def test_at_the_limits_of_detection_nothing_and_everything_is_deterred(
    penalty: Fraction, rent: Fraction, gain: Fraction
) -> None:
    for deters in (deters_when_forfeited, deters_when_kept):
        assert not deters(0, penalty, rent, gain)
        assert deters(0, penalty, rent, 0)
    assert deters_when_forfeited(1, penalty, rent, gain)


@given(loss=amounts, reward=amounts.filter(bool))
def test_the_recouped_blocks_pay_exactly_the_loss(loss: Fraction, reward: Fraction) -> None:
    assert blocks_to_recoup(loss, reward) * reward == loss


@pytest.mark.parametrize(
    ("loss", "reward", "time"),
    [
        (1_000.0, 2.5, 400.0),
        (0.0, 2.5, 0.0),
        (0.0, 0.0, 0.0),
        (1_000.0, 0.0, None),
        (1_000.0, 5e-324, None),
    ],
)
def test_a_loss_is_earned_back_at_once_where_there_is_none_and_never_without_pay(
    loss: float, reward: float, time: float | None
) -> None:
    """1,000 over the least float is beyond all floats: no time that anybody could state."""
    assert time_to_recoup(loss, reward) == time


def test_rent_is_the_reward_of_the_time_out() -> None:
    """Staker: 40 a year, a quarter of the stake, half a year. Authority: 60 a year among 20."""
    assert staker_rent(40.0, 100, 400, 0.5) == 5.0
    assert authority_rent(60.0, 20, 0.5) == 1.5


@given(pool=amounts, members=st.integers(1, 100), years=unit)
def test_the_rents_of_a_class_out_for_a_time_are_what_it_was_paid_in_it(
    pool: Fraction, members: int, years: Fraction
) -> None:
    """Equal members; a staker of one part in so many loses what an authority of so many does."""
    assert authority_rent(pool, members, years) * members == pool * years
    assert staker_rent(pool, 1, members, years) == authority_rent(pool, members, years)


@pytest.mark.parametrize(
    ("deters", "unknown", "solved"),
    [
        (deters_when_forfeited, "p", detection_needed_when_forfeited(*sympy.symbols("S R g"))),
        (deters_when_kept, "g", largest_deterred_gain(*sympy.symbols("p S R"))),
    ],
    ids=["forfeited", "kept"],
)
def test_sympy_solves_each_predicate_to_the_formula(
    deters: Callable[..., Any], unknown: str, solved: sympy.Expr
) -> None:
    relation = deters(*sympy.symbols("p S R g"))
    solutions = sympy.solve(sympy.Eq(relation.lhs, relation.rhs), sympy.Symbol(unknown))
    assert [sympy.simplify(solution - solved) for solution in solutions] == [0]
