"""Who must go to storage: the first transaction that touches a location; others find it in memory."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .sequential import Trace
from .workloads import Workload


def first_touches(locations: NDArray[np.int64]) -> NDArray[np.int64]:
    """Locations of each transaction that nobody before it touches.

    Parameters
    ----------
    locations
        (transactions, locations) that each touches.

    Returns
    -------
    ndarray
        (transactions,) [1]

    Examples
    --------
    >>> first_touches(np.array([[4, 2], [2, 7], [7, 7]])).tolist()
    [2, 1, 0]
    """
    places = np.unique(locations.ravel(), return_index=True)[1]
    return np.bincount(places // locations.shape[1], minlength=len(locations)).astype(np.int64)


def with_storage(workload: Workload, trace: Trace, access: int) -> Workload:
    """The same block, where each first read of a location waits for storage.

    Parameters
    ----------
    workload
        Block and state.
    trace
        Of its execution in order, which tells who reads a location first.
    access
        Time of an access [ns].
    """
    known: set[int] = set()
    slower = list(workload.transactions)
    for number, reads in enumerate(trace.reads):
        fresh = [place for place in reads if place not in known]
        known.update(fresh)
        waiting = len(fresh) * access
        slower[number] = replace(slower[number], work=slower[number].work + waiting)
    return replace(workload, transactions=tuple(slower))
