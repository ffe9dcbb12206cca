"""The inner-product argument: two vectors behind one point, shown in a logarithm of their length."""

from collections.abc import Sequence
from dataclasses import dataclass

from py_arkworks_bls12381 import G1Point, Scalar

from .group import combination, generator
from .sums import ONE
from .transcript import Transcript
from .vectors import Vector, folded, inner

LEFT, RIGHT, PRODUCT = "left", "right", "product"
"""Generators of the first vector, of the second, and of their inner product."""


@dataclass(frozen=True, slots=True)
class InnerProduct:
    """A proof: two points a round, and the two numbers that are left."""

    lefts: tuple[G1Point, ...]
    rights: tuple[G1Point, ...]
    one: Scalar
    other: Scalar


def prove_inner_product(
    one: Vector, other: Vector, scales: Vector, product: Scalar, transcript: Transcript
) -> InnerProduct:
    """A proof that two vectors are behind the point that all know, and so is their inner product.

    Parameters
    ----------
    one, other
        (length,) a power of two.
    scales
        (length,) multiples of the second vector's generators that are its bases.
    product
        Multiple of the product's generator that is its base.
    transcript
        All that was said before; the proof is added.

    Notes
    -----
    Source: Bünz, Bootle, Boneh, Poelstra, Wuille, Maxwell, "Bulletproofs", IEEE S&P 2018, protocol 2.
    The generators are never folded: each round multiplies the first ones, by what folding would give.
    """
    length = len(one)
    factors, others = [ONE] * length, list(scales)
    first, second = list(one), list(other)
    lefts: list[G1Point] = []
    rights: list[G1Point] = []
    while len(first) > 1:
        half = len(first) // 2
        left = cross_terms(first[:half], second[half:], factors, others, product, upper=True)
        right = cross_terms(first[half:], second[:half], factors, others, product, upper=False)
        transcript.absorb_points("round", (left, right))
        challenge = transcript.challenge("fold")
        inverse = challenge.inverse()
        first, second = folded(first, challenge, inverse), folded(second, inverse, challenge)
        for index in range(length):
            high = index % (2 * half) >= half
            factors[index] = factors[index] * (challenge if high else inverse)
            others[index] = others[index] * (inverse if high else challenge)
        lefts.append(left)
        rights.append(right)
    transcript.absorb_scalars("left over", (first[0], second[0]))
    return InnerProduct(tuple(lefts), tuple(rights), first[0], second[0])


def cross_terms(
    one: Vector, other: Vector, factors: Vector, scales: Vector, product: Scalar, *, upper: bool
) -> G1Point:
    """Point of a round: half of one vector on the other half's bases, and their inner product.

    Parameters
    ----------
    one, other
        (half,) of the first vector and of the second.
    factors, scales
        (length,) multiples of the generators, as folded so far.
    product
        Multiple of the product's generator.
    upper
        Whether the first vector's half is put on the upper half of its bases, else on the lower.
    """
    half = len(one)
    scalars: list[Scalar] = []
    points: list[G1Point] = []
    for index, (factor, scale) in enumerate(zip(factors, scales, strict=True)):
        if (index % (2 * half) >= half) == upper:
            scalars.append(one[index % half] * factor)
            points.append(generator(LEFT, index))
        else:
            scalars.append(other[index % half] * scale)
            points.append(generator(RIGHT, index))
    return combination([*scalars, product * inner(one, other)], [*points, generator(PRODUCT)])


def fold_challenges(proof: InnerProduct, transcript: Transcript) -> list[Scalar]:
    """The verifier's challenges, round by round; the transcript goes on as the prover's did."""
    found: list[Scalar] = []
    for left, right in zip(proof.lefts, proof.rights, strict=True):
        transcript.absorb_points("round", (left, right))
        found.append(transcript.challenge("fold"))
    transcript.absorb_scalars("left over", (proof.one, proof.other))
    return found


def folding_factors(challenges: Sequence[Scalar]) -> list[Scalar]:
    """What all rounds together multiply each generator of the first vector by.

    Returns
    -------
    list of Scalar
        (2^rounds,); read backwards these are the factors of the second vector's generators.
    """
    factors = [ONE]
    for challenge in challenges:
        inverse = challenge.inverse()
        factors = [each * side for each in factors for side in (inverse, challenge)]
    return factors
