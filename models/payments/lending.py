"""A loan is covered, and nobody learns how large it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from py_arkworks_bls12381 import G1Point

from ..cryptography.group_order import ORDER
from ..errors import InvalidParameter
from .conservation import surplus_amount
from .group import scalar
from .pedersen import Opening
from .randomness import Draw
from .range_proofs import RangeProof, check_range, check_shape, digits_of, prove_digits
from .sums import Sum, added, vanish
from .transcript import Transcript

RATIO_BITS = 32
"""Most of either part of a ratio [1]."""
LARGEST_RATIO = 1 << RATIO_BITS
"""Of either part of a ratio: below it nothing wraps around the group's order [1]."""
NUMBERS = 4
"""Whose ranges are proved: collateral, debt, and two pieces of what is left over [1]."""


@dataclass(frozen=True, slots=True)
class Cover:
    """How much collateral a debt asks for: `numerator` / `denominator` times as much."""

    numerator: int
    denominator: int
    bits: int = 64
    """Of collateral and of debt: 1, 2, 4, … 64; either part of the ratio has no more [1]."""

    def __post_init__(self) -> None:
        check_shape(NUMBERS, self.bits)
        most = min(self.bits, RATIO_BITS)
        for name, number in (("numerator", self.numerator), ("denominator", self.denominator)):
            if not 0 < number < 1 << most:
                raise InvalidParameter(f"{name} must lie in (0, 2^{most}), got {number}")

    @property
    def place(self) -> int:
        """What the upper piece of what is left over counts [base unit]."""
        return 1 << self.bits

    def surplus(self, collateral: Opening, debt: Opening) -> Opening:
        """What is left of the collateral, times the denominator: not negative if the debt is covered.

        Examples
        --------
        >>> Cover(3, 2).surplus(Opening(160, scalar(1)), Opening(100, scalar(2))).value
        20
        """
        return Opening(
            surplus_amount(collateral.value, debt.value, self.numerator, self.denominator),
            surplus_amount(
                collateral.blinding, debt.blinding, scalar(self.numerator), scalar(self.denominator)
            ),
        )

    def committed(
        self, collateral: G1Point, debt: G1Point, high: G1Point
    ) -> tuple[G1Point, G1Point, G1Point, G1Point]:
        """Commitments whose ranges are proved, by whoever sees commitments alone.

        Parameters
        ----------
        collateral, debt
            Of the loan.
        high
            To the upper piece of what is left over; the lower one is the rest.
        """
        low = added(
            (
                Sum.point(collateral, scalar(self.denominator)),
                Sum.point(debt, scalar(-self.numerator)),
                Sum.point(high, scalar(-self.place)),
            )
        ).value()
        return collateral, debt, low, high


@dataclass(frozen=True, slots=True)
class CoverProof:
    """A proof that a debt is covered."""

    high: G1Point
    """Commitment to the upper piece of what is left over."""
    ranges: RangeProof
    """Of collateral, debt, and both pieces."""


def prove_cover(
    cover: Cover, collateral: Opening, debt: Opening, context: str, draw: Draw
) -> CoverProof:
    """A proof that collateral and debt are amounts, and the first is at least so many times the second.

    Parameters
    ----------
    cover
        How much is asked.
    collateral, debt
        Any numbers; if one is no amount or the debt is not covered, the proof is made and refused.
    context
        What the loan is.
    draw
        Gives what hides the surplus.

    Notes
    -----
    Source: ours: Bünz et al. 2018, section 4.2, of four numbers of n <= 64 bits. Amounts below 2^n under
    ratios below 2^32 leave less than 2^96 in size, and both pieces make less than 2^128: as they agree
    modulo the order, which is above 2^254, they are the same, and what is left over is not negative. As
    no part of the ratio has more than n bits, whatever is left over fits into the two pieces.
    """
    rest = cover.surplus(collateral, debt)
    # A commitment hides a number modulo the order only: a forger is free to take the least.
    value = rest.value % ORDER
    high = Opening(value >> cover.bits, draw())
    low = Opening(value % cover.place, (rest + high.times(-cover.place)).blinding)
    proved = (collateral, debt, low, high)
    transcript = begun(cover, [each.committed() for each in proved], context)
    digits = [digits_of(each.value, cover.bits) for each in proved]
    return CoverProof(high.committed(), prove_digits(proved, digits, transcript, draw))


def is_covered(
    cover: Cover, collateral: G1Point, debt: G1Point, context: str, proof: CoverProof
) -> bool:
    """Whether a proof shows that collateral and debt are amounts, and that the debt is covered."""
    claimed = cover.committed(collateral, debt, proof.high)
    transcript = begun(cover, claimed, context)
    try:
        sums = check_range(claimed, cover.bits, proof.ranges, transcript)
    except InvalidParameter:
        return False
    return vanish(sums, transcript.challenge("weight"))


def begun(cover: Cover, claimed: Sequence[G1Point], context: str) -> Transcript:
    """The conversation's start: what is asked of which commitments."""
    transcript = Transcript("cover")
    transcript.absorb("context", context.encode())
    transcript.absorb_number("numerator", cover.numerator)
    transcript.absorb_number("denominator", cover.denominator)
    transcript.absorb_points("collateral, debt, and what is left over", claimed)
    return transcript
