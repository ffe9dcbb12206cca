"""Modules that each hold a part of the state; a transaction across several commits in two phases."""

from dataclasses import dataclass
from enum import IntEnum
from heapq import heappop, heappush
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from ..errors import InvalidParameter
from .transactions import Effects, effects
from .workloads import Workload


@dataclass(frozen=True, kw_only=True, slots=True)
class AtomicCommit:
    """What a transaction across modules costs."""

    prepare: float = 1.0
    """Work of each participant that locks, executes and votes, as a part of the transaction's [1]."""
    commit: float = 0.25
    """Work of each participant that carries out what was decided, as a part of the transaction's [1]."""
    delay: int = 0
    """From the last vote to the decision's arrival [ns]."""

    def __post_init__(self) -> None:
        for name in ("prepare", "commit", "delay"):
            value = getattr(self, name)
            if not (value >= 0 and isfinite(value)):
                raise InvalidParameter(f"{name} must be at least 0 and finite, got {value!r}")

    @property
    def cross_work(self) -> float:
        """Work of each participant over that of a transaction within one module [1]."""
        return self.prepare + self.commit


@dataclass(frozen=True, slots=True)
class ModularOutcome:
    """State and time of a block on modules."""

    state: tuple[int, ...]
    """Value of every location afterwards [base unit]."""
    makespan: int
    """[ns]"""
    loads: tuple[int, ...]
    """Work of each module [ns]."""
    across: int
    """Transactions that touched several modules [1]."""
    refused: int
    """Of them, those that no module carried out [1]."""

    def speedup(self, work: int) -> float:
        """How much sooner than one module with the whole state, whose work is given [ns]."""
        return work / self.makespan


class _Phase(IntEnum):
    """Step of a transaction at one module."""

    COMMIT = 0
    """Before others: it frees locks."""
    BEGIN = 1


def run_in_modules(
    workload: Workload, home: NDArray[np.int64], protocol: AtomicCommit
) -> ModularOutcome:
    """Execution of a block by modules that exchange votes and values, and never touch another's state.

    Parameters
    ----------
    workload
        Block and state; every location that a transaction names is locked for it.
    home
        (locations,) module of each location, from 0 on [1].
    protocol
        What a transaction across modules costs.

    Returns
    -------
    ModularOutcome
        The state is that of the block in order.

    Raises
    ------
    InvalidParameter
        Where the homes are not one per location, or below 0.

    Notes
    -----
    Source: ours; two-phase commit, Gray 1978, with locks taken in the block's order, so that there is
    no deadlock and no other result. A payment without cover is refused by its payer's module, and the
    payee's learns it.
    """
    if home.shape != (len(workload.state),) or (home < 0).any():
        raise InvalidParameter(
            f"home must be a module from 0 on for each of {len(workload.state)} locations, "
            f"got shape {home.shape} from {home.min(initial=0)}"
        )
    run = _Modules(workload, home.tolist(), protocol)
    run.until_done()
    assert sum(map(len, run.states)) == len(run.home)  # nobody holds what is another's
    state = [run.states[place][number] for number, place in enumerate(run.home)]
    return ModularOutcome(
        tuple(state), run.now, tuple(run.loads), sum(len(each) > 1 for each in run.touched),
        run.refused,
    )  # fmt: skip


class _Modules:
    """Modules with their queues, and the locks between transactions."""

    def __init__(self, workload: Workload, home: list[int], protocol: AtomicCommit) -> None:
        self.transactions = workload.transactions
        self.home = home
        self.protocol = protocol
        count = max(home) + 1
        self.states: list[dict[int, int]] = [{} for _ in range(count)]
        for location, value in enumerate(workload.state):
            self.states[home[location]][location] = value
        self.touched = [
            sorted({home[location] for location in each.locations}) for each in self.transactions
        ]
        self.missing = [len(each) for each in self.touched]
        """Participants of each transaction whose step is not done yet."""
        self.decided: dict[int, Effects] = {}
        self.queues: list[list[tuple[int, int]]] = [[] for _ in range(count)]
        self.busy = [False] * count
        self.loads = [0] * count
        self.events: list[tuple[int, int, int, int]] = []
        """Time, transaction, step, and the module; -1 for a decision that arrives everywhere."""
        self.now = self.refused = 0
        self.locked_by, self.behind = self.lock_order()

    def lock_order(self) -> tuple[list[int], list[list[int]]]:
        """How many earlier transactions each waits for, and who waits for each."""
        last: dict[int, int] = {}
        waits = [0] * len(self.transactions)
        behind: list[list[int]] = [[] for _ in self.transactions]
        for number, transaction in enumerate(self.transactions):
            earlier = {last[place] for place in transaction.locations if place in last}
            for each in sorted(earlier):
                behind[each].append(number)
            waits[number] = len(earlier)
            last.update(dict.fromkeys(transaction.locations, number))
        return waits, behind

    def until_done(self) -> None:
        """Run all events."""
        for number, left in enumerate(self.locked_by):
            if not left:
                self.ask(number, _Phase.BEGIN)
        while self.events:
            self.now, number, step, module = heappop(self.events)
            if module < 0:
                self.ask(number, _Phase.COMMIT)
                continue
            self.busy[module] = False
            self.finish(number, step, module)
            self.serve(module)

    def ask(self, number: int, step: int) -> None:
        """Put a step into the queues of all participants."""
        for module in self.touched[number]:
            heappush(self.queues[module], (step, number))
            self.serve(module)

    def serve(self, module: int) -> None:
        """Begin the next step of a module that is free."""
        if self.busy[module] or not self.queues[module]:
            return
        step, number = heappop(self.queues[module])
        share = 1.0
        if len(self.touched[number]) > 1:
            share = self.protocol.commit if step == _Phase.COMMIT else self.protocol.prepare
        length = round(self.transactions[number].work * share)
        self.busy[module] = True
        self.loads[module] += length
        heappush(self.events, (self.now + length, number, step, module))

    def finish(self, number: int, step: int, module: int) -> None:
        """A participant has voted, or has carried out its part."""
        is_across = len(self.touched[number]) > 1
        if step == _Phase.BEGIN:
            self.missing[number] -= 1
            if self.missing[number]:
                return
            self.decide(number)
            if is_across:
                self.missing[number] = len(self.touched[number])
                heappush(self.events, (self.now + self.protocol.delay, number, 0, -1))
                return
        self.carry_out(number, module)
        if is_across:
            self.missing[number] -= 1
            if self.missing[number]:
                return
        for each in self.behind[number]:
            self.locked_by[each] -= 1
            if not self.locked_by[each]:
                self.ask(each, _Phase.BEGIN)

    def decide(self, number: int) -> None:
        """Put together what the participants sent; nothing is done where one refuses."""
        transaction = self.transactions[number]
        sent = {place: self.states[self.home[place]][place] for place in transaction.locations}
        self.decided[number] = effects(transaction, sent.__getitem__)
        if len(self.touched[number]) > 1 and not self.decided[number].values:
            self.refused += 1

    def carry_out(self, number: int, module: int) -> None:
        """Write a module's own part of what was decided."""
        for location, value in self.decided[number].values.items():
            if self.home[location] == module:
                self.states[module][location] = value
