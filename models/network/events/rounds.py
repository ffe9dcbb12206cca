"""Rounds of votes on single messages: the machine's protocol, counted rather than kept as sets.

`models/protocol/machine/` is the same protocol with its guards apart and its state as values; the tests
hold the two to the same times on random delays. What differs is what is sent: with `relays`, all that
the machine sends, and so all that its proofs ask for; without, certificates are passed on only when a
wait is over, or to whoever turns out to be behind, as votes that go to everybody make them anyway.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ...protocol.machine.events import Closing, Timeout, Turn
from ...protocol.machine.node import Stage
from ...protocol.machine.schedule import Standing
from ...protocol.modes import Mode
from ...protocol.timing import listening_seconds, wait_seconds
from ..rounds import FEWEST_DELAYS
from .forms import OneVote, TwoVotes, shown_by
from .hearing import Hearing, Node, Round
from .messages import (
    NIL,
    PRECOMMIT,
    Begin,
    Chain,
    Decision,
    Gossip,
    Proposal,
    Vote,
    Votes,
)
from .passing_on import decided_since, gossip_of, last_voted, voters

if TYPE_CHECKING:
    from .simulation import Simulation


class Rounds:
    """Every part of a validator, and what it does when something reaches it."""

    def __init__(self, simulation: "Simulation") -> None:
        self.simulation = simulation
        trial = simulation.trial
        self.schedule, self.proposers = trial.schedule, trial.proposers
        self.names = [f"v{each}" for each in range(simulation.validators)]
        self.timeout_ms = 1_000 * trial.parameters.network.timeout_seconds
        form = OneVote if trial.message_delays == FEWEST_DELAYS else TwoVotes
        self.hearing = Hearing(
            trial.authorities,
            trial.stake,
            trial.quorums,
            [shown_by(quorum) for quorum in trial.quorums],
            form.final,
            trial.parameters.assumptions,
            self.opened,
        )
        self.form, self.hear_vote = form(self.hearing), self.hearing.hear_vote
        self.acts: dict[type, Callable[[Node, Any], None]] = {
            Proposal: self.consider,
            Gossip: self.follow,
            Chain: self.catch_up,
            Timeout: self.expire,
            Closing: self.close,
            Begin: self.begin,
            Turn: self.take_turn,
        }
        self.everybody = (1 << simulation.validators) - 1
        start = Standing(trial.start, 0.0)
        self.nodes = [Node(part, validator, start) for part, validator in enumerate(simulation.who)]

    def opened(self, node: Node, round_: int) -> tuple[Mode, int]:
        """Mode and proposer of a round of a validator's height."""
        name = self.names[node.validator]
        mode = self.schedule.mode(name, node.standing, node.height, round_)
        return mode, int(self.proposers(node.height, round_, mode)[1:])

    def start(self) -> None:
        """Everybody enters the first height."""
        for node in self.nodes:
            self.enter(node, 0)

    def hear(self, part: int, message: object) -> None:
        """A message or the end of a wait reaches somebody who is up."""
        node = self.nodes[part]
        if type(message) is Vote:
            if self.hear_vote(node, message):
                self.go_on(node)
        else:
            self.acts[type(message)](node, message)

    def consider(self, node: Node, proposal: Proposal) -> None:
        """A validator hears of a block."""
        if self.hearing.hear_proposal(node, proposal):
            self.go_on(node)

    def begin(self, node: Node, time: Begin) -> None:
        """The time has come for a height."""
        if time.height == node.height and not node.begun:
            node.begun = True
            self.arrive(node)

    def close(self, node: Node, end: Closing) -> None:
        """The last wait of a round is over."""
        if node.begun and end == (node.height, node.round):
            self.start_round(node, node.round + 1)
            self.go_on(node)

    def take_turn(self, node: Node, turn: Turn) -> None:
        """A proposer has listened for long enough."""
        if node.begun and turn == (node.height, node.round):
            self.propose(node)

    def go_on(self, node: Node) -> None:
        """Everything that a validator now does at once."""
        while self.step(node):
            pass
        if node.begun and not node.closed and node.rounds[node.round].closers.enough:
            node.closed = True
            if self.simulation.trial.relays:
                self.pass_on(node)
            self.simulation.wait(node.part, self.wait_ms(node), Closing(node.height, node.round))

    def step(self, node: Node) -> bool:
        """Whether the most pressing thing that a validator may do was there to do.

        Notes
        -----
        Source: `wishes` of `models/protocol/machine/behaviour.py`, in its order.
        """
        if node.decidable is not None:
            self.decide(node, *node.decidable)
            return True
        if not node.begun:
            return False
        if node.ahead > node.round:
            self.start_round(node, node.ahead)
            return True
        vote = self.form.next_vote(node)
        if vote is not None:
            self.vote(node, vote)
            return True
        if self.form.is_over(node):
            self.start_round(node, node.round + 1)
            return True
        return False

    def round(self, node: Node) -> Round:
        """What has been heard of the validator's round."""
        return self.hearing.round_of(node, node.round)

    def vote(self, node: Node, block: int) -> None:
        """A validator's next vote: it locks on what it precommits, and waits for what follows."""
        kind = self.form.cast(node, block)
        vote = Vote(kind, node.height, node.round, block, node.validator)
        self.hearing.hear_vote(node, vote)
        self.wait(node)
        self.simulation.vote(node.part, vote)

    def decide(self, node: Node, round_: int, block: int) -> None:
        """A height is final for a validator; the next one begins when its time has come."""
        record = node.rounds[round_]
        votes = record.precommits if self.form.final == PRECOMMIT else record.prevotes
        node.heard.append(voters(node.rounds))
        node.decisions.append(Decision(round_, block, votes[block].voters))
        simulation, height = self.simulation, node.height
        simulation.finalise(node.validator, node.part, block)
        if simulation.trial.relays:
            since = last_voted(node, self.others(node))
            simulation.broadcast(node.part, decided_since(node, since))
        node.standing = self.schedule.after(
            self.names[node.validator], node.standing, height, simulation.block(block)
        )
        self.enter(node, height + 1)

    def enter(self, node: Node, height: int) -> None:
        """A validator enters a height, with what it has heard of it already."""
        node.clear(height)
        for message in node.later.pop(height, {}).values():
            self.hearing.hear(node, message)
        if height < self.simulation.trial.heights:
            before = node.decisions[-1].block if node.decisions else None
            pause = self.simulation.pause_ms(node.standing.mode, before)
            self.simulation.wait(node.part, pause, Begin(height))

    def arrive(self, node: Node) -> None:
        """A validator is in a new round: it waits, and where it is its turn listens and proposes."""
        simulation, record = self.simulation, self.round(node)
        simulation.ledger.enter(node.height, node.round, record.mode, simulation.now)
        self.wait(node)
        mute = node.validator in simulation.trial.conditions.mute
        if record.proposer != node.validator or mute:
            self.go_on(node)
        elif node.round == 0:
            self.propose(node)
        else:
            turn = Turn(node.height, node.round)
            simulation.wait(node.part, listening_seconds(self.wait_ms(node)), turn)
            self.go_on(node)

    def propose(self, node: Node) -> None:
        """A validator proposes the block that the last round certified, or a new one."""
        certified = self.hearing.latest_certified(node)
        if certified is None:
            before = node.decisions[-1].block if node.decisions else None
            mode = self.round(node).mode
            block = self.simulation.new_block(
                node.part, node.height, node.round, mode, node.standing.mode, before
            )
            proposal = Proposal(node.height, node.round, block, node.validator, None)
        else:
            proposal = Proposal(node.height, node.round, certified[1], node.validator, certified[0])
            self.pass_on(node)
        self.hearing.hear_proposal(node, proposal)
        self.simulation.broadcast(node.part, proposal)
        self.go_on(node)

    def start_round(self, node: Node, round_: int) -> None:
        """A validator enters a later round of its height, and says why."""
        node.round, node.stage, node.closed = round_, Stage.STARTED, False
        self.pass_on(node)
        self.arrive(node)

    def wait_ms(self, node: Node) -> float:
        """Length of a wait of the validator's round [ms]."""
        return wait_seconds(self.timeout_ms, node.round)

    def wait(self, node: Node) -> None:
        """A wait for whatever ends the validator's stage."""
        end = Timeout(node.height, node.round, node.stage)
        self.simulation.wait(node.part, self.wait_ms(node), end)

    def expire(self, node: Node, end: Timeout) -> None:
        """A wait is over: the validator passes on what it has heard, and votes for nothing.

        Who has nothing left to vote for waits again: what it passed on may have been lost.
        """
        if not node.begun or end != (node.height, node.round, node.stage):
            return
        self.pass_on(node)
        if self.form.gives_up(node):
            self.vote(node, NIL)
            self.go_on(node)
        elif self.form.leaves(node):
            self.start_round(node, node.round + 1)
            self.go_on(node)
        else:
            self.wait(node)

    def pass_on(self, node: Node) -> None:
        """All that a validator has heard, to everybody, with the decisions that somebody may lack."""
        since = last_voted(node, self.others(node))
        self.simulation.broadcast(node.part, gossip_of(node, since))

    def others(self, node: Node) -> int:
        """All validators but one; a bit for each, by number."""
        return self.everybody ^ self.hearing.bits[node.validator]

    def follow(self, node: Node, gossip: Gossip) -> None:
        """What another has heard; it is told what has been decided where it is behind."""
        self.catch_up(node, gossip.decided)
        is_behind = gossip.height < node.height
        news = self.hearing.hear_gossip(node, gossip)
        if is_behind:
            told = gossip_of(node, gossip.height)
            self.simulation.send(node.part, gossip.sender, told)
        if news:
            self.go_on(node)

    def catch_up(self, node: Node, chain: Chain) -> None:
        """What has been decided while a validator was elsewhere, certificate by certificate."""
        first = max(node.height, chain.height)
        for height, told in enumerate(chain.decisions[first - chain.height :], start=first):
            if height == node.height and self.hearing.hear_votes(
                node, Votes(self.form.final, *told)
            ):
                self.go_on(node)

    def come_back(self, part: int) -> None:
        """A validator that was down asks the others where they are, and waits anew."""
        node = self.nodes[part]
        self.pass_on(node)
        if node.begun:
            node.closed = False
            self.wait(node)
            self.go_on(node)
        elif node.height < self.simulation.trial.heights:
            before = node.decisions[-1].block if node.decisions else None
            pause = self.simulation.pause_ms(node.standing.mode, before)
            self.simulation.wait(part, pause, Begin(node.height))
