"""What a mode reaches on a deployment: time to finality, its floor, and the throughput that binds."""

import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...models.network.finality import Placement, floor_times, sampled_times
from ...models.network.links import Floats
from ...models.network.samples import sampled_by_region
from ...models.network.throughput import binding_resource
from ...models.network.verification import KEY_SECONDS, VOTE_SECONDS, aggregate_seconds
from ...models.protocol.modes import mode_parameters
from ..running.seeds import Stream, generator
from .course import Course, run_course
from .question import START, Engine, Question, carried, placement

QUANTILES = {"p50": 0.5, "p90": 0.9, "p99": 0.99}
"""Of the times to finality, by the name that machines are told."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What was found."""

    validators: int
    online: int
    finality_ms: dict[str, float] | None
    """Over rounds and validators; none where those online are no quorum [ms]."""
    floor_ms: float | None
    """Mean over proposers and validators with the median delay on every link [ms]."""
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
    floor = floor_times(placed, question.message_delays)
    is_live = bool(np.isfinite(floor).all())
    found = carried(question, first)
    checking = checking_ms(placed.electorate.size, question.message_delays)
    target = None if question.mode is None else 1_000 * float(mode.finality_seconds)
    finality, within, course = None, None, Course()
    if is_live and question.engine is Engine.QUORUM:
        finality, within = sampled(
            question,
            placed,
            checking,
            float(mode.finality_seconds),
            by_region=question.is_by_region,
        )
    elif is_live:
        course = run_course(question, placed, checking / (question.message_delays - 1))
        known = ~np.isnan(course.times)
        finality = quantiles(course.times[known])
        if finality is not None:
            within = float((course.times <= course.targets)[known].mean())
        found = {**found, "rounds": course.throughput}
    return Reached(
        validators=placed.electorate.size,
        online=int(placed.online.sum()),
        finality_ms=finality,
        floor_ms=float(floor.mean()) if is_live else None,
        within_target=within,
        target_ms=target,
        throughputs=found,
        throughput=found["rounds"] if "rounds" in found else min(found.values()),
        timeouts=course.failed_rounds,
        engine=question.engine,
        jitter="region" if question.is_by_region else "message",
        seconds=time.monotonic() - started,
        course=course.told,
    )


def sampled(
    question: Question,
    placed: Placement,
    checking: float,
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
    checking
        Time to check the votes of all phases [ms].
    target_seconds
        Promised [s].
    by_region
        Whether all messages of a round between two regions have one delay, or each its own.
    """
    rng = generator(question.seed, "network", 0, Stream.SAMPLING)
    target = 1_000 * target_seconds
    if not by_region:
        times = sampled_times(placed, question.message_delays, question.length, rng) + checking
        found = quantiles(times)
        assert found is not None
        return found, float((times <= target).mean())
    found = sampled_by_region(placed, question.message_delays, question.length, rng, jitter=True)
    levels = found.quantiles(np.array(list(QUANTILES.values()))) + checking
    named = dict(zip(QUANTILES, levels.tolist(), strict=True))
    return {**named, "mean": found.mean + checking}, found.within(target - checking)


def quantiles(times: Floats) -> dict[str, float] | None:
    """Quantiles and mean of times to finality; none of no times."""
    if not times.size:
        return None
    found = {name: float(np.quantile(times, part)) for name, part in QUANTILES.items()}
    return {**found, "mean": float(times.mean())}


def checking_ms(validators: int, message_delays: int) -> float:
    """Time to check an aggregate of everybody's votes in each phase after the proposal [ms]."""
    phases = message_delays - 1
    return 1_000 * phases * aggregate_seconds(validators, VOTE_SECONDS, KEY_SECONDS)
