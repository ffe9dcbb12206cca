"""What can be put into the log of a job queue."""

from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True)
class Deliver:
    """An operator delivers the hash of its copy's result."""

    operator: str
    result: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block ends: deadlines pass, and waiting copies go to operators drawn by the beacon's seed."""

    seed: bytes


Action = Deposit | Register | Submit | Deliver | Block
"""Any of them."""
