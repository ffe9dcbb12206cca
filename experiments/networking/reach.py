"""What a mode reaches on a deployment: time to finality, its floor, and the throughput that binds."""

import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...models.errors import InvalidParameter
from ...models.network.finality import Placement, floor_times, sampled_times
from ...models.network.rounds import FEWEST_DELAYS
from ...models.network.throughput import Capacity, binding_resource, throughputs
from ...models.network.verification import KEY_SECONDS, VOTE_SECONDS, aggregate_seconds
from ...models.network.votes import equals, of_two_delays
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode, mode_parameters
from ...models.protocol.quorums import quorum
from ..running.seeds import Stream, generator
from .deployments import Deployment

QUANTILES = {"p50": 0.5, "p90": 0.9, "p99": 0.99}
"""Of the times to finality, by the name that machines are told."""


@dataclass(frozen=True, eq=False, slots=True)
class Question:
    """One mode on one deployment."""

    parameters: Parameters
    mode: Mode
    deployment: Deployment
    message_delays: int = 3
    """Of a round, the proposal among them [1]."""
    offline: float = 0.0
    """Part of the validators that say nothing, drawn by lot [1]."""
    rounds: int = 1_000
    """How many are sampled [1]."""
    seed: int = 1
    capacity: Capacity = field(default_factory=Capacity)


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
    target_ms: float
    throughputs: dict[str, float]
    """By resource [1/s]."""
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        """The contract with machines."""
        binding = binding_resource(self.throughputs)
        return {
            "validators": self.validators,
            "online": self.online,
            "finality_ms": self.finality_ms,
            "floor_ms": self.floor_ms,
            "target_ms": self.target_ms,
            "within_target": self.within_target,
            "throughput_tps": self.throughputs[binding],
            "binding_resource": binding,
            "throughput_by_resource": self.throughputs,
            "timeouts": 0,
            "engine": "quorum",
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
    InvalidParameter
        If the share offline leaves nobody, or a number is out of range.
    """
    started = time.monotonic()
    placed = placement(question)
    mode = mode_parameters(question.parameters, question.mode)
    rng = generator(question.seed, "network", 0, Stream.SAMPLING)
    floor = floor_times(placed, question.message_delays)
    target = 1_000 * float(mode.finality_seconds)
    finality = within = None
    if np.isfinite(floor).all():
        times = sampled_times(placed, question.message_delays, question.rounds, rng)
        times = times + checking_ms(placed.electorate.size, question.message_delays)
        finality = {name: float(np.quantile(times, part)) for name, part in QUANTILES.items()}
        finality["mean"] = float(times.mean())
        within = float((times <= target).mean())
    return Reached(
        validators=placed.electorate.size,
        online=int(placed.online.sum()),
        finality_ms=finality,
        floor_ms=None if finality is None else float(floor.mean()),
        within_target=within,
        target_ms=target,
        throughputs=throughputs(
            question.capacity, placed.electorate.size, float(mode.block_seconds)
        ),
        seconds=time.monotonic() - started,
    )


def placement(question: Question) -> Placement:
    """Who is where, and who of them answers."""
    if not 0 <= question.offline < 1:
        raise InvalidParameter(f"offline must be at least 0 and below 1, got {question.offline!r}")
    if question.rounds < 1:
        raise InvalidParameter(f"rounds must be at least 1, got {question.rounds}")
    deployment = question.deployment
    places = [
        deployment.links.place(region)
        for region, count in deployment.validators.items()
        for _ in range(count)
    ]
    asked = quorum(question.parameters, question.mode)
    if question.message_delays == FEWEST_DELAYS:
        asked = of_two_delays(asked)
    rng = generator(question.seed, "network", 0, Stream.MISBEHAVIOUR)
    silent = rng.permutation(len(places))[: int(question.offline * len(places))]
    online = np.ones(len(places), dtype=np.bool_)
    online[silent] = False
    return Placement(deployment.links, np.array(places), equals(len(places), asked), online)


def checking_ms(validators: int, message_delays: int) -> float:
    """Time to check an aggregate of everybody's votes in each phase after the proposal [ms]."""
    phases = message_delays - 1
    return 1_000 * phases * aggregate_seconds(validators, VOTE_SECONDS, KEY_SECONDS)
