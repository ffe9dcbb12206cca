"""What was proposed and what became final, when and at whom; nothing final is ever lost or doubled."""

from math import inf, nan
from typing import NamedTuple

from ...protocol.machine.votes import Statistics
from ...protocol.modes import Mode

GENESIS = -1
"""The parent of the first block."""


class BrokenInvariant(RuntimeError):
    """Two validators hold different blocks final, or one has lost a block that was."""


class Proposed(NamedTuple):
    """A block that somebody has proposed."""

    parent: int
    """Block before it, by number."""
    height: int
    round: int
    proposer: int
    """Validator, by number."""
    mode: Mode
    """Of the round in which it was proposed first."""
    at_ms: float
    before: float
    """Transactions of all blocks before it [1]."""
    through: float
    """With its own [1]."""
    statistics: Statistics
    room: float
    """Transactions of a full block of its mode [1]."""


class Ledger:
    """All blocks of a run, and the one chain that honest validators hold final."""

    def __init__(self, validators: int) -> None:
        self.validators = validators
        self.blocks: list[Proposed] = []
        self.chain: list[int] = []
        """Final blocks by height."""
        self.final_ms: list[list[float]] = []
        """By height and validator; not a number where it is not final [ms]."""
        self.reached = [0] * validators
        """Final heights of each validator [1]."""
        self.due_ms: list[float] = []
        """By height: when its first round had a proposal, or at the latest could have had one [ms]."""
        self.failed_rounds = 0
        """Rounds that somebody left without a decision [1]."""
        self.entries: list[tuple[float, Mode]] = []
        """When the first validator entered a round that was further than all before, and its mode."""
        self.furthest = (-1, 0)

    def propose(self, block: Proposed) -> int:
        """Number of a new block."""
        self.blocks.append(block)
        if block.round == 0:
            self.is_due(block.height, block.at_ms)
        return len(self.blocks) - 1

    def is_due(self, height: int, now: float) -> None:
        """A height's first round has a proposal."""
        while len(self.due_ms) <= height:
            self.due_ms.append(inf)
        self.due_ms[height] = min(self.due_ms[height], now)

    def enter(self, height: int, round_: int, mode: Mode, now: float) -> None:
        """A validator enters a round."""
        if (height, round_) > self.furthest:
            self.failed_rounds += round_ - (self.furthest[1] if height == self.furthest[0] else 0)
            self.furthest = (height, round_)
            self.entries.append((now, mode))
        if round_ > 0:
            self.was_due(height, now)

    def was_due(self, height: int, now: float) -> None:
        """A height without a proposal in its first round was due when somebody gave it up."""
        if len(self.due_ms) <= height or self.due_ms[height] == inf:
            self.is_due(height, now)

    def finalise(self, validator: int, block: int, now: float) -> None:
        """A block is final at an honest validator.

        Raises
        ------
        BrokenInvariant
            Where another block is final at its height, or it does not extend the validator's chain.
        """
        height, new = self.reached[validator], self.blocks[block]
        before = self.chain[height - 1] if height else GENESIS
        if (new.height, new.parent, new.before) != (height, before, self.through(before)):
            raise BrokenInvariant(
                f"nothing final may be lost: at {now:.3f} ms validator {validator} holds block {block} "
                f"of height {new.height} on {new.parent} final, after {height} heights that end in "
                f"{before}"
            )
        if height == len(self.chain):
            self.chain.append(block)
            self.final_ms.append([nan] * self.validators)
        elif self.chain[height] != block:
            raise BrokenInvariant(
                f"validators must agree: at {now:.3f} ms validator {validator} holds block {block} of "
                f"height {height} final, and others block {self.chain[height]}"
            )
        self.final_ms[height][validator] = now
        self.reached[validator] = height + 1

    def through(self, block: int) -> float:
        """Transactions up to and with a block [1]."""
        return self.blocks[block].through if block != GENESIS else 0.0
