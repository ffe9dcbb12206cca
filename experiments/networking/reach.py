"""What a mode reaches on a deployment: time to finality, its floor, and the throughput that binds."""

import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...models.network.bounds import checking_ms, full_block, relays
from ...models.network.finality import Placement, floor_times, mean_interval, sampled_times
from ...models.network.links import Floats
from ...models.network.rounds import Pace, vote_phases
from ...models.network.samples import sampled_by_region
from ...models.network.throughput import binding_resource, with_voting
from ...models.protocol.modes import Mode, mode_parameters
from ..running.seeds import Stream, generator
from .course import Course, run_course
from .question import START, Engine, Question, carried, placement

QUANTILES = {"p50": 0.5, "p90": 0.9, "p99": 0.99}
"""Of the times to finality, by the name that machines are told."""
NO_QUORUM = "no quorum"
"""What binds where those online cannot decide anything."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What was found."""

    validators: int
    online: int
    finality_ms: dict[str, float] | None
    """Over rounds and validators; none where those online are no quorum [ms]."""
    floor_ms: float | None
    """Mean over proposers and validators with the median delay on every link [ms]."""
    dissemination_ms: float
    """By which a full block is final later than an empty one, which times to finality are of [ms]."""
    within_target: float | None
    """Part of the rounds and validators that keep the mode's promise [1]."""
    target_ms: float | None
    """None where the mode changes [ms]."""
    throughputs: dict[str, float]
    """By resource [1/s]."""
    throughput: float
    """[1/s]"""
    timeouts: int
    """Rounds that were given up [1]."""
    engine: Engine
    jitter: str
    """Whether each message is late by its own draw, or all of a round between two regions by one."""
    seconds: float
    course: dict[str, Any] = field(default_factory=dict[str, Any])
    """What only a run on single messages shows."""

    def as_dict(self) -> dict[str, Any]:
        """The contract with machines."""
        return {
            "validators": self.validators,
            "online": self.online,
            "finality_ms": self.finality_ms,
            "floor_ms": self.floor_ms,
            "dissemination_ms": self.dissemination_ms,
            "target_ms": self.target_ms,
            "within_target": self.within_target,
            "throughput_tps": self.throughput,
            "binding_resource": binding_resource(self.throughputs),
            "throughput_by_resource": self.throughputs,
            "timeouts": self.timeouts,
            "engine": self.engine.value,
            "jitter": self.jitter,
            **self.course,
            "seconds": self.seconds,
        }


def reach(question: Question) -> Reached:
    """Finality and throughput of one mode on one deployment.

    Parameters
    ----------
    question
        What is asked.

    Raises
    ------
    BrokenInvariant
        If honest validators disagree in a run, or lose a final block.
    """
    started = time.monotonic()
    placed = placement(question)
    first = START if question.mode is None else question.mode
    mode = mode_parameters(question.parameters, first)
    pace = pace_of(question, first)
    floor = floor_times(placed, question.message_delays, pace)
    is_live = bool(np.isfinite(floor).all())
    found = carried(question, first)
    late = dissemination_ms(question, placed, min(found.values()), float(mode.block_seconds))
    target = None if question.mode is None else 1_000 * float(mode.finality_seconds)
    finality, within, course = None, None, Course()
    if is_live and question.engine is Engine.QUORUM:
        finality, within = sampled(
            question,
            placed,
            pace,
            float(mode.finality_seconds),
            by_region=question.is_by_region,
        )
        interval = mean_interval(placed, question.message_delays, pace)
        found = with_voting(found, float(mode.block_seconds), interval / 1_000)
    elif question.engine is Engine.EVENTS:
        course = run_course(question, placed, pace.checking_ms)
        finality = course.quantiles(QUANTILES)
        within = course.within()
        found = {**found, **course.throughputs}
    if finality is None and not is_live:
        found = {NO_QUORUM: 0.0, **found}
    return Reached(
        validators=placed.electorate.size,
        online=int(placed.online.sum()),
        finality_ms=finality,
        floor_ms=float(floor.mean()) if is_live else None,
        dissemination_ms=late,
        within_target=within,
        target_ms=target,
        throughputs=found,
        throughput=min(course.throughput, *found.values()),
        timeouts=course.failed_rounds,
        engine=question.engine,
        jitter="region" if question.is_by_region else "message",
        seconds=time.monotonic() - started,
        course=course.told,
    )


def pace_of(question: Question, mode: Mode) -> Pace:
    """What takes time beside messages: blocks come at the mode's interval, and votes are checked."""
    costs, delays = question.capacity.costs, question.message_delays
    return Pace(
        interval_ms=1_000 * float(mode_parameters(question.parameters, mode).block_seconds),
        checking_ms=checking_ms(question.size, delays, costs) / vote_phases(delays),
    )


def dissemination_ms(
    question: Question, placed: Placement, rate: float, block_seconds: float
) -> float:
    """Time in which a full block leaves those who send it, and in which it is passed on [ms].

    Parameters
    ----------
    question
        What is asked.
    placed
        Who is where.
    rate
        That blocks carry [1/s].
    block_seconds
        From one block to the next [s].
    """
    sending = full_block(question.capacity, question.size, rate, block_seconds)
    hops = relays(question.capacity, question.size)
    return 1_000 * sending + hops * placed.links.mean_between(placed.places)


def sampled(
    question: Question,
    placed: Placement,
    pace: Pace,
    target_seconds: float,
    *,
    by_region: bool,
) -> tuple[dict[str, float], float]:
    """Quantiles and mean by order statistics, and the part that keeps the promise.

    Parameters
    ----------
    question
        What is asked.
    placed
        Who is where.
    pace
        What takes time beside messages.
    target_seconds
        Promised [s].
    by_region
        Whether all messages of a round between two regions have one delay, or each its own.
    """
    rng = generator(question.seed, "network", 0, Stream.SAMPLING)
    target = 1_000 * target_seconds
    if not by_region:
        times = sampled_times(placed, question.message_delays, question.length, rng, pace)
        found = quantiles(times)
        assert found is not None
        return found, float((times <= target).mean())
    found = sampled_by_region(
        placed, question.message_delays, question.length, rng, jitter=True, pace=pace
    )
    levels = found.quantiles(np.array(list(QUANTILES.values())))
    named = dict(zip(QUANTILES, levels.tolist(), strict=True))
    return {**named, "mean": found.mean}, found.within(target)


def quantiles(times: Floats) -> dict[str, float] | None:
    """Quantiles and mean of times to finality; none of no times."""
    if not times.size:
        return None
    found = {name: float(np.quantile(times, part)) for name, part in QUANTILES.items()}
    return {**found, "mean": float(times.mean())}
