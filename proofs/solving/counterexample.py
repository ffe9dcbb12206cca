"""A counterexample that a person can read and that plain Python has checked again."""

from dataclasses import dataclass
from typing import Any

import z3

from .condition import Condition, Story, World
from .solver import ProofUndecided


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Where a condition fails: all premises hold, the conclusion does not."""

    condition: str
    premises: tuple[str, ...]
    conclusion: str
    story: Story

    def as_dict(self) -> dict[str, Any]:
        """The story as JSON."""
        return {
            "condition": self.condition,
            "holds": list(self.premises),
            "fails": self.conclusion,
            **self.story.as_dict(),
        }

    def as_table(self) -> str:
        """The story as plain text."""
        lines = [self.story.as_table()]
        lines += [f"holds: {premise}" for premise in self.premises]
        return "\n".join([*lines, f"fails: {self.conclusion}"])

    def __str__(self) -> str:
        return self.as_table()


def counterexample(condition: Condition, unknowns: World, model: z3.ModelRef) -> Counterexample:
    """Counterexample to a condition that a model refutes.

    Raises
    ------
    ProofUndecided
        When plain Python does not find it to be one: then a solver is wrong, or its translation.
    """
    found = Counterexample(
        condition=condition.name,
        premises=tuple(premise.name for premise in condition.premises),
        conclusion=condition.conclusion.name,
        story=condition.setting.story(condition, unknowns, model),
    )
    if not replay(found, condition):
        raise ProofUndecided(
            f"{condition.name}: its counterexample does not replay in plain Python"
        )
    return found


def replay(found: Counterexample, condition: Condition) -> bool:
    """Whether all premises hold and the conclusion fails, evaluated without a solver.

    The predicates are the condition's own: quorums are judged by `Quorum.is_met`, and what they see is
    counted from the list of validators.
    """
    world = found.story.world()
    premises = all(premise.holds(world) is True for premise in condition.premises)
    return all(world.rules()) and premises and condition.conclusion.holds(world) is False
