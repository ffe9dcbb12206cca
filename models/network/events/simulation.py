"""A run on single messages: the clock, what is on its way, and what goes wrong meanwhile."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from dataclasses import dataclass, field
from math import inf, sqrt
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter
from ...parameters.checks import check_count, check_not_negative
from ...parameters.parameters import Parameters
from ...protocol.machine.schedule import Schedule
from ...protocol.machine.setting import Proposers
from ...protocol.machine.votes import Block, Statistics
from ...protocol.modes import Mode, mode_parameters
from ...protocol.quorums import Quorum
from ..links import Links
from ..rounds import LONGEST_ALL_TO_ALL, check_delays
from ..votes import Integers
from .chained import Chained
from .conditions import Conditions, Partition
from .demand import ENDLESS, Demand
from .ledger import GENESIS, Ledger, Proposed
from .messages import Relayed, Vote
from .queue import Queue
from .rounds import Rounds
from .wires import Wires, neighbours

PATIENT_WAITS = 300
"""First waits without anything final, since the last change, after which a run is stopped [1]."""


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Trial:
    """What is to be run."""

    parameters: Parameters
    links: Links
    places: Integers
    """(n,) region of each validator, by number."""
    authorities: Integers
    """(n,) one for an authority, else zero [1]."""
    stake: Integers
    """(n,) [base unit]"""
    quorums: tuple[Quorum, ...]
    """By mode."""
    schedule: Schedule
    proposers: Proposers
    """Named `v` and the validator's number."""
    start: Mode
    """Of the first height."""
    heights: int
    """To be final at everybody who is there in the end [1]."""
    message_delays: int = 3
    conditions: Conditions = field(default_factory=Conditions)
    demand: Demand = ENDLESS
    block_limits: tuple[float, ...] = (inf, inf, inf)
    """Transactions of a full block, by mode [1]."""
    participation: float = 0.5
    """Part of the supply at stake, as the switching rule is told [1]."""
    jitter: bool = True
    paced: bool = True
    """Whether blocks are proposed no closer together than their mode says."""
    relays: bool = False
    """Whether certificates are passed on at once, as in the machine."""
    checking_ms: float = 0.0
    """From the arrival of a vote until it counts [ms]."""

    def __post_init__(self) -> None:
        check_delays(self.message_delays)
        check_count("heights", self.heights, least=1)
        check_not_negative("checking_ms", self.checking_ms)


class Change(NamedTuple):
    """A partition or an outage begins or ends."""

    what: Literal["cut", "mended", "down", "up"]
    number: int
    """Of the partition, or of the validator."""


