"""Where blindings and nonces come from: the system, or a seed if the same bytes are wanted again."""

from collections.abc import Callable
from hashlib import sha512
from itertools import count
from secrets import randbelow

from py_arkworks_bls12381 import Scalar

from ..cryptography.group_order import ORDER
from .group import scalar

Draw = Callable[[], Scalar]
"""Gives another number below the order of the group at every call."""


def from_system() -> Scalar:
    """A number that nobody can foresee."""
    return scalar(randbelow(ORDER))


def from_seed(seed: bytes) -> Draw:
    """Numbers that whoever knows the seed can draw again.

    Parameters
    ----------
    seed
        Any bytes; secret, if what is drawn is to be.

    Notes
    -----
    Source: ours: SHA-512 of the seed and a counter, modulo the order, which favours no number by more
    than 2^-256.

    Examples
    --------
    >>> first, again = from_seed(b"x"), from_seed(b"x")
    >>> first() == again(), first() == first()
    (True, False)
    """
    numbers = count()

    def draw() -> Scalar:
        digest = sha512(len(seed).to_bytes(8, "big") + seed + next(numbers).to_bytes(8, "big"))
        return Scalar.from_be_bytes_mod_order(digest.digest())

    return draw
