"""A height as plain sets, for whoever wants to hold the machine against another model of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..modes import Mode
from .node import Lock
from .setting import Setting
from .votes import Block, Kind
from .world import World

Signed = frozenset[tuple[str, int, Block | None]]
"""Who voted in which round for what; `None` is nil."""
Certified = frozenset[tuple[int, Block]]
"""In which round what was certified."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One height at one moment."""

    prevoted: Signed
    precommitted: Signed
    rounds: Mapping[str, int]
    """Round of each honest validator: it has left all before."""
    locks: Mapping[str, Lock]
    """Of the honest validators that are locked."""
    decided: frozenset[tuple[str, int, Block]]
    """Which honest validator decided what, by a certificate of which round."""
    prevotes_seen: Certified
    """Certificates of prevotes on which an honest validator has acted."""
    precommits_seen: Certified
    """Certificates of precommits on which an honest validator has decided."""


def observe(world: World, height: int) -> Observation:
    """One height of a world; validators that have not reached it have done nothing in it."""
    reached = [node for name in world.nodes if (node := world.node(name, height)) is not None]
    decisions = [(node.name, node.decision.ballot) for node in reached if node.decision is not None]
    return Observation(
        prevoted=signed(world, height, Kind.PREVOTE),
        precommitted=signed(world, height, Kind.PRECOMMIT),
        rounds=dict.fromkeys(world.nodes, 0) | {node.name: node.round for node in reached},
        locks={node.name: node.lock for node in reached if node.lock},
        decided=frozenset((name, at.round, at.block) for name, at in decisions if at.block),
        prevotes_seen=acted_on(world, height, Kind.PREVOTE),
        precommits_seen=acted_on(world, height, Kind.PRECOMMIT),
    )


def signed(world: World, height: int, kind: Kind) -> Signed:
    """Votes of one kind in a height."""
    return frozenset(
        (voter, at.round, at.block)
        for voter, at in world.signed
        if at.height == height and at.kind is kind
    )


def acted_on(world: World, height: int, kind: Kind) -> Certified:
    """Certificates of one kind, in a height, on which an honest validator has acted."""
    return frozenset(
        (at.round, at.block)
        for at in world.acted_on
        if at.height == height and at.kind is kind and at.block
    )


def disagreements(world: World) -> dict[int, frozenset[Block]]:
    """Heights in which honest validators have decided different blocks, with the blocks."""
    decided: dict[int, set[Block]] = {}
    for node in (*world.nodes.values(), *world.finished.values()):
        if node.decision is not None and node.decision.ballot.block is not None:
            decided.setdefault(node.height, set()).add(node.decision.ballot.block)
    return {height: frozenset(some) for height, some in decided.items() if len(some) > 1}


def modes_of_round(world: World, setting: Setting, height: int, round_: int) -> frozenset[Mode]:
    """Modes in which honest validators that reached a height see one of its rounds."""
    nodes = [world.node(name, height) for name in world.nodes]
    return frozenset(setting.mode(node, round_) for node in nodes if node is not None)
