"""The smaller and the larger of two numbers, against Python's own, in every kind of number."""

from fractions import Fraction

import numpy as np
import z3
from hybridstake.models.extremes import larger, smaller
from hypothesis import given
from hypothesis import strategies as st

rationals = st.fractions(-10, 10, max_denominator=3)
"""So few values that both are often equal."""


@given(left=rationals, right=rationals)
def test_each_is_pythons_own_in_every_kind_of_number(left: Fraction, right: Fraction) -> None:
    for kind in (Fraction, float, np.float64):
        first, second = kind(left), kind(right)
        least, most = smaller(first, second), larger(first, second)
        assert (least, most) == (min(first, second), max(first, second))
        assert type(least) is type(most) is kind


def test_a_whole_number_becomes_the_kind_of_the_other() -> None:
    """One of a float and a whole number is a float, whichever it was."""
    for value in (Fraction(1, 2), 0.5, np.float64(0.5)):
        assert type(smaller(value, 0)) is type(larger(2, value)) is type(value)
    assert (type(smaller(1, 2)), type(larger(1, 2))) == (int, int)


def test_arrays_of_fractions_stay_exact() -> None:
    thirds = np.array([Fraction(1, 3), Fraction(2, 3)])
    assert smaller(thirds, Fraction(1, 2)).tolist() == [Fraction(1, 3), Fraction(1, 2)]
    assert larger(thirds, Fraction(1, 2)).tolist() == [Fraction(1, 2), Fraction(2, 3)]


def test_z3_knows_that_they_are_the_two_and_in_order() -> None:
    """For all reals, and for whole numbers beside reals."""
    for left, right in (z3.Reals("left right"), (z3.Int("left"), z3.Real("right"))):
        least, most = smaller(left, right), larger(left, right)
        solver = z3.Solver()
        solver.add(z3.Not(z3.And(least <= most, least + most == left + right)))
        assert solver.check() == z3.unsat
        solver = z3.Solver()
        solver.add(least != left, least != right)
        assert solver.check() == z3.unsat
