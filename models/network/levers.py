"""What engineering takes off a node: votes added up, signatures known, bytes packed, history cut."""

from typing import Any

SIGNATURE_BYTES = 96
"""Of one BLS signature, or of many added up [B]."""
VOTE_BYTES = 136
"""Of one vote: a signature, the block's hash of 32 bytes, its height [B]."""
ACCOUNT_BYTES = 104
"""Of an account's nonce, balance and two hashes [B].

Source: Wood, "Ethereum: A Secure Decentralised Generalised Transaction Ledger", 2014, section 4.1.
"""
PACKED = 0.7
"""Size of compressed transactions, for one byte [1].

Source: OP Labs, "The Road to Sub-dollar Transactions, Part 2: Compression Edition", 2022: of 22,000
batches, 30 to 40 % of what their bytes cost is saved; the lesser of the two.
"""


def all_to_all_bytes(validators: Any, vote_bytes: Any) -> Any:
    """Bytes on all lines in one phase where everybody sends its vote to everybody else.

    Parameters
    ----------
    validators
        All [1].
    vote_bytes
        Of one vote [B].

    Returns
    -------
    float
        [B]

    Notes
    -----
    Source: Castro and Liskov, "Practical Byzantine Fault Tolerance", 1999.

    Examples
    --------
    >>> all_to_all_bytes(21, 100)
    42000
    """
    return validators * (validators - 1) * vote_bytes


def certificate_bytes(validators: Any, vote_bytes: Any) -> Any:
    """Size of an aggregate of votes: one vote, and a bit for each who may have signed.

    Parameters
    ----------
    validators
        All [1].
    vote_bytes
        Of one vote [B].

    Returns
    -------
    float
        [B]

    Notes
    -----
    Source: Boneh, Drijvers and Neven, "Compact Multi-Signatures for Smaller Blockchains", 2018.

    Examples
    --------
    >>> certificate_bytes(1_000, 136)
    261.0
    """
    return vote_bytes + validators / 8


def collected_bytes(validators: Any, vote_bytes: Any, certificate: Any) -> Any:
    """Bytes on all lines in one phase where one collects all votes and sends their aggregate back.

    Parameters
    ----------
    validators
        All, the collector among them [1].
    vote_bytes
        Of one vote [B].
    certificate
        Of the aggregate [B].

    Returns
    -------
    float
        [B]

    Notes
    -----
    Source: Yin et al., "HotStuff: BFT Consensus with Linearity and Responsiveness", 2019. It takes two
    message delays, where votes from all to all take one.

    Examples
    --------
    >>> collected_bytes(21, 100, 150)
    5000
    """
    return (validators - 1) * (vote_bytes + certificate)


def unseen_signatures(transactions: Any, seen_share: Any) -> Any:
    """Signatures of a block that nobody has checked on this node when it arrives.

    Parameters
    ----------
    transactions
        Of the block [1].
    seen_share
        Part that came before it one by one, was checked and is remembered, in [0, 1] [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> unseen_signatures(1_000, 0.75)
    250.0
    """
    return transactions * (1 - seen_share)


def packed_bytes(bytes_each: Any, ratio: Any) -> Any:
    """Size of a transaction after compression.

    Parameters
    ----------
    bytes_each
        Before [B].
    ratio
        Of what is left of one byte [1].

    Returns
    -------
    float
        [B]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> packed_bytes(250, 0.5)
    125.0
    """
    return bytes_each * ratio


def history_bytes(throughput: Any, bytes_each: Any, seconds: Any) -> Any:
    """What a node stores of the transactions of some time, and of the versions of state they leave.

    Parameters
    ----------
    throughput
        Transactions per second [1/s].
    bytes_each
        Of a transaction, and of what it writes [B].
    seconds
        As far back as is kept [s].

    Returns
    -------
    float
        [B]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> history_bytes(1_000, 500, 86_400)
    43200000000
    """
    return throughput * bytes_each * seconds


def pruned_bytes(history: Any, accounts: Any, account_bytes: Any) -> Any:
    """What a node stores that keeps some history, and of all accounts the last version alone.

    Parameters
    ----------
    history
        That is kept [B].
    accounts
        [1]
    account_bytes
        Of one account [B].

    Returns
    -------
    float
        [B]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> pruned_bytes(1_000, 20, 100)
    3000
    """
    return history + accounts * account_bytes
