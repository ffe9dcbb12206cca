"""Execution along a known dependency graph: whatever is ready goes to the first worker that is free."""

from collections.abc import Callable
from enum import StrEnum
from heapq import heappop, heappush

from .costs import Costs, check_workers, committed, executions
from .dependency import Dependencies, paths_ahead
from .outcome import Outcome
from .transactions import effects
from .versions import Estimate, VersionedMemory
from .workloads import Workload


class Priority(StrEnum):
    """Which of the ready transactions goes first."""

    ORDER = "order"
    """The first of the block."""
    LONGEST = "longest"
    """The one with the longest chain behind it."""


def run_by_graph(
    workload: Workload,
    found: Dependencies,
    workers: int,
    costs: Costs,
    priority: Priority = Priority.ORDER,
    *,
    commutative: bool = False,
) -> Outcome:
    """Execution in which each transaction waits for those that it reads from.

    Parameters
    ----------
    workload
        Block and state.
    found
        Dependencies, known before; each transaction is executed once.
    workers
        At least 1 [1].
    costs
        Instrumentation and commits count; there is nothing to validate.
    priority
        Among those that are ready.
    commutative
        As in `effects`; the dependencies must have been found so.

    Returns
    -------
    Outcome
        The state is that of the block in order.

    Raises
    ------
    InvalidParameter
        Without a worker.

    Notes
    -----
    Source: list scheduling, Graham 1969, in virtual time. A read finds the latest version below it:
    its writer is done, as the graph says.
    """
    check_workers(workers)
    count = len(workload.transactions)
    times = executions(workload, costs)
    rank = _ranks(priority, found, times)
    waiting_for = [len(each) for each in found.before]
    behind: list[list[int]] = [[] for _ in range(count)]
    for number, earlier in enumerate(found.before):
        for each in earlier:
            behind[each].append(number)
    ready: list[tuple[int, int]] = []
    for number, left in enumerate(waiting_for):
        if not left:
            heappush(ready, (rank(number), number))
    memory = VersionedMemory(workload.state)
    running: list[tuple[int, int]] = []
    done = [0] * count
    now = 0
    while ready or running:
        while ready and len(running) < workers:
            _, number = heappop(ready)
            heappush(running, (now + times[number], number))
        now, number = heappop(running)
        done[number] = now
        transaction = workload.transactions[number]
        read = _reader(memory, number)
        memory.record(number, 0, effects(transaction, read, commutative=commutative))
        for each in behind[number]:
            waiting_for[each] -= 1
            if not waiting_for[each]:
                heappush(ready, (rank(each), each))
    return Outcome(memory.final_state(), committed(done, costs), count, 0, sum(times))


def _reader(memory: VersionedMemory, number: int) -> Callable[[int], int]:
    """Reads of one transaction; nothing that it reads is to be written again."""

    def read(location: int) -> int:
        found = memory.read(location, number)
        assert not isinstance(found, Estimate)
        return found[0]

    return read


def _ranks(priority: Priority, found: Dependencies, times: list[int]) -> Callable[[int], int]:
    """Smallest first."""
    if priority is Priority.ORDER:
        return lambda number: number
    ahead = paths_ahead(found, times)
    return lambda number: -ahead[number]
