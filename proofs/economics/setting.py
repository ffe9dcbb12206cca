"""Where conditions about money are asked: named amounts, counts and probabilities, any of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import z3

from ..solving.condition import Condition, Premise
from ..solving.quantities import Values, readable, value, worth_reading
from ..solving.truth import Truth

GRID = 60
"""Probabilities of a story are told in sixtieths, where there is one."""

Table = Callable[["Economy"], list[list[str]]]
"""Rows in which a story is told, the first with the headings."""


@dataclass(frozen=True, eq=False, slots=True)
class Economy(Values):
    """Numbers by name, some of which something is divided by."""

    positive: tuple[str, ...] = ()
    """Above zero without saying."""
    natural: tuple[str, ...] = ()
    """At least zero without saying."""
    rows: tuple[tuple[str, ...], ...] = ()
    """The story by its members, the headings first; none where no members are told."""

    def rules(self) -> list[Truth]:
        """No amount is below zero, and nothing is divided by it."""
        return [
            *(self[name] > 0 for name in self.positive),
            *(self[name] >= 0 for name in self.natural),
        ]

    def having(self, **numbers: Any) -> "Economy":
        """The same with some numbers changed."""
        return replace(self, numbers={**self.numbers, **numbers})

    def as_dict(self) -> dict[str, Any]:
        """Numbers by name, and the rows of the table with their headings."""
        told = Values(self.numbers).as_dict()
        if not self.rows:
            return told
        headings, *rows = self.rows
        return {**told, "members": [dict(zip(headings, row, strict=True)) for row in rows]}

    def as_table(self) -> str:
        """One line per number, then the table."""
        lines = Values(self.numbers).as_table()
        if not self.rows:
            return lines
        widths = [max(map(len, column)) for column in zip(*self.rows, strict=True)]
        told = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in self.rows
        ]
        return "\n".join([lines, *told])


@dataclass(frozen=True, slots=True)
class Amounts:
    """The setting of a few formulas: whatever the numbers that they take."""

    names: tuple[str, ...]
    """Amounts and other reals; whole and small in a story where they can be [token]."""
    parts: tuple[str, ...] = ()
    """Probabilities and shares [1]."""
    whole: tuple[str, ...] = ()
    """Counts, and base units [1]."""
    positive: tuple[str, ...] = ()
    """Which of all these are above zero without saying."""
    natural: tuple[str, ...] = ()
    """Which are at least zero without saying."""
    table: Table | None = None
    """How a story is told by its members."""

    def unknowns(self, context: z3.Context) -> Economy:
        """A symbol for every name."""
        reals = {name: z3.Real(name, context) for name in (*self.parts, *self.names)}
        counts = {name: z3.Int(name, context) for name in self.whole}
        return Economy(reals | counts, self.positive, self.natural)

    def story(self, condition: Condition, unknowns: Economy, model: z3.ModelRef) -> Economy:
        """The values that refute a condition: small whole amounts and common fractions if possible."""
        small = [unknowns[name] for name in (*self.names, *self.whole)]
        common = [unknowns[name] * GRID for name in self.parts]
        found = (
            readable(condition, unknowns, [*small, *common])
            or readable(condition, unknowns, small)
            or model
        )
        numbers = {name: value(each, found) for name, each in unknowns.numbers.items()}
        told = replace(unknowns, numbers=numbers)
        rows = [] if self.table is None else self.table(told)
        return replace(told, rows=tuple(map(tuple, rows)))

    def nontrivial(self) -> tuple[Premise, ...]:
        """Numbers of an example are such as one would choose."""
        return worth_reading((*self.parts, *self.names, *self.whole))

    def small(self) -> tuple[Premise, ...]:
        """The solver looks among all numbers at once."""
        return ()


def sentence(name: str, holds: Callable[[Any], Truth]) -> Premise:
    """A named predicate of the numbers."""
    return Premise(name, holds)


def part(name: str) -> Premise:
    """A part of a whole: neither nothing nor more than everything."""
    return Premise(f"0 < {name} < 1", lambda each: (each[name] > 0) & (each[name] < 1))


def asked(
    claim: str, label: str, premises: tuple[Premise, ...], conclusion: Premise, setting: Amounts
) -> Condition:
    """One condition of a claim, named after both."""
    return Condition(f"{claim}: {label}", premises, conclusion, setting)
