"""The vocabulary of the protocol's proofs: what is said of validators, rounds and blocks."""

from enum import Enum, StrEnum


class Sort(StrEnum):
    """What a variable stands for."""

    VALIDATOR = "validator"
    ROUND = "round"
    BLOCK = "block"


class Relation(Enum):
    """What changes while the protocol runs, with the sorts that it relates.

    All speak of one height. A vote is for a block or for `nil`, which is a block that nobody decides.
    """

    LEFT = ("left", (Sort.VALIDATOR, Sort.ROUND))
    """A validator is in a later round."""
    PREVOTED = ("prevoted", (Sort.VALIDATOR, Sort.ROUND, Sort.BLOCK))
    """A validator signed a prevote."""
    PRECOMMITTED = ("precommitted", (Sort.VALIDATOR, Sort.ROUND, Sort.BLOCK))
    """A validator signed a precommit."""
    LOCKED = ("locked", (Sort.VALIDATOR, Sort.ROUND, Sort.BLOCK))
    """A validator's lock is on this block, and of this round or a later one."""
    DECIDED = ("decided", (Sort.VALIDATOR, Sort.ROUND, Sort.BLOCK))
    """A validator decided a block by a certificate of a round."""
    PREVOTES_SEEN = ("prevotes_seen", (Sort.ROUND, Sort.BLOCK))
    """An honest validator has acted on a certificate of prevotes."""
    PRECOMMITS_SEEN = ("precommits_seen", (Sort.ROUND, Sort.BLOCK))
    """An honest validator has decided by a certificate of precommits."""

    def __init__(self, label: str, sorts: tuple[Sort, ...]) -> None:
        self.label = label
        self.sorts = sorts
