"""What one honest validator knows and has done in one height."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import NamedTuple

from .schedule import Standing
from .votes import Ballot, Block, Certificate, Proposal, Vote


class Stage(IntEnum):
    """What a validator has done in its round."""

    STARTED = 0
    PREVOTED = 1
    PRECOMMITTED = 2


class Lock(NamedTuple):
    """The last block that a validator precommitted, and in which round."""

    round: int
    block: Block


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    """State of an honest validator, as it survives a crash.

    Notes
    -----
    Source: Buchman, Kwon and Milosevic 2018, lines 1 to 10. Their `validValue` and `validRound` are
    not stored: they are `latest_certified` of what was heard.
    """

    name: str
    height: int
    standing: Standing
    round: int = 0
    stage: Stage = Stage.STARTED
    lock: Lock | None = None
    decision: Certificate | None = None
    proposals: tuple[Proposal, ...] = ()
    """Of this height and later ones, in the order heard."""
    heard: Mapping[Ballot, frozenset[str]] = field(default_factory=dict[Ballot, frozenset[str]])
    """Voters by ballot, of this height and later ones."""

    def certificate(self, ballot: Ballot) -> Certificate:
        """All signatures under a ballot that were heard, enough or not."""
        return Certificate(ballot, self.heard.get(ballot, frozenset()))


def hear_votes(node: Node, votes: Iterable[Vote]) -> Node:
    """The validator after some votes; the same one where none is news to it."""
    heard = node.heard
    for voter, ballot in votes:
        known = heard.get(ballot, frozenset())
        if voter not in known and ballot.height >= node.height:
            heard = {**heard, ballot: known | {voter}}
    return node if heard is node.heard else replace(node, heard=heard)


def hear_proposals(node: Node, proposals: Iterable[Proposal]) -> Node:
    """The validator after some proposals; the same one where none is news to it."""
    news = [each for each in proposals if each.height >= node.height and each not in node.proposals]
    return replace(node, proposals=(*node.proposals, *news)) if news else node


def enter_height(node: Node, standing: Standing) -> Node:
    """The validator at the start of the next height, with what it has heard of it already."""
    height = node.height + 1
    return Node(
        name=node.name,
        height=height,
        standing=standing,
        proposals=tuple(each for each in node.proposals if each.height >= height),
        heard={ballot: who for ballot, who in node.heard.items() if ballot.height >= height},
    )
