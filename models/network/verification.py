"""What it costs to check signatures: of transactions, and of the votes of a phase."""

from dataclasses import dataclass
from typing import Any

from ..parameters.checks import check_positive

TRANSACTION_SECONDS = 55.1e-6
"""One Ed25519 signature, libsodium, on one core of a server of 2026 [s]."""
VOTE_SECONDS = 1.165e-3
"""One BLS signature, blst, on the same core [s]."""
KEY_SECONDS = 0.77e-6
"""One more public key added up before an aggregate is checked, on the same core [s]."""
ADDITION_SECONDS = 2.03e-6
"""One more BLS signature added to an aggregate, on the same core [s]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SignatureCosts:
    """What checking takes on one core; a user's own measurement may stand in for that of the server."""

    transaction: float = TRANSACTION_SECONDS
    """One signature of a transaction [s]."""
    vote: float = VOTE_SECONDS
    """One vote, or one aggregate [s]."""
    key: float = KEY_SECONDS
    """One more key under an aggregate [s]."""
    addition: float = ADDITION_SECONDS
    """One more signature in an aggregate [s]."""

    def __post_init__(self) -> None:
        for name in ("transaction", "vote", "key", "addition"):
            check_positive(name, getattr(self, name))


OF_SERVER = SignatureCosts()
"""On the server of 2026."""


def verified_throughput(cores: Any, seconds_each: Any) -> Any:
    """Signatures that some cores check in a second.

    Parameters
    ----------
    cores
        That do nothing else [1].
    seconds_each
        Of one signature on one core [s].

    Returns
    -------
    float
        [1/s]

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> verified_throughput(4, 0.0001)
    40000.0
    """
    return cores / seconds_each


def cores_needed(rate: Any, seconds_each: Any) -> Any:
    """Cores that are kept busy by a stream of signatures.

    Parameters
    ----------
    rate
        Signatures per second [1/s].
    seconds_each
        Of one signature on one core [s].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours: `verified_throughput`, solved.

    Examples
    --------
    >>> cores_needed(40_000, 0.125)
    5000.0
    """
    return rate * seconds_each


def votes_seconds(voters: Any, seconds_each: Any) -> Any:
    """Time to check votes one by one.

    Parameters
    ----------
    voters
        Whose votes make the certificate [1].
    seconds_each
        Of one signature [s].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: ours, paper, "Formulas".

    Examples
    --------
    >>> votes_seconds(1000, 0.001)
    1.0
    """
    return voters * seconds_each


def aggregate_seconds(voters: Any, seconds_each: Any, key_seconds: Any) -> Any:
    """Time to check one aggregate of all votes: their keys added up, and one signature.

    Parameters
    ----------
    voters
        Whose votes make the certificate [1].
    seconds_each
        Of one signature [s].
    key_seconds
        Of one addition of keys [s].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: Boneh, Drijvers and Neven, "Compact Multi-Signatures for Smaller Blockchains", 2018.

    Examples
    --------
    >>> aggregate_seconds(100, 0.001, 0.00001)
    0.002
    """
    return voters * key_seconds + seconds_each
