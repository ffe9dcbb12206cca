"""The state of all validators together, and how a step is taken."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .acts import Act, Transition, cited, describe
from .node import Lock, Node, Stage, enter_height, hear_proposals, hear_votes
from .rules import Rules
from .schedule import Standing
from .setting import Setting
from .votes import Ballot, Kind, Proposal, Vote, name_of


class RefusedStep(ValueError):
    """A step that its guard does not allow; the message names the step, the guard and the state."""


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is true at one moment; a step returns another one."""

    nodes: Mapping[str, Node]
    """Honest validators, each in the height where it is."""
    finished: Mapping[tuple[str, int], Node]
    """Honest validators in the heights that they have left, as they left them."""
    signed: frozenset[Vote]
    """Every vote that was ever signed, heard or not."""
    acted_on: frozenset[Ballot]
    """Certificates on which an honest validator has prevoted, precommitted or decided."""
    crashed: frozenset[str]

    def node(self, name: str, height: int) -> Node | None:
        """An honest validator in a height that it is in, or was in."""
        node = self.nodes[name]
        return node if node.height == height else self.finished.get((name, height))


def begin(setting: Setting) -> World:
    """Nobody has done anything."""
    standing = Standing(setting.start, 0.0)
    nodes = {
        each.name: Node(name=each.name, height=0, standing=standing)
        for each in setting.everybody()
        if not each.byzantine
    }
    return World(nodes, {}, frozenset(), frozenset(), frozenset())


def take(world: World, act: Act, setting: Setting, rules: Rules) -> World:
    """The world after an honest validator's step.

    Raises
    ------
    RefusedStep
        When a guard does not allow it.
    """
    node = world.nodes[act.actor]
    if not rules.allow(node, act, setting):
        raise RefusedStep(refusal(node, act, setting))
    ballot = Ballot(Kind.PREVOTE, act.height, act.round, act.block)
    match act.transition:
        case Transition.START_ROUND:
            return with_node(world, replace(node, round=act.round, stage=Stage.STARTED))
        case Transition.PREVOTE_NEW | Transition.PREVOTE_WITH_CERTIFICATE:
            node = replace(node, stage=Stage.PREVOTED)
        case Transition.DECIDE:
            node = replace(node, decision=node.certificate(cited(act)))
        case _:
            ballot = ballot._replace(kind=Kind.PRECOMMIT)
            lock = node.lock if act.block is None else Lock(act.round, act.block)
            node = replace(node, stage=Stage.PRECOMMITTED, lock=lock)
    vote = Vote(node.name, ballot)
    decides = act.transition is Transition.DECIDE
    if not decides:
        node = hear_votes(node, (vote,))
    stands_on_one = act.transition not in (Transition.PREVOTE_NEW, Transition.PRECOMMIT_NIL)
    return replace(
        world,
        nodes={**world.nodes, node.name: node},
        signed=world.signed if decides else world.signed | {vote},
        acted_on=world.acted_on | {cited(act)} if stands_on_one else world.acted_on,
    )


def refusal(node: Node, act: Act, setting: Setting) -> str:
    """Why a step is not taken, in one line."""
    lock = (
        f"locked on {name_of(node.lock.block)} since round {node.lock.round}"
        if node.lock
        else "not locked"
    )
    return (
        f"{describe(act, setting.mode(node, act.round))}: {act.transition} must be allowed, got "
        f"{node.name} {node.stage.name.lower()} in round {node.round} of height {node.height}, {lock}, "
        f"having heard {', '.join(sorted(node.certificate(cited(act)).signers)) or 'nobody'}"
    )


def sign(world: World, vote: Vote) -> World:
    """The world after a Byzantine validator has signed a vote.

    Raises
    ------
    RefusedStep
        When the name is an honest validator's: signatures cannot be forged.
    """
    if vote.voter in world.nodes:
        raise RefusedStep(f"byzantine: the signer must be Byzantine, got {vote.voter}")
    return replace(world, signed=world.signed | {vote})


def deliver(
    world: World, name: str, votes: tuple[Vote, ...] = (), proposals: tuple[Proposal, ...] = ()
) -> World:
    """The world after an honest validator has heard something."""
    node = world.nodes[name]
    if votes:
        node = hear_votes(node, votes)
    if proposals:
        node = hear_proposals(node, proposals)
    return world if node is world.nodes[name] else with_node(world, node)


def next_height(world: World, name: str, setting: Setting) -> World:
    """The world after a validator that has decided has gone on to the next height."""
    node = world.nodes[name]
    assert node.decision is not None
    block = node.decision.ballot.block
    assert block is not None
    standing = setting.schedule.after(name, node.standing, node.height, block)
    return replace(
        with_node(world, enter_height(node, standing)),
        finished={**world.finished, (name, node.height): node},
    )


def with_node(world: World, node: Node) -> World:
    """The world with one validator changed."""
    return replace(world, nodes={**world.nodes, node.name: node})
