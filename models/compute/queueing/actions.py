"""What can be put into the log of a job queue."""

from dataclasses import dataclass

from .answers import Answer
from .service import ServiceLevel


@dataclass(frozen=True, slots=True)
class Deposit:
    """Money that comes in from outside."""

    account: str
    amount: int
    """[base unit]"""


@dataclass(frozen=True, slots=True)
class Register:
    """An account becomes an operator, with a bond, or adds to its bond."""

    operator: str
    bond: int
    """[base unit]"""


@dataclass(frozen=True, slots=True)
class Submit:
    """A customer orders a job; its number is that of the jobs before it."""

    customer: str
    job: str = ""
    """Which, by name or by the hash of its code and input."""
    level: ServiceLevel | None = None
    """What is agreed for it; without it what the queue offers."""


@dataclass(frozen=True, slots=True)
class Commit:
    """An operator has computed its copy, and commits to an answer that nobody can read yet."""

    operator: str
    commitment: bytes
    """See `answers.committed`."""


@dataclass(frozen=True, slots=True)
class Reveal:
    """An operator opens its commitment, once nobody can copy the answer any more."""

    operator: str
    number: int
    """Of the job."""
    answer: Answer
    blinding: bytes


@dataclass(frozen=True, slots=True)
class Block:
    """A block ends: deadlines pass, and waiting copies go to operators drawn by the beacon's seed."""

    seed: bytes


Action = Deposit | Register | Submit | Commit | Reveal | Block
"""Any of them."""
