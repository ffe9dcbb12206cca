"""Votes that forgive small differences: whom they accuse, and what they let pass."""

import numpy as np
import pytest
from hybridstake.models.compute.hardware.layers import drawn_network, in_half_precision, outputs
from hybridstake.models.compute.hardware.orders import HARDWARE
from hybridstake.models.compute.hardware.tolerance import (
    accused_at,
    cheating_distance,
    honest_distances,
    median_of,
    turned_share,
)

NETWORK = drawn_network(16, 64, 3, np.random.default_rng(5))
ANSWERS = [outputs(NETWORK, kind) for kind in HARDWARE.values()]


def test_without_tolerance_a_copy_is_accused_unless_it_is_the_median_in_every_number() -> None:
    """Only three or two equal machines agree: with two, the odd one out; with none, nearly all."""
    distances, chances = honest_distances(ANSWERS[:2], [0.5, 0.5])
    assert chances.sum() == pytest.approx(1)
    assert accused_at(0.0, distances, chances) == pytest.approx(0.25)


def test_a_tolerance_above_the_spread_accuses_nobody_and_still_sees_half_precision() -> None:
    distances, chances = honest_distances(ANSWERS, [1 / 6] * 6)
    spread = float(distances.max())
    assert accused_at(0.99 * spread, distances, chances) > 0
    assert accused_at(spread, distances, chances) == 0
    assert cheating_distance(ANSWERS, in_half_precision(NETWORK)) > 100 * spread


def test_accusations_fall_and_room_grows_with_the_tolerance() -> None:
    distances, chances = honest_distances(ANSWERS, [1 / 6] * 6)
    grid = np.logspace(-8, 0, 17)
    accused = [accused_at(each, distances, chances) for each in grid]
    turned = [turned_share(ANSWERS[0], each) for each in grid]
    assert accused == sorted(accused, reverse=True)
    assert turned == sorted(turned)
    assert turned[-1] == 1


def test_a_turned_sample_needs_half_of_the_distance_between_its_two_largest_outputs() -> None:
    answer = np.array([[4.0, 3.0, 0.0]], dtype=np.float32)
    assert turned_share(answer, 0.12) == 0
    assert turned_share(answer, 0.125) == 1


def test_one_cheater_of_three_moves_the_median_only_among_honest_answers() -> None:
    one, other = ANSWERS[:2]
    lie = one + np.float32(10)
    median = median_of([one, other, lie])
    assert (median <= np.maximum(one, other)).all()
    assert (median >= np.minimum(one, other)).all()
