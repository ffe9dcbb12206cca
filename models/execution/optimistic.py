"""Optimistic execution: all runs at once, is checked against the order, and repeated where it erred.

The scheduler is that of Block-STM, on workers in virtual time: a task reads the memory as it is when the
task begins, and what it does is seen when the task ends.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from heapq import heappop, heappush

from .costs import Costs, check_workers, committed, executions
from .outcome import Outcome
from .transactions import Effects, effects
from .versions import Estimate, Version, VersionedMemory
from .workloads import Workload


class Status(IntEnum):
    """Where a transaction stands."""

    READY = 0
    EXECUTING = 1
    EXECUTED = 2
    SUSPENDED = 3
    """Read an estimate, and waits for its writer."""


@dataclass(frozen=True, slots=True)
class Execution:
    """A task: one incarnation of one transaction, with what it found at its beginning."""

    number: int
    done: Effects | None
    """None where an estimate was in the way."""


@dataclass(frozen=True, slots=True)
class Validation:
    """A task: whether what the latest incarnation read is still there."""

    number: int


Task = Execution | Validation


class SuspendedError(Exception):
    """An execution that reads an estimate ends there."""

    def __init__(self, writer: int) -> None:
        super().__init__(writer)
        self.writer = writer


def run_optimistically(
    workload: Workload, workers: int, costs: Costs, *, commutative: bool = False
) -> Outcome:
    """Speculative execution of a block, with the result of its order.

    Parameters
    ----------
    workload
        Block and state; nothing is known of what transactions will read or write.
    workers
        At least 1 [1].
    costs
        Of execution on versions, validation, suspension and commit.
    commutative
        As in `effects`.

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
    Source: Gelashvili et al., "Block-STM: Scaling Blockchain Execution by Turning Ordering Curse to a
    Performance Blessing", PPoPP 2023, algorithms 1 to 5. Theirs reads while it executes; here all reads
    of an execution happen at its beginning, which is when most of them are out of date.
    """
    check_workers(workers)
    scheduler = _Scheduler(workload, costs, commutative=commutative)
    idle = workers
    running: list[tuple[int, int, Task]] = []
    now = begun = busy = 0
    following: Task | None = None
    while True:
        while idle:
            task = following or scheduler.next_task()
            following = None
            if task is None:
                break
            idle -= 1
            begun += 1
            length = scheduler.length(task)
            busy += length
            heappush(running, (now + length, begun, task))
        if not running:
            break
        now, _, task = heappop(running)
        idle += 1
        following = scheduler.finish(task, now)
    return Outcome(
        scheduler.memory.final_state(),
        committed(scheduler.checked, costs),
        scheduler.executions,
        begun - scheduler.executions,
        busy,
    )


class _Scheduler:
    """Which task is next, and what follows from its end: the lowest transaction always goes first."""

    def __init__(self, workload: Workload, costs: Costs, *, commutative: bool) -> None:
        count = len(workload.transactions)
        self.transactions = workload.transactions
        self.commutative = commutative
        self.memory = VersionedMemory(workload.state)
        self.times = executions(workload, costs)
        self.costs = costs
        self.status = [Status.READY] * count
        self.incarnation = [0] * count
        self.reads: list[list[tuple[int, Version]]] = [[] for _ in range(count)]
        self.waiting: list[list[int]] = [[] for _ in range(count)]
        self.checked = [0] * count
        """When each transaction was found valid last [ns]."""
        self.executions = 0
        self.to_execute = 0
        """All below have been begun, or are ready and named by nobody."""
        self.to_validate = 0

    def next_task(self) -> Task | None:
        """The lowest transaction to validate or to execute; none while all are in hand."""
        count = len(self.status)
        while True:
            if self.to_validate < self.to_execute:
                number = self.to_validate
                self.to_validate += 1
                if self.status[number] is Status.EXECUTED:
                    return Validation(number)
            elif self.to_execute < count:
                number = self.to_execute
                self.to_execute += 1
                if self.status[number] is Status.READY:
                    return self.execution(number)
            else:
                return None

    def execution(self, number: int) -> Execution:
        """Begin an incarnation: what it reads, it reads now."""
        self.status[number] = Status.EXECUTING
        self.executions += 1
        reads: list[tuple[int, Version]] = []
        self.reads[number] = reads
        transaction = self.transactions[number]
        try:
            done = effects(transaction, self.reader(number, reads), commutative=self.commutative)
        except SuspendedError as error:
            self.status[number] = Status.SUSPENDED
            self.waiting[error.writer].append(number)
            return Execution(number, None)
        return Execution(number, done)

    def reader(self, number: int, reads: list[tuple[int, Version]]) -> Callable[[int], int]:
        """Reads of one incarnation, each noted with its version."""

        def read(location: int) -> int:
            found = self.memory.read(location, number)
            if isinstance(found, Estimate):
                raise SuspendedError(found.writer)
            reads.append((location, found[1]))
            return found[0]

        return read

    def length(self, task: Task) -> int:
        """Time that a task takes a worker [ns]."""
        if isinstance(task, Execution) and task.done is not None:
            return self.times[task.number]
        share = self.costs.validation if isinstance(task, Validation) else self.costs.suspension
        return round(self.transactions[task.number].work * share)

    def finish(self, task: Task, now: int) -> Task | None:
        """What the end of a task changes, and the task that its worker goes on with."""
        if isinstance(task, Validation):
            return self.finish_validation(task, now)
        return None if task.done is None else self.finish_execution(task.number, task.done)

    def finish_execution(self, number: int, done: Effects) -> Task | None:
        """Effects are there for all above; who waited for them is ready again."""
        wrote_elsewhere = self.memory.record(number, self.incarnation[number], done)
        self.status[number] = Status.EXECUTED
        for each in self.waiting[number]:
            self.make_ready(each)
            self.to_execute = min(self.to_execute, each)
        self.waiting[number] = []
        if self.to_validate > number:
            if not wrote_elsewhere:
                return Validation(number)
            self.to_validate = number
        return None

    def finish_validation(self, task: Validation, now: int) -> Task | None:
        """Nothing where all is as it was read; else effects become estimates, and it is done again."""
        number = task.number
        if self.status[number] is not Status.EXECUTED:
            return None
        if self.is_valid(number):
            self.checked[number] = now
            return None
        self.memory.mark(number)
        self.make_ready(number)
        self.to_validate = min(self.to_validate, number + 1)
        return self.execution(number) if self.to_execute > number else None

    def is_valid(self, number: int) -> bool:
        """Whether a transaction would read the same versions again."""
        for location, version in self.reads[number]:
            found = self.memory.read(location, number)
            if isinstance(found, Estimate) or found[1] != version:
                return False
        return True

    def make_ready(self, number: int) -> None:
        """A new incarnation may begin."""
        self.incarnation[number] += 1
        self.status[number] = Status.READY
