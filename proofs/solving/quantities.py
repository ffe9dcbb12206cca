"""Numbers by name, where a condition is plain arithmetic: the solver's symbols, or exact values."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

import z3

from .condition import Condition, Premise
from .solver import fresh_solver
from .truth import Truth, conjunction

READABLE = (3, 10, 100, 10_000_000)
"""Sizes of whole numbers in which a story is looked for, in turn, before the solver's own is told."""
READING_RESOURCES = 1_000_000
"""Work after which one of these sizes is given up [1]."""


@dataclass(frozen=True, eq=False, slots=True)
class Values:
    """Numbers by name: the solver's symbols, or the exact values of a story."""

    numbers: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.numbers[name]

    def rules(self) -> list[Truth]:
        """Nothing goes without saying here: all that is assumed is a premise."""
        return []

    def world(self) -> Self:
        """What premises speak of: the numbers themselves."""
        return self

    def as_dict(self) -> dict[str, Any]:
        """Numbers by name, fractions as text."""
        return {
            "numbers": {
                name: number if isinstance(number, int) else str(number)
                for name, number in self.numbers.items()
            }
        }

    def as_table(self) -> str:
        """One line per number."""
        return "\n".join(f"{name} = {number}" for name, number in self.numbers.items())


@dataclass(frozen=True, slots=True)
class Quantities:
    """The setting of plain arithmetic: real numbers and whole ones, any of them."""

    reals: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    positive: tuple[str, ...] = ()
    """Those of them that an example has above zero, to be worth looking at."""

    def unknowns(self, context: z3.Context) -> Values:
        """A symbol for every name."""
        return Values(
            {name: z3.Real(name, context) for name in self.reals}
            | {name: z3.Int(name, context) for name in self.whole}
        )

    def story(self, condition: Condition, unknowns: Values, model: z3.ModelRef) -> Values:
        """The values that refute a condition, small whole numbers where there are such."""
        numbers = unknowns.numbers
        found = readable(condition, unknowns, numbers.values()) or model
        return Values({name: value(each, found) for name, each in numbers.items()})

    def nontrivial(self) -> tuple[Premise, ...]:
        """Numbers of an example are such as one would choose."""
        return (*worth_reading((*self.reals, *self.whole)), *above_zero(self.positive))

    def small(self) -> tuple[Premise, ...]:
        """The solver always finds an example."""
        return ()


def value(unknown: z3.ArithRef, model: z3.ModelRef) -> int | Fraction:
    """Exact value in a model; zero where the model leaves it open."""
    exact = Fraction(str(model.eval(unknown, model_completion=True)))
    return int(exact) if unknown.is_int() else exact


def readable(
    condition: Condition, unknowns: Values, small: Iterable[z3.ArithRef]
) -> z3.ModelRef | None:
    """A model of small whole numbers, if there is one and it is found quickly.

    Parameters
    ----------
    condition
        What it is to refute.
    unknowns
        Its numbers.
    small
        Those that are to be whole and small.
    """
    assertions = condition.assertions(unknowns)
    for size in READABLE:
        solver = fresh_solver(assertions[0].ctx, READING_RESOURCES)
        solver.add(*assertions)
        for each in small:
            solver.add(each >= -size, each <= size)
            if each.is_real():
                solver.add(z3.IsInt(each))
        if solver.check() == z3.sat:
            return solver.model()
    return None


def worth_reading(names: Iterable[str]) -> tuple[Premise, ...]:
    """What makes numbers an example: none is below zero, and not all of those named are zero."""
    named = tuple(names)
    return (
        Premise(
            "no number is below zero",
            lambda each: conjunction([number >= 0 for number in each.numbers.values()]),
        ),
        Premise("some number is above zero", lambda each: sum(each[name] for name in named) > 0),
    )


def above_zero(names: Iterable[str]) -> Iterator[Premise]:
    """Each of some numbers is more than nothing."""
    for name in names:
        yield Premise(f"{name} > 0", lambda each, name=name: each[name] > 0)


def not_negative(*names: str) -> Premise:
    """Some numbers are at least zero."""
    return Premise(
        f"0 <= {', '.join(names)}",
        lambda each: conjunction([each[name] >= 0 for name in names]),
    )


def equal_to(name: str, number: int | Fraction) -> Premise:
    """A number is the one that the parameters give it."""
    if isinstance(number, int):
        return Premise(f"{name} = {number:,}", lambda each: each[name] == number)
    return Premise(
        f"{name} = {number}",
        lambda each: each[name] * number.denominator == number.numerator,
    )
