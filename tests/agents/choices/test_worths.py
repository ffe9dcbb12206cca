"""What the worths of positions come to where they are easily told, in exact fractions."""

from fractions import Fraction

import pytest
from hybridstake.agents.choices.worths import (
    commission_income,
    kept_by_griefers,
    worth_at_risk,
    worth_of_delegation,
    worth_of_griefing,
    worth_of_idleness,
    worth_of_silence,
    worth_of_validation,
)
from hypothesis import given
from hypothesis import strategies as st

amounts = st.integers(1, 10**15).map(Fraction)
shares = st.fractions(0, 1, max_denominator=1_000)


@given(pay=amounts, commission=shares, stakes=st.lists(amounts, min_size=1, max_size=5))
def test_what_delegators_give_up_is_what_validators_earn(
    pay: Fraction, commission: Fraction, stakes: list[Fraction]
) -> None:
    earned = sum(commission_income(pay, commission, each, sum(stakes)) for each in stakes)
    assert worth_of_delegation(pay, commission) + earned == pay


@given(honest=amounts, pay=amounts, loss=shares, factor=st.fractions(Fraction(1, 9), 9))
def test_spite_pays_from_one_over_the_griefing_factor_on(
    honest: Fraction, pay: Fraction, loss: Fraction, factor: Fraction
) -> None:
    """There what is forgone is worth just what the others lose."""
    assert worth_of_griefing(honest, pay, loss, factor, 1 / factor) == honest
    more = worth_of_griefing(honest, pay, loss, factor, 2 / factor)
    less = worth_of_griefing(honest, pay, loss, factor, Fraction(0))
    assert (more - honest, less - honest) == (loss * pay, -loss * pay)


@given(stakes=st.tuples(amounts, amounts), loss=shares, factor=st.fractions(0, 9))
def test_griefers_keep_no_more_from_the_honest_than_all(
    stakes: tuple[Fraction, Fraction], loss: Fraction, factor: Fraction
) -> None:
    griefing, honest = stakes
    kept = kept_by_griefers(griefing, honest, loss, factor)
    assert 0 <= kept <= 1
    assert kept * honest == min(griefing * loss * factor, honest)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (worth_of_idleness(200, 0.25, wait=0.0), 50.0),
        (worth_of_idleness(200, 0.25, wait=1.0), 0.0),
        (worth_of_validation(110.0, cost=20.0, identities=1), 90.0),
        (worth_of_silence(200, 0.25), -50.0),
        (worth_at_risk(50.0, 200, premium=0.25), 0.0),
    ],
)
def test_a_worth_by_hand(found: float, expected: float) -> None:
    """A quarter of 200 is 50: earned elsewhere, unless all the time is spent on the way out; lost in
    silence; asked for as a premium.
    """
    assert found == expected
