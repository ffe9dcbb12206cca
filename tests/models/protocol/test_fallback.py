"""The fallback dilemma by hand, and by trying every set of signers of a few authorities."""

from fractions import Fraction
from itertools import combinations, product

import pytest
from hybridstake.models.protocol.fallback import (
    always_signs,
    counts_intersect,
    least_oversight,
    least_oversight_count,
    least_useful_fast,
    most_byzantine,
    most_crashed,
    most_crashed_in_fast,
)
from hybridstake.models.protocol.quorums import certificates_intersect, least_count

THIRD, HALF, TWO_THIRDS = Fraction(1, 3), Fraction(1, 2), Fraction(2, 3)


def test_the_frontier_at_three_fast_thresholds() -> None:
    """By hand: 1 + 1/3 - 2/3 = 2/3, 1 + 1/3 - 5/6 = 1/2, 1 + 1/3 - 1 = 1/3."""
    fast = [TWO_THIRDS, Fraction(5, 6), Fraction(1)]
    assert [least_oversight(each, THIRD) for each in fast] == [TWO_THIRDS, HALF, THIRD]
    assert [each > least_useful_fast(THIRD) for each in fast] == [False, True, True]


def test_silent_byzantine_stop_the_references_fast_and_not_its_fallback() -> None:
    """By hand: the fallback bears 5/6 - 2/3 = 1/6 crashed, Fast 1 - 5/6 - 1/3 = -1/6."""
    fast = Fraction(5, 6)
    assert most_crashed(fast, THIRD) == Fraction(1, 6)
    assert most_crashed_in_fast(fast, THIRD) == Fraction(-1, 6)
    assert always_signs(HALF, THIRD, Fraction(1, 6))
    assert not always_signs(HALF, THIRD, Fraction(1, 6) + Fraction(1, 1_000))
    assert not always_signs(fast, THIRD, 0)


@pytest.mark.parametrize("authorities", range(1, 6))
def test_counts_intersect_exactly_when_every_two_sets_do(authorities: int) -> None:
    """Every two sets of signers and every Byzantine set of up to five authorities."""
    everybody = range(authorities)
    sets = [
        frozenset(some) for size in range(authorities + 1) for some in combinations(everybody, size)
    ]
    for first, second in product(range(1, authorities + 1), repeat=2):
        for byzantine in range(authorities + 1):
            honest_in_common = all(
                (one & two) - liars
                for one in sets
                if len(one) >= first
                for two in sets
                if len(two) >= second
                for liars in sets
                if len(liars) <= byzantine
            )
            assert counts_intersect(first, second, byzantine, authorities) == honest_in_common


def test_the_reference_with_twenty_one_authorities() -> None:
    """By hand: more than 5/6 of 21 is 18, fewer than a third is 6, so ten are enough."""
    fast, most = least_count(Fraction(5, 6), 21, strict=True), most_byzantine(THIRD, 21, False)
    assert (fast, most, least_oversight_count(fast, most, 21)) == (18, 6, 10)
    assert least_count(HALF, 21, strict=True) == 11
    assert counts_intersect(fast, 10, most, 21)
    assert not counts_intersect(fast, 9, most, 21)


def test_for_twenty_one_authorities_less_than_the_fraction_is_enough() -> None:
    """By hand: more than 3/7 of 21 is ten, and 5/6 + 3/7 - 1/3 = 13/14 is less than one."""
    assert least_count(Fraction(3, 7), 21, strict=True) == 10
    assert not certificates_intersect(Fraction(5, 6), Fraction(3, 7), THIRD)
    assert least_count(Fraction(3, 7) - Fraction(1, 1_000), 21, strict=True) == 9


def test_the_plan_with_twenty_one_authorities() -> None:
    """By hand: 14 for Fast and six Byzantine, so that 14 are needed; a third are seven."""
    fast, most = least_count(TWO_THIRDS, 21, strict=False), most_byzantine(THIRD, 21, False)
    assert (fast, most, least_oversight_count(fast, most, 21)) == (14, 6, 14)
    assert least_count(THIRD, 21, strict=False) == 7
    assert not counts_intersect(fast, 7, most, 21)


@pytest.mark.parametrize("authorities", range(1, 25))
def test_the_most_byzantine_are_the_last_that_are_permitted(authorities: int) -> None:
    """Every part in twelfths: one more would be too many."""
    for part in (Fraction(each, 12) for each in range(1, 13)):
        fewer, most = (most_byzantine(part, authorities, inclusive) for inclusive in (False, True))
        assert fewer < part * authorities <= fewer + 1
        assert most <= part * authorities < most + 1


@pytest.mark.parametrize("authorities", range(1, 60))
def test_thresholds_that_are_safe_as_fractions_are_safe_as_counts(authorities: int) -> None:
    """With fewer than a third of any number Byzantine, and every threshold in twelfths."""
    most = most_byzantine(THIRD, authorities, inclusive=False)
    for one, two in product(range(1, 13), repeat=2):
        first, second = Fraction(one, 12), Fraction(two, 12)
        if certificates_intersect(first, second, THIRD):
            one_count, two_count = (
                least_count(each, authorities, strict=False) for each in (first, second)
            )
            assert counts_intersect(one_count, two_count, most, authorities)
