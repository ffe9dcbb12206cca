"""A counterexample as it was executed: what happened, step by step, and what it ended in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...models.parameters.parameters import Parameters
from ..solving.claim import Proof


@dataclass(frozen=True, slots=True)
class Replay:
    """A run of a state machine that begins with a counterexample and ends in the violation."""

    title: str
    """What the run is, in a few words."""
    steps: tuple[str, ...]
    """A line for each thing that happened."""
    violation: str
    """One sentence: what the machine ended with."""

    def as_dict(self) -> dict[str, Any]:
        """The run as JSON."""
        return {"title": self.title, "steps": list(self.steps), "violation": self.violation}

    def as_text(self) -> str:
        """The violation, then a line per step."""
        return "\n".join([f"replayed: {self.violation}", *(f"  {step}" for step in self.steps)])


class NotReplayed(Exception):
    """The machine refused a step of a counterexample, or ended without the violation."""


Replayer = Callable[[Proof, Parameters], Replay]
"""Executes a refuted claim's counterexample; the parameters are those that the claim was asked of.

Raises `NotReplayed` when it cannot.
"""
