"""A docstring that cites the paper's table of formulas is that of a formula in the table."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import hybridstake.models
from hybridstake.experiments.reproducing.formulas import formulas

CITED = 'paper, "Formulas"'


def citing() -> Iterator[tuple[str, str]]:
    """Module and name of every function and class of the models that cites the table."""
    for found in pkgutil.walk_packages(hybridstake.models.__path__, "hybridstake.models."):
        for name, held in vars(import_module(found.name)).items():
            own = getattr(held, "__module__", "") == found.name and callable(held)
            if own and cites(held):
                yield found.name, name


def cites(held: Any) -> bool:
    """Whether a docstring, on however many lines, names the table."""
    return CITED in " ".join((inspect.getdoc(held) or "").split())


def test_whatever_cites_the_table_of_formulas_stands_in_it() -> None:
    printed = {(formula.module, formula.name) for formula in formulas()}
    cited = set(citing())
    assert len(cited) > 20
    assert cited - printed == set()
