"""A `map` in order, in processes that are started once there is enough to do for them."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import joblib

from .processes import leave_interrupts_to_parent

WORTH_A_POOL_SECONDS = 2.0
"""Work for which starting processes pays [s]. Ours: starting two of them takes about one."""


@contextmanager
def ordered_map(workers: int) -> Iterator[Callable[[Callable[[int], Any], Iterable[int]], Any]]:
    """A function `map(function, values)` whose results come in the order of the values.

    Parameters
    ----------
    workers
        Processes at the most; one is this process [1].
    """
    seconds_each = 0.0

    with joblib.Parallel(n_jobs=workers, initializer=leave_interrupts_to_parent) as pool:

        def mapped(function: Callable[[int], Any], values: Iterable[int]) -> list[Any]:
            nonlocal seconds_each
            waiting = list(values)
            if workers > 1 and seconds_each * len(waiting) > WORTH_A_POOL_SECONDS:
                return list(pool(joblib.delayed(function)(value) for value in waiting))
            started = time.monotonic()
            found = [function(value) for value in waiting]
            seconds_each = (time.monotonic() - started) / max(1, len(waiting))
            return found

        yield mapped
