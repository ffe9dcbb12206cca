"""What is claimed, what must be checked for it, and what came of it."""

from dataclasses import dataclass
from typing import Any, Literal

from .condition import Condition
from .counterexample import Counterexample
from .solver import Opinion, Outcome

Verdict = Literal["proved", "refuted", "undecided"]

ANY = "any"
"""The protocol of a claim about all protocols: a theorem."""


@dataclass(frozen=True, eq=False, slots=True)
class Claim:
    """A sentence, and the conditions that settle it."""

    name: str
    """Such as `plan.fast-secure.intersection`."""
    statement: str
    protocol: str
    """`plan`, `reference`, the name of a parameter file, or `any`."""
    conditions: tuple[Condition, ...]
    """All must hold."""
    twins: tuple[Condition, ...] = ()
    """Near misses that must not hold: the audit asks them."""
    rests_on: tuple["Claim", ...] = ()
    """Theorems from which the claim follows once its conditions hold."""

    @property
    def assumptions(self) -> list[str]:
        """Names of theorems and of the premises of all conditions, each once, in order."""
        theorems = [f"theorem {each.name}" for each in self.rests_on]
        premises = [premise.name for each in self.conditions for premise in each.premises]
        return in_order([*theorems, *premises])


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of one condition."""

    condition: str
    outcome: Outcome
    used: list[str]
    """A smallest sufficient choice of premises; empty unless it holds."""
    second_solver: Opinion
    counterexample: Counterexample | None
    reason: str
    """Why nothing was decided; empty when something was."""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a claim."""

    name: str
    statement: str
    protocol: str
    verdict: Verdict
    seconds: float
    assumptions: list[str]
    assumptions_used: list[str]
    """A sufficient choice from which no premise was shown to be needless. Empty unless proved."""
    settled: tuple[Settled, ...]
    """What came of its conditions, in their order."""
    second_solver: Opinion
    counterexample: Counterexample | None
    reason: str
    """Why nothing was decided; empty when something was."""

    @property
    def conditions(self) -> int:
        """How many there are."""
        return len(self.settled)

    def as_dict(self) -> dict[str, Any]:
        """The proof as `hybridstake prove --json` prints it."""
        return {
            "name": self.name,
            "statement": self.statement,
            "protocol": self.protocol,
            "verdict": self.verdict,
            "seconds": round(self.seconds, 3),
            "assumptions": self.assumptions,
            "assumptions_used": self.assumptions_used,
            "conditions": self.conditions,
            "second_solver": self.second_solver,
            "counterexample": self.counterexample.as_dict() if self.counterexample else None,
        }


def in_order(names: list[str]) -> list[str]:
    """Each name once, where it first occurs."""
    return list(dict.fromkeys(names))
