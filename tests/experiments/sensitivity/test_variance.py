from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hybridstake.experiments.sensitivity.designs import sobol_blocks
from hybridstake.experiments.sensitivity.variance import (
    VarianceShares,
    variance_shares,
    witness_distance,
)
from numpy.typing import NDArray


def shares_of(
    value: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    fields: int,
    samples: int,
    seed: int = 1,
) -> VarianceShares:
    rng = np.random.default_rng(seed)
    return variance_shares(value(sobol_blocks(fields, samples, rng)), rng)


@pytest.mark.parametrize("name", ["ishigami", "g_function"])
def test_indices_are_those_known_in_closed_form(name: str, request: pytest.FixtureRequest) -> None:
    """512 blocks. The errors of such a sequence are about a hundredth; independent ones, three times."""
    known = request.getfixturevalue(name)
    found = shares_of(known.value, len(known.first), 512)
    assert [each.value for each in found.first] == pytest.approx(known.first, abs=0.025)
    assert [each.value for each in found.total] == pytest.approx(known.total, abs=0.025)


@pytest.mark.exhaustive
def test_intervals_hold_the_truth_about_as_often_as_they_say(g_function: Any) -> None:
    """100 samples of five fields: 500 intervals of either kind, of which 475 should hold it."""
    held = np.zeros(2)
    for seed in range(100):
        found = shares_of(g_function.value, 5, 64, seed)
        for kind, (intervals, truth) in enumerate(
            ((found.first, g_function.first), (found.total, g_function.total))
        ):
            held[kind] += sum(
                each.lower <= value <= each.upper
                for each, value in zip(intervals, truth, strict=True)
            )
    assert (held >= 460).all(), held


def test_an_index_lies_between_its_ends_and_all_in_the_unit_interval(g_function: Any) -> None:
    found = shares_of(g_function.value, 5, 8)
    for each in (*found.first, *found.total):
        assert 0 <= each.lower <= each.value <= each.upper <= 1
    assert max(each.upper for each in found.total) == 1


def test_a_field_that_is_not_read_has_no_share_at_all() -> None:
    found = shares_of(lambda points: points[..., 0] ** 2, 2, 64)
    assert found.total[1] == (0, 0, 0)
    assert found.first[0].value == pytest.approx(1, abs=0.05)


def test_totals_of_samples_drawn_again_are_of_the_same_draws(g_function: Any) -> None:
    """Totals of the two largest of a product rise and fall together only on the same draws."""
    draws = shares_of(g_function.value, 5, 64).resampled_total
    assert draws.shape == (500, 5)
    both = np.corrcoef(draws[:, 3], draws[:, 4])[0, 1]
    assert abs(both) > 0.1


def test_the_second_witness_is_near(ishigami: Any) -> None:
    """SALib centres on all values and SciPy on those of both samples: they differ a little, not by 0."""
    rng = np.random.default_rng(1)
    values = ishigami.value(sobol_blocks(3, 64, rng))
    assert 0 < witness_distance(values, rng) < 0.01


def test_the_second_witness_sees_a_wrong_layout(
    ishigami: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if SALib had been given the columns of its blocks from the last to the first."""
    rng = np.random.default_rng(1)
    values = ishigami.value(sobol_blocks(3, 64, rng))
    module = "hybridstake.experiments.sensitivity.variance"
    with monkeypatch.context() as patched:
        real = __import__(module, fromlist=["scipy_indices"]).scipy_indices
        patched.setattr(
            f"{module}.scipy_indices",
            lambda func, n: real(func={**func, "f_AB": func["f_AB"][::-1]}, n=n),
        )
        assert witness_distance(values, rng) > 0.1


@pytest.mark.parametrize("blocks", [63, 64, 65])
def test_the_second_witness_takes_any_number_of_blocks_and_a_single_field(blocks: int) -> None:
    """Blocks may have been left out, so that their number is no power of two."""
    rng = np.random.default_rng(1)
    values = np.exp(sobol_blocks(1, 128, rng)[:blocks, :, 0])
    assert witness_distance(values, rng) < 0.05
