"""What it costs to bring a block to everybody: copies that one node sends, and what its line carries."""

from typing import Any

BITS_PER_BYTE = 8


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
