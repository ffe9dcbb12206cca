"""What validators send each other, with validators and blocks by number."""

from typing import NamedTuple

NIL = -1
"""The block of a vote for no block."""
PREVOTE, PRECOMMIT = 0, 1
"""The two votes of a round: `Kind` by number, because millions are counted."""


class Vote(NamedTuple):
    """A signature of one validator."""

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


class Gossip(NamedTuple):
    """All that a validator has heard of its height, and what it has of later ones."""

    sender: int
    height: int
    votes: tuple[Votes, ...]
    proposals: tuple[Proposal, ...]
    later: tuple[Vote | Proposal, ...]


class Decision(NamedTuple):
    """A height that is final, and on whose votes."""

    round: int
    block: int
    voters: int


class Chain(NamedTuple):
    """What has been decided from a height on, for whoever is behind."""

    height: int
    decisions: tuple[Decision, ...]


class Begin(NamedTuple):
    """The time at which a height may begin, if the validator is then still in it."""

    height: int


class Relayed(NamedTuple):
    """A message that neighbours pass on to theirs."""

    number: int
    content: object
