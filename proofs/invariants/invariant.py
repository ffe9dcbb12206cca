"""One invariant of a parameter file, settled, and how one comparison becomes one."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from sys import float_info
from typing import Any

from ...models.parameters.protocol import LARGEST_FLOAT
from ..solving.claim import Verdict


@dataclass(frozen=True, slots=True)
class Invariant:
    """One invariant of a parameter file, settled."""

    name: str
    verdict: Verdict
    field: str
    """Where to look in the file if it fails."""
    message: str
    """The rule, and how it fails; the rule alone where it holds."""
    counterexample: dict[str, Any] | None
    """The story as JSON, with its plain text under `text`."""
    others: tuple[str, ...] = ()
    """The other fields that the rule reads, the likelier culprit first."""

    def as_dict(self) -> dict[str, Any]:
        """The invariant as `hybridstake check --json` prints it."""
        return {
            "name": self.name,
            "verdict": self.verdict,
            "field": self.field,
            "message": self.message,
            "counterexample": self.counterexample,
        }


def plain(
    name: str, holds: bool, field: str, rule: str, got: str, others: Sequence[str] = ()
) -> Invariant:
    """An invariant without a story; where it holds, the rule without the value.

    Parameters
    ----------
    name
        Of the invariant.
    holds
        Whether it holds.
    field
        Where to look in the file if it fails.
    rule, got
        What is asked, and the value that is there.
    others
        The other fields that the rule reads.
    """
    if holds:
        return Invariant(name, "proved", field, rule, None, tuple(others))
    return Invariant(name, "refuted", field, f"{rule}, got {got}", None, tuple(others))


def number(value: float | Fraction, digits: int = 15) -> str:
    """A number as a person reads it; sums and products of floats may be larger than any."""
    if value > LARGEST_FLOAT:
        return f"more than {float_info.max:.6g}"
    return f"{float(value):,.{digits}g}"


def seconds(value: float | Fraction) -> str:
    """A time as a person reads it."""
    return f"{number(value)} s"


def tokens(value: float | Fraction) -> str:
    """An amount as a person reads it, to six digits: amounts here are quotients."""
    return f"{number(value, 6)} token"
