"""An amount in pieces, each small enough that an auditor can read it (twisted ElGamal)."""

from collections.abc import Sequence
from dataclasses import dataclass

from py_arkworks_bls12381 import G1Point, Scalar

from ..errors import InvalidParameter
from .group import scalar
from .logarithms import small_logarithm
from .pedersen import NOTHING, Opening
from .sums import Sum, added


@dataclass(frozen=True, slots=True)
class Layout:
    """How amounts are cut."""

    limbs: int = 4
    """Pieces of an amount, a power of two [1]."""
    bits: int = 16
    """Of each: 1, 2, 4, 8, 16 or 32 [1]."""

    def __post_init__(self) -> None:
        if self.limbs not in (1, 2, 4, 8):
            raise InvalidParameter(f"limbs must be 1, 2, 4 or 8, got {self.limbs}")
        if self.bits not in (1, 2, 4, 8, 16, 32):
            raise InvalidParameter(f"bits must be 1, 2, 4, 8, 16 or 32, got {self.bits}")
        if self.width > 64:
            raise InvalidParameter(f"limbs times bits must be at most 64, got {self.width}")

    @property
    def width(self) -> int:
        """Bits of an amount [1]."""
        return self.limbs * self.bits

    @property
    def bound(self) -> int:
        """One more than the largest amount [1]."""
        return 1 << self.width

    @property
    def places(self) -> list[int]:
        """What each piece counts [1]."""
        return [1 << (self.bits * limb) for limb in range(self.limbs)]

    def cut(self, amount: int) -> list[int]:
        """Pieces of an amount, the lowest first; the last takes all that is left.

        Examples
        --------
        >>> Layout(2, 4).cut(0x5A), Layout(2, 4).cut(-1)
        ([10, 5], [15, -1])
        """
        mask = (1 << self.bits) - 1
        low = [amount >> (self.bits * limb) & mask for limb in range(self.limbs - 1)]
        return [*low, amount >> (self.bits * (self.limbs - 1))]

    def joined(self, openings: Sequence[Opening]) -> Opening:
        """The whole of its pieces."""
        whole = NOTHING
        for place, each in zip(self.places, openings, strict=True):
            whole = whole + each.times(place)
        return whole

    def whole(self, limbs: Sequence["Limb"]) -> Sum:
        """Commitment to an amount, from those to its pieces."""
        return added(
            Sum.point(limb.commitment, scalar(place))
            for place, limb in zip(self.places, limbs, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Limb:
    """A piece of an amount, as all see it."""

    commitment: G1Point
    handle: G1Point
    """Its blinding times the reader's key."""


def limb(opening: Opening, reader: G1Point) -> Limb:
    """A piece of an amount that a reader can decrypt.

    Notes
    -----
    Source: twisted ElGamal, Chen, Ma, Tang, Au, "PGC: Decentralized Confidential Payment System with
    Auditability", ESORICS 2020, section 4.1: the ciphertext is a commitment and this handle.
    """
    return Limb(opening.committed(), Sum.point(reader, opening.blinding).value())


def decrypted(limb: Limb, secret: Scalar, bits: int) -> int | None:
    """What a piece hides, for who holds the reader's secret; None if nothing of so many bits."""
    return small_logarithm(
        limb.commitment - Sum.point(limb.handle, secret.inverse()).value(), 1 << bits
    )


def read_amount(limbs: Sequence[Limb], secret: Scalar, layout: Layout) -> int | None:
    """An amount, for the holder of the reader's secret; None if it is not for this reader."""
    found = 0
    for place, each in zip(layout.places, limbs, strict=True):
        piece = decrypted(each, secret, layout.bits)
        if piece is None:
            return None
        found += place * piece
    return found
