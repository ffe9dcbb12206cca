"""Where conditions about times are asked: how long things take, and when what happened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import z3

from ..solving.condition import Condition, Premise
from ..solving.truth import Truth

STORY_RESOURCES = 2_000_000
"""Work after which the search for a timeline of short times is given up [1]."""


@dataclass(frozen=True, eq=False, slots=True)
class Timeline:
    """Times by name, unknown or of a story, in seconds."""

    lengths: tuple[str, ...]
    """Names of how long things take."""
    events: Mapping[str, str]
    """What happens at the other times, by name."""
    times: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.times[name]

    def rules(self) -> list[Truth]:
        """Nothing takes less than no time."""
        return [self.times[name] >= 0 for name in self.lengths]

    def world(self) -> "Timeline":
        """What premises speak of: the timeline itself."""
        return self

    def in_order(self) -> list[tuple[Any, str]]:
        """When what happens, the earliest first."""
        happened = [(self.times[name], words) for name, words in self.events.items()]
        return sorted(happened, key=lambda each: each[0])

    def as_dict(self) -> dict[str, Any]:
        """Lengths and events, as exact fractions."""
        return {
            "lengths": {name: str(self.times[name]) for name in self.lengths},
            "events": [{"at": str(at), "event": words} for at, words in self.in_order()],
        }

    def as_table(self) -> str:
        """One line per length, then one per event."""
        lengths = [f"{name} = {self.times[name]} s" for name in self.lengths]
        width = max((len(str(at)) for at, _ in self.in_order()), default=0)
        events = [f"at {str(at).rjust(width)} s: {words}" for at, words in self.in_order()]
        return "\n".join([*lengths, *events])


@dataclass(frozen=True, eq=False, slots=True)
class Times:
    """The setting of a timeline: whatever the times."""

    lengths: tuple[str, ...]
    events: Mapping[str, str]
    order: tuple[str, ...] = ()
    """Events that a story tells one after another, where it can."""

    def unknowns(self, context: z3.Context) -> Timeline:
        """A real number for every time."""
        return self.of(lambda name: z3.Real(name, context))

    def of(self, time: Callable[[str], Any]) -> Timeline:
        """The timeline of some times."""
        named = {name: time(name) for name in (*self.lengths, *self.events)}
        return Timeline(self.lengths, self.events, named)

    def story(self, condition: Condition, unknowns: Timeline, model: z3.ModelRef) -> Timeline:
        """Short times that refute a condition, whole and in their order where they can be."""
        assertions = condition.assertions(unknowns)
        ordered, whole = self.ordered(unknowns), self.whole(unknowns)
        for wishes in (
            [*ordered, *whole, *self.lasting(unknowns)],
            [*ordered, *whole],
            ordered,
        ):
            search = z3.Optimize(ctx=assertions[0].ctx)
            search.set("rlimit", STORY_RESOURCES)
            search.add(*assertions, *wishes)
            for name in (*self.events, *self.lengths):
                search.add(unknowns[name] >= 0)
                search.minimize(unknowns[name])
            if search.check() == z3.sat:
                found = search.model()
                return self.of(lambda name, found=found: valued(unknowns[name], found))
        return self.of(lambda name: valued(unknowns[name], model))

    def ordered(self, times: Timeline) -> list[Truth]:
        """Events in their order."""
        return [times[before] <= times[after] for before, after in pairwise(self.order)]

    def whole(self, times: Timeline) -> list[Truth]:
        """Whole seconds."""
        return [z3.ToReal(z3.ToInt(each)) == each for each in times.times.values()]

    def lasting(self, times: Timeline) -> list[Truth]:
        """Everything takes some time."""
        return [times[name] >= 1 for name in self.lengths]

    def nontrivial(self) -> tuple[Premise, ...]:
        """Some time passes."""
        return (Premise("time passes", lambda each: sum(each[name] for name in self.lengths) > 0),)

    def small(self) -> tuple[Premise, ...]:
        """None: linear arithmetic is always decided."""
        return ()


def valued(unknown: z3.ArithRef, model: z3.ModelRef) -> Fraction:
    """Exact value in a model; zero where the model leaves it open."""
    return Fraction(str(model.eval(unknown, model_completion=True)))


def lasts(name: str, length: Fraction) -> Premise:
    """Something takes as long as the parameters say."""
    return Premise(
        f"{name} = {length} s", lambda each: each[name] * length.denominator == length.numerator
    )
