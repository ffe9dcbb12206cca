"""Guards and effects read four ways: integers, arrays, SymPy and Z3 integers agree to the last unit.

As in `tests/models/test_four_ways.py` the formulas are found by their annotations; here they may
return several numbers, and all numbers are whole but the thresholds.
"""

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import hybridstake.models.ledger.steps
import numpy as np
import pytest
import sympy
import z3
from hybridstake.models.ledger.steps.table import STEPS
from hypothesis import given, settings
from hypothesis import strategies as st

Formula = Callable[..., Any]

THRESHOLDS = ("authorities", "stake", "oversight", "part")
"""How names of exact fractions end, in the two modules' formulas that know any."""
wholes = st.integers(-40, 40)
near = st.integers(-2, 2)
"""So few values that both sides of a comparison are often equal."""
parts = st.fractions(0, 1, max_denominator=6)


def formulas() -> Iterator[tuple[str, Formula]]:
    """Every public function of the folder whose parameters are all `Any`."""
    package = hybridstake.models.ledger.steps
    for found in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            parameters = inspect.signature(function).parameters.values()
            if function.__module__ == module.__name__ and all(
                each.annotation is Any for each in parameters
            ):
                yield f"{found.name}.{name}", function


FORMULAS = dict(formulas())
every_formula = pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)


def names_of(formula: Formula) -> list[str]:
    """Names of the parameters, in order."""
    return list(inspect.signature(formula).parameters)


def is_fraction(formula: Formula, name: str) -> bool:
    """Whether a parameter is a part of a whole rather than an amount."""
    thresholds = formula.__name__ in ("are_safe", "may_enact", "enact", "is_threshold")
    return thresholds and name not in ("stake", "enacted") and name.endswith(THRESHOLDS)


def points(formula: Formula) -> st.SearchStrategy[list[Any]]:
    """A value per parameter, all amounts of one kind, so that values close together come together."""
    return st.one_of(
        [
            st.tuples(
                *[parts if is_fraction(formula, name) else kind for name in names_of(formula)]
            ).map(list)
            for kind in (wholes, near)
        ]
    )


def as_tuple(value: Any) -> tuple[Any, ...]:
    """What a formula returns, one or several."""
    return value if isinstance(value, tuple) else (value,)


@functools.cache
def in_sympy(formula: Formula) -> tuple[list[sympy.Symbol], tuple[Any, ...]]:
    """Symbols of the parameters, and the formula of them."""
    symbols = [
        sympy.Symbol(name, real=True)
        if is_fraction(formula, name)
        else sympy.Symbol(name, integer=True)
        for name in names_of(formula)
    ]
    return symbols, as_tuple(formula(*symbols))


@functools.cache
def in_z3(formula: Formula) -> tuple[list[Any], tuple[Any, ...]]:
    """Integers of the parameters, reals of the thresholds, and the formula of them."""
    variables = [
        z3.Real(name) if is_fraction(formula, name) else z3.Int(name) for name in names_of(formula)
    ]
    return variables, as_tuple(formula(*variables))


def sympy_number(value: int | Fraction) -> Any:
    """A number of Python's as SymPy's own."""
    return sympy.Rational(Fraction(value).numerator, Fraction(value).denominator)


def sympy_value(value: Any) -> Fraction | bool:
    """A closed SymPy expression as Python's own number or truth."""
    value = sympy.sympify(value)
    if value in (sympy.true, sympy.false):
        return bool(value)
    assert isinstance(value, sympy.Rational), value
    return Fraction(int(value.p), int(value.q))


def z3_value(value: Any) -> Fraction | bool:
    """A closed Z3 term as Python's own number or truth."""
    value = z3.simplify(value)
    if isinstance(value, z3.BoolRef):
        assert z3.is_true(value) or z3.is_false(value), value
        return z3.is_true(value)
    return Fraction(str(value))


def test_every_guard_and_effect_of_the_table_is_found() -> None:
    assert len(FORMULAS) == len(set(FORMULAS.values()))
    used = {each for step in STEPS for each in (step.may, step.effect)}
    assert used <= set(FORMULAS.values())


@every_formula
@given(data=st.data())
@settings(max_examples=12)
def test_sympy_reads_the_same_numbers(formula: Formula, data: st.DataObject) -> None:
    point = data.draw(points(formula))
    symbols, expressions = in_sympy(formula)
    numbers = dict(zip(symbols, map(sympy_number, point), strict=True))
    found = [sympy_value(sympy.sympify(each).subs(numbers)) for each in expressions]
    expected = list(as_tuple(formula(*point)))
    assert found == expected
    assert [isinstance(each, bool) for each in found] == [
        isinstance(each, bool) for each in expected
    ]


@every_formula
@given(data=st.data())
@settings(max_examples=12)
def test_z3_reads_the_same_numbers(formula: Formula, data: st.DataObject) -> None:
    point = data.draw(points(formula))
    variables, terms = in_z3(formula)
    numbers = [
        z3.Q(value.numerator, value.denominator) if z3.is_real(variable) else z3.IntVal(value)
        for value, variable in zip(point, variables, strict=True)
    ]
    found = [z3_value(z3.substitute(term, *zip(variables, numbers, strict=True))) for term in terms]
    assert found == list(as_tuple(formula(*point)))


@every_formula
@given(data=st.data())
@settings(max_examples=12)
def test_arrays_are_read_element_by_element(formula: Formula, data: st.DataObject) -> None:
    rows = data.draw(st.lists(points(formula), min_size=1, max_size=5))
    columns = [
        np.array(column, dtype=object if isinstance(column[0], Fraction) else np.int64)
        for column in zip(*rows, strict=True)
    ]
    found = [column.tolist() for column in as_tuple(formula(*columns))]
    expected = [as_tuple(formula(*row)) for row in rows]
    assert found == [list(column) for column in zip(*expected, strict=True)]


@every_formula
def test_symbols_stay_symbols(formula: Formula) -> None:
    """Every parameter is left in what SymPy and Z3 read: nothing was decided on the way."""
    symbols, expressions = in_sympy(formula)
    used = set().union(*[sympy.sympify(each).free_symbols for each in expressions])
    assert used == set(symbols)
    _, terms = in_z3(formula)
    found = {str(each) for term in terms for each in z3.z3util.get_vars(term)}
    assert found == {str(symbol) for symbol in symbols}
