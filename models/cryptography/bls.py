"""BLS signatures over BLS12-381: keys in G1, signatures in G2, many under one message as quick as one.

The ciphersuite of the IETF draft with proof of possession. An aggregate under one message says nothing
unless every key has proved that its secret is known: `possession.py`, and `rogue_key.py` for what
happens without. The group is computed by arkworks.
"""

from collections.abc import Sequence
from functools import lru_cache, reduce
from hashlib import sha256
from hmac import digest as hmac_sha256
from operator import add

from py_arkworks_bls12381 import GT, G1Point, G2Point, Scalar

from ..errors import InvalidParameter
from .group_order import ORDER

PUBLIC_BYTES = 48
SIGNATURE_BYTES = 96
SIGNATURES = b"BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_"
"""Domain of signatures under messages."""
POSSESSION = b"BLS_POP_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_"
"""Domain of proofs of possession: no signature is one, nor the other way round."""
LEAST_MATERIAL = 32
"""Bytes of seed material that make a key."""
BASE = G1Point()
NEUTRAL_KEY = G1Point.identity()


def key_generation(material: bytes, information: bytes = b"") -> int:
    """A secret key of seed material, the same for the same material.

    Parameters
    ----------
    material
        At least 32 secret bytes.
    information
        What tells this key from others of the same material.

    Returns
    -------
    int
        From one to the order, not included.

    Raises
    ------
    InvalidParameter
        If the material is shorter.

    Notes
    -----
    Source: draft-irtf-cfrg-bls-signature-05, 2.3: HKDF with SHA-256 (RFC 5869), 48 bytes.
    """
    if len(material) < LEAST_MATERIAL:
        raise InvalidParameter(
            f"material must have at least {LEAST_MATERIAL} bytes, got {len(material)}"
        )
    salt, secret = b"BLS-SIG-KEYGEN-SALT-", 0
    while secret == 0:
        salt = sha256(salt).digest()
        key = hmac_sha256(salt, material + b"\x00", "sha256")
        first = hmac_sha256(key, information + (48).to_bytes(2, "big") + b"\x01", "sha256")
        second = hmac_sha256(key, first + information + (48).to_bytes(2, "big") + b"\x02", "sha256")
        secret = int.from_bytes((first + second)[:48], "big") % ORDER
    return secret


def public_key(secret: int) -> bytes:
    """Public key of a secret.

    Raises
    ------
    InvalidParameter
        If the secret is no number from one to the order.

    Notes
    -----
    Source: draft-irtf-cfrg-bls-signature-05, 2.4.
    """
    return (BASE * scalar(secret)).to_compressed_bytes()


def sign(secret: int, message: bytes, domain: bytes = SIGNATURES) -> bytes:
    """Signature of a message: the only one that there is under a key.

    Parameters
    ----------
    secret
        From one to the order.
    message
        Of any length.
    domain
        Of signatures, unless something else is signed.

    Returns
    -------
    bytes
        96 of them.

    Raises
    ------
    InvalidParameter
        If the secret is no number from one to the order.

    Notes
    -----
    Source: draft-irtf-cfrg-bls-signature-05, 2.6.
    """
    return (G2Point.hash_to_curve(message, domain) * scalar(secret)).to_compressed_bytes()


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature is the key's under the message.

    Parameters
    ----------
    public, message, signature
        From anybody.

    Notes
    -----
    Source: draft-irtf-cfrg-bls-signature-05, 2.7.
    """
    return aggregate_verify([public], [message], signature)


def aggregate(signatures: Sequence[bytes]) -> bytes:
    """Several signatures as one.

    Parameters
    ----------
    signatures
        One or more.

    Raises
    ------
    InvalidParameter
        If there is none, or one is no point.

    Notes
    -----
    Source: draft-irtf-cfrg-bls-signature-05, 2.8.
    """
    points = [signature_point(each) for each in signatures]
    found = [each for each in points if each is not None]
    if not points or len(found) < len(points):
        raise InvalidParameter(
            "signatures must be one or more points of G2, "
            f"got {len(points)} with {len(points) - len(found)} that are none"
        )
    return reduce(add, found).to_compressed_bytes()


def aggregate_verify(publics: Sequence[bytes], messages: Sequence[bytes], signature: bytes) -> bool:
    """Whether an aggregate is of one signature of each key under its own message.

    Parameters
    ----------
    publics, messages
        As many of each, one or more; messages may repeat where keys have proved their possession.
    signature
        Of all together.

    Notes
    -----
    Source: draft-irtf-cfrg-bls-signature-05, 2.9 and 3.3.
    """
    keys, point = [key_point(each) for each in publics], signature_point(signature)
    known = [each for each in keys if each is not None]
    if not keys or len(known) < len(keys) or len(keys) != len(messages) or point is None:
        return False
    hashed = [G2Point.hash_to_curve(each, SIGNATURES) for each in messages]
    return GT.pairing_check([*known, -BASE], [*hashed, point])


def fast_aggregate_verify(publics: Sequence[bytes], message: bytes, signature: bytes) -> bool:
    """Whether an aggregate is of one signature of each key under the same message.

    Parameters
    ----------
    publics
        One or more, whose possession has been proved: else whoever comes last signs for all.
    message, signature
        From anybody.

    Notes
    -----
    Source: draft-irtf-cfrg-bls-signature-05, 3.3.4.
    """
    keys = [key_point(each) for each in publics]
    known = [each for each in keys if each is not None]
    if not keys or len(known) < len(keys):
        return False
    together = reduce(add, known)
    return together != NEUTRAL_KEY and pairs(together, message, signature)


def pairs(key: G1Point, message: bytes, signature: bytes, domain: bytes = SIGNATURES) -> bool:
    """Whether e(key, H(message)) = e(base, signature)."""
    point = signature_point(signature)
    if point is None:
        return False
    return GT.pairing_check([key, -BASE], [G2Point.hash_to_curve(message, domain), point])


@lru_cache(maxsize=4096)
def key_point(public: bytes) -> G1Point | None:
    """A key as a point of the group, not the neutral one; none of any other bytes.

    Notes
    -----
    Source: draft-irtf-cfrg-bls-signature-05, 2.5. Kept, because validators' keys come again and again.
    """
    try:
        point = G1Point.from_compressed_bytes(public)
    except ValueError:
        return None
    return None if point == NEUTRAL_KEY else point


def signature_point(signature: bytes) -> G2Point | None:
    """A signature as a point of the group; none of any other bytes."""
    try:
        return G2Point.from_compressed_bytes(signature)
    except ValueError:
        return None


def scalar(secret: int) -> Scalar:
    """A secret as the library takes it."""
    if not 0 < secret < ORDER:
        raise InvalidParameter("secret must lie from 1 to the order of the group, got another")
    return Scalar(secret)
