"""What an honest validator passes on: all that it has heard, and what brings whoever is behind to it.

A validator at an earlier height can do nothing with votes of this one. So to what was heard are added
the certificates of the heights that the sender has finished, from the last one on in which it has heard
the recipient vote: an honest validator votes at a height only when it has decided all before. This costs
no message of its own. The certificates travel in those that are sent anyway: none to whoever has voted
at the height, one to whoever has voted at the one before, and each time all to whoever never votes.
"""

from typing import Any

from .events import Gossip
from .node import Node
from .votes import Certificate, Vote
from .world import World


def is_passed_on(height: Any, voted: Any, own: Any) -> Any:
    """Whether what is passed on holds the certificate of a height.

    Parameters
    ----------
    height
        Number of the height, from zero [1].
    voted
        Latest height at which the sender has heard the recipient vote, or an earlier one [1].
    own
        Height of the sender [1].

    Notes
    -----
    Source: ours; that it is enough is proved as `any.entries-together`.

    Examples
    --------
    >>> [height for height in range(5) if is_passed_on(height, voted=2, own=4)]
    [2, 3]
    """
    return (height >= voted) & (height < own)


def passed_on(world: World, name: str, recipient: str) -> Gossip:
    """What a validator passes on to another; whoever has decided and stays is past that height."""
    node = world.nodes[name]
    voted = last_voted(world, name, recipient)
    earlier = [
        vote
        for height in range(node.height)
        if is_passed_on(height, voted, node.height)
        and (decision := world.finished[name, height].decision) is not None
        for vote in votes_of(decision)
    ]
    if node.decision is not None:
        return Gossip(name, node.height + 1, (*earlier, *votes_of(node.decision)), ())
    return Gossip(name, node.height, (*earlier, *votes_heard(node)), node.proposals)


def last_voted(world: World, name: str, other: str) -> int:
    """Latest of a validator's heights, its present one among them, in which it has heard another vote.

    The first height where it has heard nothing.
    """
    for height in range(world.nodes[name].height, 0, -1):
        node = world.node(name, height)
        if node is not None and any(other in who for who in node.heard.values()):
            return height
    return 0


def votes_heard(node: Node) -> tuple[Vote, ...]:
    """All votes of its height and later ones that a validator has heard, its own among them."""
    return tuple(Vote(each, ballot) for ballot, who in node.heard.items() for each in sorted(who))


def votes_of(certificate: Certificate) -> tuple[Vote, ...]:
    """The signatures of a certificate as votes."""
    ballot, signers = certificate
    return tuple(Vote(each, ballot) for each in sorted(signers))
