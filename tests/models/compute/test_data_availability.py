"""Chances that sampling misses: by enumeration, by drawing, and as others print them."""

from itertools import combinations

import numpy as np
import pytest
from hybridstake.models.compute.data_availability import (
    USABLE_BYTES,
    blobs_of,
    chance_all_miss,
    chance_missed,
    least_samples,
    least_withheld,
    replicated_bytes,
    sampled_bytes,
)
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(("samples", "missed"), [(8, 2.7e-3), (16, 3.9e-6), (32, 6.2e-13)])
def test_63_of_128_cells_are_missed_as_seldom_as_is_known(samples: int, missed: float) -> None:
    """C(63, s) / C(128, s), to two digits."""
    assert chance_missed(128, 65, samples) == pytest.approx(missed, rel=0.02, abs=0)


@pytest.mark.parametrize("withheld", range(7))
@pytest.mark.parametrize("samples", range(7))
def test_a_chance_is_the_part_of_all_choices_that_hit_nothing(withheld: int, samples: int) -> None:
    choices = [set(each) for each in combinations(range(6), samples)]
    lucky = sum(each.isdisjoint(range(withheld)) for each in choices)
    expected = lucky / len(choices)
    assert chance_missed(6, withheld, samples) == pytest.approx(expected, rel=1e-12, abs=0)


@given(cells=st.integers(2, 400), withheld=st.integers(1, 400), target=st.floats(1e-12, 1))
def test_the_fewest_samples_are_enough_and_one_fewer_is_not(
    cells: int, withheld: int, target: float
) -> None:
    withheld = min(withheld, cells)
    samples = least_samples(cells, withheld, target)
    assert chance_missed(cells, withheld, samples) <= target * (1 + 1e-9)
    if samples:
        assert chance_missed(cells, withheld, samples - 1) > target * (1 - 1e-9)


def test_sampling_a_model_by_hand() -> None:
    """14e9 / 126,976 = 110,257.06; of 64 plain cells one is enough to withhold, of 128 coded 65."""
    assert blobs_of(14_000_000_000) == 110_258
    assert blobs_of(USABLE_BYTES) == 1
    assert (least_withheld(64, 64), least_withheld(128, 64)) == (1, 65)
    assert chance_missed(64, 1, 16) == pytest.approx(0.75, rel=1e-12, abs=0)
    assert chance_all_miss(0.5, 4) == 0.0625
    assert replicated_bytes(14_000_000_000, 1_021) == 14_294_000_000_000
    assert sampled_bytes(30, 2_048, 768) == 84_480


def test_drawn_samples_miss_as_often_as_is_computed() -> None:
    """Ten of 40 withheld, three samples; five standard errors of 20,000 draws."""
    rng = np.random.default_rng(1)
    drawn = rng.hypergeometric(10, 30, 3, 20_000) == 0
    chance = chance_missed(40, 10, 3)
    assert drawn.mean() == pytest.approx(chance, abs=5 * np.sqrt(chance * (1 - chance) / 20_000))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((128, 129, 1e-9), "withheld must lie in [0, 128], got 129"),
        ((128, 0, 1e-9), "withheld must be at least 1, got 0"),
        ((128, 65, 0.0), "target must lie in (0, 1], got 0.0"),
    ],
)
def test_nonsense_is_refused(arguments: tuple[int, int, float], message: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        least_samples(*arguments)
    assert str(refused.value) == message


def test_more_samples_than_cells_are_refused() -> None:
    with pytest.raises(InvalidParameter) as refused:
        chance_missed(8, 4, 9)
    assert str(refused.value) == "samples must lie in [0, 8], got 9"
