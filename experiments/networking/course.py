"""A question answered on single messages: faults, partitions and load as they happen."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...models.network.events.measures import Interval, Measured, measure
from ...models.network.events.simulation import Simulation, Trial
from ...models.network.events.steady import Steady, every_round_by_lot
from ...models.network.finality import Placement
from ...models.network.links import Floats
from ...models.protocol.machine.rotation import taking_turns
from ...models.protocol.machine.schedule import SharedSchedule
from ...models.protocol.machine.validators import Validator, ValidatorSet
from ...models.protocol.modes import Mode, mode_parameters
from ..running.seeds import Stream, generator
from .question import START, Question, carried
from .trials import drawn, outages_of, partitions_of


@dataclass(frozen=True, eq=False, slots=True)
class Course:
    """What a run shows; nothing, where none was made."""

    times: Floats = field(default_factory=lambda: np.empty((0, 0)))
    """(blocks, validators); not a number where one was away [ms]."""
    targets: Floats = field(default_factory=lambda: np.empty((0, 1)))
    """(blocks, 1) promise of the mode of each [ms]."""
    throughput: float = inf
    """Measured; without a bound where no run was made [1/s]."""
    throughputs: dict[str, float] = field(default_factory=dict[str, float])
    """What `rounds` would carry if blocks were full, and the `load`, where it is not endless [1/s]."""
    failed_rounds: int = 0
    told: dict[str, Any] = field(default_factory=dict[str, Any])
    """For machines."""

    @property
    def known(self) -> NDArray[np.bool_]:
        """(blocks, validators) Where there is a time."""
        return ~np.isnan(self.times)

    @property
    def weights(self) -> Floats:
        """(times,) Of the times that there are: each block counts alike, however many were up for it.

        Else a block that took long, as too few were up, would hardly count, for the same reason.
        """
        known = self.known
        return np.broadcast_to(1 / np.maximum(known.sum(axis=1, keepdims=True), 1), known.shape)[
            known
        ]

    def quantiles(self, parts: Mapping[str, float]) -> dict[str, float] | None:
        """Quantiles by name, and the mean, of times to finality; none of no times [ms]."""
        times, weights = self.times[self.known], self.weights
        if not times.size:
            return None
        found = np.quantile(times, list(parts.values()), weights=weights, method="inverted_cdf")
        mean = float(np.average(times, weights=weights))
        return {**dict(zip(parts, found.tolist(), strict=True)), "mean": mean}

    def within(self) -> float | None:
        """Part of the times that keep their mode's promise; none of no times [1]."""
        kept = (self.times <= self.targets)[self.known]
        return float(np.average(kept, weights=self.weights)) if kept.size else None


def run_course(question: Question, placed: Placement, checking_ms: float) -> Course:
    """One run, measured.

    Parameters
    ----------
    question
        What is asked.
    placed
        Who is where.
    checking_ms
        Time to check the votes of one phase [ms].
    """
    trial = trial_of(question, placed, checking_ms)
    rng = generator(question.seed, "network", 1, Stream.SAMPLING)
    found = measure(trial, Simulation(trial, rng).run())
    promised = [
        1_000 * float(mode_parameters(question.parameters, mode).finality_seconds)
        for mode in found.modes
    ]
    return Course(
        times=found.finality_ms,
        targets=np.array(promised)[:, None],
        throughput=found.throughput.mean,
        throughputs={
            "rounds": found.carried,
            **({} if found.offered is None else {"load": found.offered}),
        },
        failed_rounds=found.failed_rounds,
        told=told(found),
    )


def trial_of(question: Question, placed: Placement, checking_ms: float) -> Trial:
    """A question as the event engine understands it."""
    size, parameters = placed.electorate.size, question.parameters
    everybody = tuple(Validator(f"v{each}", authority=True, stake=1) for each in range(size))
    rng = generator(question.seed, "network", 0, Stream.MISBEHAVIOUR)
    conditions = drawn(size, question.troubles, rng)
    slowest = max(float(mode_parameters(parameters, mode).finality_seconds) for mode in Mode)
    until = 1_000 * slowest * question.length
    conditions = replace(
        conditions,
        partitions=partitions_of(question.deployment, question.troubles.partitions),
        outages=outages_of(size, question.troubles, conditions, until, rng),
    )
    return Trial(
        parameters=parameters,
        links=placed.links,
        places=placed.places,
        authorities=placed.electorate.authorities,
        stake=placed.electorate.stake,
        quorums=question.quorums,
        schedule=SharedSchedule(parameters) if question.mode is None else Steady(),
        proposers=taking_turns((ValidatorSet(everybody),))
        if question.mode is None
        else every_round_by_lot(size, generator(question.seed, "network", 3, Stream.SAMPLING)),
        start=START if question.mode is None else question.mode,
        heights=question.length,
        message_delays=question.message_delays,
        conditions=conditions,
        demand=question.demand,
        block_limits=tuple(block_limit(question, mode) for mode in Mode),
        checking_ms=checking_ms,
    )


def block_limit(question: Question, mode: Mode) -> float:
    """Transactions that a block of a mode holds, as many as every resource carries at its pace [1]."""
    seconds = float(mode_parameters(question.parameters, mode).block_seconds)
    return seconds * min(carried(question, mode).values())


def told(found: Measured) -> dict[str, Any]:
    """What only a run on single messages shows."""
    return {
        "blocks": len(found.finality_ms),
        "halted": found.halted,
        "stopped_after_waits": found.waits if found.halted else None,
        "simulated_seconds": found.seconds,
        "finality_interval_ms": ends(found.finality),
        "throughput_interval_tps": ends(found.throughput),
        "mode_shares": {mode.label: share for mode, share in found.mode_shares.items()},
        "recovery_ms": list(found.recovery_ms),
        "transaction_wait_ms": found.wait_ms,
        "largest_backlog": found.backlog,
    }


def ends(interval: Interval) -> list[float] | None:
    """Both ends of an interval; nothing where blocks are too few."""
    if interval.lower is None or interval.upper is None:
        return None
    return [max(0.0, interval.lower), interval.upper]
