"""Commitments hide numbers of so many bits: one short proof for many of them (Bulletproofs)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from py_arkworks_bls12381 import G1Point, Scalar

from ..errors import InvalidParameter
from .group import Key, combination, generator, scalar
from .inner_product import (
    LEFT,
    PRODUCT,
    RIGHT,
    InnerProduct,
    fold_challenges,
    folding_factors,
    prove_inner_product,
)
from .pedersen import BLINDING, VALUE, Opening
from .randomness import Draw
from .sums import ONE, Sum
from .transcript import Transcript
from .vectors import inner, powers, total

MOST_BITS = 64
LONGEST = 1024
"""Most digits in one proof [1]."""


@dataclass(frozen=True, slots=True)
class RangeProof:
    """A proof about some commitments."""

    digits: G1Point
    masks: G1Point
    linear: G1Point
    quadratic: G1Point
    """Commitments to the digits, to what hides them, and to two coefficients of a polynomial."""
    blinding_of_value: Scalar
    blinding_of_digits: Scalar
    value: Scalar
    """Of that polynomial at the challenge."""
    product: InnerProduct


@dataclass(frozen=True, slots=True)
class Challenges:
    """What the verifier asks: y, z, x and the scale of the inner product, as in the publication."""

    rows: Scalar
    columns: Scalar
    point: Scalar
    scale: Scalar


def digits_of(value: int, bits: int) -> list[int]:
    """Binary digits, the lowest first; the last takes all that is left.

    Notes
    -----
    Of a number out of range that one is neither 0 nor 1: a prover who goes on is not believed.

    Examples
    --------
    >>> digits_of(6, 4), digits_of(16, 4), digits_of(-1, 4)
    ([0, 1, 1, 0], [0, 0, 0, 2], [1, 1, 1, -1])
    """
    return [*(value >> each & 1 for each in range(bits - 1)), value >> (bits - 1)]


def prove_range(
    openings: Sequence[Opening], bits: int, transcript: Transcript, draw: Draw
) -> RangeProof:
    """A proof that every commitment hides a number in [0, 2^bits).

    Parameters
    ----------
    openings
        A power of two of them.
    bits
        Of each number: 1, 2, 4, … 64 [1].
    transcript
        All that was said before, the commitments among it; the proof is added.
    draw
        Gives what hides the numbers.

    Raises
    ------
    InvalidParameter
        If a number is out of range, or there is no proof for so many of them.
    """
    check_shape(len(openings), bits)
    for each in openings:
        if not 0 <= each.value < 1 << bits:
            raise InvalidParameter(f"value must lie in [0, 2^{bits}), got {each.value}")
    digits = [digits_of(each.value, bits) for each in openings]
    return prove_digits(openings, digits, transcript, draw)


def prove_digits(
    openings: Sequence[Opening], digits: Sequence[Sequence[int]], transcript: Transcript, draw: Draw
) -> RangeProof:
    """The prover's part with whatever digits it likes: soundness does not rest on its honesty.

    Parameters
    ----------
    openings
        Of the commitments.
    digits
        (openings, bits), the lowest first.
    transcript
        All that was said before; the proof is added.
    draw
        Gives what hides them.

    Notes
    -----
    Source: Bünz et al. 2018, section 4.2, with number j of m multiplied by z^(j+1).
    """
    bits = len(digits[0])
    begin(transcript, [each.committed() for each in openings], bits)
    ones = [scalar(digit) for row in digits for digit in row]
    zeros = [each - ONE for each in ones]
    length = len(ones)
    hiding, masking = draw(), draw()
    left_masks = [draw() for _ in range(length)]
    right_masks = [draw() for _ in range(length)]
    committed, masks = vectors(ones, zeros, hiding), vectors(left_masks, right_masks, masking)
    transcript.absorb_points("digits", (committed, masks))
    rows, columns = transcript.challenge("y"), transcript.challenge("z")

    weights = powers(rows, length)
    shifts = digit_weights(len(openings), bits, columns)
    left = [each - columns for each in ones]
    right = [
        weight * (each + columns) + shift
        for weight, each, shift in zip(weights, zeros, shifts, strict=True)
    ]
    slope = [weight * each for weight, each in zip(weights, right_masks, strict=True)]
    blinds = draw(), draw()
    coefficients = (inner(left, slope) + inner(left_masks, right), inner(left_masks, slope))
    linear, quadratic = (
        combination([number, blind], [generator(VALUE), generator(BLINDING)])
        for number, blind in zip(coefficients, blinds, strict=True)
    )
    transcript.absorb_points("polynomial", (linear, quadratic))
    point = transcript.challenge("x")

    left = [each + mask * point for each, mask in zip(left, left_masks, strict=True)]
    right = [each + part * point for each, part in zip(right, slope, strict=True)]
    value = inner(left, right)
    of_value = blinds[0] * point + blinds[1] * point * point
    for power, each in zip(powers(columns, len(openings)), openings, strict=True):
        of_value = of_value + power * columns * columns * each.blinding
    of_digits = hiding + masking * point
    transcript.absorb_scalars("evaluated", (of_value, of_digits, value))
    scale = transcript.challenge("w")
    product = prove_inner_product(left, right, powers(rows.inverse(), length), scale, transcript)
    return RangeProof(committed, masks, linear, quadratic, of_value, of_digits, value, product)


def vectors(left: Sequence[Scalar], right: Sequence[Scalar], blinding: Scalar) -> G1Point:
    """Commitment to two vectors."""
    length = len(left)
    return combination(
        [blinding, *left, *right],
        [
            generator(BLINDING),
            *(generator(LEFT, index) for index in range(length)),
            *(generator(RIGHT, index) for index in range(length)),
        ],
    )


def digit_weights(numbers: int, bits: int, columns: Scalar) -> list[Scalar]:
    """What each digit counts: its power of two, times z^(j+1) for number j."""
    return [
        power * columns * columns * scalar(1 << digit)
        for power in powers(columns, numbers)
        for digit in range(bits)
    ]


def begin(transcript: Transcript, commitments: Sequence[G1Point], bits: int) -> None:
    """Bind what is claimed, and all generators."""
    transcript.absorb_number("bits", bits)
    transcript.absorb_points("commitments", commitments)
    transcript.absorb("generators", generators_digest(bits * len(commitments)))


@cache
def generators_digest(length: int) -> bytes:
    """Digest of all generators of a proof about so many digits."""
    used = [(name, index) for name in (LEFT, RIGHT) for index in range(length)]
    points = [generator(*key) for key in (*used, (PRODUCT, 0))]
    return sha256(b"".join(each.to_compressed_bytes() for each in points)).digest()


def check_range(
    commitments: Sequence[G1Point], bits: int, proof: RangeProof, transcript: Transcript
) -> list[Sum]:
    """Sums that must vanish for a proof to be accepted.

    Parameters
    ----------
    commitments
        A power of two of them.
    bits
        Of each number [1].
    proof
        What the prover said.
    transcript
        All that was said before; it goes on as the prover's did.

    Raises
    ------
    InvalidParameter
        If there is no proof for so many numbers of so many bits, or this one has other rounds.
    """
    check_shape(len(commitments), bits)
    rounds = (bits * len(commitments)).bit_length() - 1
    if not len(proof.product.lefts) == len(proof.product.rights) == rounds:
        raise InvalidParameter(f"rounds must be {rounds}, got {len(proof.product.lefts)}")
    begin(transcript, commitments, bits)
    transcript.absorb_points("digits", (proof.digits, proof.masks))
    rows, columns = transcript.challenge("y"), transcript.challenge("z")
    transcript.absorb_points("polynomial", (proof.linear, proof.quadratic))
    point = transcript.challenge("x")
    evaluated = (proof.blinding_of_value, proof.blinding_of_digits, proof.value)
    transcript.absorb_scalars("evaluated", evaluated)
    asked = Challenges(rows, columns, point, transcript.challenge("w"))
    folds = fold_challenges(proof.product, transcript)
    return [
        polynomial_equation(commitments, bits, proof, asked),
        product_equation(len(commitments), bits, proof, asked, folds),
    ]


def polynomial_equation(
    commitments: Sequence[G1Point], bits: int, proof: RangeProof, asked: Challenges
) -> Sum:
    """The polynomial's value agrees with the committed numbers: equation (65) of the publication."""
    z, x = asked.columns, asked.point
    ladder = [each * z * z for each in powers(z, len(commitments))]
    ones = total(powers(asked.rows, bits * len(commitments)))
    shift = (z - z * z) * ones - total(ladder) * z * scalar((1 << bits) - 1)
    return Sum(
        {(VALUE, 0): proof.value - shift, (BLINDING, 0): proof.blinding_of_value},
        (
            *((-each, point) for each, point in zip(ladder, commitments, strict=True)),
            (-x, proof.linear),
            (-x * x, proof.quadratic),
        ),
    )


