"""How long an operation takes: its median, with an interval that assumes nothing of the noise."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb
from typing import Any

LEAST_BATCH_SECONDS = 0.005
"""Processor time of one repeat, so that the clock's own steps do not count [s]."""
CONFIDENCE = 0.95
"""Of the interval [1]."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one operation takes."""

    seconds: float
    """Processor time, the median over repeats [s]."""
    low: float
    """Lower end of the median's interval [s]."""
    high: float
    """Upper end [s]."""
    elapsed_seconds: float
    """On the clock, the median: longer where the machine does something else [s]."""
    operations: int
    """That were timed in all [1]."""

    def as_dict(self) -> dict[str, Any]:
        """The contract with machines."""
        return {
            "seconds": self.seconds,
            "low": self.low,
            "high": self.high,
            "elapsed_seconds": self.elapsed_seconds,
            "operations": self.operations,
        }


def timed(operation: Callable[[], Any], repeats: int) -> Cost:
    """Cost of an operation.

    Parameters
    ----------
    operation
        Does the same every time.
    repeats
        Batches of the operation, one or more [1].
    """
    batch = batch_of(operation)
    processor: list[float] = []
    elapsed: list[float] = []
    for _ in range(repeats):
        began, busy = time.perf_counter(), time.process_time()
        for _ in range(batch):
            operation()
        processor.append((time.process_time() - busy) / batch)
        elapsed.append((time.perf_counter() - began) / batch)
    low, high = interval_of_median(processor)
    return Cost(
        statistics.median(processor), low, high, statistics.median(elapsed), batch * repeats
    )


def batch_of(operation: Callable[[], Any]) -> int:
    """Operations that take long enough to be timed together, by doubling [1]."""
    batch = 1
    while True:
        busy = time.process_time()
        for _ in range(batch):
            operation()
        if time.process_time() - busy >= LEAST_BATCH_SECONDS:
            return batch
        batch *= 2


def interval_of_median(values: Sequence[float]) -> tuple[float, float]:
    """Interval that holds the median at least as often as wanted, of any continuous law.

    Parameters
    ----------
    values
        One or more, independent.

    Returns
    -------
    tuple[float, float]
        Two of the values; the least and the greatest where no narrower ones do.

    Notes
    -----
    Source: order statistics; the number of values below the median is binomial with a half.

    Examples
    --------
    >>> interval_of_median(list(range(20)))
    (5, 14)
    """
    ordered, count = sorted(values), len(values)
    outside, taken = 0.0, 0
    while taken < (count - 1) // 2:
        more = outside + 2 * comb(count, taken) / 2**count
        if more > 1 - CONFIDENCE:
            break
        outside, taken = more, taken + 1
    first = max(taken - 1, 0)
    return ordered[first], ordered[count - 1 - first]
