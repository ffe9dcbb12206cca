"""Measures of concentration, against their definitions in exact arithmetic."""

from fractions import Fraction

import numpy as np
import pytest
from hybridstake.agents.economy.concentration import gini, hhi, nakamoto_coefficient
from numpy.typing import NDArray

NOBODY = np.zeros((1, 3), dtype=np.int64)


def runs(seed: int) -> NDArray[np.int64]:
    """Stakes of three runs in ascending order, some people idle."""
    rng = np.random.default_rng(seed)
    people = int(rng.integers(1, 30))
    stakes = rng.integers(1, 2 ** int(rng.integers(2, 55)), (3, people))
    return np.sort(stakes * (rng.random((3, people)) < 0.7), axis=1)


@pytest.mark.parametrize("seed", range(20))
def test_gini_is_half_the_mean_difference_over_the_mean(seed: int) -> None:
    """The double sum over those who stake."""
    stakes = runs(seed)
    found = gini(stakes)
    for row, value in zip(stakes.tolist(), found.tolist(), strict=True):
        inside = [stake for stake in row if stake]
        differences = sum(abs(one - other) for one in inside for other in inside)
        expected = Fraction(differences, 2 * len(inside) * sum(inside)) if inside else 0
        assert value == float(expected)


@pytest.mark.parametrize("seed", range(20))
def test_hhi_is_the_chance_that_two_tokens_belong_to_the_same_person(seed: int) -> None:
    """Over all pairs of people, their shares multiplied where both are one; a float per share."""
    stakes = runs(seed)
    for row, value in zip(stakes.tolist(), hhi(stakes).tolist(), strict=True):
        whole = sum(row)
        expected = (
            sum(
                Fraction(one * other, whole * whole)
                for first, one in enumerate(row)
                for second, other in enumerate(row)
                if first == second
            )
            if whole
            else 0
        )
        np.testing.assert_allclose(value, float(expected), rtol=1e-14)


@pytest.mark.parametrize("seed", range(20))
def test_nakamoto_coefficient_is_the_smallest_number_of_people_that_is_enough(seed: int) -> None:
    """By adding up from the richest, in whole numbers, for three fractions."""
    stakes = runs(seed)
    for part in (Fraction(1, 3), Fraction(1, 2), Fraction(1)):
        found = nakamoto_coefficient(stakes, part.numerator, part.denominator)
        for row, value in zip(stakes.tolist(), found.tolist(), strict=True):
            whole, held, people = sum(row), 0, 0
            while held * part.denominator < whole * part.numerator:
                people += 1
                held += row[-people]
            assert value == people


def test_gini_stays_exact_for_a_million_people_who_hold_all_that_fits() -> None:
    people = 1_000_000
    stakes = np.full((1, people), (2**62 - 1) // people)
    assert gini(stakes).tolist() == [0.0]
    rest = int(stakes[0, 0])
    stakes[0, -1] += rest // 2
    whole = rest * people + rest // 2
    assert gini(stakes).tolist() == [float(Fraction(rest // 2 * (people - 1), people * whole))]


@pytest.mark.parametrize(
    ("stakes", "numerator", "denominator", "fewest"),
    [
        ([1, 1, 1], 1, 3, 1),
        ([1, 1, 1], 34, 100, 2),
        ([10, 20, 30, 40], 1, 2, 2),
        ([1] * 100, 1, 3, 34),
        ([5], 1, 1, 1),
        ([0, 5], 1, 1, 1),
    ],
)
def test_nakamoto_coefficient_counts_from_the_richest(
    stakes: list[int], numerator: int, denominator: int, fewest: int
) -> None:
    assert nakamoto_coefficient(np.array([stakes]), numerator, denominator) == fewest


def test_hhi_of_equal_stakes_is_one_over_their_number() -> None:
    assert hhi(np.full((1, 8), 7)) == 1 / 8


def test_nobody_is_not_concentrated() -> None:
    found = gini(NOBODY), hhi(NOBODY), nakamoto_coefficient(NOBODY, 1, 3)
    assert [each.tolist() for each in found] == [[0.0]] * 3
