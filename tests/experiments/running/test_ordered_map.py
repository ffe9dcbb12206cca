"""A map in order: the same in this process and in others."""

import os
import time
from collections.abc import Callable

from hybridstake.experiments.running.ordered_map import ordered_map
from hybridstake.experiments.running.workplace import Workplace

# A lambda goes to other processes by value: they need not find this file.
slow: Callable[[int], tuple[int, int]] = lambda value: (time.sleep(0.3), (value, os.getpid()))[1]  # noqa: E731


def test_work_that_takes_long_goes_to_processes_and_comes_back_in_order() -> None:
    mapped = ordered_map(Workplace(2))
    first = mapped(slow, range(1))
    rest = mapped(slow, range(1, 13))
    assert [value for value, _ in (*first, *rest)] == list(range(13))
    assert first[0][1] == os.getpid()
    assert os.getpid() not in {process for _, process in rest}


def test_one_worker_starts_no_process() -> None:
    mapped = ordered_map(Workplace(1))
    found = [*mapped(slow, range(1)), *mapped(slow, range(1, 9))]
    assert {process for _, process in found} == {os.getpid()}
