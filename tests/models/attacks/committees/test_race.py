"""Races decided exactly in two ways, against integers, each other, and a proved bound."""

import math
from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from hybridstake.models.attacks.choices import AdversaryOrder
from hybridstake.models.attacks.committees.arrivals import Arrivals, arrivals_of
from hybridstake.models.attacks.committees.compression import compressed, rounded
from hybridstake.models.attacks.committees.contours import contour_log_head, contour_log_tail
from hybridstake.models.attacks.committees.race import Race, race_won
from hybridstake.models.attacks.committees.race_bound import log_race_bound
from hybridstake.models.attacks.committees.seat_counts import HypergeometricSeats
from hybridstake.models.attacks.committees.second_race import race_won_by_contours
from hybridstake.models.attacks.committees.stakes import adversaries_by_share, pareto_stakes
from hybridstake.models.attacks.committees.tails import upper_tail
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

Stakes = NDArray[np.float64]
Flags = NDArray[np.bool_]


def race(stakes: Stakes, adversaries: Flags, committee: int, seats: int) -> Race:
    """Race for some seats."""
    rates = stakes / stakes.sum()
    return Race(
        adversary=arrivals_of(rates[adversaries]),
        honest=arrivals_of(rates[~adversaries]),
        seats=seats,
        denials=committee - seats + 1,
    )


def sketch() -> tuple[Stakes, Flags]:
    """A thousand Pareto stakes, of which 404 adversarial ones hold 29.98 %."""
    rng = np.random.default_rng(7)
    stakes = pareto_stakes(1.16, 1_000, rng)
    return stakes, adversaries_by_share(stakes, 0.3, AdversaryOrder.RANDOM, rng)


def in_fractions(stakes: Stakes, adversaries: Flags, committee: int, seats: int) -> Fraction:
    """Seats drawn one after the other, every order gone through."""
    held = [Fraction(float(stake)) for stake in stakes]
    numbers = range(len(held))

    @cache
    def captured(seated: int, left: int, missing: int) -> Fraction:
        if missing <= 0:
            return Fraction(1)
        if left < missing:
            return Fraction(0)
        free = [number for number in numbers if not seated >> number & 1]
        total = sum(held[number] for number in free)
        ways = (
            held[number] * captured(seated | 1 << number, left - 1, missing - adversaries[number])
            for number in free
        )
        return sum(ways, Fraction(0)) / total

    return captured(0, committee, seats)


@st.composite
def small_races(draw: st.DrawFn) -> tuple[Stakes, Flags, int, int]:
    """Up to eight validators, with stakes over up to thirty orders of magnitude."""
    size = draw(st.integers(2, 8))
    spread = draw(st.sampled_from([0.1, 1.0, 5.0, 29.0]))
    stakes = [10 ** draw(st.floats(-spread, 0)) for _ in range(size)]
    flags = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    committee = draw(st.integers(1, size))
    seats = draw(st.integers(1, committee))
    assume(seats <= sum(flags) and committee - seats + 1 <= size - sum(flags))
    return np.array(stakes), np.array(flags), committee, seats


@settings(max_examples=8)
@given(question=small_races())
def test_both_ways_find_the_fraction_that_every_order_of_seats_adds_up_to(
    question: tuple[Stakes, Flags, int, int],
) -> None:
    require_fraction(*question)


@pytest.mark.slow
@settings(max_examples=40)
@given(question=small_races())
@pytest.mark.exhaustive
def test_both_ways_find_many_fractions(question: tuple[Stakes, Flags, int, int]) -> None:
    require_fraction(*question)


def test_the_one_that_arrives_last_may_be_the_least_likely() -> None:
    """All four of the adversary's before four others of the same stakes, one with 1e-17 of theirs."""
    stakes = np.array([1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1e-17])
    require_fraction(stakes, np.arange(8) >= 4, 4, 4)


def require_fraction(stakes: Stakes, adversaries: Flags, committee: int, seats: int) -> None:
    """Both exact ways are right, and the bound is one."""
    question = stakes, adversaries, committee, seats
    truth = in_fractions(*question)
    asked = race(*question)
    for found in (race_won(asked), race_won_by_contours(asked)):
        assert found.relative_error < 1e-10
        assert math.exp(found.log_value) == pytest.approx(float(truth), rel=3e-12, abs=0)
    assert log_race_bound(asked) >= math.log(truth)


