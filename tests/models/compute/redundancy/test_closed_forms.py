"""Closed forms against exact sums, limits, published values and other routes to the same number."""

from fractions import Fraction
from math import comb

import mpmath
import numpy as np
import pytest
import sympy
from hybridstake.models.compute.redundancy.closed_forms import (
    cost,
    error,
    lead_cost,
    lead_error,
    log_odds,
    majority_error,
    progressive_cost,
)
from hybridstake.models.compute.redundancy.leads import (
    advantage,
    advantage_of_next_lead,
    copies_for_lead,
)
from hybridstake.models.compute.redundancy.rules import iterative, progressive, traditional
from hypothesis import given
from hypothesis import strategies as st

SHARES = st.fractions(0, 1, max_denominator=50)
CLOSE = 1e-12


def exact_majority(right: Fraction, copies: int) -> Fraction:
    """Binomial sum in fractions: most of the results are wrong."""
    needed = (copies + 1) // 2
    wrong = 1 - right
    return sum(
        (comb(copies, k) * wrong**k * right ** (copies - k) for k in range(needed, copies + 1)),
        Fraction(0),
    )


def exact_progressive(right: Fraction, copies: int) -> Fraction:
    """Two negative binomial laws in fractions, as they are published."""
    needed = (copies + 1) // 2
    wrong = 1 - right
    return sum(
        (
            run
            * comb(run - 1, needed - 1)
            * (right**needed * wrong ** (run - needed) + wrong**needed * right ** (run - needed))
            for run in range(needed, 2 * needed)
        ),
        Fraction(0),
    )


def exact_walk(right: Fraction, lead: int) -> tuple[Fraction, Fraction]:
    """Error and copies of a lead, solved as linear equations of the random walk."""
    places = range(-lead + 1, lead)
    up = sympy.Rational(right.numerator, right.denominator)
    down = 1 - up
    matrix = sympy.zeros(len(places), len(places))
    for row, place in enumerate(places):
        matrix[row, row] = 1
        for chance, after in ((up, place + 1), (down, place - 1)):
            if after in places:
                matrix[row, places.index(after)] -= chance
    lost = sympy.Matrix([down if place == -lead + 1 else 0 for place in places])
    ones = sympy.ones(len(places), 1)
    start = places.index(0)
    wrong, copies = (matrix.LUsolve(side)[start] for side in (lost, ones))
    return Fraction(int(wrong.p), int(wrong.q)), Fraction(int(copies.p), int(copies.q))


def test_the_published_example_is_found_again() -> None:
    """Brun et al. 2011: at r = 0.7 four unanimous jobs reach 0.97 with 9.4 copies in the mean, 2.0
    times fewer than traditional redundancy with 19 copies and 1.5 times fewer than progressive.
    Exactly it is 9.347 copies and 0.96737."""
    assert 1 - lead_error(0.7, 4) == pytest.approx(0.967365, abs=5e-7)
    assert lead_cost(0.7, 4) == pytest.approx(9.347, abs=5e-4)
    assert abs(lead_cost(0.7, 4) / 9.4 - 1) < 0.006
    assert round(19 / lead_cost(0.7, 4), 1) == 2.0
    assert round(progressive_cost(0.7, 19) / lead_cost(0.7, 4), 1) == 1.5


@given(SHARES, st.integers(1, 12))
def test_majorities_are_the_binomial_and_negative_binomial_sums(right: Fraction, half: int) -> None:
    copies = 2 * half - 1
    assert majority_error(float(right), copies) == pytest.approx(
        float(exact_majority(right, copies)), rel=CLOSE, abs=0
    )
    assert progressive_cost(float(right), copies) == pytest.approx(
        float(exact_progressive(right, copies)), rel=CLOSE, abs=0
    )


@pytest.mark.parametrize("right", [Fraction(1, 2), Fraction(7, 10), Fraction(1, 3), Fraction(1)])
@pytest.mark.parametrize("lead", [1, 2, 5])
def test_leads_are_the_random_walk_solved(right: Fraction, lead: int) -> None:
    wrong, copies = exact_walk(right, lead)
    assert lead_error(float(right), lead) == pytest.approx(float(wrong), rel=CLOSE, abs=0)
    assert lead_cost(float(right), lead) == pytest.approx(float(copies), rel=CLOSE, abs=0)


