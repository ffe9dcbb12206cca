"""What it costs to bring a block to everybody: copies that one node sends, and what its line carries."""

from typing import Any

from ..extremes import smaller

BITS_PER_BYTE = 8
IDENTIFIER_BYTES = 8
"""Of the name of a transaction that all have already, in a block [B]."""


def copies_of_star(validators: Any) -> Any:
    """Copies of each transaction that a proposer sends when it serves everybody itself.

    Parameters
    ----------
    validators
        All, the proposer among them [1].

    Notes
    -----
    Source: ours, paper, "Formulas"; the leader bottleneck of Castro and Liskov 1999.

    Examples
    --------
    >>> copies_of_star(21)
    20
    """
    return validators - 1


def copies_when_shared(validators: Any) -> Any:
    """Copies that each node sends where all disseminate their own part of the transactions beforehand.

    Parameters
    ----------
    validators
        All [1].

    Notes
    -----
    Source: Danezis et al., "Narwhal and Tusk", 2022: each of n nodes sends its n-th part to n - 1.

    Examples
    --------
    >>> copies_when_shared(4)
    0.75
    """
    return (validators - 1) / validators


def copies_of_gossip(validators: Any, fan_out: Any) -> Any:
    """Copies that each node sends where it passes a block on to so many neighbours.

    Parameters
    ----------
    validators
        All [1].
    fan_out
        Neighbours of a node; no more than there are others [1].

    Notes
    -----
    Source: ours, after Demers et al., "Epidemic Algorithms for Replicated Database Maintenance", 1987.

    Examples
    --------
    >>> copies_of_gossip(21, 8), copies_of_gossip(4, 8)
    (8, 3)
    """
    return smaller(fan_out, copies_of_star(validators))


def gossip_hops(validators: int, fan_out: float) -> int:
    """Hops after which gossip has come to everybody, at the soonest.

    Parameters
    ----------
    validators
        All, the first sender among them [1].
    fan_out
        Neighbours to whom a node passes on, at least one [1].

    Returns
    -------
    int
        The logarithm of the validators to the base of the fan-out, rounded up; with one neighbour
        each, a chain [1].

    Notes
    -----
    Source: ours: after h hops at most fan_out^h have it for the first time, and counting is exact.

    Examples
    --------
    >>> gossip_hops(21, 8), gossip_hops(64, 8), gossip_hops(1_000, 8), gossip_hops(5, 1)
    (2, 2, 4, 4)
    """
    if fan_out <= 1:
        return copies_of_star(validators)
    hops, reached = 0, 1.0
    while reached < validators:
        hops, reached = hops + 1, reached * fan_out
    return hops


def largest_throughput(bandwidth: Any, transaction_bytes: Any, copies: Any) -> Any:
    """Transactions per second that a line carries.

    Parameters
    ----------
    bandwidth
        Upload of one node [bit/s].
    transaction_bytes
        Of one transaction [B].
    copies
        Of every transaction that the busiest node sends: `copies_of_star`, `copies_when_shared`, the
        expansion of an erasure code, or the fan-out of gossip [1].

    Returns
    -------
    float
        [1/s]

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> largest_throughput(1e9, 250, copies_of_star(21))
    25000.0
    """
    return bandwidth / (BITS_PER_BYTE * transaction_bytes * copies)


def upload_needed(throughput: Any, transaction_bytes: Any, copies: Any) -> Any:
    """Bits per second that the busiest node sends.

    Parameters
    ----------
    throughput
        Transactions per second [1/s].
    transaction_bytes
        Of one transaction [B].
    copies
        Of every transaction that the busiest node sends [1].

    Returns
    -------
    float
        [bit/s]

    Notes
    -----
    Source: ours: `largest_throughput`, solved.

    Examples
    --------
    >>> upload_needed(50_000, 250, copies_of_star(21))
    2000000000
    """
    return BITS_PER_BYTE * throughput * transaction_bytes * copies


def bytes_of_block(throughput: Any, block_seconds: Any, transaction_bytes: Any) -> Any:
    """Size of a block that carries all transactions since the one before.

    Parameters
    ----------
    throughput
        Transactions per second [1/s].
    block_seconds
        From one block to the next [s].
    transaction_bytes
        Of one transaction, or of its name where all have it already [B].

    Returns
    -------
    float
        [B]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> bytes_of_block(50_000, 0.5, 250)
    6250000.0
    """
    return throughput * block_seconds * transaction_bytes


def push_seconds(block_bytes: Any, bandwidth: Any, copies: Any) -> Any:
    """Time in which a node sends its copies of a block.

    Parameters
    ----------
    block_bytes
        Of one block [B].
    bandwidth
        Upload of one node [bit/s].
    copies
        That it sends [1].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> push_seconds(1.25e6, 1e9, copies_of_star(21))
    0.2
    """
    return BITS_PER_BYTE * block_bytes * copies / bandwidth
