"""What parallel execution can give at best and at worst, as formulas of a few numbers."""

from typing import Any

from ..extremes import larger


def least_time(work: Any, span: Any, workers: Any) -> Any:
    """Time that no schedule can go below.

    Parameters
    ----------
    work
        Of all transactions on one worker [s].
    span
        Of the longest chain, each of whose transactions reads from the last [s].
    workers
        At least 1 [1].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: Graham, "Bounds on Multiprocessing Timing Anomalies", 1969; Brent 1974.

    Examples
    --------
    >>> least_time(8.0, 3.0, 4)
    3.0
    """
    return larger(work / workers, span)


def greedy_time(work: Any, span: Any, workers: Any) -> Any:
    """Time that every schedule keeps to in which no worker idles while a transaction is ready.

    Parameters
    ----------
    work
        Of all transactions on one worker [s].
    span
        Of the longest chain [s].
    workers
        At least 1 [1].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: Brent, "The Parallel Evaluation of General Arithmetic Expressions", 1974; Graham 1969.

    Examples
    --------
    >>> greedy_time(8.0, 3.0, 4)
    4.25
    """
    return (work + span * (workers - 1)) / workers


def amdahl_speedup(serial_share: Any, workers: Any) -> Any:
    """Speed-up where a share of the work is done by one worker alone.

    Parameters
    ----------
    serial_share
        In [0, 1] [1].
    workers
        At least 1 [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: Amdahl, "Validity of the Single Processor Approach", 1967.

    Examples
    --------
    >>> amdahl_speedup(0.25, 3)
    2.0
    """
    return workers / (1 + serial_share * (workers - 1))


def two_phase_speedup(conflicting_share: Any, workers: Any) -> Any:
    """Speed-up where all transactions run in parallel once, and those that conflict again in order.

    Parameters
    ----------
    conflicting_share
        Of the work that is done again, in [0, 1] [1].
    workers
        At least 1 [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: Saraph and Herlihy, "An Empirical Study of Speculative Concurrency in Ethereum Smart
    Contracts", 2019.

    Examples
    --------
    >>> two_phase_speedup(0.25, 4)
    2.0
    """
    return workers / (1 + conflicting_share * workers)


def conflict_for_speedup(speedup: Any, workers: Any) -> Any:
    """Share of conflicting work at which two phases give a speed-up.

    Parameters
    ----------
    speedup
        At most the workers [1].
    workers
        [1]

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours, from `two_phase_speedup`.

    Examples
    --------
    >>> conflict_for_speedup(2.0, 4)
    0.25
    """
    return (workers - speedup) / (workers * speedup)


def speculative_speedup(workers: Any, instrumentation: Any, validation: Any) -> Any:
    """Speed-up of optimistic execution where nothing conflicts.

    Parameters
    ----------
    workers
        [1]
    instrumentation
        Time that memory of versions adds to an execution, as a part of it [1].
    validation
        Time of a validation as a part of a plain execution [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> speculative_speedup(3, 0.25, 0.25)
    2.0
    """
    return workers / (1 + instrumentation + validation)


def chained_speedup(instrumentation: Any) -> Any:
    """Speed-up of optimistic execution, below one, where each transaction reads from the last.

    Parameters
    ----------
    instrumentation
        As in `speculative_speedup` [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours; validations and first executions that are thrown away run beside the chain.

    Examples
    --------
    >>> chained_speedup(0.25)
    0.8
    """
    return 1 / (1 + instrumentation)
