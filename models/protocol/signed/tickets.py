"""Draws of each validator's own key: nobody else knows who may propose until it shows its ticket."""

from typing import NamedTuple

from ...cryptography.derivation import encoded, uniform
from ...cryptography.ecvrf import proof_to_hash, prove
from ...cryptography.ecvrf import verify as verified_output
from .private_draw import arrival


class Ticket(NamedTuple):
    """A validator's claim to propose."""

    proof: bytes
    arrival: float
    """In the race of the slot [1]."""


def own_ticket(secret: bytes, seed: bytes, slot: int, weight: float, limit: float) -> Ticket | None:
    """What a validator finds out alone: its claim to a slot, if it has one.

    Parameters
    ----------
    secret
        Of its verifiable random function.
    seed
        Public, and not known when the key was registered.
    slot
        Number [1].
    weight
        Part of the draw that it is entitled to [1].
    limit
        Of the race [1].
    """
    proof = prove(secret, encoded(seed, "slot", slot))
    output = proof_to_hash(proof)
    assert output is not None
    comes = float(arrival(uniform(output), weight))
    return Ticket(proof, comes) if comes < limit else None


def is_ticket(
    public: bytes, seed: bytes, slot: int, weight: float, limit: float, ticket: Ticket
) -> bool:
    """Whether a claim to a slot is true, as anybody can check once it is shown.

    Parameters
    ----------
    public
        Key of the claimant.
    seed, slot, weight, limit
        As for `own_ticket`.
    ticket
        From anybody.
    """
    output = verified_output(public, encoded(seed, "slot", slot), ticket.proof)
    if output is None:
        return False
    comes = float(arrival(uniform(output), weight))
    return comes == ticket.arrival and comes < limit
