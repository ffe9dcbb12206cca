"""A verifiable random function: an output that only the key's holder can find, and everybody can check.

ECVRF-EDWARDS25519-SHA512-TAI of RFC 9381, on the group as libsodium computes it. The output of a key and
an input is unique, whatever its holder does: a point of small order that is added to a proof is taken
away by the cofactor before the output is hashed. Encoding by trial takes a time that depends on the
input, so the input must be no secret; here it is a public seed.
"""

from hashlib import sha512
from typing import NamedTuple

from .ed25519 import SECRET_BYTES, check_length, public_key
from .edwards25519 import (
    NEUTRAL,
    ORDER,
    POINT_BYTES,
    is_point,
    multiply,
    multiply_base,
    multiply_prime,
    subtract,
    times_cofactor,
)

SUITE = b"\x03"
CHALLENGE_BYTES = 16
PROOF_BYTES = POINT_BYTES + CHALLENGE_BYTES + 32
OUTPUT_BYTES = 64
TRIES = 256
"""Each fails with probability of about a half: all fail never [1]."""


class Proof(NamedTuple):
    """A proof taken apart."""

    gamma: bytes
    """Point that the output is the hash of."""
    challenge: int
    response: int


def prove(secret: bytes, alpha: bytes) -> bytes:
    """Proof of the output of a key at an input.

    Parameters
    ----------
    secret
        32 bytes, as of Ed25519.
    alpha
        Input, of any length and public.

    Returns
    -------
    bytes
        80 of them.

    Raises
    ------
    InvalidParameter
        If the secret has another length.

    Notes
    -----
    Source: RFC 9381, 5.1; the nonce as in 5.4.2.2.
    """
    check_length("secret", secret, SECRET_BYTES)
    hashed = sha512(secret).digest()
    scalar = clamped(hashed[:32])
    point = encode_to_curve(public_key(secret), alpha)
    gamma = multiply_prime(scalar, point)
    nonce = int.from_bytes(sha512(hashed[32:] + point).digest(), "little") % ORDER
    challenge = challenge_of(
        public_key(secret), point, gamma, multiply_base(nonce), multiply_prime(nonce, point)
    )
    response = (nonce + challenge * scalar) % ORDER
    return joined(Proof(gamma, challenge, response))


def verify(public: bytes, alpha: bytes, proof: bytes) -> bytes | None:
    """The output, if the proof is the key's at the input; none if it is not.

    Parameters
    ----------
    public, alpha, proof
        From anybody.

    Returns
    -------
    bytes or None
        64 of them.

    Notes
    -----
    Source: RFC 9381, 5.3, with the key checked as in 5.4.5.
    """
    parts = parted(proof)
    if parts is None or not is_valid_key(public):
        return None
    point = encode_to_curve(public, alpha)
    gamma, challenge, response = parts
    of_base = subtract(multiply_base(response), multiply(challenge, public))
    of_point = subtract(multiply_prime(response, point), multiply(challenge, gamma))
    if challenge_of(public, point, gamma, of_base, of_point) != challenge:
        return None
    return output_of(gamma)


def is_valid_key(public: bytes) -> bool:
    """Whether a key is a point, and not of small order: of such a key every output would be known.

    Notes
    -----
    Source: RFC 9381, 5.4.5, by multiplication with the cofactor.
    """
    return is_point(public) and times_cofactor(public) != NEUTRAL


def proof_to_hash(proof: bytes) -> bytes | None:
    """The output that a proof is of, whether it is right or not; none of bytes that are no proof.

    Notes
    -----
    Source: RFC 9381, 5.2. It means something only if the proof has been verified, or was made here.
    """
    parts = parted(proof)
    return None if parts is None else output_of(parts.gamma)


def output_of(gamma: bytes) -> bytes:
    """The output, in which a part of small order does not count."""
    return sha512(SUITE + b"\x03" + times_cofactor(gamma) + b"\x00").digest()


def encode_to_curve(salt: bytes, alpha: bytes) -> bytes:
    """A point of prime order of which nobody knows the logarithm, by trial.

    Notes
    -----
    Source: RFC 9381, 5.4.1.1.
    """
    for tried in range(TRIES):
        hashed = sha512(SUITE + b"\x01" + salt + alpha + bytes([tried]) + b"\x00").digest()[:32]
        if is_point(hashed) and (found := times_cofactor(hashed)) != NEUTRAL:
            return found
    raise AssertionError("256 hashes in a row were no points")


def challenge_of(*points: bytes) -> int:
    """The challenge to a proof, of the five points that it is about.

    Notes
    -----
    Source: RFC 9381, 5.4.3.
    """
    hashed = sha512(SUITE + b"\x02" + b"".join(points) + b"\x00").digest()
    return int.from_bytes(hashed[:CHALLENGE_BYTES], "little")


def clamped(half: bytes) -> int:
    """The scalar of a secret.

    Notes
    -----
    Source: RFC 8032, 5.1.5.
    """
    return int.from_bytes(half, "little") & ((1 << 254) - 8) | (1 << 254)


def joined(proof: Proof) -> bytes:
    """A proof as bytes."""
    return (
        proof.gamma
        + proof.challenge.to_bytes(CHALLENGE_BYTES, "little")
        + proof.response.to_bytes(32, "little")
    )


def parted(proof: bytes) -> Proof | None:
    """A proof taken apart, if its point is one and its response is reduced.

    Notes
    -----
    Source: RFC 9381, 5.4.4.
    """
    if len(proof) != PROOF_BYTES:
        return None
    gamma, rest = proof[:POINT_BYTES], proof[POINT_BYTES:]
    challenge = int.from_bytes(rest[:CHALLENGE_BYTES], "little")
    response = int.from_bytes(rest[CHALLENGE_BYTES:], "little")
    if response >= ORDER or not is_point(gamma):
        return None
    return Proof(gamma, challenge, response)
