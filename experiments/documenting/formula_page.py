"""The formulas of the protocol as a reader sees them: the functions that run, read by SymPy."""

import inspect
from collections.abc import Callable
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import sympy

from ...models.errors import InvalidParameter
from ..reproducing.formulas import formulas_in, modules, symbols_of
from ..reproducing.steps import FORMULA_ROOMS
from .markdown import page, plain
from .module_pages import FOLDER, address

INTRODUCTION = """\
A formula of the protocol is one short function of plain scalars. Floats, arrays, SymPy's symbols
and Z3's reals pass through the same line, so what is simulated is what is proved. This page gives
each function symbols and prints what comes back: no formula here was typed.
"""


@cache
def functions() -> dict[str, Callable[..., Any]]:
    """Every formula by module and name, such as `issuance.annual_yield`."""
    return {
        f"{module.rpartition('.')[2]}.{function.__name__}": function
        for room in FORMULA_ROOMS
        for module in modules(room)
        for function in formulas_in(module)
    }


def formula_page() -> str:
    """Page of all formulas by module.

    Returns
    -------
    str
        Markdown; a formula has its module and name as an anchor.
    """
    sections = [
        page(f"## {module}", *(entry(name) for name in names))
        for module, names in groupby(functions(), key=lambda name: name.partition(".")[0])
    ]
    return page("# Formulas", INTRODUCTION, *sections)


def entry(name: str) -> str:
    """One formula with what it says in words, and the way to its function."""
    function = functions()[name]
    summary = plain((inspect.getdoc(function) or "").splitlines()[0])
    target = f"{function.__module__}.{function.__name__}"
    folder = Path(*function.__module__.split(".")[1:-1])
    return page(
        f"### {function.__name__.replace('_', ' ')} {{ #{name} }}",
        summary,
        displayed(name),
        f"[`{target}`]({address(folder).removeprefix(f'{FOLDER}/')}#{target}){{ .source }}",
    )


def displayed(name: str) -> str:
    r"""A formula as displayed mathematics: its name, and what it computes of its own arguments.

    Parameters
    ----------
    name
        Module and function, such as `issuance.annual_yield`.

    Raises
    ------
    InvalidParameter
        If there is no such formula.

    Examples
    --------
    >>> print(displayed("issuance.annual_yield"))
    $$
    \text{annual yield} = \frac{\text{to class}}{\text{staked}}
    $$
    """
    if name not in functions():
        raise InvalidParameter(f"a formula must be one of reference/formulas.md, got {name!r}")
    function = functions()[name]
    symbols = symbols_of(function)
    computed = function(*symbols)
    names = {symbol: words(symbol.name) for symbol in symbols}
    written = sympy.latex(computed, symbol_names=names, mul_symbol="dot", order="rev-lex")
    sign = r"\iff" if isinstance(computed, sympy.logic.boolalg.Boolean) else "="
    return f"$$\n{words(function.__name__)} {sign} {written}\n$$"


def words(name: str) -> str:
    """A name of the program as words of a formula."""
    return rf"\text{{{name.replace('_', ' ')}}}"
