"""The group of edwards25519 on all points of the curve, those of small order among them.

libsodium multiplies points of prime order only, and never gives the neutral element. A verifier has to
take whatever point it is shown: so here a point is split into its part of prime order and the rest.
"""

from nacl.bindings import (
    crypto_core_ed25519_add,
    crypto_core_ed25519_sub,
    crypto_scalarmult_ed25519_base_noclamp,
    crypto_scalarmult_ed25519_noclamp,
)
from nacl.exceptions import CryptoError

PRIME = 2**255 - 19
"""Of the field [1]."""
ORDER = 2**252 + 27742317777372353535851937790883648493
"""Of the base point: a prime [1]."""
COFACTOR = 8
POINT_BYTES = 32
NEUTRAL = b"\x01" + bytes(31)
"""The neutral element, encoded."""
WHOLE = pow(COFACTOR, -1, ORDER)
"""An eighth, in numbers of the order."""


def is_point(encoding: bytes) -> bool:
    """Whether 32 bytes are the one encoding of a point of the curve.

    Notes
    -----
    Source: RFC 8032, 5.1.3: y is below the prime, and where x is zero its sign is too.
    """
    if len(encoding) != POINT_BYTES:
        return False
    y = int.from_bytes(encoding, "little") & (2**255 - 1)
    if y >= PRIME or (encoding[31] >> 7 and y in (1, PRIME - 1)):
        return False
    try:
        crypto_core_ed25519_add(encoding, NEUTRAL)
    except CryptoError:
        return False
    return True


def add(first: bytes, second: bytes) -> bytes:
    """Sum of two points."""
    return crypto_core_ed25519_add(first, second)


def subtract(first: bytes, second: bytes) -> bytes:
    """Difference of two points."""
    return crypto_core_ed25519_sub(first, second)


def times_cofactor(point: bytes) -> bytes:
    """Eight times a point: of prime order, or neutral where the point has small order."""
    for _ in range(3):
        point = add(point, point)
    return point


def multiply(scalar: int, point: bytes) -> bytes:
    """A multiple of any point.

    Parameters
    ----------
    scalar
        Not negative [1].
    point
        On the curve, encoded.

    Notes
    -----
    Source: ours. The group is that of prime order times one of eight: P = Q + T, where Q is an eighth of
    8 P, and s P = s Q + (s mod 8) T. Points of prime order, nearly all, go straight to libsodium.
    """
    if scalar % ORDER and point != NEUTRAL:
        try:
            return multiply_prime(scalar, point)
        except CryptoError:
            pass
    prime = multiply_prime(WHOLE, times_cofactor(point))
    rest, small = subtract(point, prime), NEUTRAL
    for _ in range(scalar % COFACTOR):
        small = add(small, rest)
    return add(multiply_prime(scalar, prime), small)


def multiply_prime(scalar: int, point: bytes) -> bytes:
    """A multiple of a point of prime order, or of the neutral element.

    Notes
    -----
    Source: libsodium, which refuses to give the neutral element.
    """
    scalar %= ORDER
    if scalar == 0 or point == NEUTRAL:
        return NEUTRAL
    return crypto_scalarmult_ed25519_noclamp(scalar.to_bytes(32, "little"), point)


def multiply_base(scalar: int) -> bytes:
    """A multiple of the base point."""
    scalar %= ORDER
    if scalar == 0:
        return NEUTRAL
    return crypto_scalarmult_ed25519_base_noclamp(scalar.to_bytes(32, "little"))
