"""A question answered on single messages: faults, partitions and load as they happen."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ...models.network.events.measures import Interval, Measured, measure
from ...models.network.events.simulation import Simulation, Trial
from ...models.network.events.steady import Steady, every_round
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
    throughput: float = 0.0
    """[1/s]"""
    failed_rounds: int = 0
    told: dict[str, Any] = field(default_factory=dict[str, Any])
    """For machines."""


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
        else every_round(size),
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
    return None if interval.lower is None else [interval.lower, interval.upper or 0.0]
