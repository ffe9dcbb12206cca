"""A job in the machine: started or resumed, advanced by steps, metered, stopped at its limits."""

from dataclasses import dataclass
from hashlib import sha256
from typing import cast

from wasmtime import Func, Global, Instance, Memory, Module, Store, Trap, TrapCode, WasmtimeError

from .agreement import AgreementBroken, Breach, Limits
from .catalogue import Order
from .engine import compiled, deterministic_engine
from .state import State

SLACK = 10_000
"""Granted beyond the limit, and for pointing at the result [fuel]: the engine looks at its fuel in loops
and at calls alone, so whether a limit was kept is read off afterwards."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a copy of a job ends in."""

    result: bytes
    """The bytes that the job computed."""
    fuel: int
    """Work, the same on every machine [fuel]."""

    @property
    def digest(self) -> bytes:
        """SHA-256 of the result: what providers compare."""
        return sha256(self.result).digest()


class Execution:
    """A job that runs, alone in its own memory.

    Fuel is counted over starting and advancing; reading checkpoints is free.
    """

    def __init__(self, text: str, limits: Limits) -> None:
        self.limits = limits
        module: Module = compiled(text)
        self._store = Store(deterministic_engine())
        self._store.set_fuel(limits.fuel + SLACK)
        self._store.set_limits(memory_size=limits.memory)
        try:
            self._instance = Instance(self._store, module, [])
        except WasmtimeError as error:
            raise AgreementBroken(Breach.MEMORY, 0) from error
        exported = self._instance.exports(self._store)
        self._memory = cast(Memory, exported["memory"])
        mutable = [
            (export.name or "", cast(Global, exported[export.name or ""]))
            for export in module.exports
            if isinstance(exported[export.name or ""], Global)
        ]
        self._globals = [held for _, held in sorted(mutable, key=lambda pair: pair[0])]

    @property
    def fuel(self) -> int:
        """Burnt so far [fuel]."""
        return self.limits.fuel + SLACK - self._store.get_fuel()

    def start(self, seed: int, steps: int) -> None:
        """Lay out the memory for a seed and for so many steps."""
        self._metered("start", seed, steps)

    def advance(self, steps: int) -> None:
        """Do so many steps.

        Raises
        ------
        AgreementBroken
            If the machine stops it.
        """
        self._metered("advance", steps)

    def state(self) -> State:
        """A checkpoint."""
        values = tuple(int(held.value(self._store)) for held in self._globals)
        return State(bytes(self._memory.read(self._store)), values)

    def resume(self, state: State) -> None:
        """Put the job where a checkpoint was taken.

        Raises
        ------
        AgreementBroken
            If the checkpoint is larger than the memory agreed, or is none of this job's.
        """
        pages = len(state.memory) % self._memory.page_size(self._store) == 0
        if not pages or len(state.globals) != len(self._globals):
            raise AgreementBroken(Breach.FAULT, self.fuel)
        missing = len(state.memory) - self._memory.data_len(self._store)
        if missing > 0:
            try:
                self._memory.grow(self._store, missing // self._memory.page_size(self._store))
            except WasmtimeError as error:
                raise AgreementBroken(Breach.MEMORY, self.fuel) from error
        self._memory.write(self._store, bytearray(state.memory), 0)
        for held, value in zip(self._globals, state.globals, strict=True):
            held.set_value(self._store, value)

    def outcome(self) -> Outcome:
        """Result and fuel of what was done."""
        fuel, left = self.fuel, self._store.get_fuel()
        self._store.set_fuel(SLACK)
        address, length = self._call("result")
        self._store.set_fuel(left)
        return Outcome(bytes(self._memory.read(self._store, address, address + length)), fuel)

    def _metered(self, name: str, *arguments: int) -> None:
        self._call(name, *arguments)
        if self.fuel > self.limits.fuel:
            raise AgreementBroken(Breach.FUEL, self.limits.fuel)

    def _call(self, name: str, *arguments: int) -> list[int]:
        function = cast(Func, self._instance.exports(self._store)[name])
        try:
            found = function(self._store, *arguments)
        except Trap as trap:
            burnt = min(self.fuel, self.limits.fuel)
            raise AgreementBroken(breach_of(trap.trap_code), burnt) from trap
        return cast("list[int]", found)


def breach_of(code: TrapCode | None) -> Breach:
    """What a job broke that was stopped for a reason of the machine's."""
    if code is TrapCode.OUT_OF_FUEL:
        return Breach.FUEL
    # Jobs of ours give up by `unreachable` in one place: where memory is refused.
    return Breach.MEMORY if code is TrapCode.UNREACHABLE else Breach.FAULT


def run(order: Order, limits: Limits | None = None) -> Outcome:
    """A job from its start to its end.

    Parameters
    ----------
    order
        What is computed from what.
    limits
        Agreed; generous ones if not given.

    Raises
    ------
    AgreementBroken
        If the machine stops it.

    Examples
    --------
    >>> from .catalogue import job_named
    >>> flips = run(Order(job=job_named("coin-flips"), seed=1, steps=1_000))
    >>> int.from_bytes(flips.result, "little"), flips.fuel
    (492, 34020)
    """
    execution = started(order, limits)
    execution.advance(order.steps)
    return execution.outcome()


def started(order: Order, limits: Limits | None = None) -> Execution:
    """A job whose memory is laid out, before its first step."""
    execution = Execution(order.job.text, limits or Limits())
    execution.start(order.seed, order.steps)
    return execution
