"""What waiting for storage costs one worker, and several that wait together."""

from typing import Any

from ..extremes import larger


def plain_time(transactions: Any, work: Any, accesses: Any, latency: Any, wait: Any) -> Any:
    """Time of a block on one worker that waits for each access to storage.

    Parameters
    ----------
    transactions
        [1]
    work
        Of a transaction, without storage [s].
    accesses
        To storage, of all transactions together; what was read once stays in memory [1].
    latency
        Of an access [s].
    wait
        Added to each access by a thread that sleeps and wakes [s].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: ours; the wait shows in the tables of Grevm 2.0, where it is the slack of Linux's timers.

    Examples
    --------
    >>> plain_time(4, 0.5, 8, 0.25, 0.0)
    4.0
    """
    return transactions * work + accesses * (latency + wait)


def access_wait(time: Any, time_without: Any, accesses: Any, latency: Any) -> Any:
    """What an access costs beyond its latency, from two measured times of a block.

    Parameters
    ----------
    time
        Of the block at some latency, on one worker [s].
    time_without
        Of the same block without latency [s].
    accesses
        Of the block [1].
    latency
        At which `time` was measured [s].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: ours, from `plain_time`.

    Examples
    --------
    >>> access_wait(7.0, 2.0, 8, 0.5)
    0.125
    """
    return (time - time_without - accesses * latency) / accesses


def shared_time(time_without: Any, waiting: Any, workers: Any) -> Any:
    """Time of a block whose waiting is spread over workers, after what it takes without storage.

    Parameters
    ----------
    time_without
        Of the block in parallel without latency [s].
    waiting
        For storage, of all accesses one after the other [s].
    workers
        That wait at the same time; more than there are cores [1].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> shared_time(1.0, 8.0, 4)
    3.0
    """
    return (workers * time_without + waiting) / workers


def overlapped_time(time_without: Any, waiting: Any, workers: Any) -> Any:
    """The same where computing goes on meanwhile: the longer of the two.

    Parameters
    ----------
    time_without
        Of the block in parallel without latency [s].
    waiting
        For storage and computing, of all transactions one after the other [s].
    workers
        That wait at the same time [1].

    Returns
    -------
    float
        [s]

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> overlapped_time(1.0, 8.0, 4)
    2.0
    """
    return larger(time_without, waiting / workers)
