"""Honest providers accused by votes on hashes: the formula, all outcomes counted, and draws."""

from itertools import product
from math import prod, sqrt

import numpy as np
import pytest
from hybridstake.models.compute.hardware.accusations import (
    accused_share,
    cheaters_in_class,
    drawn_votes,
    undecided_share,
)
from hybridstake.models.errors import InvalidParameter

MIXES = [[0.5, 0.5], [0.9, 0.1], [0.6, 0.3, 0.1], [1.0], [0.25] * 4, [1.0, 0.0]]


def counted(shares: list[float], copies: int) -> tuple[float, float]:
    """Both quantities by adding up all assignments of copies to kinds."""
    accused = undecided = 0.0
    for kinds in product(range(len(shares)), repeat=copies):
        chance = prod(shares[kind] for kind in kinds)
        most = max(kinds.count(kind) for kind in kinds)
        if 2 * most > copies:
            accused += chance * (copies - most) / copies
        else:
            undecided += chance
    return accused, undecided


@pytest.mark.parametrize("shares", MIXES, ids=str)
@pytest.mark.parametrize("copies", [1, 3, 5])
def test_the_formulas_are_the_sums_over_all_assignments(shares: list[float], copies: int) -> None:
    accused, undecided = counted(shares, copies)
    assert accused_share(shares, copies) == pytest.approx(accused, abs=1e-15)
    assert undecided_share(shares, copies) == pytest.approx(undecided, abs=1e-15)


def test_drawn_jobs_agree_with_the_formulas() -> None:
    """40,000 jobs: within five standard errors of a share of copies that move together."""
    shares, copies, jobs = [0.6, 0.3, 0.1], 5, 40_000
    accused, is_decided = drawn_votes(shares, copies, jobs, np.random.default_rng(1))
    error = float(accused.std()) / copies / sqrt(jobs)
    assert abs(accused.mean() / copies - accused_share(shares, copies)) < 5 * error
    undecided = undecided_share(shares, copies)
    assert abs(1 - is_decided.mean() - undecided) < 5 * sqrt(undecided * (1 - undecided) / jobs)


def test_equal_machines_accuse_nobody_and_rare_ones_are_always_accused() -> None:
    assert accused_share([1.0], 9) == 0
    rare = 1e-6
    assert accused_share([1 - rare, rare], 9) == pytest.approx(rare, rel=1e-4, abs=0)


def test_more_copies_accuse_more_honest_providers_where_two_kinds_are_mixed() -> None:
    found = [accused_share([0.7, 0.3], copies) for copies in (3, 5, 9, 101)]
    assert found == sorted(found)
    assert found[-1] == pytest.approx(0.3, abs=1e-3)


def test_cheaters_who_gather_in_a_class_have_more_of_it() -> None:
    """A tenth of all, against a tenth of the nine tenths: 0.1 / 0.19."""
    assert cheaters_in_class(0.1, 0.1) == pytest.approx(0.1 / 0.19)
    assert cheaters_in_class(0.1, 1.0) == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("shares", "copies", "message"),
    [
        ([0.5, 0.6], 3, "shares must be at least 0 and add up to 1, got [0.5, 0.6]"),
        ([1.5, -0.5], 3, "shares must be at least 0 and add up to 1, got [1.5, -0.5]"),
        ([float("nan"), 1.0], 3, "shares must be at least 0 and add up to 1, got [nan, 1.0]"),
        ([1.0], 2, "copies must be odd, got 2"),
        ([1.0], -1, "copies must be odd, got -1"),
    ],
)
def test_nonsense_is_refused(shares: list[float], copies: int, message: str) -> None:
    for asked in (accused_share, undecided_share):
        with pytest.raises(InvalidParameter) as raised:
            asked(shares, copies)
        assert str(raised.value) == message
