"""When a validator holds a certificate: the moment at which the votes it has heard are enough."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from ..errors import InvalidParameter
from ..protocol.quorums import Quorum
from .links import Delays

Integers = NDArray[np.int64]

TWO_DELAYS = Fraction(4, 5)
"""Part of each resource that lets a vote of one phase decide: n - f of n = 5f validators [1]."""


@dataclass(frozen=True, eq=False, slots=True)
class Electorate:
    """Validators and what each brings to a certificate."""

    authorities: Integers
    """(n,) one for an authority, else zero [1]."""
    stake: Integers
    """(n,) [base unit]"""
    quorum: Quorum

    @property
    def size(self) -> int:
        """Validators [1]."""
        return len(self.stake)

    def gathered(self, arrivals: Delays) -> Delays:
        """When the votes that have arrived are a certificate.

        Parameters
        ----------
        arrivals
            (…, n) times at which the vote of each validator is there; infinite where it never is.

        Returns
        -------
        ndarray
            (…,) times, infinite where all votes together are too few.

        Notes
        -----
        Source: ours; the quorum is the protocol's own (`models/protocol/quorums.py`), asked of the
        votes in the order in which they come.
        """
        if self.is_by_head:
            needed = self.votes_needed()
            if needed > self.size:
                return np.full(arrivals.shape[:-1], np.inf)
            return np.partition(arrivals, needed - 1, axis=-1)[..., needed - 1]
        return certificate_times(
            arrivals,
            np.broadcast_to(self.authorities, arrivals.shape),
            np.broadcast_to(self.stake, arrivals.shape),
            int(self.authorities.sum()),
            int(self.stake.sum()),
            self.quorum,
        )

    @property
    def is_by_head(self) -> bool:
        """Whether all validators count alike, so that votes need only be counted."""
        return bool(
            (self.authorities == self.authorities[0]).all() and (self.stake == self.stake[0]).all()
        )

    def votes_needed(self) -> int:
        """Fewest votes of equal validators that are a certificate; one too many where none is [1]."""
        counts = np.arange(1, self.size + 1)
        authorities, stake = int(self.authorities[0]), int(self.stake[0])
        enough = self.quorum.is_met(
            counts * authorities, self.size * authorities, counts * stake, self.size * stake
        )
        return int(np.argmax(enough)) + 1 if enough.any() else self.size + 1


def certificate_times(
    arrivals: Delays,
    authorities: Integers,
    stake: Integers,
    all_authorities: int,
    all_stake: int,
    quorum: Quorum,
) -> Delays:
    """When votes that weigh differently are a certificate.

    Parameters
    ----------
    arrivals
        (…, n) times at which votes are there; infinite where they never are.
    authorities, stake
        (…, n) what the votes of each time bring, none where they are zero [1, base unit].
    all_authorities, all_stake
        What all validators would bring [1, base unit].
    quorum
        What a certificate asks of them.

    Returns
    -------
    ndarray
        (…,) times, infinite where all votes together are too few.

    Notes
    -----
    Source: ours; the quorum is the protocol's own (`models/protocol/quorums.py`), asked of the votes
    in the order in which they come.
    """
    order = np.argsort(arrivals, axis=-1, kind="stable")

    def so_far(weight: Integers) -> Integers:
        return np.cumsum(np.take_along_axis(weight, order, axis=-1), axis=-1)

    enough = quorum.is_met(so_far(authorities), all_authorities, so_far(stake), all_stake)
    first = np.argmax(enough, axis=-1)[..., None]
    time = np.take_along_axis(np.take_along_axis(arrivals, order, axis=-1), first, axis=-1)
    return np.where(enough[..., -1], time[..., 0], np.inf)


def equals(validators: int, quorum: Quorum) -> Electorate:
    """Validators that are authorities and stakers alike, all with the same stake.

    Parameters
    ----------
    validators
        How many [1].
    quorum
        What a certificate asks of them.
    """
    if validators < 1:
        raise InvalidParameter(f"validators must be at least 1, got {validators}")
    ones = np.ones(validators, dtype=np.int64)
    return Electorate(ones, ones, quorum)


def of_two_delays(quorum: Quorum) -> Quorum:
    """The certificate with which one phase of votes decides.

    Notes
    -----
    Source: Abraham, Nayak, Ren and Xiang, "Good-case Latency of Byzantine Broadcast", 2021: under
    partial synchrony two message delays suffice if and only if n >= 5f - 1.
    """

    def raised(threshold: Fraction | None) -> Fraction | None:
        return None if threshold is None else max(threshold, TWO_DELAYS)

    return Quorum(raised(quorum.authorities), raised(quorum.stake), strict=False)
