"""Where conditions about modes are asked: modes, parts of a whole, and times, by name.

A name such as `two.load` belongs to one validator or moment; its last word says what it is.
"""

from dataclasses import dataclass, replace
from typing import Any

import z3

from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.parameters.variant import with_tables
from ...models.protocol.modes import Mode
from ...models.protocol.switching import Choices
from ..quorums.overlaps import chosen
from ..solving.condition import Condition, Premise
from ..solving.quantities import READING_RESOURCES, Values, value, worth_reading
from ..solving.solver import fresh_solver
from ..solving.truth import Truth

MODES = ("mode", "wanted", "following")
"""Last words of names of modes."""
PARTS = ("load", "online", "participation", "stake")
"""Last words of names of what lies between nothing and all."""
COUNTS = ("round", "prefix", "block", "longer")
"""Last words of names of whole numbers; all others are times or thresholds."""
STEPS = (20, 60, 3_600)
"""Into how many steps a whole is divided, in turn, to tell a story in round numbers."""


class Moment(Values):
    """What is known at a moment: the solver's symbols, or the exact values of a story."""

    __slots__ = ()

    def rules(self) -> list[Truth]:
        """A mode is one of the three, a part is one of a whole, rounds are counted from zero."""
        rules: list[Truth] = []
        for name, number in self.numbers.items():
            if kind(name) in MODES:
                rules += [number >= min(Mode), number <= max(Mode)]
            elif kind(name) in PARTS:
                rules += [number >= 0, number <= 1]
            elif kind(name) == "round":
                rules.append(number >= 0)
        return rules

    def as_dict(self) -> dict[str, Any]:
        """Numbers by name, modes by theirs, fractions as text."""
        return {"numbers": {name: self.shown(name) for name in self.numbers}}

    def as_table(self) -> str:
        """One line per number."""
        return "\n".join(f"{name} = {self.shown(name)}" for name in self.numbers)

    def shown(self, name: str) -> int | str:
        """A number as a person reads it."""
        number = self.numbers[name]
        if kind(name) in MODES:
            return Mode(number).label
        return number if isinstance(number, int) else str(number)


@dataclass(frozen=True, slots=True)
class Moments:
    """The setting of decisions about modes: whatever these numbers are."""

    names: tuple[str, ...]

    def unknowns(self, context: z3.Context) -> Moment:
        """A symbol for every name."""
        return Moment(
            {name: (z3.Int if is_whole(name) else z3.Real)(name, context) for name in self.names}
        )

    def story(self, condition: Condition, unknowns: Moment, model: z3.ModelRef) -> Moment:
        """The values that refute a condition, in round numbers where there are such."""
        found = in_round_numbers(condition, unknowns) or model
        return Moment({name: value(each, found) for name, each in unknowns.numbers.items()})

    def nontrivial(self) -> tuple[Premise, ...]:
        """Numbers of an example are such as one would choose, where there are any but modes."""
        measured = [name for name in self.names if not is_whole(name)]
        return worth_reading(measured or self.names)

    def small(self) -> tuple[Premise, ...]:
        """None: linear arithmetic is always decided."""
        return ()


def kind(name: str) -> str:
    """What a number is: the last word of its name."""
    return name.split(".")[-1]


def is_whole(name: str) -> bool:
    """Whether a name is that of a mode or of a count."""
    return kind(name) in (*MODES, *COUNTS)


def in_round_numbers(condition: Condition, unknowns: Moment) -> z3.ModelRef | None:
    """A model with parts in steps of a whole and whole times, if one is found quickly."""
    assertions = condition.assertions(unknowns)
    for steps in STEPS:
        solver = fresh_solver(assertions[0].ctx, READING_RESOURCES)
        solver.add(*assertions)
        for name, each in unknowns.numbers.items():
            if is_whole(name):
                solver.add(each >= -9, each <= 9)
            else:
                solver.add(z3.IsInt(each * steps if kind(name) in PARTS else each))
        if solver.check() == z3.sat:
            return solver.model()
    return None


def decided(choices: Choices[Any]) -> Any:
    """What a list of choices comes to, as a formula or as a number."""
    *others, (_, result) = choices
    for taken, mode in reversed(others):
        result = chosen(taken, mode, result)
    return result


def exactly(parameters: Parameters) -> Parameters:
    """The same parameters with the limits of switching as decimals, not as floats."""
    switching = parameters.switching
    return with_tables(
        parameters,
        switching=replace(
            switching,
            fast_max_load=as_written(switching.fast_max_load),
            fast_min_availability=as_written(switching.fast_min_availability),
            secure_min_load=as_written(switching.secure_min_load),
            secure_min_participation=as_written(switching.secure_min_participation),
            dwell_seconds=as_written(switching.dwell_seconds),
        ),
    )
