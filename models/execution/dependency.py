"""Which transaction must wait for which, and what that allows at best."""

# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false
# SciPy ships no types.

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array  # pyright: ignore[reportMissingTypeStubs]
from scipy.sparse.csgraph import (  # pyright: ignore[reportMissingTypeStubs]
    connected_components,
)

from .bounds import least_time
from .sequential import Trace


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What each transaction reads from others of its block."""

    before: tuple[tuple[int, ...], ...]
    """Of each transaction: those whose writes it reads, each once, all below it."""

    @property
    def edges(self) -> int:
        """Pairs of which one reads from the other [1]."""
        return sum(map(len, self.before))

    @property
    def dependent(self) -> int:
        """Transactions that read from another [1]."""
        return sum(map(bool, self.before))


def dependencies(trace: Trace) -> Dependencies:
    """Reads after writes, which no memory of versions can take away.

    Parameters
    ----------
    trace
        Of the execution in order.

    Notes
    -----
    Source: ours; writes after reads and after writes cost nothing where all versions are kept. Behind
    an addition that is summed up later stand all additions before it and the last value.
    """
    last: dict[int, list[int]] = {}
    before: list[tuple[int, ...]] = []
    for number, (reads, done) in enumerate(zip(trace.reads, trace.effects, strict=True)):
        sources = {writer for location in reads for writer in last.get(location, ())}
        before.append(tuple(sorted(sources)))
        for location in done.values:
            last[location] = [number]
        for location in done.additions:
            last.setdefault(location, []).append(number)
    return Dependencies(tuple(before))


def paths_ahead(found: Dependencies, work: Sequence[int]) -> list[int]:
    """Work of each transaction with the longest chain that waits for it [ns]."""
    ahead = list(work)
    for number in range(len(work) - 1, -1, -1):
        for earlier in found.before[number]:
            ahead[earlier] = max(ahead[earlier], work[earlier] + ahead[number])
    return ahead


def critical_path(found: Dependencies, work: Sequence[int]) -> int:
    """Work on the longest chain: less time is impossible with any number of workers [ns].

    Examples
    --------
    >>> critical_path(Dependencies(((), (0,), ())), [5, 7, 11])
    12
    """
    return max(paths_ahead(found, work))


def least_makespan(found: Dependencies, work: Sequence[int], workers: int) -> float:
    """Time that no schedule without repeated work can go below [ns]."""
    return float(least_time(sum(work), critical_path(found, work), workers))


def independent_sets(trace: Trace) -> NDArray[np.int64]:
    """Transactions by what they touch in common, directly or through others.

    Parameters
    ----------
    trace
        Of the execution in order.

    Returns
    -------
    ndarray
        (transactions,) number of the set that each belongs to; no two sets touch a location in common,
        unless both only read it.
    """
    changed = {place for done in trace.effects for place in (*done.values, *done.additions)}
    touched = [
        (number, place)
        for number, (reads, done) in enumerate(zip(trace.reads, trace.effects, strict=True))
        for place in dict.fromkeys((*reads, *done.values, *done.additions))
        if place in changed
    ]
    pairs = np.array(touched, dtype=np.int64).reshape(-1, 2)
    return joined(pairs[:, 0], pairs[:, 1], len(trace.reads))


def joined(
    transactions: NDArray[np.int64], locations: NDArray[np.int64], count: int
) -> NDArray[np.int64]:
    """Sets of transactions that locations join.

    Parameters
    ----------
    transactions, locations
        (touches,) who touches what.
    count
        Transactions, those included that touch nothing [1].

    Returns
    -------
    ndarray
        (count,) number of the set of each, from 0 on.

    Notes
    -----
    Source: weakly connected components, as Grevm 1.0 partitions a block; SciPy finds them.

    Examples
    --------
    >>> joined(np.array([0, 1, 2]), np.array([7, 5, 7]), 3).tolist()
    [0, 1, 0]
    """
    size = count + int(locations.max(initial=-1)) + 1
    ones = np.ones(len(transactions), dtype=np.int8)
    graph = coo_array((ones, (transactions, count + locations)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    return np.unique(np.asarray(labels)[:count], return_inverse=True)[1].astype(np.int64)
