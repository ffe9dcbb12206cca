"""What a run on single messages shows: every block counts alike."""

import numpy as np
import pytest
from hybridstake.experiments.networking.course import Course

NOTHING = float("nan")


def test_a_block_that_few_were_up_for_counts_as_much_as_another() -> None:
    """Of 900 ms at one of four, and nine of 100 ms at all: a tenth of blocks, not of times."""
    times = np.full((10, 4), 100.0)
    times[4] = [NOTHING, 900.0, NOTHING, NOTHING]
    found = Course(times=times, targets=np.full((10, 1), 200.0))
    shown = found.quantiles({"p50": 0.5, "p95": 0.95})
    assert shown is not None
    assert shown["mean"] == pytest.approx(180, rel=1e-12)
    assert (shown["p50"], shown["p95"]) == (100, 900)
    assert found.within() == pytest.approx(0.9, rel=1e-12)


def test_of_no_times_nothing_is_told() -> None:
    assert Course().quantiles({"p50": 0.5}) is None
    assert Course().within() is None
