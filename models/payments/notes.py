"""What the payer tells the payee in secret: the amount, and the seed of its blindings."""

from dataclasses import dataclass
from hashlib import sha512

from py_arkworks_bls12381 import G1Point, Scalar

from ..errors import InvalidParameter
from .group import SCALAR_BYTES, decoded_scalar
from .pedersen import public_key
from .sums import Sum

AMOUNT_BYTES = 8
SEALED_BYTES = AMOUNT_BYTES + SCALAR_BYTES


@dataclass(frozen=True, slots=True)
class Note:
    """A message to the owner of an output, as all see it."""

    key: G1Point
    """Made for this message alone."""
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Told:
    """What it says."""

    amount: int
    seed: Scalar


def sealed(told: Told, owner: G1Point, secret: Scalar) -> Note:
    """A message that only the owner of a key can read.

    Parameters
    ----------
    told
        The message; of the amount, only what 64 bits hold.
    owner
        Whose key it is.
    secret
        Drawn for this message alone.

    Notes
    -----
    Source: hashed ElGamal, Abdalla, Bellare, Rogaway, "The Oracle Diffie-Hellman Assumptions", CT-RSA
    2001; that the message is right, its reader checks against the commitments.
    """
    key = public_key(secret)
    amount = (told.amount % (1 << 8 * AMOUNT_BYTES)).to_bytes(AMOUNT_BYTES, "big")
    return Note(key, _masked(amount + told.seed.to_be_bytes(), Sum.point(owner, secret), key))


def opened(note: Note, secret: Scalar) -> Told | None:
    """The message, for the holder of the owner's secret; None if it says nothing."""
    text = _masked(note.sealed, Sum.point(note.key, secret), note.key)
    try:
        seed = decoded_scalar(text[AMOUNT_BYTES:])
    except InvalidParameter:
        return None
    return Told(int.from_bytes(text[:AMOUNT_BYTES], "big"), seed)


def _masked(text: bytes, shared: Sum, key: G1Point) -> bytes:
    """A text under a mask that both ends can make, or without it again."""
    common = shared.value().to_compressed_bytes() + key.to_compressed_bytes()
    mask = sha512(b"note" + common).digest()
    return bytes(one ^ other for one, other in zip(text, mask, strict=False))
