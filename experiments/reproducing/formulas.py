"""The formulas as the paper prints them: from the functions that run, read by SymPy."""

import inspect
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import sympy

from .steps import FORMULA_ROOMS

SIGNS = {"**2": "²", "**3": "³", "*": " · ", " & ": " ∧ ", " | ": " ∨ ", " - ": " \N{MINUS SIGN} "}
"""Signs of the program and of the paper, powers before products."""


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula, read by SymPy."""

    name: str
    summary: str
    """First line of its docstring."""
    expression: str
    """What the function computes of its own symbols."""
    module: str

    @property
    def printed(self) -> str:
        """The expression with the signs of mathematics, which a line may break around."""
        text = self.expression
        for programmed, sign in SIGNS.items():
            text = text.replace(programmed, sign)
        return re.sub(r"(?<![\w)] )-(?=\w|\()", "\N{MINUS SIGN}", text)


def formulas() -> list[Formula]:
    """All formulas, in the order of the source."""
    return [
        Formula(
            name=function.__name__,
            summary=(inspect.getdoc(function) or "").splitlines()[0],
            expression=str(function(*symbols_of(function))),
            module=module,
        )
        for room in FORMULA_ROOMS
        for module in modules(room)
        for function in formulas_in(module)
    ]


def modules(room: str) -> list[str]:
    """Modules of a package, by name."""
    package = import_module(room)
    return sorted(f"{room}.{found.name}" for found in pkgutil.iter_modules(package.__path__))


def formulas_in(module: str) -> list[Callable[..., Any]]:
    """Functions of a module whose parameters are all plain scalars of any kind, in its order."""
    return [
        function
        for function in vars(import_module(module)).values()
        if inspect.isfunction(function)
        and function.__module__ == module
        and (parameters := inspect.signature(function).parameters)
        and all(each.annotation is Any for each in parameters.values())
    ]


def symbols_of(function: Callable[..., Any]) -> list[sympy.Symbol]:
    """One real symbol per parameter, of the same name."""
    return [sympy.Symbol(name, real=True) for name in inspect.signature(function).parameters]
