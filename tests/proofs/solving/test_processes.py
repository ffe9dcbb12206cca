"""Jobs in processes: whatever becomes of one, the others are done, and nothing is left behind."""

import errno
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.process import BaseProcess
from typing import Any

import pytest
import z3
from hybridstake.proofs.solving import processes
from hybridstake.proofs.solving.processes import (
    Limits,
    Lost,
    Worker,
    carry_out,
    of_memory,
    peak_mebibytes,
)

ON_ITS_OWN = "__import__('os').kill(__import__('os').getpid(), 9)"
HELD = "2 in __import__('signal').pthread_sigmask(0, [])"


def workers() -> list[BaseProcess]:
    """Processes of ours that are alive; other tests of this run may have left some of theirs."""
    return [each for each in multiprocessing.active_children() if each.name.startswith("Spawn")]


def evaluated(expression: str) -> Callable[[], Any]:
    """A job that any process finds: what an expression is worth there."""
    return partial(eval, expression)


def test_results_stand_in_the_order_of_the_jobs_and_progress_counts_each() -> None:
    told: list[tuple[int, int]] = []
    slow = evaluated("__import__('time').sleep(2) or 'slow'")
    jobs = [slow, *(partial(pow, 2, power) for power in range(4))]
    found = carry_out(jobs, 2, progress=lambda done, total: told.append((done, total)))
    assert found == ["slow", 1, 2, 4, 8]
    assert told == [(done, 5) for done in range(1, 6)]


def test_a_job_that_takes_too_long_is_stopped_and_the_next_is_done() -> None:
    jobs = [partial(abs, -1), partial(time.sleep, 600), partial(abs, -2)]
    started = time.monotonic()
    found = carry_out(jobs, 1, limits=Limits(seconds=1.5))
    assert found == [1, Lost("it was stopped after 1.5 s"), 2]
    assert time.monotonic() - started < 120


def test_a_process_that_dies_takes_its_own_job_with_it_and_no_other() -> None:
    jobs = [evaluated(ON_ITS_OWN), partial(abs, -1), partial(os._exit, 7), partial(abs, -2)]
    killed, left = (
        Lost("its process was ended by signal 9"),
        Lost("its process ended with exit code 7"),
    )
    assert carry_out(jobs, 2) == [killed, 1, left, 2]


@pytest.mark.exhaustive
def test_what_a_job_raises_is_raised_here_with_its_place_there() -> None:
    with pytest.raises(ValueError, match="invalid literal") as caught:
        carry_out([partial(abs, -1), partial(int, "x")], 2)
    assert "Traceback" in "".join(caught.value.__notes__)
    assert workers() == []


@pytest.mark.exhaustive
def test_ctrl_c_is_left_to_this_process_from_the_start() -> None:
    """The signal is held before a worker can have a handler of its own, and free again here."""
    jobs = [partial(signal.getsignal, signal.SIGINT), evaluated(HELD)]
    assert carry_out(jobs, 2) == [signal.SIG_IGN, True]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        SystemError("error return without exception set"),
        OSError(errno.ENOMEM, "Cannot allocate memory"),
        ImportError("lib.so: failed to map segment from shared object"),
        z3.Z3Exception(b"out of memory"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_that_memory_ran_out_is_said_in_many_ways(error: Exception) -> None:
    assert of_memory(error)


@pytest.mark.parametrize(
    "error",
    [
        ImportError("No module named 'x'"),
        OSError(errno.ENOENT, "none"),
        ValueError("out of memory"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_other_errors_are_no_lack_of_memory(error: Exception) -> None:
    assert not of_memory(error)


def test_a_job_without_memory_is_lost_and_the_next_is_done() -> None:
    jobs = [partial(exec, "import z3; raise z3.Z3Exception(b'out of memory')"), partial(abs, -1)]
    assert carry_out(jobs, 1) == [Lost("it took too much memory"), 1]


def test_an_interrupt_ends_every_process() -> None:
    def interrupted(done: int, total: int) -> None:
        assert len(workers()) == 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        carry_out([partial(abs, -1), partial(time.sleep, 600)], 2, progress=interrupted)
    assert workers() == []


def test_no_more_processes_are_started_than_there_are_jobs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[Worker] = []

    class Counted(Worker):
        def __init__(self, limits: Limits) -> None:
            super().__init__(limits)
            made.append(self)

    monkeypatch.setattr(processes, "Worker", Counted)
    assert carry_out([], 2) == []
    assert made == []
    assert carry_out([partial(abs, -1)], 8) == [1]
    assert len(made) == 1


@pytest.mark.exhaustive
def test_peak_memory_counts_every_process_as_the_largest() -> None:
    carry_out([partial(abs, -1)], 1)
    here = peak_mebibytes(0)
    assert here > 20
    assert peak_mebibytes(2) - here == pytest.approx(2 * (peak_mebibytes(1) - here))
    assert peak_mebibytes(1) - here > 20
