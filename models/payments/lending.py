"""A loan is covered, and nobody learns how large it is."""

from dataclasses import dataclass

from py_arkworks_bls12381 import G1Point

from ..errors import InvalidParameter
from .conservation import surplus_amount
from .group import scalar
from .pedersen import Opening
from .randomness import Draw
from .range_proofs import RangeProof, check_range, digits_of, prove_digits
from .sums import Sum, added, vanish
from .transcript import Transcript

LARGEST_RATIO = 1 << 32
"""Of either part of a ratio: below it nothing wraps around the group's order [1]."""


@dataclass(frozen=True, slots=True)
class Cover:
    """How much collateral a debt asks for: `numerator` / `denominator` times as much."""

    numerator: int
    denominator: int
    bits: int = 64
    """Of what may be left over [1]."""

    def __post_init__(self) -> None:
        for name, number in (("numerator", self.numerator), ("denominator", self.denominator)):
            if not 0 < number < LARGEST_RATIO:
                raise InvalidParameter(f"{name} must lie in (0, 2^32), got {number}")

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

    def committed(self, collateral: G1Point, debt: G1Point) -> G1Point:
        """Commitment to the same, by whoever sees commitments alone."""
        return added(
            (
                Sum.point(collateral, scalar(self.denominator)),
                Sum.point(debt, scalar(-self.numerator)),
            )
        ).value()


def prove_cover(
    cover: Cover, collateral: Opening, debt: Opening, context: str, draw: Draw
) -> RangeProof:
    """A proof that collateral is at least so many times the debt.

    Parameters
    ----------
    cover
        How much is asked.
    collateral, debt
        Of commitments whose ranges were proved when they were made; if the debt is not covered, the
        proof is made and refused.
    context
        What the loan is.
    draw
        Gives what hides the surplus.

    Notes
    -----
    Source: ours: Bünz et al. 2018 of a linear combination. The surplus of numbers below 2^64 under
    ratios below 2^32 is under 2^97 in size, far below the order: a negative one is no number of 64 bits.
    """
    rest = cover.surplus(collateral, debt)
    transcript = _begun(cover, collateral.committed(), debt.committed(), context)
    return prove_digits([rest], [digits_of(rest.value, cover.bits)], transcript, draw)


def is_covered(
    cover: Cover, collateral: G1Point, debt: G1Point, context: str, proof: RangeProof
) -> bool:
    """Whether a proof shows that a debt is covered."""
    transcript = _begun(cover, collateral, debt, context)
    rest = cover.committed(collateral, debt)
    sums = check_range([rest], cover.bits, proof, transcript)
    return vanish(sums, transcript.challenge("weight"))


def _begun(cover: Cover, collateral: G1Point, debt: G1Point, context: str) -> Transcript:
    """The conversation's start: what is asked of which commitments."""
    transcript = Transcript("cover")
    transcript.absorb("context", context.encode())
    transcript.absorb_number("numerator", cover.numerator)
    transcript.absorb_number("denominator", cover.denominator)
    transcript.absorb_points("collateral and debt", (collateral, debt))
    return transcript
