"""Trigger strategies: textbook values, and the closed forms as SymPy derives them from the values."""

import pytest
import sympy
from hybridstake.models.economics.collusion.boundary import holding_detection, holding_loss
from hybridstake.models.economics.collusion.stage import fee_fixing
from hybridstake.models.economics.collusion.trigger import (
    cartel_pays,
    cartel_surplus,
    critical_discount_factor,
    critical_discount_factor_when_watched,
    discount_factor,
    holds_together,
    holds_with_finite_punishment,
)
from hybridstake.models.economics.deterrence import deters_when_kept
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

C, D, N, L = sympy.symbols("C D N L", real=True)
d, q = sympy.symbols("delta q", positive=True)
HONEST_FOR_EVER = N / (1 - d)

amounts = st.fractions(0, 100, max_denominator=10)
unit = st.fractions(0, 1, max_denominator=100)


def staying() -> sympy.Expr:
    """Worth of a cartel to a member: its own equation, solved. Found out, all are honest for ever."""
    worth = sympy.Symbol("V")
    after = q * HONEST_FOR_EVER + (1 - q) * worth
    (solved,) = sympy.solve(sympy.Eq(worth, C - q * L + d * after), worth)
    return solved


def zero(expression: sympy.Expr) -> bool:
    return sympy.simplify(expression) == 0


@pytest.mark.parametrize("firms", [2, 3, 10, 21])
def test_bertrands_cartel_of_n_needs_a_discount_factor_of_one_less_an_nth(firms: int) -> None:
    """Textbook: whoever undercuts serves all; afterwards nobody earns anything."""
    stage = fee_fixing(0.0, firms, firms, 100.0, 0.0, 1.0)
    found = critical_discount_factor(stage.member, stage.deviator, stage.honest)
    assert found == pytest.approx(1 - 1 / firms, rel=1e-12)


def test_the_prisoners_dilemma_of_the_textbook() -> None:
    """Rewards 3, temptation 5, punishment 1: one half."""
    assert critical_discount_factor(3, 5, 1) == 0.5


def test_the_surplus_is_the_worth_of_the_cartel_less_honesty() -> None:
    assert zero(staying() - HONEST_FOR_EVER - cartel_surplus(d, C, N, q, L))


def test_the_surplus_is_a_geometric_sum() -> None:
    """Epoch k is reached with probability (1 - q)^k; term by term, to forty digits."""
    point = {C: 3, N: 1, q: sympy.Rational(1, 10), L: 5, d: sympy.Rational(4, 5)}
    kept = (1 - q) * d
    terms = sum((kept**k * (C - N - q * L)).subs(point) for k in range(400))
    closed = cartel_surplus(d, C, N, q, L).subs(point)
    assert abs(sympy.N(terms - closed, 50)) < sympy.Float("1e-40")


def test_the_critical_factor_is_where_staying_is_worth_cheating() -> None:
    cheating = D + d * HONEST_FOR_EVER
    (solved,) = sympy.solve(sympy.Eq(staying(), cheating), d)
    assert zero(solved - critical_discount_factor_when_watched(C, D, N, q, L))
    assert zero(solved.subs(q, 0) - critical_discount_factor(C, D, N))


def test_a_forgiven_cheat_is_back_after_the_punishment() -> None:
    """Three epochs: D now, N in the next three, and then the cartel again."""
    cheating = D + N * (d + d**2 + d**3) + d**4 * staying()
    margin = sympy.simplify((staying() - cheating) * (1 - d * (1 - q)))
    holds = holds_with_finite_punishment(d, d**3, C, D, N, q, L)
    assert zero(margin - (holds.lhs - holds.rhs))
    for_ever = holds_with_finite_punishment(d, 0, C, D, N, q, L)
    grim = holds_together(d, C, D, N, q, L)
    assert zero(for_ever.lhs - for_ever.rhs - (grim.lhs - grim.rhs))


def test_the_boundaries_are_the_condition_solved_for_detection_and_for_the_loss() -> None:
    condition = holds_together(d, C, D, N, q, L)
    edge = sympy.Eq(condition.lhs, condition.rhs)
    assert zero(sympy.solve(edge, q)[0] - holding_detection(d, C, D, N, L))
    assert zero(sympy.solve(edge, L)[0] - holding_loss(d, C, D, N, q))


@given(discount=unit, member=amounts, more=amounts, honest=amounts, detection=unit, loss=amounts)
def test_the_condition_holds_exactly_above_the_critical_factor(
    discount: float, member: float, more: float, honest: float, detection: float, loss: float
) -> None:
    deviator = max(member, honest) + more
    holds = holds_together(discount, member, deviator, honest, detection, loss)
    if detection < 1 and deviator > honest:
        least = critical_discount_factor_when_watched(member, deviator, honest, detection, loss)
        assert holds == (discount >= least)
    surplus = member - honest - detection * loss
    if holds and deviator > honest and discount * (1 - detection) < 1:
        assert surplus > 0


@given(member=amounts, honest=amounts, detection=unit, penalty=amounts, rent=amounts)
def test_a_cartel_pays_exactly_where_its_offence_is_not_deterred(
    member: float, honest: float, detection: float, penalty: float, rent: float
) -> None:
    deterred = deters_when_kept(detection, penalty, rent, member - honest)
    assert cartel_pays(member, honest, detection, penalty, rent) == (not deterred)


@pytest.mark.parametrize("detection", [0.0, 0.05, 0.2])
def test_brents_root_of_the_surplus_is_the_critical_factor(detection: float) -> None:
    member, deviator, honest, loss = 3.0, 5.0, 1.0, 2.0

    def excess(discount: float) -> float:
        return cartel_surplus(discount, member, honest, detection, loss) - (deviator - honest)

    closed = critical_discount_factor_when_watched(member, deviator, honest, detection, loss)
    assert brentq(excess, 0.0, 1 - 1e-9) == pytest.approx(closed, rel=1e-9)


@given(discount=unit, member=amounts, honest=amounts, detection=unit, loss=amounts)
def test_more_detection_and_more_slashing_never_help_a_cartel(
    discount: float, member: float, honest: float, detection: float, loss: float
) -> None:
    deviator = max(member, honest) + 1
    if not holds_together(discount, member, deviator, honest, detection, loss):
        assert not holds_together(discount, member, deviator, honest, detection, loss + 1)
        more = (detection + 1) / 2
        assert not holds_together(discount, member, deviator, honest, more, loss)


def test_patience_is_the_yield_elsewhere() -> None:
    """A token in a year is worth 1 / 1.12 at 12 % a year."""
    assert discount_factor(0.12, 1.0) == pytest.approx(1 / 1.12, rel=1e-15)
    assert discount_factor(0.12, 1 / 365) == pytest.approx(0.999671, abs=5e-7)