class Simulation:
    """One run. It raises as soon as honest validators disagree, or one of them loses a final block."""

    def __init__(self, trial: Trial, rng: np.random.Generator) -> None:
        self.trial, self.validators = trial, len(trial.places)
        conditions = trial.conditions
        liars = sorted(conditions.equivocating)
        self.who = [*range(self.validators), *liars]
        """Validator of each part: who equivocates plays two."""
        self.overlay = (
            None
            if conditions.fan_out is None
            else neighbours(self.validators, conditions.fan_out, rng)
        )
        self.side = sides(self.validators, liars)
        self.cuts: list[Partition] = []
        talks = self.hears()
        self.wires = Wires(
            trial.links,
            trial.places[self.who],
            talks,
            self.near(talks),
            conditions.loss,
            trial.jitter,
            rng,
        )
        self.queue, self.ledger, self.now = Queue(), Ledger(self.validators), 0.0
        self.lag = [conditions.lag_ms if each in conditions.slow else 0.0 for each in self.who]
        self.outside = len(self.who)
        """Where changes are told, which is never up."""
        self.is_down = [*(each in conditions.offline for each in self.who), True]
        self.passed_on: dict[int, int] = {}
        self.relayed = 0
        gone = {each.validator for each in conditions.outages if each.ends_ms == inf}
        self.awaited = self.validators - len(conditions.offline | conditions.equivocating | gone)
        if not self.awaited:
            raise InvalidParameter("validators must not all be away or Byzantine, got all")
        self.gone = gone | conditions.offline | conditions.equivocating
        self.patience = patience_ms(trial)
        self.deadline = conditions.last_change_ms + self.patience
        chained = trial.message_delays > LONGEST_ALL_TO_ALL
        self.protocol = Chained(self) if chained else Rounds(self)

    def run(self) -> Ledger:
        """Until everybody who is there has the last height, or nothing was final for too long."""
        for at, change in self.changes():
            self.queue.put(at, change, 0.0, self.outside)
        self.protocol.start()
        is_down, hear = self.is_down, self.protocol.hear if self.overlay is None else self.hear
        for now, part, message in self.queue.events():
            if now > self.deadline:
                break
            self.now = now
            if not is_down[part]:
                hear(part, message)
            elif part == self.outside:
                assert isinstance(message, Change)
                self.change(message)
        return self.ledger

    def hear(self, part: int, message: object) -> None:
        """A message reaches somebody who passes it on, unless it has been there before."""
        told = self.passed(part, message) if isinstance(message, Relayed) else message
        if told is not None:
            self.protocol.hear(part, told)

    def broadcast(self, part: int, message: object) -> None:
        """A message to everybody, by way of neighbours where all do not talk to all."""
        self.spread(part, message, self.now + self.lag[part])

    def vote(self, part: int, vote: Vote) -> None:
        """A vote to everybody, which counts once it is checked."""
        self.spread(part, vote, self.now + self.lag[part] + self.trial.checking_ms)

    def spread(self, part: int, message: object, sent: float) -> None:
        """A message on its way."""
        if self.overlay is not None:
            self.relayed += 1
            self.passed_on[self.relayed] = 1 << part
            message = Relayed(self.relayed, message)
        delays, recipients = self.wires.reach(part)
        self.queue.spread(sent, message, delays, recipients)

    def passed(self, part: int, message: Relayed) -> object | None:
        """What a message says to whoever hears it first, who passes it on; nothing the second time."""
        seen = self.passed_on[message.number]
        if seen >> part & 1:
            return None
        self.passed_on[message.number] = seen | 1 << part
        delays, recipients = self.wires.reach(part)
        self.queue.spread(self.now + self.lag[part], message, delays, recipients)
        return message.content

    def send(self, part: int, recipient: int, message: object) -> None:
        """A message to one alone."""
        delay = self.wires.single(part, recipient)
        if delay is not None and self.wires.talks[part, recipient]:
            self.queue.put(self.now + self.lag[part], message, delay, recipient)

    def tell(self, part: int, validator: int, vote: object) -> None:
        """A vote to one validator alone, which may be the sender; it counts once it is checked."""
        sent = self.now + self.lag[part] + self.trial.checking_ms
        for recipient, who in enumerate(self.who):
            if recipient == part:
                delay = 0.0 if who == validator else None
            elif who == validator and self.wires.talks[part, recipient]:
                delay = self.wires.single(part, recipient)
            else:
                delay = None
            if delay is not None:
                self.queue.put(sent, vote, delay, recipient)

    def wait(self, part: int, milliseconds: float, end: object) -> None:
        """Something that a validator will be told after some time."""
        self.queue.put(self.now, end, milliseconds, part)

    def finalise(self, validator: int, part: int, block: int) -> None:
        """A block is final for a part of a validator; what Byzantine ones hold is their own affair."""
        if validator in self.trial.conditions.equivocating:
            return
        length = len(self.ledger.chain)
        self.ledger.finalise(validator, block, self.now)
        if len(self.ledger.chain) > length:
            changed = max(self.now, self.trial.conditions.last_change_ms)
            self.deadline = changed + self.patience
        done = self.ledger.reached[validator] == self.trial.heights
        if done and validator not in self.gone:
            self.awaited -= 1
            if not self.awaited:
                self.deadline = -inf

    def block(self, number: int) -> Block:
        """A block, as the schedule of modes knows it."""
        return Block(str(number), self.ledger.blocks[number].statistics)

    def pause_ms(self, mode: Mode, before: int | None) -> float:
        """Time until the block after another may be proposed [ms]."""
        if before is None or not self.trial.paced:
            return 0.0
        seconds = mode_parameters(self.trial.parameters, mode).block_seconds
        return max(0.0, self.ledger.blocks[before].at_ms + 1_000 * float(seconds) - self.now)

    def new_block(
        self,
        part: int,
        height: int,
        round_: int,
        mode: Mode,
        standing: Mode,
        before: int | None,
    ) -> int:
        """Number of a new block, filled with what waits."""
        trial, ledger = self.trial, self.ledger
        parent = GENESIS if before is None else before
        last, limit = ledger.through(parent), trial.block_limits[standing]
        waiting = inf if trial.demand.is_endless else trial.demand.arrived(self.now) - last
        filled = min(waiting, limit)
        since = self.now - (ledger.blocks[parent].at_ms if parent != GENESIS else 0.0)
        statistics = Statistics(
            load=load_of(waiting, limit),
            online=self.online(part),
            authorities=int(trial.authorities.sum()),
            participation=trial.participation,
            seconds=since / 1_000,
        )
        through = last + (filled if filled < inf else 0.0)
        return ledger.propose(
            Proposed(
                parent,
                height,
                round_,
                self.who[part],
                mode,
                self.now,
                last,
                through,
                statistics,
                limit,
            )
        )

    def online(self, part: int) -> int:
        """Authorities that a validator can hear, itself among them [1]."""
        up = {
            self.who[each]
            for each in range(len(self.who))
            if not self.is_down[each] and (self.wires.talks[each, part] or each == part)
        }
        return sum(int(self.trial.authorities[each]) for each in up)

    def hears(self) -> NDArray[np.bool_]:
        """Whether the column's part hears the row's: by who lies to whom, who is away, what is cut."""
        who = np.array(self.who)
        side = np.array(self.side)
        honest = side < 0
        same = side[:, None] == side[None, :]
        towards = np.array([each % 2 for each in self.who])
        lied_to = honest[None, :] & (side[:, None] == towards[None, :])
        found = honest[:, None] | same | lied_to
        away = np.isin(who, list(self.trial.conditions.offline))
        found = found & ~away[:, None] & ~away[None, :]
        for cut in self.cuts:
            apart = np.isin(who, list(cut.apart))
            found = found & (apart[:, None] == apart[None, :])
        return found

    def near(self, talks: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The same between neighbours alone, where all do not talk to all."""
        return talks if self.overlay is None else talks & self.overlay[np.ix_(self.who, self.who)]

    def changes(self) -> list[tuple[float, Change]]:
        """Partitions and outages, as they begin and end."""
        conditions = self.trial.conditions
        found: list[tuple[float, Change]] = []
        for number, cut in enumerate(conditions.partitions):
            found += [
                (cut.begins_ms, Change("cut", number)),
                (cut.ends_ms, Change("mended", number)),
            ]
        for each in conditions.outages:
            found += [
                (each.begins_ms, Change("down", each.validator)),
                (each.ends_ms, Change("up", each.validator)),
            ]
        return [(at, change) for at, change in found if at < inf]

    def change(self, change: Change) -> None:
        """A partition or an outage begins or ends."""
        if change.what in ("cut", "mended"):
            cut = self.trial.conditions.partitions[change.number]
            self.cuts = [each for each in self.cuts if each is not cut]
            if change.what == "cut":
                self.cuts.append(cut)
            talks = self.hears()
            self.wires.separate(talks, self.near(talks))
            return
        for part, validator in enumerate(self.who):
            if validator == change.number:
                self.is_down[part] = change.what == "down"
                if change.what == "up":
                    self.protocol.come_back(part)


def load_of(waiting: float, room: float) -> float:
    """Part of a block that what waits fills; full where there is no room at all, as any load is [1].

    Examples
    --------
    >>> load_of(5, 20), load_of(50, 20), load_of(5, 0), load_of(0, 0)
    (0.25, 1.0, 1.0, 0.0)
    """
    if room == inf:
        return 0.0
    if room == 0:
        return 1.0 if waiting > 0 else 0.0
    return min(1.0, waiting / room)


def patience_ms(trial: Trial) -> float:
    """Time without anything final, since the last change, after which a run is stopped [ms].

    Waits grow with every round, so that one which began in a partition is longer than the first.
    """
    timeout = 1_000 * trial.parameters.network.timeout_seconds
    return PATIENT_WAITS * timeout + 10 * sqrt(2 * timeout * trial.conditions.last_change_ms)


def sides(validators: int, liars: list[int]) -> list[int]:
    """To which half of the honest each part speaks; below zero for the honest, who speak to all."""
    return [0 if each in liars else -1 for each in range(validators)] + [1] * len(liars)
