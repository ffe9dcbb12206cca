"""A run in which everybody at once hears all that is said: the best that a network can do.

There is no chance in it. Byzantine validators are silent. Whoever has nothing left to do waits until the
wait is over, all of them at the same time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...models.parameters.parameters import Parameters
from ...models.protocol.machine.acts import Act, Step, Transition
from ...models.protocol.machine.behaviour import (
    act_at_timeout,
    leaves,
    next_act,
    proposal_of,
    proposes,
)
from ...models.protocol.machine.execution import Execution
from ...models.protocol.machine.node import Stage
from ...models.protocol.machine.rules import HONEST, Rules
from ...models.protocol.machine.schedule import Measure, Schedule
from ...models.protocol.machine.setting import Setting, setting
from ...models.protocol.machine.validators import ValidatorSet
from ...models.protocol.machine.votes import Proposal
from ...models.protocol.machine.world import World, begin, deliver, next_height, take
from ...models.protocol.modes import Mode


def lockstep(place: Setting, *, heights: int, rounds: int, rules: Rules = HONEST) -> Execution:
    """A run until every honest validator has decided some heights, or some rounds of one are over.

    Parameters
    ----------
    place
        The deployment.
    heights
        Heights after which it ends [1].
    rounds
        Rounds of one height after which it ends without a decision [1].
    rules
        The guards that honest validators follow.
    """
    run = Lockstep(place, heights, rules)
    taken: list[Step] = []
    worlds = [run.world]
    for step in run.events(rounds):
        taken.append(step)
        worlds.append(run.world)
    return Execution(tuple(taken), tuple(worlds))


@dataclass(slots=True)
class Lockstep:
    """A run as it goes on."""

    setting: Setting
    heights: int
    rules: Rules
    world: World = field(init=False)
    said: list[Proposal] = field(init=False, default_factory=list[Proposal])

    def __post_init__(self) -> None:
        self.world = begin(self.setting)

    def events(self, rounds: int) -> Iterator[Step]:
        """Steps as they happen; the world is the one after the step."""
        while any(self.is_busy(name, rounds) for name in self.world.nodes):
            steps = list(self.pressing())
            yield from steps or self.waits_end(rounds)

    def is_busy(self, name: str, rounds: int) -> bool:
        """Whether a validator has heights to decide and rounds to do it in."""
        node = self.world.nodes[name]
        return node.round < rounds and (node.decision is None or node.height + 1 < self.heights)

    def pressing(self) -> Iterator[Step]:
        """What everybody does on what was said so far."""
        for name in self.world.nodes:
            yield from self.proposes(name)
        votes, said = tuple(self.world.signed), tuple(self.said)
        for name in self.world.nodes:
            self.world = deliver(self.world, name, votes, said)
            act = next_act(self.world.nodes[name], self.setting, self.rules)
            if act is not None:
                yield self.take(act)
            elif self.world.nodes[name].decision is not None:
                yield from self.goes_on(name)

    def proposes(self, name: str) -> Iterator[Step]:
        """The proposal of whoever proposes in the round where it is, once."""
        node = self.world.nodes[name]
        if node.decision is not None or not proposes(node, self.setting):
            return
        proposal = proposal_of(node, self.setting)
        if not self.has_proposed(proposal):
            self.said.append(proposal)
            _, height, round_, block, earlier = proposal
            act = Act(Transition.PROPOSE, name, round_, block, earlier, height)
            yield Step(0.0, act, self.setting.mode(node, round_))

    def has_proposed(self, proposal: Proposal) -> bool:
        """Whether the proposer has said something in that round."""
        return any(said[:3] == proposal[:3] for said in self.said)

    def goes_on(self, name: str) -> Iterator[Step]:
        """The next height of a validator that has decided this one."""
        node = self.world.nodes[name]
        if node.height + 1 < self.heights:
            self.world = next_height(self.world, name, self.setting)
            act = Act(Transition.ENTER_HEIGHT, name, node.round, height=node.height)
            yield Step(0.0, act, None)

    def waits_end(self, rounds: int) -> Iterator[Step]:
        """The end of everybody's wait."""
        for name, node in self.world.nodes.items():
            if node.decision is None and self.is_busy(name, rounds):
                is_last = node.stage is Stage.PRECOMMITTED
                yield self.take(leaves(node) if is_last else act_at_timeout(node))

    def take(self, act: Act) -> Step:
        """An honest validator's step."""
        mode = self.setting.mode(self.world.nodes[act.actor], act.round)
        self.world = take(self.world, act, self.setting, self.rules)
        decision = self.world.nodes[act.actor].decision
        return Step(0.0, act, mode, decision.signers if decision else frozenset())


def in_turn(
    parameters: Parameters,
    validators: ValidatorSet,
    schedule: Schedule,
    measure: Measure,
    start: Mode,
) -> Setting:
    """A deployment in which the honest propose in turn."""
    honest = [each.name for each in validators.members if not each.byzantine]

    def proposer(height: int, round_: int, mode: Mode) -> str:
        return honest[round_ % len(honest)]

    return setting(parameters, (validators,), schedule, proposer, measure, start)
