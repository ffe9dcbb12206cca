"""What validators sign: proposals and votes; and what many votes for one block are together."""

from enum import StrEnum
from typing import NamedTuple

from ..quorums import Quorum
from .validators import ValidatorSet


class Statistics(NamedTuple):
    """What the switching rule asks for, as a proposer wrote it into its block."""

    load: float
    """Network load [1]."""
    online: int
    """Authorities online [1]."""
    authorities: int
    """Authorities in all [1]."""
    participation: float
    """Part of the supply at stake [1]."""
    seconds: float
    """Time since the block before [s]."""


class Block(NamedTuple):
    """A block: the value of which a height decides one."""

    name: str
    statistics: Statistics


class Kind(StrEnum):
    """The two votes of a round."""

    PREVOTE = "prevote"
    PRECOMMIT = "precommit"


class Ballot(NamedTuple):
    """What a vote is for; `None` is the vote for no block, nil."""

    kind: Kind
    height: int
    round: int
    block: Block | None


class Vote(NamedTuple):
    """A signature under a ballot."""

    voter: str
    ballot: Ballot


class Proposal(NamedTuple):
    """A block for a round, with the earlier round that certified it where one did."""

    proposer: str
    height: int
    round: int
    block: Block
    valid_round: int | None = None


class Certificate(NamedTuple):
    """Signatures of several validators under one ballot."""

    ballot: Ballot
    signers: frozenset[str]


def is_certificate(certificate: Certificate, quorum: Quorum, validators: ValidatorSet) -> bool:
    """Whether these signatures are enough in the mode whose quorum this is."""
    return validators.certify(quorum, certificate.signers)


def name_of(block: Block | None) -> str:
    """A block's name, or `nil`."""
    return block.name if block else "nil"
