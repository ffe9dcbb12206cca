"""A script of steps, replayed on the machine: each must pass its guard, or the replay stops.

A script needs no messages: before a step, its actor hears every vote signed so far for the ballot that
the step stands on. Whoever should not have heard simply takes no such step.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .acts import Act, Step, Transition, cited
from .execution import Execution
from .rules import HONEST, Rules
from .setting import Setting
from .votes import Ballot, Vote
from .world import RefusedStep, World, begin, deliver, next_height, sign, take

ON_A_CERTIFICATE = (
    Transition.PREVOTE_WITH_CERTIFICATE,
    Transition.PRECOMMIT,
    Transition.DECIDE,
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is to happen, where, and by which guards."""

    title: str
    setting: Setting
    acts: tuple[Act, ...]
    rules: Rules = HONEST


def replay(scenario: Scenario) -> Execution:
    """The scenario's steps, with the hearing in between; a script has no clock, so all are at zero.

    Raises
    ------
    RefusedStep
        At the first step that a guard refuses; the message says which one it is.
    """
    steps: list[Step] = []
    worlds = [begin(scenario.setting)]
    for number, act in enumerate(scenario.acts, start=1):
        try:
            for step, world in perform(worlds[-1], act, scenario):
                steps.append(step)
                worlds.append(world)
        except RefusedStep as error:
            raise RefusedStep(f"step {number} of {scenario.title}: {error}") from error
    return Execution(tuple(steps), tuple(worlds))


def perform(world: World, act: Act, scenario: Scenario) -> Iterator[tuple[Step, World]]:
    """One act of a script, after the hearing that it needs, each with the world after it."""
    setting = scenario.setting
    if act.transition is Transition.BYZANTINE:
        if act.kind is None:
            raise RefusedStep(f"byzantine: kind must be prevote or precommit, got {act.kind}")
        vote = Vote(act.actor, Ballot(act.kind, act.height, act.round, act.block))
        yield Step(0.0, act, None), sign(world, vote)
        return
    node = world.nodes.get(act.actor)
    if act.transition is Transition.PROPOSE:
        yield propose(world, act, setting), world
    elif node is None:
        raise RefusedStep(f"{act.transition}: the actor must be honest, got {act.actor}")
    elif act.transition is Transition.ENTER_HEIGHT:
        if node.decision is None:
            raise RefusedStep(f"enter_height: {act.actor} must have decided, got no decision")
        yield Step(0.0, act, None), next_height(world, act.actor, setting)
    else:
        if act.transition in ON_A_CERTIFICATE:
            for step, heard in listen(world, act):
                world = heard
                yield step, world
        mode = setting.mode(node, act.round)
        world = take(world, act, setting, scenario.rules)
        decision = world.nodes[act.actor].decision
        yield Step(0.0, act, mode, decision.signers if decision else frozenset()), world


def propose(world: World, act: Act, setting: Setting) -> Step:
    """A proposal; an honest validator makes one only when it is its turn."""
    node = world.nodes.get(act.actor)
    if node is None:
        return Step(0.0, act, None)
    mode = setting.mode(node, act.round)
    proposer = setting.proposers(act.height, act.round, mode)
    if proposer != act.actor:
        raise RefusedStep(
            f"propose: the proposer of round {act.round} ({mode.label}) must be {proposer}, "
            f"got {act.actor}"
        )
    return Step(0.0, act, mode)


def listen(world: World, act: Act) -> Iterator[tuple[Step, World]]:
    """The votes that an act stands on, as far as the actor has not heard them."""
    ballot = cited(act)
    known = world.nodes[act.actor].certificate(ballot).signers
    for voter in sorted(vote.voter for vote in world.signed if vote.ballot == ballot):
        if voter not in known:
            world = deliver(world, act.actor, votes=(Vote(voter, ballot),))
            kind, height, round_, block = ballot
            hears = Act(
                Transition.HEAR, act.actor, round_, block, None, height, kind=kind, source=voter
            )
            yield Step(0.0, hears, None), world
