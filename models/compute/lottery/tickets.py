"""Tickets for work done, and a tree of hashes and sums that commits to who holds how many.

A holder of many tickets is one leaf with their number, so the tree is small, the draw is quick, and
nobody can add a ticket without changing the root.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ...cryptography.derivation import digest
from ...errors import InvalidParameter

FUEL_PER_TICKET = 1_000_000
"""Work that earns one [fuel]; an assumption: some milliseconds of a processor."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Tickets of one provider."""

    holder: str
    tickets: int
    """At least 1 [1]."""

    def __post_init__(self) -> None:
        if type(self.tickets) is not int:
            raise InvalidParameter(f"tickets must be an int, got {self.tickets!r}")
        if not self.tickets >= 1:
            raise InvalidParameter(f"tickets must be at least 1, got {self.tickets!r}")


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the tree: its hash, and the tickets below it."""

    digest: bytes
    tickets: int


@dataclass(frozen=True, slots=True)
class Sibling:
    """What stands beside the way from a leaf to the root."""

    node: Node
    is_left: bool
    """Whether its tickets come before those of the way."""


@dataclass(frozen=True, slots=True)
class Proof:
    """That a holding is in a tree, and which tickets are its own."""

    holding: Holding
    way: tuple[Sibling, ...]
    """From the leaf upwards."""


def earned(fuel: int) -> int:
    """Tickets for an accepted job's work.

    Parameters
    ----------
    fuel
        Of one copy [fuel].

    Returns
    -------
    int
        Whole tickets [1].

    Notes
    -----
    Source: ours; in the paper a ticket is a period of a virtual machine.

    Examples
    --------
    >>> earned(2_500_000)
    2
    """
    return fuel // FUEL_PER_TICKET


def leaf_of(holding: Holding) -> Node:
    """A holding as a leaf."""
    return Node(digest("leaf", holding.holder, holding.tickets), holding.tickets)


def joined(left: Node, right: Node) -> Node:
    """Two parts as one: the hash covers both sums, so that no sum can be changed alone."""
    hashed = digest("node", left.digest, left.tickets, right.digest, right.tickets)
    return Node(hashed, left.tickets + right.tickets)


def levels(holdings: Sequence[Holding]) -> list[list[Node]]:
    """The tree from its leaves to its root; a node without a partner moves up as it is.

    Raises
    ------
    InvalidParameter
        If nobody holds a ticket.
    """
    if not holdings:
        raise InvalidParameter("holdings must not be empty, got none")
    found = [[leaf_of(each) for each in holdings]]
    while len(found[-1]) > 1:
        below = found[-1]
        pairs = [joined(*below[at : at + 2]) for at in range(0, len(below) - 1, 2)]
        found.append(pairs + below[len(pairs) * 2 :])
    return found


def root(holdings: Sequence[Holding]) -> Node:
    """What a block publishes: the hash of all holdings, and the number of all tickets."""
    return levels(holdings)[-1][0]


def proof(holdings: Sequence[Holding], place: int) -> Proof:
    """The way from one holding to the root.

    Parameters
    ----------
    holdings
        All of them, in the order of the tree.
    place
        Of the holding, from 0 [1].
    """
    way: list[Sibling] = []
    at = place
    for level in levels(holdings)[:-1]:
        beside = at ^ 1
        if beside < len(level):
            way.append(Sibling(level[beside], is_left=beside < at))
        at //= 2
    return Proof(holdings[place], tuple(way))


def holds(shown: Proof, published: Node, ticket: int) -> bool:
    """Whether a proof shows that a ticket belongs to its holding.

    Parameters
    ----------
    shown
        From anybody.
    published
        The root.
    ticket
        Its number, from 0 [1].
    """
    node, before = leaf_of(shown.holding), 0
    for sibling in shown.way:
        if sibling.node.tickets < 0:
            return False
        if sibling.is_left:
            before += sibling.node.tickets
            node = joined(sibling.node, node)
        else:
            node = joined(node, sibling.node)
    return node == published and before <= ticket < before + shown.holding.tickets