@pytest.mark.parametrize(
    ("population", "adversaries", "committee", "seats"),
    [
        (2, 1, 1, 1),
        (50, 49, 3, 3),
        (100, 30, 10, 1),
        (100, 30, 10, 7),
        (400, 133, 63, 43),
        (300, 100, 100, 100),
    ],
)
def test_equal_stakes_are_drawn_by_head(
    population: int, adversaries: int, committee: int, seats: int
) -> None:
    """The hypergeometric law, to a part in 1e12; (400, 133, 63, 43) is Elrond's 5.387e-10."""
    flags = np.arange(population) < adversaries
    asked = race(np.full(population, 2.5), flags, committee, seats)
    count = HypergeometricSeats(population=population, adversaries=adversaries, committee=committee)
    truth = upper_tail(count, seats).log10_probability * math.log(10)
    assert race_won(asked).log_value == pytest.approx(truth, abs=1e-12)
    assert race_won_by_contours(asked).log_value == pytest.approx(truth, abs=1e-12)
    assert log_race_bound(asked) >= truth


def test_the_sketch_is_found_again() -> None:
    """100 of 1,000 Pareto(1.16) stakes of seed 7: P(67 or more) = 6.431117e-12 in a sketch."""
    found = race_won(race(*sketch(), 100, 67))
    assert f"{math.exp(found.log_value):.6e}" == "6.431117e-12"
    assert found.relative_error < 1e-12


@pytest.mark.parametrize("seats", [30, 67, 100])
def test_both_ways_agree_and_stay_below_the_bound(seats: int) -> None:
    """From near certainty to 1e-65; the bound is less than a factor of 1,000 above what is rare."""
    asked = race(*sketch(), 100, seats)
    first, bound = race_won(asked).log_value, log_race_bound(asked)
    assert race_won_by_contours(asked).log_value == pytest.approx(first, abs=2e-12)
    assert bound >= first
    assert seats == 30 or bound - first < math.log(1_000)


def test_what_no_float_can_hold_keeps_its_logarithm() -> None:
    """All 180 seats for 180 of 5,000 equal stakes: one way in over 10^330."""
    asked = race(np.ones(5_000), np.arange(5_000) < 180, 180, 180)
    logarithm = math.lgamma(5_001) - math.lgamma(181) - math.lgamma(4_821)
    assert logarithm > 330 * math.log(10)
    found = race_won_by_contours(asked).log_value
    assert found == pytest.approx(-logarithm, rel=1e-11, abs=0)
    assert race_won(asked).log_value == pytest.approx(found, rel=1e-13, abs=0)


def test_tails_and_heads_of_contours_complete_each_other() -> None:
    side = arrivals_of(np.array([0.5, 0.25, 0.125, 0.125]))
    times = np.geomspace(0.01, 100, 30)
    for count in range(1, 5):
        both = np.exp(contour_log_tail(side, times, count)) + np.exp(
            contour_log_head(side, times, count - 1)
        )
        assert both == pytest.approx(np.ones(30), rel=1e-13, abs=0)


def test_thousands_of_rates_are_told_by_few_without_loss() -> None:
    """Against the recurrences over all of them; the safe side is at most a little worse."""
    rng = np.random.default_rng(2)
    stakes = pareto_stakes(1.16, 4_500, rng)
    flags = adversaries_by_share(stakes, 0.3, AdversaryOrder.RANDOM, rng)
    whole = race(stakes, flags, 30, 22)
    few = Race(
        adversary=compressed(whole.adversary),
        honest=compressed(whole.honest),
        seats=22,
        denials=9,
    )
    assert few.honest.rates.size < whole.honest.rates.size / 2
    truth = race_won(whole).log_value
    assert race_won_by_contours(few).log_value == pytest.approx(truth, abs=1e-11)
    safe = Race(
        adversary=rounded(whole.adversary, up=True),
        honest=rounded(whole.honest, up=False),
        seats=22,
        denials=9,
    )
    assert log_race_bound(whole) <= log_race_bound(safe) < log_race_bound(whole) + 0.3


@pytest.mark.parametrize("angle", [0.0, 0.3])
@pytest.mark.parametrize("tilt", [-3.0, 4.0])
def test_what_contours_sum_keeps_its_value(angle: float, tilt: float) -> None:
    """The logarithm of the generating function, where most validators have arrived, and few."""
    side = arrivals_of(np.random.default_rng(1).pareto(1.0, 6_000) + 1)
    few = compressed(side)
    for time in (0.01, 0.3, 2.0):

        def log_function(of: Arrivals, time: float = time) -> complex:
            come = -np.expm1(-time * of.rates) * np.exp(tilt + 1j * angle)
            return complex((of.counts * np.log(np.exp(-time * of.rates) + come)).sum())

        assert abs(log_function(few) / log_function(side) - 1) < 1e-13


def test_rounding_goes_to_its_side_and_keeps_everybody() -> None:
    side = arrivals_of(np.random.default_rng(1).pareto(1.0, 5_000) + 1)
    for up in (True, False):
        found = rounded(side, up=up)
        ours, theirs = np.repeat(found.rates, found.counts.astype(int)), side.rates
        assert (ours >= theirs).all() if up else (ours <= theirs).all()
        assert ours == pytest.approx(theirs, rel=2 ** (2 / 256) - 1, abs=0)
