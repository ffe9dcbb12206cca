"""Proved bounds lie above the truth, and touch it where they should."""

import math

import pytest
from hybridstake.models.attacks.committees.bounds import binomial_bound, hypergeometric_bound
from hybridstake.models.attacks.committees.seat_counts import BinomialSeats, HypergeometricSeats
from hybridstake.models.attacks.committees.tails import upper_tail
from hypothesis import given
from hypothesis import strategies as st


@given(population=st.integers(1, 2**63 - 1), data=st.data())
def test_no_tail_is_above_its_bound(population: int, data: st.DataObject) -> None:
    """Up to 1e-14 of rounding in the tail; the bound itself is rounded upwards."""
    adversaries = data.draw(st.integers(0, population))
    committee = data.draw(st.integers(1, min(population, 200)))
    seats = data.draw(st.integers(0, committee))
    for cls, bound in (
        (HypergeometricSeats, hypergeometric_bound),
        (BinomialSeats, binomial_bound),
    ):
        count = cls(population=population, adversaries=adversaries, committee=committee)
        tail = upper_tail(count, seats)
        limit = bound(population, adversaries, committee, seats)
        assert tail.log10_probability <= limit.log10_probability + 1e-14 * max(
            1.0, abs(tail.log10_probability) if math.isfinite(tail.log10_probability) else 1.0
        )
        assert tail.probability <= limit.probability * (1 + 1e-14)


@pytest.mark.parametrize("bound", [binomial_bound, hypergeometric_bound])
def test_at_or_below_the_expected_seats_nothing_is_excluded(bound) -> None:
    assert bound(300, 100, 30, 10).probability == 1.0
    assert bound(300, 100, 30, 10).log10_probability == 0.0
    assert bound(300, 100, 30, 11).probability < 1.0


def test_three_of_four_coins_by_hand() -> None:
    """4 KL(3/4 || 1/2) = 3 ln(3/2) + ln(1/2): the bound is (2/3)^3 * 2 = 16/27; truth 5/16."""
    assert binomial_bound(2, 1, 4, 3).probability == pytest.approx(16 / 27, rel=1e-15, abs=0)


def test_all_seats_are_bounded_by_the_truth_itself() -> None:
    """With replacement the chance of all n seats is p^n, and so is the bound: not above it."""
    tail = upper_tail(BinomialSeats(population=3, adversaries=1, committee=50), 50)
    limit = binomial_bound(3, 1, 50, 50)
    assert (
        tail.probability <= limit.probability == pytest.approx(tail.probability, rel=1e-15, abs=0)
    )


def test_seats_that_do_not_exist_are_excluded() -> None:
    assert hypergeometric_bound(100, 3, 10, 4).probability == 0.0
    assert binomial_bound(100, 0, 10, 1).log10_probability == -math.inf


def test_the_mirror_images_help_a_committee_of_nearly_all() -> None:
    """99 of 100 drawn, 34 adversarial: all 34 sit unless one of them is the one left out.

    The chance is 66/100. Left out one, of which no adversary: bound (66/100)^1 = 0.66, tight.
    """
    assert hypergeometric_bound(100, 34, 99, 34).probability == pytest.approx(
        0.66, rel=1e-14, abs=0
    )
