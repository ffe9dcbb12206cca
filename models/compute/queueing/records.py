"""What the job queue remembers: jobs, operators, and the rules between them."""

from dataclasses import dataclass, field
from enum import StrEnum

from ...errors import InvalidParameter
from ..redundancy.rules import Scheme


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """The service level of all jobs of a queue."""

    scheme: Scheme
    """When the results of a job's copies suffice."""
    deadline_blocks: int = 20
    """Within which a copy is delivered [block]."""
    fee: int = 100
    """Paid for a copy whose result is accepted [base unit]."""
    penalty: int = 150
    """Taken from the bond for a copy that is late or wrong [base unit]."""
    most_copies: int = 50
    """Of one job; with them the customer's money is held [1]."""

    def __post_init__(self) -> None:
        for name in ("deadline_blocks", "fee", "penalty", "most_copies"):
            if not getattr(self, name) >= 1:
                raise InvalidParameter(f"{name} must be at least 1, got {getattr(self, name)!r}")
        if self.most_copies < self.scheme.votes_needed:
            raise InvalidParameter(
                f"most_copies must be at least the equal results needed "
                f"({self.scheme.votes_needed}), got {self.most_copies}"
            )


class End(StrEnum):
    """How a job left the queue."""

    ACCEPTED = "accepted"
    """The rule took a result."""
    FAILED = "failed"
    """Nobody was left to ask, or no more copies were paid for."""


@dataclass(slots=True)
class OpenJob:
    """A job in the queue."""

    customer: str
    submitted: int
    """Height [block]."""
    escrow: int
    """Held for it [base unit]."""
    wanted: int
    """Copies that nobody has yet [1]."""
    running: list[str] = field(default_factory=list[str])
    """Operators who work on it."""
    asked: list[str] = field(default_factory=list[str])
    """Operators who ever had a copy, in that order."""
    answers: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Operators who delivered, with the hashes that they delivered."""


@dataclass(frozen=True, slots=True)
class ClosedJob:
    """A job that has left the queue."""

    end: End
    result: str
    """The accepted hash; empty where there is none."""
    submitted: int
    """[block]"""
    started: int
    """First assignment; where it never came, the height at which the job failed [block]."""
    closed: int
    """[block]"""
    copies: int
    """Assigned in all [1]."""


@dataclass(slots=True)
class Operator:
    """Somebody who runs copies."""

    bond: int
    """Out of which penalties are taken [base unit]."""
    job: int | None = None
    """Number of the job whose copy it runs."""
    due: int = 0
    """Height by which it delivers [block]."""
