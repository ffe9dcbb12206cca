"""Costs by hand, four ways, and in the proportions that a user can rely on."""

from typing import Any

import numpy as np
import pytest
import sympy
import z3
from hybridstake.models.cryptography.group_order import ORDER
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.payments import conservation, costs
from hybridstake.models.payments.conservation import cannot_wrap
from hybridstake.models.payments.costs import (
    BATCHED,
    CORE_SECOND,
    PLAIN,
    PRIVATE,
    STORED_BYTE,
    WATTS,
    PaymentCosts,
    fee_floor,
    least_amount,
    most_validators,
    payment_joules,
    payments_per_second,
)
from hybridstake.models.payments.operations import payment_bytes
from hybridstake.models.payments.verifying import MOST_INPUTS
from hypothesis import given
from hypothesis import strategies as st

FORMULAS = {
    "payments_per_second": (0.25,),
    "payment_joules": (0.5, 0.25, 100.0, 4.0),
    "fee_floor": (8.0, 0.5, 256.0, 0.25, 0.125),
    "least_amount": (0.5, 0.25),
    "most_validators": (4.0, 0.25, 0.5),
    "excess_amount": (7.0, 1.0, 5.0, 3.0),
    "surplus_amount": (160.0, 100.0, 3.0, 2.0),
}


@pytest.mark.parametrize("name", FORMULAS)
def test_formulas_are_read_four_ways(name: str) -> None:
    formula = getattr(costs, name, None) or getattr(conservation, name)
    numbers = FORMULAS[name]
    exact = formula(*numbers)
    assert formula(*(np.array([each, each]) for each in numbers)).tolist() == [exact, exact]
    symbols = sympy.symbols(f"x0:{len(numbers)}")
    assert float(formula(*symbols).subs(dict(zip(symbols, numbers, strict=True)))) == exact
    solved: Any = z3.simplify(formula(*(z3.RealVal(str(each)) for each in numbers)))
    assert float(solved.as_fraction()) == exact


def test_the_bound_on_sums_is_a_predicate_four_ways() -> None:
    assert cannot_wrap(3, 4, 13)
    assert not cannot_wrap(3, 4, 12)
    assert cannot_wrap(np.array([3, 4]), 4, 13).tolist() == [True, False]
    assert z3.is_true(z3.simplify(cannot_wrap(z3.IntVal(3), 4, 13)))
    assert cannot_wrap(sympy.Integer(4), 4, 13) == sympy.false


def test_no_payment_of_ours_is_near_the_bound() -> None:
    """257 times 2^64 is below 2^73, and the order above 2^254."""
    assert cannot_wrap(MOST_INPUTS + 1, 1 << 64, ORDER)
    assert (MOST_INPUTS + 1) << 64 < 1 << 73 < 1 << 254 < ORDER


def test_energy_and_fees_by_hand() -> None:
    """3.5 W times 1.135; 0.111 s once and 0.0172 s at each of 100; 0.04 USD an hour; 1.21 USD a GB."""
    assert pytest.approx(3.9725, rel=1e-12, abs=0) == WATTS
    joules = payment_joules(PRIVATE.proving, PRIVATE.checking, 100, WATTS)
    assert joules == pytest.approx(3.9725 * (0.111 + 1.72), rel=1e-12, abs=0)
    fee = fee_floor(100, PRIVATE.checking, PRIVATE.size, CORE_SECOND, STORED_BYTE)
    by_hand = 100 * (0.0172 * 0.04 / 3600 + 2448 * 1.21e-9)
    assert fee == pytest.approx(by_hand, rel=1e-12, abs=0)
    assert 2448 * 1.21e-9 / (by_hand / 100) > 0.9


def test_the_size_is_that_of_the_construction() -> None:
    assert PRIVATE.size == BATCHED.size == payment_bytes(1, 2, 4, 7)


@given(st.floats(1e-6, 1e3), st.floats(1e-3, 1.0), st.floats(1e-9, 1.0))
def test_a_payment_at_the_break_even_pays_its_fee_and_no_more(
    amount: float, share: float, cost: float
) -> None:
    """Inverse of each other: as many validators as an amount pays for have that amount as least."""
    validators = most_validators(amount, share, cost)
    assert least_amount(validators * cost, share) == pytest.approx(amount, rel=1e-12, abs=0)


@given(st.integers(1, 10**5), st.integers(1, 10**5))
def test_energy_and_fees_grow_with_validators_and_throughput_with_speed(
    few: int, many: int
) -> None:
    more = few + many
    for kind in (PLAIN, PRIVATE, BATCHED):
        assert payment_joules(kind.proving, kind.checking, more, WATTS) > payment_joules(
            kind.proving, kind.checking, few, WATTS
        )
    assert payments_per_second(BATCHED.checking) > payments_per_second(PRIVATE.checking)


@pytest.mark.parametrize(
    ("field", "value"), [("proving", 0.0), ("checking", float("nan")), ("size", -1)]
)
def test_costs_are_positive(field: str, value: float) -> None:
    known: dict[str, Any] = {"proving": 1.0, "checking": 1.0, "size": 1}
    with pytest.raises(InvalidParameter) as refused:
        PaymentCosts(**{**known, field: value})
    assert str(refused.value) == f"{field} must be positive, got {value!r}"
