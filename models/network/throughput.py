"""How many transactions a second each resource carries, and which of them binds."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..errors import InvalidParameter
from ..parameters.checks import check_positive
from .checking import checking_seconds
from .dissemination import (
    copies_of_gossip,
    copies_of_star,
    copies_when_shared,
    largest_throughput,
)
from .latency import CHAINED_DELAYS, finality_bound
from .rounds import LONGEST_ALL_TO_ALL, vote_phases
from .verification import SignatureCosts, verified_throughput


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
    costs: SignatureCosts = field(default_factory=SignatureCosts)
    """Of signatures on one of its cores."""

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


def throughputs(
    capacity: Capacity, validators: int, block_seconds: float, message_delays: int = 3
) -> dict[str, float]:
    """Transactions per second that each resource allows; nothing where it has no bound.

    Parameters
    ----------
    capacity
        Of one node.
    validators
        All [1].
    block_seconds
        From one block to the next [s].
    message_delays
        Of a round, the proposal among them [1].

    Returns
    -------
    dict[str, float]
        `upload` of the busiest node; `signatures`, of transactions, on what cores are left when the
        aggregate of votes of each of a block's phases is added up and checked [1/s]
    """
    copies = capacity.copies(validators)
    upload = (
        largest_throughput(capacity.bandwidth, capacity.transaction_bytes, copies)
        if copies
        else float("inf")
    )
    each = checking_seconds(validators, aggregated=True, costs=capacity.costs)
    left = max(capacity.cores - vote_phases(message_delays) * each / block_seconds, 0.0)
    return {"upload": upload, "signatures": verified_throughput(left, capacity.costs.transaction)}


def with_voting(
    found: dict[str, float], block_seconds: float, round_seconds: float
) -> dict[str, float]:
    """What resources allow, and voting with them: blocks of what those carry, as often as they come.

    Parameters
    ----------
    found
        By other resource [1/s].
    block_seconds
        From one block to the next, at least [s].
    round_seconds
        That votes take from one proposal to the next [s].

    Examples
    --------
    >>> with_voting({"upload": 90.0, "signatures": 60.0}, block_seconds=0.5, round_seconds=1.5)
    {'upload': 90.0, 'signatures': 60.0, 'voting': 20.0}
    """
    block = min(found.values()) * block_seconds
    return {**found, "voting": voted_throughput(block, max(block_seconds, round_seconds))}


def voted_throughput(block_transactions: Any, seconds: Any) -> Any:
    """Transactions a second in blocks that follow one another.

    Parameters
    ----------
    block_transactions
        In a block [1].
    seconds
        From one block to the next [s].

    Returns
    -------
    float
        [1/s]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> voted_throughput(30, seconds=1.5)
    20.0
    """
    return block_transactions / seconds


def round_bound(message_delays: int, delay: float, checking: float) -> float:
    """Time from one proposal to the next where every message takes one delay.

    Parameters
    ----------
    message_delays
        Of a round, the proposal among them [1].
    delay
        Delivery time of one message [s].
    checking
        Time to check the votes of one phase [s].

    Returns
    -------
    float
        The whole round where a block is decided before the next is proposed, and in a chain a block and
        the votes for it [s]

    Examples
    --------
    >>> round_bound(3, delay=0.25, checking=0.125), round_bound(5, delay=0.25, checking=0.125)
    (1.0, 0.625)
    """
    return finality_bound(0.0, delays_between(message_delays), delay, checking)


def delays_between(message_delays: int) -> int:
    """Message delays between two proposals [1].

    Examples
    --------
    >>> delays_between(2), delays_between(3), delays_between(5), delays_between(7)
    (2, 3, 2, 2)
    """
    return message_delays if message_delays <= LONGEST_ALL_TO_ALL else CHAINED_DELAYS


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
