"""Sizes of committees against every size tried in integers, and against published ones."""

import math
from fractions import Fraction
from typing import Any

import pytest
from hybridstake.models.attacks.choices import Sampling, Threshold
from hybridstake.models.attacks.committees.second_tails import (
    binomial_fraction,
    hypergeometric_fraction,
)
from hybridstake.models.attacks.committees.sizes import (
    LARGEST_SIZE,
    CommitteeSize,
    smallest_committee,
)
from hybridstake.models.errors import InvalidParameter

HALF, TWO_THIRDS, FIVE_SIXTHS = Fraction(1, 2), Fraction(2, 3), Fraction(5, 6)
THIRD: dict[str, Any] = {
    "population": 3, "adversaries": 1, "threshold": TWO_THIRDS, "strict": False,
    "target": 2.0**-40,
}  # fmt: skip
"""A third of all is the adversary's, and at least two thirds of the seats capture."""


def asked(**changes: Any) -> CommitteeSize:
    """The search for a third, changed."""
    return CommitteeSize(**{**THIRD, **changes})


def chance(question: CommitteeSize, size: int) -> Fraction:
    """Exact chance of capture at one size, from integers."""
    fraction = (
        binomial_fraction
        if question.sampling is Sampling.WITH_REPLACEMENT
        else hypergeometric_fraction
    )
    seats = math.ceil(question.threshold * size)
    if question.strict:
        seats = math.floor(question.threshold * size) + 1
    if seats > size:
        return Fraction(0)
    return Fraction(*fraction(question.population, question.adversaries, size, seats))


def enough(question: CommitteeSize, largest: int) -> list[int]:
    """Every size up to the largest that will do, each tried in integers."""
    target = Fraction(question.target)
    return [size for size in range(1, largest + 1) if chance(question, size) < target]


def test_ethereums_committees_need_109_seats_and_111_in_whole_thirds() -> None:
    """Edgington, Upgrading Ethereum, "Committees": 109 rather than 111; 2**-40 is not kept by 108.

    107 seats, of which 72 capture, would do as well: 109 is the size from which on all do.
    """
    found = asked()
    assert enough(found, 130) == [107, *range(109, 131)]
    assert (found.first(), found.lasting()) == (107, 109)
    assert next(size for size in range(3, 200, 3) if found.is_enough(size)) == 111


@pytest.mark.parametrize("sampling", Sampling)
@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("threshold", "adversaries", "target"),
    [
        (HALF, 12, 2.0**-20),
        (HALF, 36, 1e-3),
        (TWO_THIRDS, 30, 2.0**-10),
        (TWO_THIRDS, 60, 1e-2),
        (FIVE_SIXTHS, 40, 1e-6),
        (Fraction(3, 7), 20, 1e-4),
        (Fraction(1), 50, 1e-9),
    ],
)
def test_both_sizes_are_those_of_a_search_of_every_size(
    sampling: Sampling, strict: bool, threshold: Fraction, adversaries: int, target: float
) -> None:
    """Of 120 validators; with replacement up to 400 seats, beyond which Hoeffding's bound is below."""
    question = CommitteeSize(
        population=120, adversaries=adversaries, threshold=threshold, strict=strict,
        target=target, sampling=sampling,
    )  # fmt: skip
    largest = 120 if sampling is Sampling.WITHOUT_REPLACEMENT else 400
    sizes = enough(question, largest)
    short = set(range(1, largest + 1)) - set(sizes)
    assert question.first() == sizes[0]
    assert question.lasting() == max(short, default=0) + 1
    assert [size for size in range(1, largest + 1) if question.is_enough(size)] == sizes


def test_a_chance_that_is_just_the_target_is_not_below_it() -> None:
    """All of 40 seats with a half each: 2**-40 to the last digit."""
    half = {"population": 2, "threshold": Fraction(1)}
    found = asked(**half)
    assert [found.is_enough(size) for size in (39, 40, 41)] == [False, False, True]
    assert (found.first(), found.lasting()) == (41, 41)
    above = asked(**half, target=math.nextafter(2.0**-40, 1))
    assert above.lasting() == 40


@pytest.mark.parametrize(("target", "size"), [(2.0**-80, 229), (1e-300, 2_971)])
def test_rarer_targets_need_more(target: float, size: int) -> None:
    """Checked in integers on either side."""
    found = asked(target=target)
    assert found.lasting() == size
    assert chance(found, size - 1) >= Fraction(target) > chance(found, size)


