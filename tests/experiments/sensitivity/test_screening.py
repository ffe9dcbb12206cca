from itertools import product
from typing import Any

import numpy as np
import pytest
from hybridstake.experiments.sensitivity.designs import morris_blocks
from hybridstake.experiments.sensitivity.screening import screened


def test_a_linear_metric_changes_alike_everywhere() -> None:
    """3 x - 2 y over the unit square: sizes 3 and 2 over the whole range, no spread, no doubt."""
    points = morris_blocks(3, 8, np.random.default_rng(1))
    found = screened(points, 3 * points[..., 0] - 2 * points[..., 1], np.random.default_rng(2))
    for interval, size in zip(found.mean_size, (3, 2, 0), strict=True):
        assert interval == pytest.approx((size, size, size), abs=1e-12)
    assert found.spread == pytest.approx((0, 0, 0), abs=1e-12)


def test_fields_that_act_together_have_a_spread() -> None:
    """x y: the effect of x is y, on {0, 1/3, 2/3, 1}: mean 1/2, deviation sqrt(5/36) = 0.3727."""
    points = morris_blocks(2, 256, np.random.default_rng(1))
    found = screened(points, points[..., 0] * points[..., 1], np.random.default_rng(2))
    error = (5 / 36 / 256) ** 0.5
    for interval, spread in zip(found.mean_size, found.spread, strict=True):
        assert interval.value == pytest.approx(0.5, abs=4 * error)
        assert spread == pytest.approx((5 / 36) ** 0.5, rel=0.1)


@pytest.mark.exhaustive
def test_the_interval_of_a_mean_size_holds_that_of_all_steps_there_are(g_function: Any) -> None:
    """Every step of the grid counted, against 100 screenings of 16 trajectories, five fields each.

    Of 500 intervals 475 should hold it; effects of g are skewed, and 465 do.
    """
    grid = np.array(list(product(np.linspace(0, 1, 4), repeat=5)))
    truth = []
    for field in range(5):
        below = grid[grid[:, field] < 0.5]
        above = below.copy()
        above[:, field] += 2 / 3
        truth.append(np.abs(g_function.value(above) - g_function.value(below)).mean() / (2 / 3))
    held = 0
    for seed in range(100):
        points = morris_blocks(5, 16, np.random.default_rng(seed))
        found = screened(points, g_function.value(points), np.random.default_rng(seed))
        held += sum(
            each.lower <= size <= each.upper
            for each, size in zip(found.mean_size, truth, strict=True)
        )
    assert held >= 450, held


def test_the_interval_of_a_mean_size_is_students_over_trajectories() -> None:
    """x y z on eight trajectories: t = 2.365 with 7 degrees of freedom, and 500 draws to a tenth."""
    points = morris_blocks(3, 8, np.random.default_rng(1))
    values = points.prod(axis=-1)
    found = screened(points, values, np.random.default_rng(2))
    steps, moves = np.diff(points, axis=1), np.diff(values, axis=1)
    for field, interval in enumerate(found.mean_size):
        sizes = np.abs(moves[steps[..., field] != 0]) / (2 / 3)
        half = 2.365 * sizes.std(ddof=1) / 8**0.5
        assert interval.value == pytest.approx(sizes.mean(), rel=1e-9)
        assert interval.upper - interval.value == pytest.approx(half, rel=0.1)
