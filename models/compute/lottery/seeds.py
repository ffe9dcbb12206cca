"""Seeds of beacons, made with real keys; in two of them the last to speak can choose to be silent."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain, combinations
from math import log1p

from ...cryptography import bls, ecvrf, threshold
from ...cryptography.commitments import combined, commit, opens
from ...cryptography.derivation import derived, digest, uniform
from ...errors import InvalidParameter
from .tickets import Holding

START = b"randao"
"""What the first reveal is mixed into."""


def committed_values(secrets: Sequence[bytes], epoch: int) -> list[bytes]:
    """Values that contributors have committed to for an epoch, each opened and checked.

    Parameters
    ----------
    secrets
        Of the contributors.
    epoch
        Its number [1].
    """
    values = [derived(secret, "value", epoch) for secret in secrets]
    blindings = [derived(secret, "blinding", epoch) for secret in secrets]
    commitments = [commit(*each) for each in zip(values, blindings, strict=True)]
    shown = zip(commitments, values, blindings, strict=True)
    assert all(opens(*each) for each in shown), "who commits opens what it committed to"
    return values


def signed_reveals(secrets: Sequence[bytes], epoch: int) -> list[bytes]:
    """Signatures of an epoch's number, of which each key has one: RANDAO's reveals.

    Parameters
    ----------
    secrets
        Of the proposers, each at least 32 bytes.
    epoch
        Its number [1].
    """
    message = digest("randao", epoch)
    return [bls.sign(bls.key_generation(secret), message) for secret in secrets]


def mixed(reveals: Iterable[bytes]) -> bytes:
    """Reveals mixed in one after the other."""
    seed = START
    for reveal in reveals:
        seed = digest("mix", seed, reveal)
    return seed


def seeds_in_reach(
    contributions: Sequence[bytes], own: Collection[int], *, in_order: bool
) -> list[bytes]:
    """Seeds among which the last to speak can choose, by withholding some of their contributions.

    Parameters
    ----------
    contributions
        Of all, in the order in which they are due.
    own
        Places of those who act together; they know all others.
    in_order
        Whether each contribution is mixed into the last (RANDAO), so that only those behind the last
        of anybody else are known to matter in time; else all are revealed at once.

    Returns
    -------
    list
        The seed in which nothing is withheld comes first.
    """
    free = sorted(own)
    if in_order:
        others = set(range(len(contributions))) - set(own)
        free = [place for place in free if place > max(others, default=-1)]
    withheld = chain.from_iterable(combinations(free, count) for count in range(len(free) + 1))
    gather = mixed if in_order else combined
    return [
        gather([each for place, each in enumerate(contributions) if place not in silent])
        for silent in withheld
    ]


def threshold_seed(shares: threshold.Shares, holders: Collection[int], epoch: int) -> bytes:
    """Seed of a committee that signs together: the same whoever of it signs.

    Parameters
    ----------
    shares
        Of the committee.
    holders
        Who signs, at least as many as the threshold.
    epoch
        Its number [1].

    Raises
    ------
    InvalidParameter
        If too few sign: nobody then knows the seed.
    """
    message = digest("threshold", epoch)
    parts = {
        holder: threshold.partial_signature(shares.secrets[holder], message) for holder in holders
    }
    return digest("seed", threshold.combine(parts, shares.threshold))


def vrf_winner(
    holdings: Sequence[Holding], secrets: Sequence[bytes], seed: bytes, slot: int
) -> int:
    """Place of the holder whose own draw is first, in a race at the pace of its tickets.

    Parameters
    ----------
    holdings, secrets
        Tickets and keys of each, 32 bytes.
    seed
        Of the epoch, older than the keys' registration is allowed to be.
    slot
        Number of the draw [1].

    Returns
    -------
    int
        Each wins with the share of its tickets, and with no other number if these are split.

    Raises
    ------
    InvalidParameter
        If there are not as many keys as holdings.

    Notes
    -----
    Source: ours: exponential waiting times, the least of which falls by rates. By RFC 9381
    a holder has one output for a slot, and can only stay silent.
    """
    if len(holdings) != len(secrets):
        raise InvalidParameter(f"secrets must be {len(holdings)}, got {len(secrets)}")
    alpha = digest("lottery", seed, slot)
    waits: list[float] = []
    for holding, secret in zip(holdings, secrets, strict=True):
        output = ecvrf.proof_to_hash(ecvrf.prove(secret, alpha))
        assert output is not None, "a proof of ours has an output"
        waits.append(-log1p(-uniform(output, "wait")) / holding.tickets)
    return waits.index(min(waits))
