"""Threshold signatures: any t of n share holders sign for all, always with the same bytes.

A dealer, who is trusted to forget, shares a secret as points of a polynomial. A BLS signature is unique,
whoever takes part: nobody can bias an output that is hashed from it, and fewer than t cannot know it.
"""

from collections.abc import Mapping
from functools import reduce
from typing import NamedTuple

from py_arkworks_bls12381 import G2Point, Scalar

from ..errors import InvalidParameter
from .bls import public_key, sign, signature_point, verify
from .derivation import derived
from .group_order import ORDER


class Shares(NamedTuple):
    """What a dealer hands out."""

    secrets: Mapping[int, int]
    """Of each holder by number, from one."""
    publics: Mapping[int, bytes]
    """By which anybody checks a holder's part."""
    public: bytes
    """Of all together."""
    threshold: int


def deal(secret: int, threshold: int, holders: int, seed: bytes) -> Shares:
    """A secret shared among some holders.

    Parameters
    ----------
    secret
        From one to the order.
    threshold
        Holders who sign together [1].
    holders
        All [1].
    seed
        Of the polynomial: secret.

    Raises
    ------
    InvalidParameter
        If the threshold does not lie from one to the holders.

    Notes
    -----
    Source: Shamir 1979, over the field of the group's order.
    """
    if not 1 <= threshold <= holders:
        raise InvalidParameter(f"threshold must lie in [1, holders ({holders})], got {threshold}")
    polynomial = [secret] + [
        int.from_bytes(derived(seed, "coefficient", number), "big") % ORDER
        for number in range(1, threshold)
    ]
    secrets = {number: valued(polynomial, number) for number in range(1, holders + 1)}
    publics = {number: public_key(share) for number, share in secrets.items()}
    return Shares(secrets, publics, public_key(secret), threshold)


def valued(polynomial: list[int], at: int) -> int:
    """Value of a polynomial, by the rule of Horner.

    Examples
    --------
    >>> valued([5, 0, 2], at=3)
    23
    """
    return reduce(lambda value, each: (value * at + each) % ORDER, reversed(polynomial), 0)


def partial_signature(share: int, message: bytes) -> bytes:
    """What one holder signs: an ordinary signature under its share.

    Notes
    -----
    Source: Boldyreva 2003, section 3.
    """
    return sign(share, message)


def is_partial(shares: Shares, holder: int, message: bytes, part: bytes) -> bool:
    """Whether a part is that of a holder: a wrong one would spoil the whole.

    Parameters
    ----------
    shares
        Of which only what is public is looked at.
    holder, message, part
        From anybody.
    """
    public = shares.publics.get(holder)
    return public is not None and verify(public, message, part)


def combine(parts: Mapping[int, bytes], threshold: int) -> bytes:
    """The signature of all, from the parts of some.

    Parameters
    ----------
    parts
        Of each holder by number: as many as the threshold, or more, each checked before.
    threshold
        Holders who sign together [1].

    Raises
    ------
    InvalidParameter
        If there are fewer, or one is no point.

    Notes
    -----
    Source: Boldyreva 2003, section 3: interpolation at zero, in the exponent.
    """
    chosen = sorted(parts)[:threshold]
    if len(chosen) < threshold:
        raise InvalidParameter(f"parts must be at least {threshold}, got {len(chosen)}")
    points = [point for each in chosen if (point := signature_point(parts[each])) is not None]
    if len(points) < threshold:
        raise InvalidParameter("parts must be points of G2, got another")
    weights = [Scalar(weight_at_zero(each, chosen)) for each in chosen]
    return G2Point.multiexp_unchecked(points, weights).to_compressed_bytes()


def weight_at_zero(number: int, chosen: list[int]) -> int:
    """Weight of one point in the value at zero: the product of j / (j - i) over the others.

    Notes
    -----
    Source: Lagrange interpolation, in the field of the group's order.

    Examples
    --------
    >>> [weight_at_zero(number, [1, 2]) % ORDER for number in (1, 2)] == [2, ORDER - 1]
    True
    """
    found = 1
    for other in chosen:
        if other != number:
            found = found * other * pow(other - number, -1, ORDER) % ORDER
    return found
