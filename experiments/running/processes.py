"""A function of many values in processes of this machine, which Ctrl-C ends with their parent."""

import signal
from collections.abc import Callable, Iterable
from typing import Any

import joblib


def in_processes(function: Callable[[Any], Any], values: Iterable[Any], workers: int) -> Any:
    """A function of each value, as they are done by so many processes, in any order."""
    pool = joblib.Parallel(
        n_jobs=workers, return_as="generator_unordered", initializer=leave_interrupts_to_parent
    )
    return pool(joblib.delayed(function)(value) for value in values)


def leave_interrupts_to_parent() -> None:
    """Ctrl-C reaches workers too; they are ended by their parent, and have nothing to say to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
