"""What a validator passes on: all that it has heard, and the decisions that somebody may lack.

The same as in `models/protocol/machine/passing_on.py`, with one message to everybody where the machine
has one for each: who has voted at a height has decided all before, and passes over their certificates.
"""

from .hearing import Node, Round
from .messages import PRECOMMIT, PREVOTE, Chain, Gossip, Votes


def gossip_of(node: Node, since: int) -> Gossip:
    """All that a validator has heard of its height and of later ones, and what it has decided before.

    Parameters
    ----------
    node
        The validator.
    since
        Height of the first decision that goes with it [1].
    """
    votes = tuple(
        Votes(kind, round_, block, tally.voters)
        for round_, record in node.rounds.items()
        for kind, tallies in ((PREVOTE, record.prevotes), (PRECOMMIT, record.precommits))
        for block, tally in tallies.items()
    )
    proposals = tuple(each for record in node.rounds.values() for each in record.proposals)
    later = tuple(
        each
        for some in node.later.values()
        for each in some.values()
        if not isinstance(each, Gossip)
    )
    return Gossip(node.part, node.height, votes, proposals, later, decided_since(node, since))


def decided_since(node: Node, since: int) -> Chain:
    """What a validator has decided, from a height on."""
    return Chain(since, tuple(node.decisions[since:]))


def last_voted(node: Node, others: int) -> int:
    """Latest of a validator's heights by which it has heard all others vote; the first, if never.

    Parameters
    ----------
    node
        The validator.
    others
        A bit for each, by number.

    Notes
    -----
    Source: `last_voted` of the machine, for whoever is furthest behind.
    """
    height = node.height
    silent = others & ~voters(node.rounds)
    while silent and height:
        height -= 1
        silent &= ~node.heard[height]
    return height


def voters(rounds: dict[int, Round]) -> int:
    """Everybody who has been heard to vote in some rounds; a bit for each, by number."""
    found = 0
    for record in rounds.values():
        for tallies in (record.prevotes, record.precommits):
            for tally in tallies.values():
                found |= tally.voters
    return found
