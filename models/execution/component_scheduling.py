"""Execution of what is independent as a whole: sets of transactions dealt out to partitions."""

from heapq import heapify, heapreplace

import numpy as np
from numpy.typing import NDArray

from .costs import Costs, check_workers, committed
from .outcome import Outcome
from .transactions import effects
from .workloads import Workload


def run_by_components(
    workload: Workload, sets: NDArray[np.int64], partitions: int, costs: Costs
) -> Outcome:
    """Execution of each independent set by one worker, in the order of the block.

    Parameters
    ----------
    workload
        Block and state.
    sets
        (transactions,) number of the set of each, from `dependency.independent_sets`.
    partitions
        Workers, at least 1 [1].
    costs
        Of the commits; within a set nothing is kept twice, so nothing else counts.

    Returns
    -------
    Outcome
        The state is that of the block in order.

    Raises
    ------
    InvalidParameter
        Without a partition.

    Notes
    -----
    Source: Grevm 1.0, whose partitions are filled with weakly connected components, greedily: the
    longest first, each to the partition with least. One chain makes a whole component wait in line.
    """
    check_workers(partitions)
    work = np.array([each.work for each in workload.transactions], dtype=np.int64)
    partition_of = dealt(np.bincount(sets, weights=work).astype(np.int64), partitions)[sets]
    state = list(workload.state)
    clocks = [0] * partitions
    done: list[int] = []
    place: int
    for transaction, place in zip(workload.transactions, partition_of.tolist(), strict=True):
        found = effects(transaction, state.__getitem__)
        for location, value in found.values.items():
            state[location] = value
        clocks[place] += transaction.work
        done.append(clocks[place])
    return Outcome(tuple(state), committed(done, costs), len(done), 0, int(work.sum()))


def dealt(loads: NDArray[np.int64], partitions: int) -> NDArray[np.int64]:
    """The partition of each load: the largest first, each to the one with least.

    Parameters
    ----------
    loads
        (loads,) [ns]
    partitions
        At least 1 [1].

    Returns
    -------
    ndarray
        (loads,) from 0 to partitions - 1 [1].

    Notes
    -----
    Source: Graham 1969, longest processing time first: at most 4/3 of the best, less a third per
    partition.

    Examples
    --------
    >>> dealt(np.array([3, 5, 4]), 2).tolist()
    [1, 0, 1]
    """
    heap = [(0, place) for place in range(partitions)]
    heapify(heap)
    found = np.zeros(len(loads), dtype=np.int64)
    for number in np.argsort(-loads, kind="stable").tolist():
        load, place = heap[0]
        found[number] = place
        heapreplace(heap, (load + int(loads[number]), place))
    return found