def product_equation(
    numbers: int, bits: int, proof: RangeProof, asked: Challenges, folds: Sequence[Scalar]
) -> Sum:
    """The vectors behind the commitments have that inner product: equations (66) to (68), folded."""
    z, product = asked.columns, proof.product
    factors = folding_factors(folds)
    inverses = powers(asked.rows.inverse(), numbers * bits)
    named: dict[Key, Scalar] = {
        (BLINDING, 0): -proof.blinding_of_digits,
        (PRODUCT, 0): asked.scale * (proof.value - product.one * product.other),
    }
    for index, (factor, opposite, inverse, shift) in enumerate(
        zip(factors, reversed(factors), inverses, digit_weights(numbers, bits, z), strict=True)
    ):
        named[LEFT, index] = -z - product.one * factor
        named[RIGHT, index] = z + inverse * (shift - product.other * opposite)
    points = [(ONE, proof.digits), (asked.point, proof.masks)]
    for fold, left, right in zip(folds, product.lefts, product.rights, strict=True):
        square = fold * fold
        points += [(square, left), (square.inverse(), right)]
    return Sum(named, points)


def check_shape(numbers: int, bits: int) -> None:
    """Refuse numbers and bits for which there is no proof.

    Raises
    ------
    InvalidParameter
        If they are no powers of two, or too many.
    """
    if bits not in (1 << each for each in range(MOST_BITS.bit_length())):
        raise InvalidParameter(f"bits must be 1, 2, 4, … {MOST_BITS}, got {bits}")
    if numbers < 1 or numbers & (numbers - 1) or numbers * bits > LONGEST:
        raise InvalidParameter(
            f"commitments must be a power of two with at most {LONGEST} digits in all, got {numbers}"
        )
