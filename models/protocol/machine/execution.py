"""Runs of the machine by chance: messages late or lost, timeouts, crashes, lies."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, permutations

import numpy as np

from ..timing import wait_seconds
from . import adversary as lies
from .acts import Act, Step, Transition, transcript
from .adversary import Adversary, Letter
from .behaviour import (
    act_at_timeout,
    is_closing,
    leaves,
    listening_of,
    next_act,
    proposal_of,
    proposes,
)
from .events import (
    Closing,
    Event,
    Gossip,
    Message,
    Outage,
    Timeout,
    Turn,
    heard,
)
from .network import Network
from .node import Node, Stage
from .passing_on import passed_on
from .rules import HONEST, Rules
from .setting import Setting
from .votes import Ballot, Block, Kind, Proposal, Vote
from .wire import PLAIN, Sealed, Wire
from .world import World, begin, deliver, next_height, sign, take


@dataclass(frozen=True, slots=True)
class Execution:
    """What happened, and the world before and after each step of it."""

    steps: tuple[Step, ...]
    worlds: tuple[World, ...]
    """One more than steps."""

    @property
    def end(self) -> World:
        """The world at the end."""
        return self.worlds[-1]

    def transcript(self, stutters: bool = False) -> str:
        """A line per step; messages and crashes only if asked for."""
        return transcript(self.steps, stutters)


def random_execution(
    setting: Setting,
    rng: np.random.Generator,
    network: Network,
    *,
    heights: int,
    steps: int,
    adversary: Adversary | None = None,
    rules: Rules = HONEST,
    wire: Wire = PLAIN,
) -> Execution:
    """A run until every honest validator has decided some heights, or has taken too long.

    Parameters
    ----------
    setting
        The deployment.
    rng
        Source of all chance.
    network
        What may happen to messages.
    heights
        Heights after which it ends [1].
    steps
        Steps after which it ends [1].
    adversary
        What Byzantine validators do; silent if not said.
    rules
        The guards that honest validators follow.
    wire
        What messages travel on.
    """
    run = Run(setting, rng, network, adversary or Adversary(activity=0.0), rules, heights, wire)
    taken: list[Step] = []
    worlds = [run.world]
    for step in islice(run.events(), steps):
        taken.append(step)
        worlds.append(run.world)
    return Execution(tuple(taken), tuple(worlds))


class Run:
    """A run as it goes on: the world, the clock, and what is on its way."""

    def __init__(
        self,
        setting: Setting,
        rng: np.random.Generator,
        network: Network,
        adversary: Adversary,
        rules: Rules,
        heights: int,
        wire: Wire = PLAIN,
    ) -> None:
        self.setting, self.rng, self.network, self.rules = setting, rng, network, rules
        self.adversary, self.heights, self.wire = adversary, heights, wire
        self.world = begin(setting)
        self.honest = list(self.world.nodes)
        self.liars = [each.name for each in setting.everybody() if each.byzantine]
        self.distances = {
            pair: network.remoteness(rng) for pair in permutations((*self.honest, *self.liars), 2)
        }
        self.known: list[tuple[int, Block]] = []
        self.now = 0.0
        self.queue: list[tuple[float, int, str, Event | Sealed]] = []
        self.closing: set[tuple[str, Closing]] = set()
        self.sent = 0

    def events(self) -> Iterator[Step]:
        """Steps as they happen; the world is the one after the step."""
        for name in self.honest:
            if self.rng.random() < self.network.crash:
                down, up = sorted(self.rng.random(2) * self.network.stabilises_seconds)
                self.put(down, name, Outage(True))
                self.put(up, name, Outage(False))
        for liar in self.liars:
            yield from self.lie(self.mislead(liar, 0, 0))
        for name in self.honest:
            yield from self.arrive(name)
        while self.queue and not self.is_over():
            self.now, _, name, arrived = heapq.heappop(self.queue)
            sealed = isinstance(arrived, Sealed)
            event = self.wire.opened(name, arrived) if sealed else arrived
            if event is not None:
                yield from self.handle(name, event)

    def is_over(self) -> bool:
        """Whether every honest validator has decided the last height."""
        last = self.heights - 1
        return all(
            node.height == last and node.decision is not None for node in self.world.nodes.values()
        )

    def put(self, time: float, name: str, event: Event | Sealed) -> None:
        """Something that will happen to a validator."""
        self.sent += 1
        heapq.heappush(self.queue, (time, self.sent, name, event))

    def send(
        self, sender: str, recipient: str, event: Message, kept_back: float = 0.0
    ) -> Iterator[Step]:
        """A message on its way, at once or later, or lost."""
        delay = self.setting.parameters.network.delay_seconds
        distance = self.distances[sender, recipient]
        arrival = self.network.arrival(self.now + kept_back, delay, distance, self.rng)
        if arrival is None:
            yield Step(self.now, heard(Transition.LOSE, recipient, event), None)
        else:
            self.put(arrival, recipient, self.wire.seal(sender, event))

    def broadcast(self, sender: str, event: Message) -> Iterator[Step]:
        """A message to everybody else."""
        for name in (*self.honest, *self.liars):
            if name != sender:
                yield from self.send(sender, name, event)

    def pass_on(self, name: str) -> Iterator[Step]:
        """All that a validator has heard, to everybody else, with the decisions that each may lack."""
        for other in (*self.honest, *self.liars):
            if other != name:
                yield from self.send(name, other, passed_on(self.world, name, other))

    def handle(self, name: str, event: Event) -> Iterator[Step]:
        """What an event does to a validator."""
        if name not in self.world.nodes:
            yield from self.tempt(name, event)
            return
        if isinstance(event, Outage):
            yield from self.outage(name, event)
        elif name in self.world.crashed:
            if not isinstance(event, (Timeout, Closing, Turn)):
                yield Step(self.now, heard(Transition.LOSE, name, event), None)
        elif isinstance(event, Timeout):
            yield from self.expire(name, event)
        elif isinstance(event, (Closing, Turn)):
            node = self.world.nodes[name]
            if event == (node.height, node.round) and node.decision is None:
                ends = isinstance(event, Closing)
                yield from self.take(leaves(node)) if ends else self.propose(name)
        else:
            before = self.world.nodes[name]
            yield from self.hear(name, event)
            if self.world.nodes[name] is not before:
                yield from self.go_on(name)

    def hear(self, name: str, event: Message) -> Iterator[Step]:
        """A message arrives; who is behind is told what has been decided."""
        match event:
            case Vote():
                self.world = deliver(self.world, name, votes=(event,))
            case Proposal():
                self.world = deliver(self.world, name, proposals=(event,))
            case Gossip():
                self.world = deliver(self.world, name, event.votes, event.proposals)
        yield Step(self.now, heard(Transition.HEAR, name, event), None)
        if isinstance(event, Gossip):
            node = self.world.node(name, event.height)
            if node is not None and node.decision is not None:
                news = passed_on(self.world, name, event.sender)
                yield from self.send(name, event.sender, news)

    def go_on(self, name: str) -> Iterator[Step]:
        """Everything that a validator now does at once."""
        while (act := next_act(self.world.nodes[name], self.setting, self.rules)) is not None:
            yield from self.take(act)
        yield from self.close(name)

    def close(self, name: str) -> Iterator[Step]:
        """The last wait of a round begins, and whoever hears what began it begins its own.

        A Byzantine validator may have told this one alone, and others may be at an earlier height. So
        all that was heard is passed on, and what brings them here.
        """
        node = self.world.nodes[name]
        end = Closing(node.height, node.round)
        if (name, end) not in self.closing and is_closing(node, self.setting):
            self.closing.add((name, end))
            yield from self.pass_on(name)
            self.put(self.now + self.patience(node.round), name, end)

    def take(self, act: Act) -> Iterator[Step]:
        """An honest validator's step, and what it sends."""
        before = self.world.nodes[act.actor]
        mode = self.setting.mode(before, act.round)
        self.world = take(self.world, act, self.setting, self.rules)
        node = self.world.nodes[act.actor]
        if node.decision is not None:
            yield Step(self.now, act, mode, node.decision.signers)
            yield from self.pass_on(act.actor)
            yield from self.finish(node)
            return
        yield Step(self.now, act, mode)
        if act.transition is Transition.START_ROUND:
            yield from self.pass_on(act.actor)
            yield from self.arrive(act.actor)
            return
        kind = Kind.PREVOTE if node.stage is Stage.PREVOTED else Kind.PRECOMMIT
        self.wait(node)
        vote = Vote(act.actor, Ballot(kind, act.height, act.round, act.block))
        yield from self.broadcast(act.actor, vote)

    def finish(self, node: Node) -> Iterator[Step]:
        """A height is decided; the next one starts."""
        if node.height + 1 < self.heights:
            self.world = next_height(self.world, node.name, self.setting)
            act = Act(Transition.ENTER_HEIGHT, node.name, node.round, height=node.height)
            yield Step(self.now, act, None)
            yield from self.arrive(node.name)

    def arrive(self, name: str) -> Iterator[Step]:
        """A validator starts a round: it waits, and where it is its turn listens and then proposes."""
        node = self.world.nodes[name]
        self.wait(node)
        if not proposes(node, self.setting):
            yield from self.go_on(name)
            return
        listening = listening_of(node, self.setting)
        if listening > 0:
            patience = self.network.patience(self.now, listening, self.rng)
            self.put(self.now + patience, name, Turn(node.height, node.round))
            yield from self.go_on(name)
        else:
            yield from self.propose(name)

    def propose(self, name: str) -> Iterator[Step]:
        """A validator proposes, and shows the certificate of an earlier round that it relies on."""
        node = self.world.nodes[name]
        proposal = proposal_of(node, self.setting)
        self.world = deliver(self.world, name, proposals=(proposal,))
        act = Act(
            Transition.PROPOSE,
            name,
            node.round,
            proposal.block,
            proposal.valid_round,
            node.height,
        )
        yield Step(self.now, act, self.setting.mode(node, node.round))
        if proposal.valid_round is not None:
            yield from self.pass_on(name)
        yield from self.broadcast(name, proposal)
        yield from self.go_on(name)

    def patience(self, round_: int) -> float:
        """Length of a wait that begins now [s]."""
        longest = wait_seconds(self.setting.parameters.network.timeout_seconds, round_)
        return self.network.patience(self.now, longest, self.rng)

    def wait(self, node: Node) -> None:
        """A wait that grows with the round."""
        end = Timeout(node.height, node.round, node.stage)
        self.put(self.now + self.patience(node.round), node.name, end)

    def expire(self, name: str, event: Timeout) -> Iterator[Step]:
        """A wait ends: the validator passes on what it has heard, and votes for nothing.

        Who has nothing left to vote for waits again: what it passed on may have been lost.
        """
        node = self.world.nodes[name]
        if node.decision is not None or event != (node.height, node.round, node.stage):
            return
        yield from self.pass_on(name)
        takes_part = name in self.setting.validators(node.height).by_name
        if takes_part and node.stage is not Stage.PRECOMMITTED:
            yield from self.take(act_at_timeout(node))
            yield from self.go_on(name)
        else:
            self.wait(node)

    def outage(self, name: str, event: Outage) -> Iterator[Step]:
        """A validator goes down and hears nothing, or comes back with the state that it had."""
        node = self.world.nodes[name]
        crashed = self.world.crashed ^ {name}
        self.world = World(
            self.world.nodes,
            self.world.finished,
            self.world.signed,
            self.world.acted_on,
            crashed,
        )
        kind = Transition.CRASH if event.down else Transition.RECOVER
        yield Step(self.now, Act(kind, name, node.round, height=node.height), None)
        if not event.down:
            self.wait(node)
            self.closing.discard((name, Closing(node.height, node.round)))
            yield from self.close(name)

    def tempt(self, liar: str, event: Event) -> Iterator[Step]:
        """A Byzantine validator hears something and makes what it can of it."""
        if isinstance(event, Vote):
            source, ballot = event
            height, round_, block = ballot.height, ballot.round, ballot.block
        elif isinstance(event, Proposal):
            source, height, round_, block, _ = event
            ballot = Ballot(Kind.PREVOTE, height, round_, block)
        else:
            return
        if block is not None and source in self.world.nodes:
            if (round_, block) not in self.known:
                self.known.append((round_, block))
            yield from self.lie(
                (liar, letter)
                for letter in lies.agree(
                    self.adversary, liar, source, ballot, self.honest, self.rng
                )
            )
        if ballot.kind is Kind.PRECOMMIT:
            yield from self.lie(self.mislead(liar, height, round_ + 1))

    def mislead(self, liar: str, height: int, round_: int) -> Iterator[tuple[str, Letter]]:
        """Conflicting proposals, if it is the liar's turn."""
        for letter in lies.mislead(
            self.adversary,
            liar,
            height,
            round_,
            self.known,
            self.honest,
            self.setting,
            self.rng,
        ):
            yield liar, letter

    def lie(self, letters: Iterator[tuple[str, Letter]]) -> Iterator[Step]:
        """Byzantine messages, each signed in the sender's own name and sent when it likes."""
        for liar, (recipient, content) in letters:
            if isinstance(content, Vote):
                if content not in self.world.signed:
                    self.world = sign(self.world, content)
                    kind, height, round_, block = content.ballot
                    act = Act(Transition.BYZANTINE, liar, round_, block, height=height, kind=kind)
                    yield Step(self.now, act, None)
            else:
                act = Act(
                    Transition.PROPOSE, liar, content.round, content.block, height=content.height
                )
                yield Step(self.now, act, None)
            kept_back = self.adversary.latest_seconds * self.rng.random()
            yield from self.send(liar, recipient, content, kept_back)
