"""One formula, read four ways: float, array, SymPy and Z3 go through the same line and agree.

The table finds the formulas by itself: every public function of the two folders, and every public
method, whose parameters are all annotated `Any`. A new formula is tested without anybody recalling it.
"""

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from fractions import Fraction
from types import ModuleType
from typing import Any

import hybridstake.models.economics
import hybridstake.models.protocol
import numpy as np
import pytest
import sympy
import z3
from hybridstake.models.protocol.quorums import Quorum
from hypothesis import assume, given, settings
from hypothesis import strategies as st

Formula = Callable[..., Any]

ROUNDING = 4 * 2.0**-53
"""Floats are read at small multiples of 1/8: sums and products are exact, and only a quotient and what
is multiplied by it are rounded, each by half a unit in the last place."""

rationals = st.fractions(-1_000, 1_000, max_denominator=1_000)
eighths = st.integers(-8_000, 8_000).map(lambda number: Fraction(number, 8))
near = st.integers(-4, 4).map(lambda number: Fraction(number, 2))
"""So few values that both sides of a comparison are often equal."""


def modules_of(package: ModuleType) -> Iterator[ModuleType]:
    """Every module of a folder."""
    for found in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{package.__name__}.{found.name}")


def is_formula(function: Formula) -> bool:
    """Whether all parameters are annotated `Any`: the mark of a function of plain scalars."""
    annotations = [
        parameter.annotation for parameter in inspect.signature(function).parameters.values()
    ]
    return bool(annotations) and all(annotation is Any for annotation in annotations)


def quorums() -> Iterator[tuple[str, Quorum]]:
    """A quorum of either resource and one of both, strict and not."""
    two_thirds, third = Fraction(2, 3), Fraction(1, 3)
    for quorum in (
        Quorum(two_thirds, None, strict=False),
        Quorum(None, third, strict=True),
        Quorum(two_thirds, third, strict=True),
    ):
        yield f"{quorum.authorities}, {quorum.stake}, strict={quorum.strict}", quorum


def formulas() -> dict[str, Formula]:
    """Every formula, by its full name."""
    found: dict[str, Formula] = {}
    for package in (hybridstake.models.protocol, hybridstake.models.economics):
        for module in modules_of(package):
            for name, function in inspect.getmembers(module, inspect.isfunction):
                own = function.__module__ == module.__name__ and not name.startswith("_")
                if own and is_formula(function):
                    found[f"{module.__name__.removeprefix('hybridstake.models.')}.{name}"] = (
                        function
                    )
    return found | {f"Quorum({form}).is_met": quorum.is_met for form, quorum in quorums()}


FORMULAS = formulas()
every_formula = pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)


def names_of(formula: Formula) -> list[str]:
    """Names of the parameters, in order."""
    return list(inspect.signature(formula).parameters)


def exactly(formula: Formula, point: list[Fraction]) -> Any:
    """The reading in exact fractions, the reference of the others; points off the domain are skipped."""
    try:
        return formula(*point)
    except ZeroDivisionError:
        assume(False)


def points(
    formula: Formula, *kinds: st.SearchStrategy[Fraction]
) -> st.SearchStrategy[list[Fraction]]:
    """A value per parameter; all of one kind, so that values close together are drawn together."""
    size = len(names_of(formula))
    return st.one_of([st.lists(kind, min_size=size, max_size=size) for kind in kinds])


@functools.cache
def in_sympy(formula: Formula) -> tuple[list[sympy.Symbol], Any]:
    """Symbols of the parameters, and the formula of them."""
    symbols = [sympy.Symbol(name, real=True) for name in names_of(formula)]
    return symbols, formula(*symbols)


@functools.cache
def in_z3(formula: Formula) -> tuple[list[Any], Any]:
    """Reals of the parameters, and the formula of them."""
    variables = [z3.Real(name) for name in names_of(formula)]
    return variables, formula(*variables)


def sympy_value(value: Any) -> Fraction | bool:
    """A closed SymPy expression as Python's own number or truth."""
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
    assert isinstance(value, z3.RatNumRef), value
    return value.as_fraction()


def test_the_table_holds_formulas_of_every_kind() -> None:
    """Discovery itself: a number, a predicate with `&`, one with `|`, a method; no impure function."""
    for name in (
        "economics.rewards.staker_pool",
        "economics.issuance.annual_yield",
        "economics.deterrence.deters_when_kept",
        "protocol.quorums.certificates_intersect",
        "protocol.switching.prefers_fast",
        "protocol.switching.prefers_secure",
        "protocol.selection.staker_probability",
        "Quorum(2/3, 1/3, strict=True).is_met",
    ):
        assert name in FORMULAS
    assert not {name for name in FORMULAS if name.endswith(("draw_proposers", "capped_issuance"))}


