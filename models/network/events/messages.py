"""What validators send each other, with validators and blocks by number."""

from dataclasses import dataclass
from typing import NamedTuple

NIL = -1
"""The block of a vote for no block."""
PREVOTE, PRECOMMIT = 0, 1
"""The two votes of a round: `Kind` by number, because millions are counted."""


@dataclass(frozen=True, slots=True)
class Vote:
    """A signature of one validator; no tuple, as slots are read faster than those are unpacked."""

    kind: int
    height: int
    round: int
    block: int
    voter: int


class Proposal(NamedTuple):
    """A block for a round, with the earlier round that certified it where one did."""

    height: int
    round: int
    block: int
    proposer: int
    valid_round: int | None


class Votes(NamedTuple):
    """All votes for one thing that somebody has heard."""

    kind: int
    round: int
    block: int
    voters: int
    """A bit for each, by number."""


class Decision(NamedTuple):
    """A height that is final, and on whose votes."""

    round: int
    block: int
    voters: int


class Chain(NamedTuple):
    """What has been decided from a height on, for whoever is behind."""

    height: int
    decisions: tuple[Decision, ...]


class Gossip(NamedTuple):
    """All that a validator has heard of its height, and what it has of later and of earlier ones."""

    sender: int
    height: int
    votes: tuple[Votes, ...]
    proposals: tuple[Proposal, ...]
    later: tuple[Vote | Proposal, ...]
    decided: Chain


class Begin(NamedTuple):
    """The time at which a height may begin, if the validator is then still in it."""

    height: int


class Relayed(NamedTuple):
    """A message that neighbours pass on to theirs."""

    number: int
    content: object
