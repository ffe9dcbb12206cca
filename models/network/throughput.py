"""How many transactions a second each resource carries, and which of them binds."""

from dataclasses import dataclass
from enum import StrEnum

from ..errors import InvalidParameter
from ..parameters.checks import check_positive
from .dissemination import (
    copies_of_gossip,
    copies_of_star,
    copies_when_shared,
    largest_throughput,
)
from .verification import TRANSACTION_SECONDS, VOTE_SECONDS, verified_throughput


class Dissemination(StrEnum):
    """How a block comes to everybody."""

    STAR = "star"
    GOSSIP = "gossip"
    CODED = "coded"
    SHARED = "shared"


@dataclass(frozen=True, kw_only=True, slots=True)
class Capacity:
    """What one node has, and what a transaction takes."""

    bandwidth: float = 1e9
    """Upload of each node [bit/s]."""
    transaction_bytes: float = 250
    """[B]"""
    cores: float = 4
    """That check signatures [1]."""
    dissemination: Dissemination = Dissemination.CODED
    fan_out: float = 8
    """Neighbours to whom a node passes on a block in gossip [1]."""
    expansion: float = 2
    """Bytes of an erasure-coded block per byte of the block [1]."""

    def __post_init__(self) -> None:
        for name in ("bandwidth", "transaction_bytes", "cores", "fan_out", "expansion"):
            check_positive(name, getattr(self, name))
        if self.expansion < 1:
            raise InvalidParameter(f"expansion must be at least 1, got {self.expansion!r}")

    def copies(self, validators: int) -> float:
        """Copies of a transaction that the busiest node sends [1]."""
        match self.dissemination:
            case Dissemination.STAR:
                return copies_of_star(validators)
            case Dissemination.GOSSIP:
                return copies_of_gossip(validators, self.fan_out)
            case Dissemination.CODED:
                return self.expansion
            case Dissemination.SHARED:
                return copies_when_shared(validators)


def throughputs(capacity: Capacity, validators: int, block_seconds: float) -> dict[str, float]:
    """Transactions per second that each resource allows; nothing where it has no bound.

    Parameters
    ----------
    capacity
        Of one node.
    validators
        All [1].
    block_seconds
        From one block to the next [s].

    Returns
    -------
    dict[str, float]
        `upload` of the busiest node; `signatures`, of transactions, on what cores are left when each
        block's two aggregates of votes are checked [1/s]
    """
    copies = capacity.copies(validators)
    upload = (
        largest_throughput(capacity.bandwidth, capacity.transaction_bytes, copies)
        if copies
        else float("inf")
    )
    left = max(capacity.cores - 2 * VOTE_SECONDS / block_seconds, 0.0)
    return {"upload": upload, "signatures": verified_throughput(left, TRANSACTION_SECONDS)}


def binding_resource(found: dict[str, float]) -> str:
    """The resource that allows least, the first of equals.

    Examples
    --------
    >>> binding_resource({"upload": 2.0, "signatures": 1.0})
    'signatures'
    """
    return min(found, key=lambda name: found[name])


def dissemination_named(name: str) -> Dissemination:
    """A way of dissemination by name.

    Raises
    ------
    InvalidParameter
        If there is none of that name.
    """
    if name not in list(Dissemination):
        raise InvalidParameter(f"dissemination must be {', '.join(Dissemination)}, got {name!r}")
    return Dissemination(name)
