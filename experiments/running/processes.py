"""A function of many values in processes of this machine, which Ctrl-C ends with their parent."""

import signal
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import joblib

from ...models.errors import InvalidParameter

MOST_DEATHS = 3
"""Pools that may die over the same value, as on a Dask cluster; then it is taken to kill them [1]."""


def in_processes(
    function: Callable[[Any], Any], values: Sequence[Any], workers: int
) -> Iterator[tuple[int, Any]]:
    """Position and result of each value, as they are done by so many processes, in any order.

    What was in hand when a process died is done again in new ones.

    Parameters
    ----------
    function
        Of a module, or a `partial` of one.
    values
        What travels with it.
    workers
        Processes [1].

    Raises
    ------
    InvalidParameter
        If processes die again and again over the same value.
    """
    waiting = dict(enumerate(values))
    first, deaths = -1, 0
    while waiting:
        jobs = [joblib.delayed(beside)(function, *numbered) for numbered in waiting.items()]
        done = pool(workers)(jobs)
        try:
            for position, result in done:
                del waiting[position]
                yield position, result
        except BrokenProcessPool as error:
            # Values leave in their order, so that one which kills comes to be the first that waits.
            earlier, first = first, next(iter(waiting))
            deaths = deaths + 1 if first == earlier else 1
            if deaths == MOST_DEATHS:
                raise InvalidParameter(
                    f"workers must be few enough for the memory, got {workers} "
                    f"that died {MOST_DEATHS} times over the same work"
                ) from error
        finally:
            call_off(done)


def pool(workers: int) -> Any:
    """So many processes that give results as they come."""
    return joblib.Parallel(
        n_jobs=workers, return_as="generator_unordered", initializer=leave_interrupts_to_parent
    )


def call_off(results: Any) -> None:
    """End what nobody waits for any longer, of which joblib would warn."""
    with warnings.catch_warnings(action="ignore"):
        results.close()


def beside(function: Callable[[Any], Any], position: int, value: Any) -> tuple[int, Any]:
    """The position of a value with its result."""
    return position, function(value)


def leave_interrupts_to_parent() -> None:
    """Ctrl-C reaches workers too; they are ended by their parent, and have nothing to say to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
