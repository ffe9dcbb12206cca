import numpy as np
import pytest
from hybridstake.experiments.sensitivity.designs import morris_blocks, sobol_blocks


def chance() -> np.random.Generator:
    return np.random.default_rng(5)


def test_a_block_of_sobols_design_takes_one_field_after_the_other_from_its_last_point() -> None:
    blocks = sobol_blocks(3, 16, chance())
    assert blocks.shape == (16, 5, 3)
    for field in range(3):
        crossed = blocks[:, field + 1]
        assert np.array_equal(crossed[:, field], blocks[:, -1, field])
        others = [other for other in range(3) if other != field]
        assert np.array_equal(crossed[:, others], blocks[:, 0][:, others])


def test_both_samples_fill_every_sixteenth_of_every_field_once() -> None:
    """What a power of two of a scrambled sequence promises, and independent draws do not."""
    blocks = sobol_blocks(3, 16, chance())
    for sample in (blocks[:, 0], blocks[:, -1]):
        cells = np.sort(np.floor(16 * sample), axis=0)
        assert np.array_equal(cells, np.repeat(np.arange(16.0)[:, None], 3, axis=1))


def test_a_trajectory_moves_every_field_once_by_two_thirds() -> None:
    blocks = morris_blocks(4, 6, chance())
    assert blocks.shape == (6, 5, 4)
    steps = np.abs(np.diff(blocks, axis=1))
    assert np.array_equal(steps.astype(bool).sum(axis=1), np.ones((6, 4)))
    assert np.array_equal(steps.astype(bool).sum(axis=2), np.ones((6, 4)))
    assert steps.max(axis=1) == pytest.approx(2 / 3, abs=1e-12)


@pytest.mark.parametrize("design", [sobol_blocks, morris_blocks])
def test_a_larger_design_begins_with_the_smaller(design: type) -> None:
    assert np.array_equal(design(3, 16, chance())[:8], design(3, 8, chance()))
