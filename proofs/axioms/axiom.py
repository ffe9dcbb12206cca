"""Something that proofs assume of the world: where it is said, and why it may be."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import z3

from ..solving.condition import Condition, Setting


class Ground(StrEnum):
    """Why an axiom may be assumed."""

    DEFINITION = "definition"
    SETTLED = "settled"
    ASSUMPTION = "assumption of the protocol"
    CRYPTOGRAPHY = "standard cryptographic assumption"


@dataclass(frozen=True, slots=True)
class Axiom:
    """Something assumed, with where it is said and why it may be."""

    name: str
    sentence: str
    ground: Ground
    because: str
    premises: tuple[str, ...] = ()
    """Patterns of whole names of premises that say it."""
    rules_of: type | None = None
    """A setting whose worlds obey it without a premise."""
    settled_by: tuple[str, ...] = ()
    """Claims that settle it; those of a protocol without its name."""
    parameters: tuple[str, ...] = ()
    """Fields of a parameter file that name it."""

    @property
    def justification(self) -> str:
        """The ground, what it names, and why."""
        named = ", ".join((*self.settled_by, *self.parameters))
        by = f" by {named}" if self.settled_by else f" ({named})" if named else ""
        return f"{self.ground}{by}: {self.because}"

    def is_said_by(self, premise: str) -> bool:
        """Whether a premise of this name says it."""
        return any(re.fullmatch(pattern, premise) for pattern in self.premises)

    def is_used_by(self, condition: Condition) -> bool:
        """Whether a premise of a condition, or the world it is asked in, says it."""
        if self.rules_of is not None and isinstance(condition.setting, self.rules_of):
            return has_rules(condition.setting)
        return any(self.is_said_by(premise.name) for premise in condition.premises)


@cache
def has_rules(setting: Setting) -> bool:
    """Whether anything goes without saying in a setting."""
    return bool(setting.unknowns(z3.Context()).rules())
