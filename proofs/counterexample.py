"""A counterexample that a person can read and that plain Python has checked again."""

from dataclasses import dataclass
from typing import Any

import z3

from .condition import Condition
from .regions import Universe, shown
from .smallest import smallest_whole
from .solver import ProofUndecided
from .validators import ValidatorSet, named_validators


@dataclass(frozen=True, slots=True)
class Shares:
    """Numbers such as thresholds, and the part of the whole in every region."""

    universe: Universe

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


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Where a condition fails: all premises hold, the conclusion does not."""

    condition: str
    premises: tuple[str, ...]
    conclusion: str
    population: ValidatorSet | Shares

    def as_dict(self) -> dict[str, Any]:
        """The story as JSON."""
        return {
            "condition": self.condition,
            "holds": list(self.premises),
            "fails": self.conclusion,
            **self.population.as_dict(),
        }

    def as_table(self) -> str:
        """The story as plain text."""
        lines = [self.population.as_table()]
        lines += [f"holds: {premise}" for premise in self.premises]
        return "\n".join([*lines, f"fails: {self.conclusion}"])

    def __str__(self) -> str:
        return self.as_table()


def counterexample(condition: Condition, universe: Universe, model: z3.ModelRef) -> Counterexample:
    """Counterexample to a condition that a model refutes.

    Raises
    ------
    ProofUndecided
        When plain Python does not find it to be one: then a solver is wrong, or its translation.
    """
    if condition.numbers:
        population = Shares(universe.evaluated(model))
    else:
        population = named_validators(smallest_whole(condition, universe.evaluated(model)))
    found = Counterexample(
        condition=condition.name,
        premises=tuple(premise.name for premise in condition.premises),
        conclusion=condition.conclusion.name,
        population=population,
    )
    if not replay(found, condition):
        raise ProofUndecided(
            f"{condition.name}: its counterexample does not replay in plain Python"
        )
    return found


def replay(found: Counterexample, condition: Condition) -> bool:
    """Whether all premises hold and the conclusion fails, counted without a solver.

    The predicates are the condition's own, so quorums are judged by `Quorum.is_met`; the numbers
    that they see are counted from the list of validators.
    """
    if isinstance(found.population, ValidatorSet):
        population = found.population
    else:
        population = found.population.universe
        if not all(population.rules()):
            return False
    premises = all(premise.holds(population) is True for premise in condition.premises)
    return premises and condition.conclusion.holds(population) is False
