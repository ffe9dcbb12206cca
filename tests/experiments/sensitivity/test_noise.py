import numpy as np
import pytest
from hybridstake.experiments.sensitivity.designs import sobol_blocks
from hybridstake.experiments.sensitivity.noise import noise_of
from hybridstake.experiments.sensitivity.variance import variance_shares


def test_components_are_those_of_a_table_computed_by_hand() -> None:
    """Rows 0 2 | 4 2: means of rows 1 and 3, of columns 2 and 2, of all 2; what is left is -1 1 | 1 -1.

    Own luck: 4 / 1 = 4. Means of rows vary by 2, less than 4 / 2: nothing is left to the parameters, and
    nothing to the columns. All of it is own luck, and so may be the means' variance.
    """
    found = noise_of(np.array([[0.0, 2.0], [4.0, 2.0]]))
    assert found is not None
    assert (found.parameters, found.common, found.own, found.floor) == (0, 0, 1, 1)


def test_components_are_found_again_in_what_is_drawn_with_them() -> None:
    """Deviations 2, 1 and 1/2 of parameters, shared and own luck: parts 16, 4 and 1 of 21."""
    rng = np.random.default_rng(1)
    drawn = (
        2 * rng.standard_normal((600, 1))
        + rng.standard_normal((1, 600))
        + rng.standard_normal((600, 600)) / 2
    )
    found = noise_of(drawn)
    assert found is not None
    parts = (found.parameters, found.common, found.own)
    assert parts == pytest.approx((16 / 21, 4 / 21, 1 / 21), rel=0.15)
    assert found.floor == pytest.approx(0.25 / 600 / 4, rel=0.15)


def test_shared_luck_reaches_no_index() -> None:
    rng = np.random.default_rng(1)
    found = noise_of(rng.standard_normal((50, 1)) + 9 * rng.standard_normal((1, 4)))
    assert found is not None
    assert found.floor == pytest.approx(0, abs=1e-20)


def test_the_floor_is_the_total_index_of_a_field_that_only_changes_the_luck() -> None:
    """Own luck differs wherever any field does, though the second one does nothing else."""
    rng = np.random.default_rng(1)
    points = sobol_blocks(2, 512, rng)
    luck = rng.standard_normal((*points.shape[:2], 4)) / 5
    values = points[..., 0, None] + luck
    found = noise_of(np.concatenate([values[:, 0], values[:, -1]]))
    assert found is not None
    shares = variance_shares(values.mean(axis=2), rng)
    assert found.floor == pytest.approx(0.01 / (1 / 12 + 0.01), rel=0.15)
    assert shares.total[1].value == pytest.approx(found.floor, rel=0.1)


@pytest.mark.parametrize("shape", [(1, 3), (3, 1), (3, 3)])
def test_too_little_says_nothing(shape: tuple[int, int]) -> None:
    assert noise_of(np.ones(shape)) is None
