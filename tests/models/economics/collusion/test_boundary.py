"""Where a cartel stops paying: predicates at their edges, and a largest cartel against SymPy."""

import pytest
import sympy
from hybridstake.models.economics.collusion.boundary import (
    holding_detection,
    holding_loss,
    largest_paying_cartel,
    paying_detection,
    paying_slashed_part,
)
from hybridstake.models.economics.collusion.trigger import cartel_pays, holds_together
from hybridstake.models.economics.rewards import authority_reward
from hybridstake.models.economics.slashing import penalty, slashed_fraction
from hypothesis import given
from hypothesis import strategies as st

amounts = st.fractions(1, 100, max_denominator=10)
unit = st.fractions(0, 1, max_denominator=100)


@given(gain=amounts, honest=amounts, loss=amounts, detection=unit.filter(bool))
def test_at_the_boundary_a_cartel_pays_no_more_and_just_below_it_does(
    gain: float, honest: float, loss: float, detection: float
) -> None:
    member = honest + gain
    edge = paying_detection(member, honest, loss)
    assert not cartel_pays(member, honest, edge, loss, 0)
    assert cartel_pays(member, honest, edge * detection * 99 / 100, loss, 0)
    part = paying_slashed_part(member, honest, detection, loss)
    assert not cartel_pays(member, honest, detection, penalty(loss, part), 0)
    assert cartel_pays(member, honest, detection, penalty(loss, part * 99 / 100), 0)


@given(discount=unit, member=amounts, more=amounts, honest=amounts, loss=amounts, by=unit)
def test_a_cartel_holds_up_to_the_boundary_and_not_beyond(
    discount: float, member: float, more: float, honest: float, loss: float, by: float
) -> None:
    deviator = max(member, honest) + more
    edge = holding_detection(discount, member, deviator, honest, loss)
    assert holds_together(discount, member, deviator, honest, edge, loss)
    assert not holds_together(discount, member, deviator, honest, edge + by + 1, loss)
    if edge > 0:
        again = holding_loss(discount, member, deviator, honest, edge)
        assert again == loss


def test_the_largest_paying_cartel_is_the_root_that_sympy_finds() -> None:
    """P/m - P/n = q b (rate + c m/n): a quadratic equation in m with one positive root."""
    members = sympy.Symbol("m", positive=True)
    part = slashed_fraction(sympy.Rational(1, 10), 1, members / 21)
    gain = authority_reward(210, members) - authority_reward(sympy.Integer(210), 21)
    edge = sympy.Eq(gain, sympy.Rational(1, 5) * penalty(100, part))
    (root,) = [each for each in sympy.solve(edge, members) if each.is_positive]
    assert root < 18  # below the ceiling of the slash, which SymPy was not told of
    found = largest_paying_cartel(210.0, 21, 100.0, 0.2, 0.1, 1.0)
    assert found == pytest.approx(float(root), rel=1e-9)


def test_unwatched_every_cartel_pays_and_with_a_ruinous_bond_none() -> None:
    assert largest_paying_cartel(210.0, 21, 100.0, 0.0, 0.1, 0.0) == 21.0
    assert largest_paying_cartel(210.0, 21, 1e9, 0.5, 0.1, 0.0) == 1.0
