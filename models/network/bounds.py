"""The least time to finality of a mode in closed form: what each part takes, and which takes most.

Every message takes one delay and every node has the same line, so this is a bound on paper: what real
links make of it is sampled in `finality.py`.
"""

from dataclasses import dataclass

from ..errors import InvalidParameter
from ..parameters.checks import check_positive
from .checking import checking_seconds
from .dissemination import (
    IDENTIFIER_BYTES,
    bytes_of_block,
    copies_of_star,
    gossip_hops,
    push_seconds,
)
from .latency import finality_bound
from .rounds import vote_phases
from .throughput import Capacity, Dissemination
from .verification import OF_SERVER, SignatureCosts


@dataclass(frozen=True, kw_only=True, slots=True)
class Load:
    """What a mode is to carry, and how often it makes blocks."""

    validators: int
    """All [1]."""
    throughput: float
    """Transactions per second [1/s]."""
    block_seconds: float
    """From one block to the next [s]."""

    def __post_init__(self) -> None:
        if self.validators < 1:
            raise InvalidParameter(f"validators must be at least 1, got {self.validators}")
        check_positive("throughput", self.throughput)
        check_positive("block_seconds", self.block_seconds)


@dataclass(frozen=True, kw_only=True, slots=True)
class FinalityParts:
    """What time to finality is made of."""

    sending: float
    """A block leaves the proposer, and whoever passes it on [s]."""
    messages: float
    """Messages on their way: those of the votes, and those between who passes on a block [s]."""
    checking: float
    """Votes of all phases are checked [s]."""

    @property
    def seconds(self) -> float:
        """All together [s]."""
        return self.sending + self.messages + self.checking

    @property
    def binding(self) -> str:
        """The part that takes most, the first of equals."""
        parts = {
            "sending": self.sending,
            "messages": self.messages,
            "checking": self.checking,
        }
        return max(parts, key=lambda name: parts[name])


def finality_parts(
    capacity: Capacity,
    load: Load,
    message_delays: int,
    delay: float,
    voters: int,
    *,
    aggregated: bool = True,
) -> FinalityParts:
    """Time to finality under load, by part.

    Parameters
    ----------
    capacity
        Of one node.
    load
        What is carried.
    message_delays
        Messages in a row that finality needs, the proposal among them [1].
    delay
        Delivery time of one message [s].
    voters
        Whose votes make a certificate [1].
    aggregated
        Votes are added up and checked as one, or one by one.

    Returns
    -------
    FinalityParts
        Their sum is `finality_bound` with the delays of who passes on a block.
    """
    delays = message_delays + relays(capacity, load.validators)
    checking = checking_seconds(voters, aggregated=aggregated)
    # Each part is the bound of its own, with the others at nothing.
    return FinalityParts(
        sending=sending_seconds(capacity, load),
        messages=finality_bound(0.0, delays, delay, 0.0),
        checking=finality_bound(0.0, message_delays, 0.0, checking),
    )


def sending_seconds(capacity: Capacity, load: Load) -> float:
    """Time in which the copies of one block leave those that send them in turn [s].

    Transactions that all have already are named in the block, which the proposer sends to everybody.
    """
    copies = capacity.copies(load.validators)
    each = capacity.transaction_bytes
    hops = 1
    match capacity.dissemination:
        case Dissemination.SHARED:
            copies, each = copies_of_star(load.validators), IDENTIFIER_BYTES
        case Dissemination.GOSSIP:
            hops = gossip_hops(load.validators, capacity.fan_out)
        case Dissemination.STAR | Dissemination.CODED:
            pass
    block = bytes_of_block(load.throughput, load.block_seconds, each)
    return hops * push_seconds(block, capacity.bandwidth, copies)


def relays(capacity: Capacity, validators: int) -> int:
    """Message delays by which a block comes later than straight from its proposer [1]."""
    match capacity.dissemination:
        case Dissemination.STAR | Dissemination.SHARED:
            return 0
        case Dissemination.CODED:
            return 1 if validators > 1 else 0
        case Dissemination.GOSSIP:
            return max(0, gossip_hops(validators, capacity.fan_out) - 1)


def full_block(capacity: Capacity, validators: int, rate: float, block_seconds: float) -> float:
    """Time by which a block of all that is carried comes later than an empty one, but for relays [s].

    Parameters
    ----------
    capacity
        Of one node.
    validators
        All [1].
    rate
        Transactions per second that blocks carry; nothing is sent for none [1/s].
    block_seconds
        From one block to the next [s].

    Examples
    --------
    >>> star = Capacity(dissemination=Dissemination.STAR)
    >>> full_block(star, validators=21, rate=50_000, block_seconds=0.1)
    0.2
    """
    if not rate:
        return 0.0
    load = Load(validators=validators, throughput=rate, block_seconds=block_seconds)
    return sending_seconds(capacity, load)


def checking_ms(validators: int, message_delays: int, costs: SignatureCosts = OF_SERVER) -> float:
    """Time to check an aggregate of everybody's votes in each phase of votes [ms].

    Who is alone has no votes to check but its own.
    """
    phases = vote_phases(message_delays) if validators > 1 else 0
    return 1_000 * phases * checking_seconds(validators, aggregated=True, costs=costs)
