"""One question to the solver: named premises, and a conclusion that they are to imply."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import z3

from .regions import Population, Universe, negated


@dataclass(frozen=True, eq=False, slots=True)
class Premise:
    """A named predicate, read alike by Z3 and by plain Python."""

    name: str
    holds: Callable[[Population], Any]


@dataclass(frozen=True, eq=False, slots=True)
class Condition:
    """One question to the solver: the premises imply the conclusion, for every population."""

    name: str
    premises: tuple[Premise, ...]
    conclusion: Premise
    sets: tuple[str, ...]
    """Sets of validators that the premises name."""
    numbers: tuple[str, ...] = ()
    """Numbers that the premises name, such as symbolic thresholds."""

    def __post_init__(self) -> None:
        names = [premise.name for premise in self.premises]
        assert len(set(names)) == len(names), f"{self.name} names two premises alike"

    def assertions(self, universe: Universe) -> list[z3.BoolRef]:
        """What must not be satisfiable together if the condition is to hold."""
        premises = [premise.holds(universe) for premise in self.premises]
        return [*universe.rules(), *premises, negated(self.conclusion.holds(universe))]

    def keeping(self, names: list[str]) -> "Condition":
        """The same condition with only these premises."""
        kept = tuple(premise for premise in self.premises if premise.name in names)
        return replace(self, premises=kept)

    def without(self, name: str) -> "Condition":
        """The same condition with one premise removed."""
        return self.keeping([premise.name for premise in self.premises if premise.name != name])
