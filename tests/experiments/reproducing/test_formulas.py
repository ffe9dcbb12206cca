"""The printed formulas are the functions that run."""

import inspect
from importlib import import_module
from typing import Any, cast

import pytest
import sympy
from hybridstake.experiments.publishing.printing import printed
from hybridstake.experiments.reproducing.equations import EQUATIONS, equation
from hybridstake.experiments.reproducing.formulas import Formula, formulas

FORMULAS = formulas()


def test_every_formula_stands_once_with_what_it_is() -> None:
    names = [formula.name for formula in FORMULAS]
    assert len(set(names)) == len(names)
    assert {"annual_yield", "finality_floor", "certificates_intersect"} <= set(names)
    assert all(formula.summary.endswith(".") for formula in FORMULAS)


@pytest.mark.parametrize("formula", FORMULAS, ids=lambda formula: formula.name)
def test_a_printed_formula_computes_what_the_function_does(formula: Formula) -> None:
    """Read back from its text, at numbers without a pattern."""
    function = getattr(import_module(formula.module), formula.name)
    names = list(inspect.signature(function).parameters)
    values = [sympy.Rational(7 + 13 * k, 11 + 5 * k) for k in range(len(names))]
    symbols = {name: sympy.Symbol(name, real=True) for name in names}
    read: Any = cast("Any", sympy.sympify)(formula.expression, locals=symbols)
    printed = read.subs({symbols[name]: value for name, value in zip(names, values, strict=True)})
    assert printed == function(*values)


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("-a*b + c >= 1", "−a · b + c >= 1"),
        ("a*(1 - b)/c", "a · (1 − b)/c"),
        ("(a > b) & (c < d) | (x**2 <= -y)", "(a > b) ∧ (c < d) ∨ (x² <= −y)"),
    ],
)
def test_a_formula_is_printed_with_the_signs_of_mathematics(expression: str, printed: str) -> None:
    assert Formula("f", "It is.", expression, "m").printed == printed


@pytest.mark.parametrize("name", EQUATIONS)
def test_an_equation_can_be_quoted_and_names_every_letter(name: str) -> None:
    text = equation(name)
    assert printed(text, "formula", "mathematics") == text
    assert all(letter in text for letter in EQUATIONS[name][1].values())


def test_an_equation_is_what_the_function_computes() -> None:
    """Written by hand from the definitions, in the order of the source."""
    assert equation("intersection") == r"t_1 + t_2 - b \geq 1"
    assert equation("deterred") == r"p \left(S + R\right) \geq g"
    assert equation("useful_fast") == r"\frac{1}{2} + \frac{b}{2}"
