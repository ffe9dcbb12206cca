"""What happens to a validator from outside in a run: messages, ends of waits, outages."""

from typing import NamedTuple

from .acts import Act, Transition
from .node import Stage
from .votes import Proposal, Vote


class Gossip(NamedTuple):
    """What a validator passes on: all that it has heard, and decisions that the recipient may lack."""

    sender: str
    height: int
    """Where the sender is: it has decided all before."""
    votes: tuple[Vote, ...]
    proposals: tuple[Proposal, ...]


class Timeout(NamedTuple):
    """The end of a wait, if the validator is then still where it was."""

    height: int
    round: int
    stage: Stage


class Closing(NamedTuple):
    """The end of the last wait of a round, if the validator is then still in it."""

    height: int
    round: int


class Turn(NamedTuple):
    """The end of a proposer's listening, if it is then still in that round."""

    height: int
    round: int


class Outage(NamedTuple):
    """A validator goes down, or comes back."""

    down: bool


Message = Vote | Proposal | Gossip
Event = Message | Timeout | Closing | Turn | Outage


def heard(transition: Transition, name: str, message: Message) -> Act:
    """A message heard or lost."""
    match message:
        case Vote(voter, ballot):
            kind, height, round_, block = ballot
            return Act(transition, name, round_, block, None, height, kind, voter)
        case Proposal(proposer, height, round_, block, _):
            return Act(transition, name, round_, block, None, height, None, proposer)
        case Gossip(sender, height, _, _):
            return Act(transition, name, 0, None, None, height, None, sender)