@every_formula
@given(data=st.data())
@settings(max_examples=12)
def test_sympy_reads_the_same_number(formula: Formula, data: st.DataObject) -> None:
    point = data.draw(points(formula, rationals, near))
    expected = exactly(formula, point)
    symbols, expression = in_sympy(formula)
    numbers = [sympy.Rational(value.numerator, value.denominator) for value in point]
    found = sympy_value(expression.subs(dict(zip(symbols, numbers, strict=True))))
    assert (type(found), found) == (type(expected), expected)


@every_formula
@given(data=st.data())
@settings(max_examples=12)
def test_z3_reads_the_same_number(formula: Formula, data: st.DataObject) -> None:
    point = data.draw(points(formula, rationals, near))
    expected = exactly(formula, point)
    variables, expression = in_z3(formula)
    numbers = [z3.Q(value.numerator, value.denominator) for value in point]
    found = z3_value(z3.substitute(expression, *zip(variables, numbers, strict=True)))
    assert (type(found), found) == (type(expected), expected)


@every_formula
@given(data=st.data())
@settings(max_examples=12)
def test_floats_read_the_same_number(formula: Formula, data: st.DataObject) -> None:
    point = data.draw(points(formula, eighths, near))
    expected = exactly(formula, point)
    found = formula(*[float(value) for value in point])
    if isinstance(expected, bool):
        assert found is expected
    else:
        assert isinstance(found, float)
        assert found == pytest.approx(float(expected), rel=ROUNDING, abs=0)


@every_formula
@given(data=st.data())
@settings(max_examples=12)
def test_arrays_are_read_element_by_element(formula: Formula, data: st.DataObject) -> None:
    """Equal to the last bit: NumPy and Python do the same IEEE operations in the same order."""
    rows = data.draw(st.lists(points(formula, eighths, near), min_size=1, max_size=5))
    kinds = [type(exactly(formula, row)) for row in rows]
    found = formula(*np.array(rows, dtype=np.float64).T)
    assert isinstance(found, np.ndarray)
    assert found.dtype == (np.bool_ if kinds[0] is bool else np.float64)
    assert found.tolist() == [formula(*map(float, row)) for row in rows]


@every_formula
@given(data=st.data())
@settings(max_examples=12)
def test_arrays_and_symbols_mix_with_plain_numbers(formula: Formula, data: st.DataObject) -> None:
    """One parameter varies, the others are settled, as in a figure or a partial derivative."""
    point = data.draw(points(formula, eighths, near))
    expected = exactly(formula, point)
    symbols, expression = in_sympy(formula)
    used = [place for place, symbol in enumerate(symbols) if symbol in expression.free_symbols]
    place = data.draw(st.sampled_from(used))
    plain = [float(value) for value in point]

    def reading(value: Any, others: list[Any]) -> Any:
        return formula(*others[:place], value, *others[place + 1 :])

    column = reading(np.array([plain[place]] * 2), plain)
    assert column.tolist() == [formula(*plain)] * 2
    symbol = symbols[place]
    numbers = [sympy.Rational(value.numerator, value.denominator) for value in point]
    assert (
        sympy_value(sympy.sympify(reading(symbol, numbers)).subs(symbol, numbers[place]))
        == expected
    )


@every_formula
def test_symbols_stay_symbols(formula: Formula) -> None:
    """Every parameter is left in what SymPy and Z3 read: nothing was decided on the way."""
    symbols, expression = in_sympy(formula)
    used = expression.free_symbols
    assert used == set(symbols) or "is_met" in repr(formula)
    _, term = in_z3(formula)
    assert set(map(str, z3.z3util.get_vars(term))) == {str(symbol) for symbol in used}


def test_a_formula_with_a_shortcut_is_caught() -> None:
    """The twin: `and` in the place of `&` decides at once, and neither arrays nor symbols pass."""

    def shortcut(first: Any, second: Any) -> Any:
        return first > 0 and second > 0

    assert is_formula(shortcut)
    with pytest.raises(ValueError, match="truth value of an array"):
        shortcut(np.array([1.0, -1.0]), np.array([1.0, 1.0]))
    with pytest.raises(TypeError, match="cannot determine truth value of Relational"):
        in_sympy(shortcut)
    with pytest.raises(z3.Z3Exception, match="cannot be cast to concrete Boolean"):
        in_z3(shortcut)
