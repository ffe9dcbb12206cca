"""What an experiment is: a module with a question, its cases, an answer for each, and what follows.

A module in `questions/` has

- a docstring whose first line is the question;
- `READS`: the parameter tables it may look at; others raise when touched;
- `cases(protocol, parameters, precision)`: independent, picklable cases for one protocol;
- `answer(case, generators)`: rows of plain values for one case, randomness from `generators` alone;
- `numbers(table)`: every number that the prose quotes, by name;
- optionally `tables(table)`: tables of the paper, by name;
- optionally `findings(table, parameters)`: verdicts on claims of the ledger, by claim.
"""

import ast
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import fields
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, cast

from ...experiments import questions
from ...models.parameters.parameters import Parameters
from .precision import Precision
from .sources import syntax_tree

if TYPE_CHECKING:
    import pandas as pd

    from ..claims.finding import Finding
    from .seeds import Generators


class Question(Protocol):
    """The functions of a question's module."""

    def cases(self, protocol: str, parameters: Parameters, precision: Precision) -> Sequence[Any]:
        """Independent, picklable cases of one protocol."""
        ...

    def answer(self, case: Any, generators: "Generators") -> list[dict[str, Any]]:
        """Rows of one case."""
        ...

    def numbers(self, table: "pd.DataFrame") -> dict[str, Any]:
        """Every number that the prose quotes."""
        ...

    def tables(self, table: "pd.DataFrame") -> dict[str, "pd.DataFrame"]:
        """Tables of the paper."""
        ...

    def findings(
        self, table: "pd.DataFrame", parameters: Mapping[str, Parameters]
    ) -> dict[str, "Finding"]:
        """Verdicts on claims of the ledger."""
        ...


class NotRead:
    """Stands where a table is that the question does not declare."""

    def __getattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{name} is in a parameter table that READS does not name")


def names() -> list[str]:
    """Names of all questions, sorted."""
    return sorted(module.name for module in pkgutil.iter_modules(questions.__path__))


def module_name(name: str) -> str:
    """Dotted name of a question's module."""
    return f"{questions.__name__}.{name}"


def load(name: str) -> Question:
    """A question's module, imported with all that it needs."""
    return cast("Question", import_module(module_name(name)))


def title(name: str) -> str:
    """The question, as its module states it; nothing is imported."""
    docstring = ast.get_docstring(syntax_tree(module_name(name)))
    assert docstring, name
    return docstring.splitlines()[0]


def reads(name: str) -> tuple[str, ...]:
    """Parameter tables that a question may look at; nothing is imported."""
    for node in syntax_tree(module_name(name)).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "READS":
            return tuple(ast.literal_eval(node.value))
    raise AssertionError(f"question {name} has no READS")


def narrow(parameters: Parameters, tables: Sequence[str]) -> Parameters:
    """The same parameters with only the declared tables readable."""
    narrowed = object.__new__(Parameters)
    for field in fields(Parameters):
        value = getattr(parameters, field.name) if field.name in tables else NotRead()
        object.__setattr__(narrowed, field.name, value)
    return narrowed
