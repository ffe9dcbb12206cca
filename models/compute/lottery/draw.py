"""The draw: a ticket by its number, from a seed that nobody chose."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from ...cryptography.derivation import derived
from ...errors import InvalidParameter
from .tickets import Holding, Node

WORD_BITS = 512
"""Of a derived number [1]."""


def drawn_ticket(seed: bytes, published: Node) -> int:
    """Number of the ticket that a seed draws from a published tree.

    Parameters
    ----------
    seed
        Of a beacon, made after the tree was published.
    published
        Root of the tree.

    Returns
    -------
    int
        From 0; each with the same chance, without the bias of a remainder [1].

    Raises
    ------
    InvalidParameter
        If there is no ticket.

    Notes
    -----
    Source: ours: a hash of seed, root and a counter, until it lies below the largest multiple of the
    number of tickets.
    """
    if not published.tickets >= 1:
        raise InvalidParameter(f"tickets must be at least 1, got {published.tickets!r}")
    whole = 2**WORD_BITS - 2**WORD_BITS % published.tickets
    tries = 0
    while True:
        number = int.from_bytes(derived(seed, "draw", published.digest, tries), "big")
        if number < whole:
            return number % published.tickets
        tries += 1


def holder_of(holdings: Sequence[Holding], ticket: int) -> int:
    """Place of the holding to which a ticket belongs.

    Parameters
    ----------
    holdings
        In the order of the tree.
    ticket
        From 0 [1].

    Examples
    --------
    >>> holder_of([Holding("a", 3), Holding("b", 1)], 3)
    1
    """
    ends = list(accumulate(each.tickets for each in holdings))
    return bisect_right(ends, ticket)
