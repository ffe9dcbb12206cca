"""Loans that are covered, to the last unit, and loans that are not."""

from dataclasses import replace

import pytest
from hybridstake.models.cryptography.group_order import ORDER
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.payments.conservation import cannot_wrap
from hybridstake.models.payments.lending import (
    LARGEST_RATIO,
    Cover,
    CoverProof,
    begun,
    is_covered,
    prove_cover,
)
from hybridstake.models.payments.pedersen import Opening
from hybridstake.models.payments.randomness import from_seed
from hybridstake.models.payments.range_proofs import MOST_BITS, digits_of, prove_digits
from hybridstake.models.payments.sums import ONE
from hypothesis import given, settings
from hypothesis import strategies as st

DRAW = from_seed(b"loan")
COVER = Cover(3, 2, bits=8)


def accepts(cover: Cover, collateral: int, debt: int) -> bool:
    """Whether a loan is accepted, its prover honest or not."""
    pledged, owed = Opening(collateral, DRAW()), Opening(debt, DRAW())
    proof = prove_cover(cover, pledged, owed, "loan", DRAW)
    return is_covered(cover, pledged.committed(), owed.committed(), "loan", proof)


@pytest.mark.parametrize(
    ("collateral", "debt", "covered"),
    [(150, 100, True), (149, 100, False), (0, 0, True), (0, 1, False), (127, 0, True)],
)
def test_a_loan_is_covered_to_the_unit(collateral: int, debt: int, covered: bool) -> None:
    """Three halves of 100 are 150."""
    assert accepts(COVER, collateral, debt) == covered


@pytest.mark.parametrize("cases", [8, pytest.param(1_000, marks=pytest.mark.exhaustive)])
def test_loans_are_accepted_exactly_if_they_are_covered_by_amounts(cases: int) -> None:
    amount, part = st.integers(-40, 300), st.integers(1, 255)

    @settings(max_examples=cases)
    @given(amount, amount, part, part)
    def decided(collateral: int, debt: int, numerator: int, denominator: int) -> None:
        covered = denominator * collateral >= numerator * debt
        amounts = 0 <= collateral < 256 and 0 <= debt < 256
        cover = Cover(numerator, denominator, bits=8)
        assert accepts(cover, collateral, debt) == (covered and amounts)

    decided()


@pytest.mark.parametrize(
    ("collateral", "debt"),
    [
        (0, -5),
        (0, ORDER - 5),
        (301 * pow(2, -1, ORDER) % ORDER, 100),
        (301 * pow(2, -1, ORDER) % ORDER - ORDER, 100),
        (256, 0),
        (255, -1),
    ],
)
def test_what_is_no_amount_neither_covers_nor_is_covered(collateral: int, debt: int) -> None:
    """Their surplus fits: it is 15, 15, 1, 1, 512 and 513 modulo the order."""
    assert 0 <= (2 * collateral - 3 * debt) % ORDER < 2**16
    assert not accepts(COVER, collateral, debt)


@pytest.mark.parametrize(
    ("cover", "collateral", "debt"),
    [
        (COVER, 255, 0),
        (Cover(255, 255, bits=8), 255, 0),
        (Cover(3, 2), 2**63 + 5, 1),
        (Cover(1, 2**32 - 1), 2**64 - 1, 0),
    ],
)
def test_a_surplus_of_more_digits_than_an_amount_is_a_surplus(
    cover: Cover, collateral: int, debt: int
) -> None:
    """Here it is twice the largest amount, and up to the largest amount times a part of the ratio."""
    assert cover.surplus(Opening(collateral, ONE), Opening(debt, ONE)).value >= 1 << cover.bits
    assert accepts(cover, collateral, debt)


@pytest.mark.parametrize(("low", "high"), [(-2, 0), (254, -1)])
def test_a_surplus_below_nothing_fits_into_no_pieces(low: int, high: int) -> None:
    """149 lacks a unit: whichever piece a forger makes negative, its range is refused."""
    pledged, owed, upper = Opening(149, DRAW()), Opening(100, DRAW()), Opening(high, DRAW())
    lower = COVER.surplus(pledged, owed) + upper.times(-COVER.place)
    assert lower.value == low
    proved = (pledged, owed, lower, upper)
    points = [each.committed() for each in proved]
    digits = [digits_of(each.value, COVER.bits) for each in proved]
    ranges = prove_digits(proved, digits, begun(COVER, points, "loan"), DRAW)
    assert not is_covered(COVER, points[0], points[1], "loan", CoverProof(points[3], ranges))


def test_a_proof_is_of_its_loan() -> None:
    pledged, owed = Opening(150, DRAW()), Opening(100, DRAW())
    points = pledged.committed(), owed.committed()
    proof = prove_cover(COVER, pledged, owed, "loan", DRAW)
    assert is_covered(COVER, *points, "loan", proof)
    assert not is_covered(COVER, *points, "another", proof)
    assert not is_covered(replace(COVER, numerator=4), *points, "loan", proof)
    assert not is_covered(COVER, points[1], points[0], "loan", proof)
    assert not is_covered(COVER, points[0], Opening(99, DRAW()).committed(), "loan", proof)
    assert not is_covered(COVER, *points, "loan", replace(proof, high=points[0]))


def test_a_proof_of_another_shape_is_refused() -> None:
    pledged, owed = Opening(15, DRAW()), Opening(10, DRAW())
    points = pledged.committed(), owed.committed()
    proof = prove_cover(Cover(3, 2, bits=4), pledged, owed, "loan", DRAW)
    assert is_covered(Cover(3, 2, bits=4), *points, "loan", proof)
    assert not is_covered(COVER, *points, "loan", proof)


def test_bits_of_which_there_is_no_proof_are_refused() -> None:
    with pytest.raises(InvalidParameter) as refused:
        Cover(3, 2, bits=7)
    assert str(refused.value) == "bits must be 1, 2, 4, … 64, got 7"


def test_a_ratio_has_no_more_digits_than_an_amount() -> None:
    """Else what is left over might not fit into two pieces."""
    with pytest.raises(InvalidParameter) as refused:
        Cover(256, 1, bits=8)
    assert str(refused.value) == "numerator must lie in (0, 2^8), got 256"


def test_nothing_wraps_around_the_order() -> None:
    """Amounts of 64 bits under parts of 32, and both pieces, are apart by less than the order."""
    bits = MOST_BITS
    assert cannot_wrap(1, 2 ** (2 * bits) + 2**bits * LARGEST_RATIO, ORDER)
    assert 2**bits * LARGEST_RATIO < 2 ** (2 * bits)


@pytest.mark.parametrize("number", [0, 2**32, -1])
def test_ratios_that_could_wrap_are_refused(number: int) -> None:
    with pytest.raises(InvalidParameter) as refused:
        Cover(number, 1)
    assert str(refused.value) == f"numerator must lie in (0, 2^32), got {number}"
    with pytest.raises(InvalidParameter, match="denominator must lie in"):
        Cover(1, number)
