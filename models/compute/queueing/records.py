"""What the job queue remembers: jobs, operators, and the rules between them."""

from dataclasses import dataclass, field
from enum import StrEnum

from ...errors import InvalidParameter
from ..redundancy.rules import Scheme
from .answers import Answer
from .service import ServiceLevel


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """What holds for all jobs of a queue."""

    scheme: Scheme
    """When the answers of a job's copies suffice."""
    level: ServiceLevel = field(default_factory=ServiceLevel)
    """Of jobs that bring no agreement of their own."""
    reveal_blocks: int = 3
    """Within which an answer is revealed once all of its round are committed to [block]."""
    most_copies: int = 50
    """Of one job; with them the customer's money is held [1]."""

    def __post_init__(self) -> None:
        for name in ("reveal_blocks", "most_copies"):
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
    name: str
    """What is to be computed."""
    level: ServiceLevel
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
    commitments: dict[str, bytes] = field(default_factory=dict[str, bytes])
    """Of operators who have computed their copy and revealed nothing yet."""
    reveal_by: int | None = None
    """Height by which they do; none while somebody could still copy an answer [block]."""
    answers: list[tuple[str, Answer]] = field(default_factory=list[tuple[str, Answer]])
    """Operators who revealed, and what."""


@dataclass(frozen=True, slots=True)
class ClosedJob:
    """A job that has left the queue."""

    end: End
    result: str
    """The accepted hash; empty where there is none."""
    fuel: int
    """Accepted with it [fuel]."""
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
