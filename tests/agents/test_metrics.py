"""Measures of concentration, against their definitions in exact arithmetic."""

from fractions import Fraction

import numpy as np
import pytest
from hybridstake.agents.metrics import gini, hhi, nakamoto_coefficient

NOBODY = np.array([], dtype=np.int64)


@pytest.mark.parametrize("seed", range(20))
def test_gini_is_half_the_mean_difference_over_the_mean(seed):
    rng = np.random.default_rng(seed)
    stakes = np.sort(rng.integers(1, 2 ** int(rng.integers(2, 56)), int(rng.integers(1, 40))))
    whole = [int(stake) for stake in stakes]
    differences = sum(abs(one - other) for one in whole for other in whole)
    assert gini(stakes) == float(Fraction(differences, 2 * len(whole) * sum(whole)))


def test_gini_stays_exact_for_a_million_people_who_hold_all_that_fits():
    people = 1_000_000
    stakes = np.full(people, (2**62 - 1) // people)
    assert gini(stakes) == 0.0
    stakes[-1] += int(stakes[0]) // 2
    rest = int(stakes[0])
    whole = rest * people + rest // 2
    assert gini(stakes) == float(Fraction(rest // 2 * (people - 1), people * whole))


@pytest.mark.parametrize(
    ("stakes", "numerator", "denominator", "fewest"),
    [
        ([1, 1, 1], 1, 3, 1),
        ([1, 1, 1], 34, 100, 2),
        ([10, 20, 30, 40], 1, 2, 2),
        ([1] * 100, 1, 3, 34),
        ([5], 1, 1, 1),
    ],
)
def test_nakamoto_coefficient_counts_from_the_richest(stakes, numerator, denominator, fewest):
    assert nakamoto_coefficient(np.array(stakes), numerator, denominator) == fewest


def test_hhi_of_equal_stakes_is_one_over_their_number():
    assert hhi(np.full(8, 7)) == 1 / 8


def test_nobody_is_not_concentrated():
    assert (gini(NOBODY), hhi(NOBODY), nakamoto_coefficient(NOBODY, 1, 3)) == (0.0, 0.0, 0)
