"""Where conditions about quorums are asked: named sets of validators, and named numbers."""

from dataclasses import dataclass
from typing import Any

import z3

from ..solving.condition import Condition, Premise, Story
from .regions import Universe, shown, symbolic
from .smallest import smallest_whole
from .validators import named_validators


@dataclass(frozen=True, slots=True)
class Regions:
    """Any number of validators, in every way of being inside or outside some sets."""

    sets: tuple[str, ...]
    """Sets of validators that the premises name."""
    numbers: tuple[str, ...] = ()
    """Numbers that the premises name, such as symbolic thresholds."""

    def unknowns(self, context: z3.Context) -> Universe:
        """Regions of unknown weights."""
        return symbolic(context, self.sets, self.numbers)

    def story(self, condition: Condition, unknowns: Universe, model: z3.ModelRef) -> Story:
        """The fewest validators, by name; where thresholds are unknown too, their values and shares."""
        found = unknowns.evaluated(model)
        if self.numbers:
            return Shares(found)
        return named_validators(smallest_whole(condition, self.sets, found))

    def nontrivial(self) -> tuple[Premise, ...]:
        """Somebody is in every set."""
        return tuple(
            Premise(f"somebody is {name}", lambda each, name=name: each.validators(name) > 0)
            for name in self.sets
        )

    def small(self) -> tuple[Premise, ...]:
        """None: linear arithmetic is always decided."""
        return ()


@dataclass(frozen=True, slots=True)
class Shares:
    """Numbers such as thresholds, and the part of the whole in every region."""

    universe: Universe

    def world(self) -> Universe:
        """The values."""
        return self.universe

    def as_dict(self) -> dict[str, Any]:
        """Numbers and authorities per region, as exact fractions."""
        regions = self.universe.weights["authorities"].items()
        return {
            "numbers": {name: str(value) for name, value in self.universe.numbers.items()},
            "regions": {
                " and ".join(shown(self.universe.sets, region)): str(weight)
                for region, weight in regions
                if weight
            },
        }

    def as_table(self) -> str:
        """One line per number and region."""
        story = self.as_dict()
        return "\n".join(
            f"{name} = {value}" for part in story.values() for name, value in part.items()
        )
