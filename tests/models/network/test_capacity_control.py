"""Fee and size by hand, their fixed points, and their eigenvalue against SymPy's Jacobian."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# SymPy ships no types.

from fractions import Fraction

import numpy as np
import sympy  # pyright: ignore[reportMissingTypeStubs]
import z3
from hybridstake.models.network.capacity_control import (
    block_interval,
    block_room,
    control_eigenvalue,
    control_is_stable,
    elasticity_limit,
    fee_exponent,
    kept_between,
    next_fee,
    next_target,
    size_exponent,
)
from hypothesis import given
from hypothesis import strategies as st

POSITIVE = st.fractions(Fraction(1, 100), 100, max_denominator=100)
SHARE = st.fractions(0, 1, max_denominator=100)
DENOMINATORS = st.integers(1, 64)


def test_a_full_block_raises_the_fee_by_an_eighth_and_an_empty_one_lowers_it_as_much() -> None:
    """EIP-1559: 30 of 15 million gas: 1 + 15 / (15 * 8); none of it: 1 - 1 / 8."""
    assert next_fee(1_000.0, 30, 15, 8) == 1_125
    assert next_fee(1_000.0, 0, 15, 8) == 875


@given(fee=POSITIVE, used=POSITIVE, target=POSITIVE, denominator=DENOMINATORS, gain=SHARE)
def test_fee_and_target_stay_exactly_where_blocks_are_at_their_target(
    fee: Fraction, used: Fraction, target: Fraction, denominator: int, gain: Fraction
) -> None:
    assert (next_fee(fee, used, target, denominator) == fee) == (used == target)
    assert (next_target(target, used, gain) == target) == (used == target or gain == 0)


def test_the_eigenvalue_is_that_of_the_linearised_controller() -> None:
    """The Jacobian of both updates under demand fee^-elasticity, where fee, target and use are one.

    Its other eigenvalue is 1: every target is a fixed point with the fee that fills it.
    """
    fee, target, elasticity, denominator, gain = sympy.symbols("p t e d g", positive=True)
    used = fee**-elasticity
    updates = sympy.Matrix(
        [next_fee(fee, used, target, denominator), next_target(target, used, gain)]
    )
    matrix = updates.jacobian([fee, target]).subs({fee: 1, target: 1})
    expected = control_eigenvalue(elasticity, denominator, gain)
    assert sympy.simplify(matrix.trace() - (1 + expected)) == 0
    assert sympy.simplify(matrix.det() - expected) == 0


@given(elasticity=POSITIVE, denominator=DENOMINATORS, gain=SHARE)
def test_it_is_stable_exactly_where_the_eigenvalue_is_within_the_unit_circle(
    elasticity: Fraction, denominator: int, gain: Fraction
) -> None:
    inside = abs(control_eigenvalue(elasticity, denominator, gain)) < 1
    assert control_is_stable(elasticity, denominator, gain) == inside
    assert inside == (elasticity < elasticity_limit(denominator, gain))


@given(elasticity=POSITIVE, denominator=DENOMINATORS, gain=SHARE)
def test_fee_and_size_undo_a_change_of_the_load_together(
    elasticity: Fraction, denominator: int, gain: Fraction
) -> None:
    """Where load times fee^-elasticity is the target again, in exponents of the load."""
    fee, size = (each(elasticity, denominator, gain) for each in (fee_exponent, size_exponent))
    assert 1 - elasticity * fee == size
    assert size == gain * denominator * fee


@given(seconds=POSITIVE, waiting=POSITIVE, transactions=POSITIVE, each=POSITIVE)
def test_a_block_is_in_time_exactly_where_it_holds_no_more_than_there_is_room_for(
    seconds: Fraction, waiting: Fraction, transactions: Fraction, each: Fraction
) -> None:
    fits = (transactions <= block_room(seconds, waiting, each)) & (waiting <= seconds)
    late = block_interval(seconds, waiting, transactions, each) > seconds
    assert late != fits


def test_a_bound_wins_over_a_floor() -> None:
    assert kept_between(3.0, 5.0, 4.0) == 4


def test_the_same_formulas_are_read_of_arrays_and_by_the_solver() -> None:
    elasticities = np.array([1.0, 15.0, 16.0, 20.0])
    assert control_is_stable(elasticities, 8, 0).tolist() == [True, True, False, False]
    assert control_eigenvalue(elasticities, 8, 0).tolist() == [0.875, -0.875, -1.0, -1.5]
    elasticity, denominator, gain = z3.Reals("e d g")
    solver = z3.Solver()
    solver.add(denominator >= 1, gain >= 0, elasticity > 0)
    left = control_eigenvalue(elasticity, denominator, gain)
    inside = z3.And(left < 1, left > -1)
    solver.add(inside != control_is_stable(elasticity, denominator, gain))
    assert solver.check() == z3.unsat
