"""Loans that are covered, to the last unit, and loans that are not."""

from dataclasses import replace

import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.payments.lending import Cover, is_covered, prove_cover
from hybridstake.models.payments.pedersen import Opening
from hybridstake.models.payments.randomness import from_seed
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
def test_loans_are_accepted_exactly_if_they_are_covered_and_the_surplus_fits(cases: int) -> None:
    ratio, amount = st.integers(1, 2**32 - 1), st.integers(0, 120)

    @settings(max_examples=cases)
    @given(amount, amount, st.integers(1, 5), st.integers(1, 5), ratio)
    def decided(collateral: int, debt: int, numerator: int, denominator: int, huge: int) -> None:
        rest = denominator * collateral - numerator * debt
        cover = Cover(numerator, denominator, bits=8)
        assert accepts(cover, collateral, debt) == (0 <= rest < 256)
        assert accepts(Cover(huge, 1, bits=8), collateral, debt) == (
            0 <= collateral - huge * debt < 256
        )

    decided()


def test_a_proof_is_of_its_loan() -> None:
    pledged, owed = Opening(150, DRAW()), Opening(100, DRAW())
    points = pledged.committed(), owed.committed()
    proof = prove_cover(COVER, pledged, owed, "loan", DRAW)
    assert is_covered(COVER, *points, "loan", proof)
    assert not is_covered(COVER, *points, "another", proof)
    assert not is_covered(replace(COVER, numerator=4), *points, "loan", proof)
    assert not is_covered(COVER, points[1], points[0], "loan", proof)
    assert not is_covered(COVER, points[0], Opening(99, DRAW()).committed(), "loan", proof)


@pytest.mark.parametrize("number", [0, 2**32, -1])
def test_ratios_that_could_wrap_are_refused(number: int) -> None:
    with pytest.raises(InvalidParameter) as refused:
        Cover(number, 1)
    assert str(refused.value) == f"numerator must lie in (0, 2^32), got {number}"
    with pytest.raises(InvalidParameter, match="denominator must lie in"):
        Cover(1, number)
