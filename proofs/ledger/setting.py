"""Where conditions about steps of the contracts are asked: numbers by name, now and at other moments.

A name such as `convict.now` belongs to the moment `convict`; a name without a dot is the same at every
moment. Base units, seconds and counts are integers, thresholds are fractions.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from textwrap import shorten
from typing import Any

import z3

from ...models.ledger.records import Thresholds
from ...models.ledger.steps.step import Step
from ..solving.condition import Condition, Premise
from ..solving.quantities import Values, readable, value, worth_reading
from ..solving.truth import Truth, conjunction, negated

THRESHOLDS = tuple(each.name for each in fields(Thresholds))
BYZANTINE_PARTS = ("byzantine_authorities", "byzantine_stake")
LINE = 100
"""Longest name of a conjunct [1]."""
FRACTIONS = (*THRESHOLDS, *(f"proposed_{name}" for name in THRESHOLDS), *BYZANTINE_PARTS)
"""Names of what is a part of a whole; all other numbers are whole."""


@dataclass(frozen=True, eq=False, slots=True)
class Slice(Values):
    """Numbers by name, at several moments and between steps."""

    def at(self, moment: str) -> "Slice":
        """What is read at one moment: its own numbers, and those that are the same at every one."""
        own = {
            name.removeprefix(f"{moment}."): number
            for name, number in self.numbers.items()
            if name.startswith(f"{moment}.")
        }
        return self.having(**own)

    def having(self, **numbers: Any) -> "Slice":
        """The slice with some numbers changed."""
        return Slice({**self.numbers, **numbers})

    def allows(self, step: Step) -> Truth:
        """Whether the guard of a step lets it be taken here."""
        return step.allows(**self.numbers)

    def after(self, step: Step) -> "Slice":
        """The slice after a step: what it writes is new, all else stays."""
        return self.having(**step.after(**self.numbers))


@dataclass(frozen=True, slots=True)
class Numbers:
    """The setting of a few steps: whatever the numbers that they read."""

    names: tuple[str, ...]
    whole: bool = True
    """Whether numbers are whole that are no part of a whole. What holds of all real numbers holds of the
    whole ones too, and is found sooner where unknowns are multiplied."""

    def unknowns(self, context: z3.Context) -> Slice:
        """A symbol for every name."""
        kind = symbol if self.whole else z3.Real
        return Slice({name: kind(name, context) for name in dict.fromkeys(self.names)})

    def story(self, condition: Condition, unknowns: Slice, model: z3.ModelRef) -> Slice:
        """The values that refute a condition, small whole numbers where there are such."""
        whole = [each for each in unknowns.numbers.values() if each.is_int()]
        found = readable(condition, unknowns, whole) or model
        return Slice({name: value(each, found) for name, each in unknowns.numbers.items()})

    def nontrivial(self) -> tuple[Premise, ...]:
        """Numbers of an example are such as one would choose; an amount that moves is above nothing."""
        names = tuple(dict.fromkeys(self.names))
        amounts = [name for name in names if name.split(".")[-1] == "amount"]
        moving = [
            Premise(f"{name} > 0", lambda each, name=name: each[name] > 0) for name in amounts
        ]
        return (*worth_reading(names), *moving)

    def small(self) -> tuple[Premise, ...]:
        """Whole numbers of one digit: a product of unknowns is soon found among these."""
        whole = [name for name in dict.fromkeys(self.names) if not is_fraction(name)]

        def digits(each: Slice) -> Truth:
            return conjunction([(each[name] >= -9) & (each[name] <= 9) for name in whole])

        return (Premise("whole numbers have one digit", digits),) if whole else ()


def is_fraction(name: str) -> bool:
    """Whether a name is that of a part of a whole."""
    return name.split(".")[-1] in FRACTIONS


def symbol(name: str, context: z3.Context) -> z3.ArithRef:
    """An unknown number of the kind that its name is of."""
    return (z3.Real if is_fraction(name) else z3.Int)(name, context)


def named(step: Step, moment: str, shared: Iterable[str] = ()) -> tuple[str, ...]:
    """Names of the numbers that a step reads at a moment, less those that are the same at every one."""
    return tuple(f"{moment}.{name}" for name in step.reads if name not in shared)


def allowed(step: Step, moment: str = "") -> tuple[Premise, ...]:
    """The guard of a step holds: every conjunct by itself, so that the audit asks what each is for."""
    asked = conjuncts(Slice({name: symbol(name, reading()) for name in step.reads}), step)
    when = f" ({moment})" if moment else ""
    return tuple(
        Premise(
            f"{step.name} is allowed{when}: {shorten(str(each), LINE, placeholder=' …')}",
            lambda each, at=at: conjuncts(each.at(moment) if moment else each, step)[at],
        )
        for at, each in enumerate(asked)
    )


def conjuncts(each: Slice, step: Step) -> list[Truth]:
    """What the guard of a step asks, one by one, in the order in which it is written.

    The guard is one formula, and the solver can take it apart. So it reads the guard of plain numbers as
    well, with a constant for each, and nothing is left to decide.
    """
    found = each.allows(step)
    if isinstance(found, z3.BoolRef):
        return parts_of(found)
    constants = Slice(
        {
            name: z3.IntVal(number, reading())
            if isinstance(number, int)
            else z3.RealVal(str(number), reading())
            for name, number in each.numbers.items()
        }
    )
    return [z3.is_true(z3.simplify(part)) for part in parts_of(constants.allows(step))]


@cache
def reading() -> z3.Context:
    """Where guards are taken apart: no question is asked there."""
    return z3.Context()


def parts_of(formula: Any) -> list[Any]:
    """What was joined by `&` one after another; what one of them joins in turn stays together."""
    if not z3.is_and(formula):
        return [formula]
    first, *others = formula.children()
    return [*parts_of(first), *others]


def refused(step: Step) -> Premise:
    """The guard of a step does not hold."""
    return Premise(f"{step.name} is refused", lambda each: negated(each.allows(step)))


def kept(step: Step, sentence: Premise) -> Premise:
    """A sentence about the slice after a step."""
    return Premise(
        f"after {step.name}: {sentence.name}", lambda each: sentence.holds(each.after(step))
    )


def inductive(
    claim: str, step: Step, sentence: Premise, names: Iterable[str], *premises: Premise
) -> Condition:
    """A step keeps a sentence that holds before it."""
    return Condition(
        f"{claim}: {step.name} keeps that {sentence.name}",
        (sentence, *premises),
        kept(step, sentence),
        Numbers((*step.reads, *names)),
    )


def writers(steps: Iterable[Step], *names: str) -> list[Step]:
    """Steps that write any of some numbers: no other can change what is said of these alone."""
    return [step for step in steps if set(step.writes) & set(names)]


def step_named(steps: Iterable[Step], name: str) -> Step:
    """A step of the table by its name."""
    return next(step for step in steps if step.name == name)