def test_a_third_of_very_many_is_a_third_with_replacement() -> None:
    many = asked(population=3 * 10**18, adversaries=10**18, sampling=Sampling.WITHOUT_REPLACEMENT)
    assert (many.first(), many.lasting()) == (107, 109)


def test_who_has_as_much_as_the_threshold_is_kept_out_by_no_size() -> None:
    for adversaries in (2, 3):
        found = asked(adversaries=adversaries)
        assert (found.first(), found.lasting()) == (None, None)


def test_a_size_may_do_without_any_from_which_on_all_are_known_to() -> None:
    """Both of two seats: 0.499**2 is below 0.4; one seat, and any odd number of them, is not."""
    found = asked(population=1_000, adversaries=499, threshold=HALF, strict=True, target=0.4)
    assert (found.first(), found.lasting()) == (2, None)


def test_the_whole_population_is_as_it_is() -> None:
    """Five of ten are not more than half of all ten; of nine they are in half of all draws."""
    half = {
        "population": 10, "adversaries": 5, "threshold": HALF,
        "sampling": Sampling.WITHOUT_REPLACEMENT,
    }  # fmt: skip
    found = asked(**half, strict=True)
    assert (found.first(), found.lasting()) == (10, 10)
    other = asked(**half, strict=False)
    assert (other.first(), other.lasting()) == (None, None)


def test_no_adversary_is_kept_out_by_one_seat() -> None:
    for sampling in Sampling:
        found = asked(adversaries=0, sampling=sampling)
        assert (found.first(), found.lasting()) == (1, 1)


def test_what_needs_no_seat_is_kept_out_by_no_size() -> None:
    found = asked(threshold=Fraction(0))
    assert (found.first(), found.lasting()) == (None, None)


def test_a_size_above_the_largest_is_not_found() -> None:
    """1e-12 at 34 % against a threshold of 35 % takes over 100,000 seats."""
    found = asked(population=100, adversaries=34, threshold=Fraction(35, 100), target=1e-12)
    assert (found.first(), found.lasting()) == (None, None)
    assert found.largest == LARGEST_SIZE


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"population": 0}, "population must be at least 1, got 0"),
        ({"adversaries": -1}, "adversaries must be at least 0, got -1"),
        ({"adversaries": 4}, "adversaries must be at most population (3), got 4"),
        ({"threshold": Fraction(4, 3)}, "threshold must lie in [0, 1], got 4/3"),
        ({"target": 0.0}, "target must lie in (0, 1), got 0.0"),
        ({"target": 1.0}, "target must lie in (0, 1), got 1.0"),
        ({"target": math.nan}, "target must lie in (0, 1), got nan"),
    ],
)
def test_what_is_no_committee_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        asked(**changes)
    assert str(caught.value) == message


@pytest.mark.parametrize("sampling", Sampling)
@pytest.mark.parametrize("rule", Threshold)
@pytest.mark.parametrize("below", [0.3, 0.01, 1e-5])
def test_no_smaller_committee_is_below_the_limit(
    sampling: Sampling, rule: Threshold, below: float
) -> None:
    """Every smaller one, in integers."""
    found = smallest_committee(120, 30, HALF, rule, below, sampling)
    tried = asked(
        population=120,
        adversaries=30,
        threshold=HALF,
        strict=rule is Threshold.MORE_THAN,
        sampling=sampling,
    )
    assert found.exact().probability < below
    assert chance(tried, found.committee) < Fraction(below)
    assert all(chance(tried, size) >= Fraction(below) for size in range(1, found.committee))


@pytest.mark.parametrize(
    ("seats", "below", "message"),
    [
        (67, 0.1, "seats must be a part as 2/3 where the committee is looked for, got 67"),
        (HALF, 0.0, "below must lie in (0, 1), got 0.0"),
        (HALF, math.nan, "below must lie in (0, 1), got nan"),
        (Fraction(3, 2), 0.1, "seats must be whole or a part from 0 to 1, got 3/2"),
        (
            Fraction(1, 4),
            1e-9,
            "below must be reached by a committee of at most 20000 seats, got 1e-09",
        ),
    ],
)
def test_a_search_that_cannot_end_is_refused(
    seats: int | Fraction, below: float, message: str
) -> None:
    with pytest.raises(InvalidParameter) as refused:
        smallest_committee(3, 1, seats, Threshold.AT_LEAST, below, Sampling.WITH_REPLACEMENT)
    assert str(refused.value) == message
