"""What happens to a validator from outside in a run: messages, ends of waits, outages."""

from typing import NamedTuple

from .acts import Act, Transition
from .node import Node, Stage
from .votes import Certificate, Proposal, Vote


class Gossip(NamedTuple):
    """All that a validator has heard of its height."""

    sender: str
    height: int
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


def gossip_of(node: Node) -> Gossip:
    """All that a validator has heard of its height, its own votes among it."""
    votes = tuple(Vote(each, ballot) for ballot, who in node.heard.items() for each in sorted(who))
    return Gossip(node.name, node.height, votes, node.proposals)


def news_of(name: str, decision: Certificate) -> Gossip:
    """The certificate on which a validator has decided; it is past that height, and asks for nothing."""
    ballot, signers = decision
    votes = tuple(Vote(each, ballot) for each in sorted(signers))
    return Gossip(name, ballot.height + 1, votes, ())


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
