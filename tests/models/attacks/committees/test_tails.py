"""Exact tails of seat counts, against integers, laws and published numbers."""

import itertools
import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hybridstake.models.attacks.committees.factorials import log_factorial
from hybridstake.models.attacks.committees.seat_counts import (
    BinomialSeats,
    HypergeometricSeats,
    SeatCount,
)
from hybridstake.models.attacks.committees.second_tails import (
    binomial_fraction,
    hypergeometric_fraction,
    normalised_tail,
    tail_of_fraction,
)
from hybridstake.models.attacks.committees.tails import Tail, upper_tail
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st

DISTRIBUTIONS = (
    (HypergeometricSeats, hypergeometric_fraction),
    (BinomialSeats, binomial_fraction),
)


@st.composite
def seat_counts(draw: st.DrawFn) -> SeatCount:
    """Small and large populations, with committees of up to sixty."""
    population = draw(st.integers(1, 80) | st.integers(60, 2**63 - 1))
    adversaries = draw(st.integers(0, population))
    committee = draw(st.integers(1, min(60, population)))
    cls = draw(st.sampled_from((HypergeometricSeats, BinomialSeats)))
    return cls(population=population, adversaries=adversaries, committee=committee)


def log10_error(tail: Tail, numerator: int, denominator: int) -> float:
    """Distance of the logarithms, over the larger of 1 and the logarithm."""
    with localcontext(prec=60):
        truth = float((Decimal(numerator) / Decimal(denominator)).log10())
    return abs(tail.log10_probability - truth) / max(1.0, abs(truth))


def relative_error(tail: Tail, numerator: int, denominator: int) -> float:
    """Distance from the fraction, over the fraction."""
    with localcontext(prec=60):
        truth = Decimal(numerator) / Decimal(denominator)
        return abs(float((Decimal(tail.probability) - truth) / truth))


def test_two_seats_of_three_by_hand() -> None:
    """Five validators, two adversarial, three drawn: C(2,2) C(3,1) = 3 of C(5,3) = 10 ways."""
    count = HypergeometricSeats(population=5, adversaries=2, committee=3)
    assert upper_tail(count, 2).probability == pytest.approx(0.3, rel=1e-15, abs=0)


def test_two_independent_seats_of_three_by_hand() -> None:
    """p = 2/5: 3 (2/5)^2 (3/5) + (2/5)^3 = 36/125 + 8/125 = 0.352."""
    count = BinomialSeats(population=5, adversaries=2, committee=3)
    assert upper_tail(count, 2).probability == pytest.approx(0.352, rel=1e-15, abs=0)


@given(count=seat_counts(), share=st.floats(0, 1))
def test_the_tail_is_the_integer_fraction(count: SeatCount, share: float) -> None:
    seats = round(share * count.committee)
    assert isinstance(count, HypergeometricSeats | BinomialSeats)
    fraction = dict(DISTRIBUTIONS)[type(count)]
    numerator, denominator = fraction(count.population, count.adversaries, count.committee, seats)
    tail = upper_tail(count, seats)
    if numerator == 0:
        assert tail == Tail(probability=0.0, log10_probability=-math.inf)
        return
    assert log10_error(tail, numerator, denominator) < 3e-15
    if tail.probability > 1e-290:
        assert relative_error(tail, numerator, denominator) < 3e-15


@pytest.mark.parametrize(("cls", "fraction"), DISTRIBUTIONS)
@pytest.mark.parametrize("population", [10**4, 10**6, 10**9, 2**63 - 1])
def test_tails_down_to_1e_minus_200_keep_fourteen_digits(cls, fraction, population: int) -> None:
    """Measured: at most 1.1e-15; the limit asserted leaves a factor of nine."""
    adversaries = population // 3
    reached = 1.0
    for committee, seats in itertools.product((128, 600), (20, 60, 86, 110, 128, 350, 450, 560)):
        if seats > committee:
            continue
        count = cls(population=population, adversaries=adversaries, committee=committee)
        tail = upper_tail(count, seats)
        numerator, denominator = fraction(population, adversaries, committee, seats)
        assert relative_error(tail, numerator, denominator) < 1e-14
        reached = min(reached, tail.probability)
    assert reached < 1e-200


@pytest.mark.parametrize(("cls", "fraction"), DISTRIBUTIONS)
def test_a_tail_below_every_float_keeps_its_logarithm(cls, fraction) -> None:
    count = cls(population=10**6, adversaries=1_000, committee=900)
    tail = upper_tail(count, 800)
    assert tail.probability == 0.0
    assert tail.log10_probability < -2_000
    assert log10_error(tail, *fraction(10**6, 1_000, 900, 800)) < 1e-15