def test_a_lead_is_as_likely_right_as_votes_without_dissent() -> None:
    """In SymPy: r^d / (r^d + (1 - r)^d), vote by vote through the formula of the next lead."""
    right = sympy.Symbol("r", positive=True)
    grown = advantage(right)
    for lead in range(2, 5):
        grown = advantage_of_next_lead(grown, advantage(right))
        unanimous = right**lead / (right**lead + (1 - right) ** lead)
        assert sympy.cancel(grown - advantage(unanimous)) == 0


def test_walds_identity_is_the_closed_cost() -> None:
    for lead in (1, 3, 8):
        of_lead = advantage(1 - lead_error(0.8, lead))
        assert copies_for_lead(lead, of_lead, advantage(0.8)) == pytest.approx(
            lead_cost(0.8, lead), rel=1e-9, abs=0
        )


def test_ends_and_the_middle_are_right() -> None:
    ends = np.array([0.0, 0.5, 1.0])
    assert lead_error(ends, 7).tolist() == [1.0, 0.5, 0.0]
    assert lead_cost(ends, 7).tolist() == [7.0, 49.0, 7.0]
    assert majority_error(ends, 7).tolist() == pytest.approx([1.0, 0.5, 0.0], rel=CLOSE, abs=0)
    assert progressive_cost(ends, 7)[[0, 2]].tolist() == [4.0, 4.0]
    assert cost(traditional(7), ends).tolist() == [7.0, 7.0, 7.0]


@pytest.mark.parametrize(
    "off", [1e-15, 1e-12, 1e-8, 3e-8, 1.7e-7, 1e-6, 7e-6, 1e-4, 0.2499999, 0.25, 0.2500001]
)
def test_nothing_is_lost_near_the_middle(off: float) -> None:
    """Against fifty digits, on both sides of where the formula of the odds changes."""
    with mpmath.workdps(50):
        for share in (0.5 + off, 0.5 - off):
            exact = mpmath.log(mpmath.mpf(share) / (1 - mpmath.mpf(share)))
            assert log_odds(share) == pytest.approx(float(exact), rel=CLOSE, abs=0)
            value = mpmath.mpf(share)
            odds = ((1 - value) / value) ** 9
            expected = 9 * ((1 - odds) / (1 + odds)) / (2 * value - 1)
            assert lead_cost(share, 9) == pytest.approx(float(expected), rel=CLOSE, abs=0)


def test_tiny_errors_are_exact_and_not_one_less_a_reliability() -> None:
    with mpmath.workdps(60):
        right = mpmath.mpf(0.999)
        odds = ((1 - right) / right) ** 90
        assert lead_error(0.999, 90) == pytest.approx(float(odds / (1 + odds)), rel=1e-11, abs=0)
        exact = mpmath.betainc(40, 40, 0, 1 - right, regularized=True)
        assert majority_error(0.999, 79) == pytest.approx(float(exact), rel=1e-9, abs=0)
    assert 0 < majority_error(0.999, 79) < 1e-90


def test_many_copies_are_no_trouble() -> None:
    """Of a million copies at r = 0.51 the progressive scheme runs m / r, by the law of large numbers."""
    copies = 999_999
    assert progressive_cost(0.51, copies) == pytest.approx(500_000 / 0.51, rel=1e-5, abs=0)
    assert 0 < majority_error(0.501, copies) < 0.05
    assert lead_cost(0.51, 1_000_000) == pytest.approx(1_000_000 / 0.02, rel=1e-12, abs=0)


def test_schemes_choose_their_forms() -> None:
    for scheme, wrong, copies in (
        (traditional(19), majority_error(0.7, 19), 19.0),
        (progressive(19), majority_error(0.7, 19), progressive_cost(0.7, 19)),
        (iterative(4), lead_error(0.7, 4), lead_cost(0.7, 4)),
    ):
        assert (error(scheme, 0.7), cost(scheme, 0.7)) == (wrong, copies)


@given(st.floats(0.501, 0.999), st.integers(1, 40))
def test_longer_leads_are_dearer_and_safer(right: float, lead: int) -> None:
    assert lead_error(right, lead + 1) < lead_error(right, lead)
    assert lead_cost(right, lead + 1) > lead_cost(right, lead)
    assert lead <= lead_cost(right, lead) <= lead * lead
