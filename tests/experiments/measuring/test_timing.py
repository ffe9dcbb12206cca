"""Timing: medians of repeats, intervals by order statistics."""

from math import comb

import numpy as np
import pytest
from hybridstake.experiments.measuring import timing
from hybridstake.experiments.measuring.timing import batch_of, interval_of_median, timed


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0
        self.calls = 0

    def operation(self) -> None:
        """Takes a millisecond."""
        self.now += 0.001
        self.calls += 1


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Time by which an operation takes a millisecond of the processor and two on the clock."""
    found = Clock()
    monkeypatch.setattr(timing.time, "process_time", lambda: found.now)
    monkeypatch.setattr(timing.time, "perf_counter", lambda: 2 * found.now)
    return found


def test_an_operation_is_timed_in_batches_of_five_milliseconds(clock: Clock) -> None:
    """Eight of a millisecond each; tried with one, two, four and eight before."""
    assert batch_of(clock.operation) == 8
    assert clock.calls == 15
    cost = timed(clock.operation, 3)
    assert cost.seconds == pytest.approx(0.001, rel=1e-9, abs=0)
    assert cost.elapsed_seconds == pytest.approx(0.002, rel=1e-9, abs=0)
    assert cost.low <= cost.seconds <= cost.high
    assert cost.operations == 24
    assert clock.calls == 15 + 15 + 24


def test_the_interval_is_that_of_the_table_for_the_median() -> None:
    """Ranks that leave out at most a fortieth on each side: 1 to 6, 2 to 9, 6 to 15 and 40 to 61."""
    for count, first, last in ((6, 1, 6), (10, 2, 9), (20, 6, 15), (100, 40, 61)):
        assert interval_of_median([float(each) for each in range(1, count + 1)]) == (first, last)
        outside = 2 * sum(comb(count, below) for below in range(first)) / 2**count
        assert outside <= 0.05
    for count in (1, 2, 5):
        assert interval_of_median([float(each) for each in range(count)]) == (0, count - 1)


def test_the_interval_holds_the_median_as_often_as_it_says() -> None:
    """Of a skewed law, whose median is ln 2; at least 95 %, less four standard errors."""
    samples = np.random.default_rng(3).exponential(size=(1_500, 20)).tolist()
    held = [
        low <= np.log(2) <= high for low, high in (interval_of_median(each) for each in samples)
    ]
    assert np.mean(held) > 0.95 - 4 * (0.95 * 0.05 / 1_500) ** 0.5
    assert np.mean(held) < 0.99
