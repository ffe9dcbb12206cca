"""Jobs in processes of their own: any can be stopped, and none takes another down with it."""

import ctypes
import errno
import multiprocessing
import re
import resource
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any

import z3

MEBIBYTE = 2**20
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts the largest memory of a process."""

ALLOCATOR = {-1: 2**30, -3: 2**25}
"""glibc's M_TRIM_THRESHOLD and M_MMAP_THRESHOLD: memory is kept that it would give back [byte]."""

OUT_OF_MEMORY = re.compile(
    r"out of memory|cannot allocate memory|failed to map segment", re.IGNORECASE
)
"""How Z3 says that its memory is spent, and how a loader says it of a library that finds no room."""

Job = Callable[[], Any]
"""A function of a module with its arguments: it travels to another process by name."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use: nets under the solvers' own counts of work."""

    seconds: float = 120.0
    """Wall-clock time after which its process is killed [s]."""
    mebibytes: int = 768
    """Memory of Z3; all that a process may address is twice as much and a gibibyte [MiB]."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What came of a job whose process ended before it."""

    reason: str


LIMITS = Limits()
STARTING_SECONDS = 60.0
"""Time that a process may take to start, beside its first job [s]."""


class Worker:
    """One process, and the job that it has at the moment."""

    def __init__(self, limits: Limits) -> None:
        """A process without a job, started afresh: nothing of this one is copied into it."""
        self.limits = limits
        self.position = -1
        self.patience = STARTING_SECONDS + limits.seconds
        self.deadline = float("inf")
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, limits), daemon=True)
        with interrupts_held():
            self.process.start()
        theirs.close()

    def take(self, position: int, job: Job) -> None:
        """Begin a job; if the process has ended meanwhile, its result will say so."""
        self.position, self.deadline = position, monotonic() + self.patience
        self.patience = self.limits.seconds
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send(job)

    def result(self) -> Any:
        """What the job returned, once the connection is ready; what it raised is raised here."""
        try:
            value, error = self.connection.recv()
        except (EOFError, ConnectionResetError):
            self.process.join()
            return Lost(f"its process {ended(self.process.exitcode)}")
        if error is None:
            return value
        if of_memory(error):
            return Lost("it took too much memory")
        raise error

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.connection.close()


def carry_out(
    jobs: Sequence[Job],
    workers: int,
    progress: Callable[[int, int], None] | None = None,
    limits: Limits = LIMITS,
) -> list[Any]:
    """Results of jobs in their order, whatever the order in which they end.

    Parameters
    ----------
    jobs
        What to do, each by itself.
    workers
        Processes at the most [1].
    progress
        Called with the numbers of jobs done and of all.
    limits
        What one job may use.

    Returns
    -------
    list
        A `Lost` in the place of a job that was stopped or whose process died.
    """
    results: list[Any] = [None] * len(jobs)
    waiting = deque(enumerate(jobs))
    crew: list[Worker] = []
    try:
        while waiting or crew:
            while waiting and len(crew) < workers:
                crew.append(Worker(limits))
                crew[-1].take(*waiting.popleft())
            for worker, result in next_results(crew):
                results[worker.position] = result
                if isinstance(result, Lost) or not waiting:
                    crew.remove(worker)
                    worker.stop()
                else:
                    worker.take(*waiting.popleft())
                if progress is not None:
                    progress(len(jobs) - len(waiting) - len(crew), len(jobs))
    finally:
        for worker in crew:
            worker.stop()
    return results


def next_results(crew: Sequence[Worker]) -> Iterator[tuple[Worker, Any]]:
    """Workers whose job has ended or run out of time, after waiting for the first of them."""
    patience = min(worker.deadline for worker in crew) - monotonic()
    ready = wait([worker.connection for worker in crew], timeout=max(patience, 0))
    for worker in list(crew):
        if worker.connection in ready:
            yield worker, worker.result()
        elif monotonic() >= worker.deadline:
            yield worker, Lost(f"it was stopped after {worker.limits.seconds:g} s")


def serve(connection: Connection, limits: Limits) -> None:
    """Do jobs as they come, until nobody sends more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bound_memory(limits)
    keep_memory()
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            connection.send(outcome(connection))


def outcome(connection: Connection) -> tuple[Any, Exception | None]:
    """What the next job returns, or what it raises with the place where it did."""
    try:
        return connection.recv()(), None
    except EOFError:
        raise
    except Exception as error:
        error.add_note(traceback.format_exc())
        return None, error


def of_memory(error: Exception) -> bool:
    """Whether an error says that memory ran out, as Python, the system, its loader or Z3 says it.

    An interpreter that has no memory left for an error's own text raises a SystemError.
    """
    told = isinstance(error, ImportError | z3.Z3Exception) and OUT_OF_MEMORY.search(str(error))
    numbered = getattr(error, "errno", None) == errno.ENOMEM
    return isinstance(error, MemoryError | SystemError) or numbered or bool(told)


def bound_memory(limits: Limits) -> None:
    """Make this process end itself before it takes the machine's memory."""
    z3.set_param("memory_max_size", limits.mebibytes)
    if sys.platform == "linux":
        most = (2 * limits.mebibytes + 1024) * MEBIBYTE
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or hard > most:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def keep_memory() -> None:
    """Let glibc keep what one question frees for the next.

    Every question has a context of its own. Giving its memory back to the system each time costs twenty
    times the page faults, and a quarter of the time where these are dear, as in a container.
    """
    with suppress(AttributeError):  # another C library
        for setting, size in ALLOCATOR.items():
            ctypes.CDLL(None).mallopt(setting, size)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Keep Ctrl-C from a process while it starts; here it arrives a moment later."""
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def ended(exit_code: int | None) -> str:
    """How a process ended, in words."""
    if exit_code is not None and exit_code < 0:
        return f"was ended by signal {-exit_code}"
    return f"ended with exit code {exit_code}"


def peak_mebibytes(processes: int) -> float:
    """Memory that this process and so many others held at the most, if all peaked at once [MiB].

    Parameters
    ----------
    processes
        Others that ran at one time; each is counted like the largest that has ended [1].
    """
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + processes * largest) * MAXRSS_UNIT / MEBIBYTE
