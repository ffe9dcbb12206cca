"""One question to the solver: named premises, and a conclusion that they are to imply."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Protocol

import z3

from .truth import Truth, negated


class World(Protocol):
    """What premises speak of: unknowns for the solver, or values that plain Python can look at."""

    def rules(self) -> list[Truth]:
        """What goes without saying."""
        ...


class Story(Protocol):
    """A world that refutes a condition, found by the solver and evaluated by plain Python."""

    def world(self) -> World:
        """What premises speak of."""
        ...

    def as_dict(self) -> dict[str, Any]:
        """The story as JSON."""
        ...

    def as_table(self) -> str:
        """The story as plain text."""
        ...


class Setting(Protocol):
    """Where a condition is asked."""

    def unknowns(self, context: z3.Context) -> Any:
        """A world of the solver's symbols."""
        ...

    def story(self, condition: "Condition", unknowns: Any, model: z3.ModelRef) -> Story:
        """What a model says, in as few words as can be had."""
        ...

    def nontrivial(self) -> tuple["Premise", ...]:
        """What an example has to have, to be worth looking at."""
        ...

    def small(self) -> tuple["Premise", ...]:
        """Bounds under which the solver looks for an example first; none where it always finds one."""
        ...


@dataclass(frozen=True, eq=False, slots=True)
class Premise:
    """A named predicate of a world, read alike by Z3 and by plain Python."""

    name: str
    holds: Callable[[Any], Truth]


@dataclass(frozen=True, eq=False, slots=True)
class Condition:
    """One question to the solver: the premises imply the conclusion, in every world of a setting."""

    name: str
    premises: tuple[Premise, ...]
    conclusion: Premise
    setting: Setting

    def __post_init__(self) -> None:
        names = [premise.name for premise in self.premises]
        assert len(set(names)) == len(names), f"{self.name} names two premises alike"

    def assertions(self, unknowns: World) -> list[Truth]:
        """What must not be satisfiable together if the condition is to hold."""
        return [
            *unknowns.rules(),
            *(premise.holds(unknowns) for premise in self.premises),
            negated(self.conclusion.holds(unknowns)),
        ]

    def keeping(self, names: Iterable[str]) -> "Condition":
        """The same condition with only these premises."""
        wanted = set(names)
        kept = tuple(premise for premise in self.premises if premise.name in wanted)
        return replace(self, premises=kept)

    def without(self, name: str) -> "Condition":
        """The same condition with one premise removed."""
        return self.keeping(premise.name for premise in self.premises if premise.name != name)
