"""What is asked of a network: one mode, or the protocol's own choice, on one deployment."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

import numpy as np

from ...models.errors import InvalidParameter
from ...models.execution.families import executed_throughput
from ...models.network.events.demand import ENDLESS, Demand
from ...models.network.finality import Placement
from ...models.network.rounds import FEWEST_DELAYS, check_delays
from ...models.network.throughput import Capacity, throughputs
from ...models.network.votes import equals, of_two_delays
from ...models.parameters.checks import check_count
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode, mode_parameters
from ...models.protocol.quorums import Quorum, quorum
from ..running.seeds import Stream, generator
from .deployments import Deployment
from .trials import Troubles, hit

SAMPLED = 1_000
"""Rounds where nothing else is said [1]."""
BLOCK = 320
"""Transactions of the block that is executed to see how fast that goes [1]."""
MESSAGES = 2_000_000
"""Votes after which a run on single messages ends where nothing else is said [1]."""
MOST_DRAWS = 1_000_000_000
"""Delays above which messages of a round between two regions take equally long [1]."""
FEWEST_BLOCKS = 5
START = Mode.BALANCED
"""Mode of the first height where the protocol chooses."""


class Engine(StrEnum):
    """How an answer is found."""

    AUTO = "auto"
    """By order statistics where they can say it, else on single messages."""
    QUORUM = "quorum"
    EVENTS = "events"


@dataclass(frozen=True, eq=False, slots=True)
class Question:
    """One mode on one deployment, and what goes wrong there."""

    parameters: Parameters
    mode: Mode | None
    """The protocol chooses by load and presence, if none."""
    deployment: Deployment
    message_delays: int = 3
    """Of a round, the proposal among them [1]."""
    rounds: int | None = None
    """Sampled, or blocks that are to be final; as many as are quick, if not said [1]."""
    seed: int = 1
    capacity: Capacity = field(default_factory=Capacity)
    troubles: Troubles = field(default_factory=Troubles)
    demand: Demand = ENDLESS
    asked: Engine = Engine.AUTO
    workload: str = "uniform"
    """What blocks are of, by name of `models/execution/families.py`."""
    workers: int = 32
    """That execute a block [1]."""
    block_size: int | None = None
    """Most transactions of a block; what the resources allow, if none [1]."""

    def __post_init__(self) -> None:
        check_delays(self.message_delays)
        check_count("workers", self.workers, least=1)
        if self.block_size is not None:
            check_count("block_size", self.block_size, least=1)
        if self.rounds is not None:
            check_count("rounds", self.rounds, least=1)
        if self.mode is None and self.message_delays not in (FEWEST_DELAYS, FEWEST_DELAYS + 1):
            raise InvalidParameter(
                f"phases must be 2 or 3 where the mode is auto, got {self.message_delays}"
            )
        if self.asked is Engine.QUORUM and self.is_beyond_rounds:
            raise InvalidParameter(
                "engine must be events or auto where a mode is chosen, load comes in, or more goes "
                "wrong than silence, got quorum"
            )

    @property
    def is_beyond_rounds(self) -> bool:
        """Whether order statistics of one round cannot answer."""
        return self.mode is None or self.troubles.is_more_than_silence or not self.demand.is_endless

    @property
    def needs_events(self) -> bool:
        """Whether they would leave something out: time that passes in vain, too."""
        return self.is_beyond_rounds or self.troubles.needs_events

    @property
    def engine(self) -> Engine:
        """What answers."""
        if self.asked is not Engine.AUTO:
            return self.asked
        return Engine.EVENTS if self.needs_events else Engine.QUORUM

    @property
    def size(self) -> int:
        """Validators [1]."""
        return sum(self.deployment.validators.values())

    @property
    def length(self) -> int:
        """Rounds that are sampled, or blocks that are to be final [1]."""
        if self.rounds is not None:
            return self.rounds
        if self.engine is Engine.QUORUM:
            return SAMPLED
        return min(SAMPLED, max(FEWEST_BLOCKS, MESSAGES // (2 * self.size * self.size)))

    @property
    def is_by_region(self) -> bool:
        """Whether jitter is drawn once a round for each pair of regions, and not for each message."""
        return self.engine is Engine.QUORUM and self.length * self.size**2 > MOST_DRAWS

    @property
    def quorums(self) -> tuple[Quorum, ...]:
        """What a certificate asks for, by mode."""
        found = tuple(quorum(self.parameters, mode) for mode in Mode)
        if self.message_delays == FEWEST_DELAYS:
            return tuple(of_two_delays(each) for each in found)
        return found


def carried(question: Question, mode: Mode) -> dict[str, float]:
    """Transactions a second that each resource of a mode allows [1/s].

    Raises
    ------
    InvalidParameter
        If there is no such workload.
    """
    seconds = float(mode_parameters(question.parameters, mode).block_seconds)
    executed = execution(question.workload, question.workers, question.seed)
    found = throughputs(question.capacity, question.size, seconds, question.message_delays)
    found["execution"] = executed
    return (
        found
        if question.block_size is None
        else {**found, "block size": question.block_size / seconds}
    )


@lru_cache(maxsize=64)
def execution(workload: str, workers: int, seed: int) -> float:
    """Transactions a second that are executed [1/s]."""
    rng = generator(seed, "network", 2, Stream.SAMPLING)
    return executed_throughput(workload, BLOCK, workers, rng)


def placement(question: Question) -> Placement:
    """Who is where, and who of them answers."""
    places = question.deployment.places
    asked = question.quorums[START if question.mode is None else question.mode]
    rng = generator(question.seed, "network", 0, Stream.MISBEHAVIOUR)
    silent = rng.permutation(len(places))[: hit(question.troubles.offline, len(places))]
    online = np.ones(len(places), dtype=np.bool_)
    online[silent] = False
    return Placement(question.deployment.links, places, equals(len(places), asked), online)
