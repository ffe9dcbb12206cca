"""The group of all proofs: G1 of BLS12-381, its generators, and what bytes may enter it.

Neither audited nor constant-time: numbers that must stay secret take a time that depends on them.
"""

from collections.abc import Sequence
from functools import cache

from py_arkworks_bls12381 import G1Point, Scalar

from ..cryptography.group_order import ORDER
from ..errors import InvalidParameter

DOMAIN = b"hybridstake-payments-v1 BLS12381G1_XMD:SHA-256_SSWU_RO_"
"""Separates our generators from whatever else is hashed to this curve."""
POINT_BYTES = 48
SCALAR_BYTES = 32

_NO_POINT = f"point must be a compressed element of G1 ({POINT_BYTES} bytes), got {{}}"

Key = tuple[str, int]
"""A generator by name and number."""


@cache
def generator(name: str, number: int = 0) -> G1Point:
    """A generator of which nobody knows the logarithm to the base of another.

    Parameters
    ----------
    name
        What it is for.
    number
        Of several of the same name [1].

    Notes
    -----
    Source: RFC 9380 (hashing to elliptic curves), suite `BLS12381G1_XMD:SHA-256_SSWU_RO_`.
    """
    return G1Point.hash_to_curve(f"{name} {number}".encode(), DOMAIN)


def scalar(number: int) -> Scalar:
    """A whole number modulo the order of the group.

    Examples
    --------
    >>> int(scalar(-1)) == ORDER - 1
    True
    """
    return Scalar(number % ORDER)


def combination(scalars: Sequence[Scalar], points: Sequence[G1Point]) -> G1Point:
    """Sum of multiples of points: the only way in which anything here is multiplied.

    Notes
    -----
    The library truncates the longer of two sequences without a word, so their lengths are compared.
    """
    assert len(scalars) == len(points), f"{len(scalars)} scalars for {len(points)} points"
    return G1Point.multiexp_unchecked(list(points), list(scalars))


def decoded_point(data: bytes) -> G1Point:
    """An element of the group from its compressed encoding.

    Raises
    ------
    InvalidParameter
        If the bytes encode no point, one outside of the subgroup, or one in another way than ours.

    Notes
    -----
    The library reads several encodings of the identity, so what was read is encoded again and compared.
    """
    try:
        point = G1Point.from_compressed_bytes(data)
    except ValueError as error:
        raise InvalidParameter(_NO_POINT.format(data.hex())) from error
    if point.to_compressed_bytes() != data:
        raise InvalidParameter(_NO_POINT.format(data.hex()))
    return point


def decoded_scalar(data: bytes) -> Scalar:
    """A number below the order of the group from its big-endian encoding.

    Raises
    ------
    InvalidParameter
        If there are not 32 bytes, or the number is not reduced.
    """
    try:
        return Scalar.from_be_bytes(data)
    except ValueError as error:
        raise InvalidParameter(
            f"scalar must be below the order of the group ({SCALAR_BYTES} bytes), got {data.hex()}"
        ) from error