def test_many_chunks_lose_no_digit() -> None:
    """Standard deviation 240 000 seats: some hundred chunks of 16 384; ratios are the witness."""
    count = HypergeometricSeats(population=10**13, adversaries=10**12, committee=7 * 10**11)
    tail = upper_tail(count, 7 * 10**10 + 100_000)
    witness = normalised_tail(count, 7 * 10**10 + 100_000)
    assert witness is not None
    assert tail.probability == pytest.approx(witness.probability, rel=1e-11, abs=0)


@given(count=seat_counts(), share=st.floats(0, 1))
def test_ratios_alone_give_the_same_tail(count: SeatCount, share: float) -> None:
    """Measured: at most 2e-13 of the probability."""
    seats = round(share * count.committee)
    tail = upper_tail(count, seats)
    witness = normalised_tail(count, seats)
    assert witness is not None
    assert witness.probability == pytest.approx(tail.probability, rel=1e-12, abs=1e-300)
    assert witness.log10_probability == pytest.approx(tail.log10_probability, rel=1e-13, abs=1e-13)


@given(count=seat_counts())
def test_no_seats_are_certain_and_more_seats_are_never_likelier(count: SeatCount) -> None:
    tails = [upper_tail(count, seats).probability for seats in range(count.committee + 1)]
    assert tails[0] == 1.0
    for more, fewer in itertools.pairwise(reversed(tails)):
        assert more <= fewer * (1 + 1e-14)


@given(count=seat_counts(), share=st.floats(0, 1))
def test_a_tail_and_its_mirror_make_one(count: SeatCount, share: float) -> None:
    seats = round(share * (count.committee - 1)) + 1
    others = upper_tail(count.mirror(), count.committee - seats + 1).probability
    assert upper_tail(count, seats).probability + others == pytest.approx(1.0, abs=4e-16)


@given(
    population=st.integers(2, 10**9),
    shares=st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)),
)
def test_draws_and_marks_may_be_exchanged(
    population: int, shares: tuple[float, float, float]
) -> None:
    """C(K,k) C(N-K,n-k) / C(N,n) is symmetric in K and n."""
    one = 1 + round(shares[0] * min(population - 1, 200))
    two = 1 + round(shares[1] * min(population - 1, 200))
    seats = round(shares[2] * min(one, two))
    left = upper_tail(
        HypergeometricSeats(population=population, adversaries=one, committee=two), seats
    )
    right = upper_tail(
        HypergeometricSeats(population=population, adversaries=two, committee=one), seats
    )
    assert left.probability == pytest.approx(right.probability, rel=1e-14, abs=1e-300)


def test_replacement_stops_mattering_in_a_large_population() -> None:
    """The difference falls as 1 / N: ten thousand times the validators, a 10 000th of it."""
    gaps: list[float] = []
    for population in (3 * 10**5, 3 * 10**9):
        arguments = {"population": population, "adversaries": population // 3, "committee": 128}
        without = upper_tail(HypergeometricSeats(**arguments), 86).log10_probability
        gaps.append(upper_tail(BinomialSeats(**arguments), 86).log10_probability - without)
    assert gaps[0] > 0
    assert gaps[1] == pytest.approx(gaps[0] / 10_000, rel=1e-3, abs=0)


def test_log_factorials_are_sums_of_logarithms_on_both_sides_of_stirling() -> None:
    with localcontext(prec=50):
        total = Decimal(math.factorial(200)).ln()
        for count in range(201, 400):
            total += Decimal(count).ln()
            assert abs(log_factorial(count) - total) < Decimal("1e-44")


def test_a_fraction_of_huge_integers_becomes_a_float() -> None:
    """7 / 2^3000 is log10(7) - 3000 log10(2) = -902.24…"""
    tail = tail_of_fraction(7, 2**3000)
    assert tail.probability == 0.0
    assert tail.log10_probability == pytest.approx(
        math.log10(7) - 3000 * math.log10(2), rel=1e-15, abs=0
    )
    assert tail_of_fraction(3, 7).probability == 3 / 7


def test_ratios_refuse_a_walk_that_is_too_long() -> None:
    count = BinomialSeats(population=2, adversaries=1, committee=10**15)
    assert normalised_tail(count, 10**15 // 2) is None


def test_ratios_join_the_masses() -> None:
    count = HypergeometricSeats(population=40, adversaries=15, committee=30)
    seats = np.arange(count.least, count.most)
    masses = [float(count.log_mass(one).exp()) for one in range(count.least, count.most + 1)]
    assert np.allclose(count.ratios(seats), np.divide(masses[1:], masses[:-1]), rtol=1e-14, atol=0)
    assert math.fsum(masses) == pytest.approx(1.0, abs=1e-15)


def test_a_distribution_too_wide_to_sum_is_refused() -> None:
    count = BinomialSeats(population=2, adversaries=1, committee=4 * 10**16)
    with pytest.raises(InvalidParameter) as refusal:
        upper_tail(count, 2 * 10**16)
    assert str(refusal.value) == (
        "committee must have a standard deviation of at most 1e+07 seats to be summed exactly, "
        "got 1e+08"
    )
