"""Range proofs: the ends of the range, provers who cheat, every part tampered, and an extractor."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import pytest
from hybridstake.models.cryptography.group_order import ORDER
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.payments.group import scalar
from hybridstake.models.payments.pedersen import Opening
from hybridstake.models.payments.randomness import from_seed
from hybridstake.models.payments.range_proofs import (
    RangeProof,
    check_range,
    digits_of,
    prove_digits,
    prove_range,
)
from hybridstake.models.payments.sums import ONE, ZERO, vanish
from hybridstake.models.payments.transcript import Transcript
from hybridstake.models.payments.vectors import powers, total
from hypothesis import given, settings
from hypothesis import strategies as st
from py_arkworks_bls12381 import G1Point, Scalar

DRAW = from_seed(b"ranges")


def opened(*values: int) -> list[Opening]:
    """Openings of commitments to some numbers."""
    return [Opening(each, DRAW()) for each in values]


def accepts(openings: Sequence[Opening], bits: int, proof: RangeProof) -> bool:
    """Whether a verifier accepts a proof about commitments."""
    transcript = Transcript("test")
    points = [each.committed() for each in openings]
    return vanish(check_range(points, bits, proof, transcript), transcript.challenge("weight"))


def claimed(openings: Sequence[Opening], digits: Sequence[Sequence[int]]) -> bool:
    """Whether a prover is believed who uses these digits."""
    proof = prove_digits(openings, digits, Transcript("test"), DRAW)
    return accepts(openings, len(digits[0]), proof)


@pytest.mark.parametrize(
    ("values", "bits"),
    [((0,), 1), ((1,), 1), ((0, 255), 8), ((3, 0, 2, 1), 2), ((2**16 - 1,), 16)],
)
def test_numbers_up_to_the_ends_of_the_range_are_proved(values: tuple[int, ...], bits: int) -> None:
    openings = opened(*values)
    assert accepts(openings, bits, prove_range(openings, bits, Transcript("test"), DRAW))


@pytest.mark.slow
def test_numbers_of_sixty_four_bits_are_proved_together() -> None:
    openings = opened(2**64 - 1, 0)
    assert accepts(openings, 64, prove_range(openings, 64, Transcript("test"), DRAW))


@pytest.mark.parametrize("value", [-1, 16, ORDER, ORDER + 3])
def test_an_honest_prover_refuses_what_is_out_of_range(value: int) -> None:
    with pytest.raises(InvalidParameter) as refused:
        prove_range(opened(3, value), 4, Transcript("test"), DRAW)
    assert str(refused.value) == f"value must lie in [0, 2^4), got {value}"


@pytest.mark.parametrize("cases", [10, pytest.param(3_000, marks=pytest.mark.exhaustive)])
def test_a_prover_who_goes_on_with_what_is_out_of_range_is_refused(cases: int) -> None:
    """With every digit vector that adds up to the number: the last digit takes what is left."""

    @settings(max_examples=cases)
    @given(
        st.one_of(
            st.integers(-(2**70), -1),
            st.integers(16, 2**70),
            st.integers(ORDER - 2**70, ORDER - 1),
            st.integers(ORDER + 16, ORDER + 2**70),
        )
    )
    def refused(value: int) -> None:
        assert not claimed(opened(value), [digits_of(value, 4)])

    refused()


@pytest.mark.parametrize("cases", [10, pytest.param(3_000, marks=pytest.mark.exhaustive)])
def test_a_prover_is_believed_exactly_with_the_binary_digits(cases: int) -> None:
    """Any digits at all, those that add up to the number by being 2, 3 or negative among them."""
    digit = st.integers(-2, 3)

    @settings(max_examples=cases)
    @given(st.lists(digit, min_size=4, max_size=4), st.integers(0, 15), st.booleans())
    def decided(digits: list[int], value: int, fitting: bool) -> None:
        hidden = sum(each << place for place, each in enumerate(digits)) if fitting else value
        right = 0 <= hidden < 16 and digits == digits_of(hidden, 4)
        assert claimed(opened(hidden), [digits]) == right

    decided()


@pytest.mark.parametrize("digits", [[2, 0, 0, 0], [-2, 2, 0, 0], [0, -1, 1, 0], [4, -1, 0, 0]])
def test_a_number_in_range_by_digits_that_are_none_is_refused(digits: list[int]) -> None:
    """All of them add up to 2."""
    assert sum(each << place for place, each in enumerate(digits)) == 2
    assert not claimed(opened(2), [digits])


def test_a_bad_number_among_good_ones_is_refused() -> None:
    """Even where the sum of both is right."""
    openings = opened(20, -5)
    assert not claimed(openings, [digits_of(each.value, 4) for each in openings])


def parts(proof: RangeProof) -> list[tuple[str, Any]]:
    """Every part of a proof with its place."""
    product = proof.product
    return [
        *((each.name, getattr(proof, each.name)) for each in fields(proof)[:-1]),
        *((f"left {at}", point) for at, point in enumerate(product.lefts)),
        *((f"right {at}", point) for at, point in enumerate(product.rights)),
        ("one", product.one),
        ("other", product.other),
    ]


def tampered(proof: RangeProof, name: str, value: Any) -> RangeProof:
    """The proof with one part replaced."""
    kind, _, place = name.partition(" ")
    if kind in ("left", "right"):
        points = list(getattr(proof.product, f"{kind}s"))
        points[int(place)] = value
        return replace(proof, product=replace(proof.product, **{f"{kind}s": tuple(points)}))
    if kind in ("one", "other"):
        return replace(proof, product=replace(proof.product, **{kind: value}))
    return replace(proof, **{name: value})


def test_every_part_of_a_proof_counts() -> None:
    """Nine of one to three, and two points a round."""
    openings = opened(9, 6)
    proof = prove_range(openings, 4, Transcript("test"), DRAW)
    found = parts(proof)
    assert len(found) == 7 + 2 * 3 + 2
    for name, value in found:
        moved = value + (ONE if isinstance(value, Scalar) else openings[0].committed())
        assert not accepts(openings, 4, tampered(proof, name, moved)), name
        nothing = ZERO if isinstance(value, Scalar) else G1Point.identity()
        assert not accepts(openings, 4, tampered(proof, name, nothing)), name
    assert accepts(openings, 4, proof)


def test_a_proof_is_of_its_commitments_in_their_order_and_of_its_bits() -> None:
    openings = opened(9, 6, 1, 2)
    proof = prove_range(openings, 4, Transcript("test"), DRAW)
    assert accepts(openings, 4, proof)
    assert not accepts(list(reversed(openings)), 4, proof)
    assert not accepts(openings[:2], 8, proof)
    assert not accepts(opened(9, 6, 1, 2), 4, proof)
    other = Transcript("another")
    points = [each.committed() for each in openings]
    assert not vanish(check_range(points, 4, proof, other), other.challenge("weight"))


@pytest.mark.parametrize(
    ("numbers", "bits", "message"),
    [
        (1, 3, "bits must be 1, 2, 4, … 64, got 3"),
        (1, 128, "bits must be 1, 2, 4, … 64, got 128"),
        (3, 4, "commitments must be a power of two with at most 1024 digits in all, got 3"),
        (0, 4, "commitments must be a power of two with at most 1024 digits in all, got 0"),
        (32, 64, "commitments must be a power of two with at most 1024 digits in all, got 32"),
    ],
)
def test_what_has_no_proof_is_refused(numbers: int, bits: int, message: str) -> None:
    openings = [Opening(0, ONE)] * numbers
    with pytest.raises(InvalidParameter) as refused:
        prove_range(openings, bits, Transcript("test"), DRAW)
    assert str(refused.value) == message


def test_a_proof_of_other_rounds_is_refused_before_it_is_looked_at() -> None:
    openings = opened(1)
    short = prove_range(openings, 2, Transcript("test"), DRAW)
    with pytest.raises(InvalidParameter, match="rounds must be 2, got 1"):
        accepts(openings, 4, short)


class Rewound(Transcript):
    """A verifier who asks something else at one place, after the same conversation."""

    def __init__(self, point: Scalar) -> None:
        super().__init__("test")
        self.point = point
        self.asked: dict[str, Scalar] = {}

    def challenge(self, label: str) -> Scalar:
        """What is asked: at x, what was given."""
        found = super().challenge(label)
        self.asked[label] = self.point if label == "x" else found
        return self.asked[label]


def test_what_is_asked_depends_on_the_commitments_and_the_bits() -> None:
    """Else a prover could choose the commitments after the challenges."""
    openings = opened(9, 6)
    asked: list[int] = []
    for points, bits in ((openings, 4), (openings[::-1], 4), (openings, 2)):
        transcript = Rewound(ONE)
        digits = [[0] * bits for _ in points]
        prove_digits(points, digits, transcript, from_seed(b"the same prover"))
        asked.append(int(transcript.asked["y"]))
    assert len(set(asked)) == 3


def test_three_conversations_extract_what_the_commitment_hides() -> None:
    """A polynomial of degree two is known from three points; its constant opens the commitment.

    Bünz et al. 2018, appendix C: t(0) is z² v + delta, and the blinding's constant is z² gamma.
    """
    bits, opening = 4, Opening(11, DRAW())
    points = [scalar(3), scalar(5), scalar(8)]
    values: list[Scalar] = []
    blinds: list[Scalar] = []
    asked: dict[str, Scalar] = {}
    for point in points:
        transcript = Rewound(point)
        proof = prove_range([opening], bits, transcript, from_seed(b"the same prover"))
        values.append(proof.value)
        blinds.append(proof.blinding_of_value)
        asked = transcript.asked
    y, z = asked["y"], asked["z"]
    shift = (z - z * z) * total(powers(y, bits)) - z * z * z * scalar((1 << bits) - 1)
    square = (z * z).inverse()
    assert (at_zero(points, values) - shift) * square == scalar(11)
    assert at_zero(points, blinds) * square == opening.blinding


def at_zero(points: list[Scalar], values: list[Scalar]) -> Scalar:
    """Value at zero of the polynomial of degree two through three points, by Lagrange."""
    found = ZERO
    for place, (point, value) in enumerate(zip(points, values, strict=True)):
        weight = ONE
        for other in (*points[:place], *points[place + 1 :]):
            weight = weight * other * (other - point).inverse()
        found = found + value * weight
    return found
