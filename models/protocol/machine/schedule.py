"""The mode of a round: derived alike by everybody from finalised blocks, or measured by each alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ...parameters.parameters import Parameters
from ..modes import Mode
from ..switching import has_changed, next_mode, wanted_mode
from .votes import Block, Statistics

WALK = (Mode.FAST, Mode.BALANCED, Mode.SECURE, Mode.BALANCED)
"""Modes of a height's rounds, over and over: always a neighbour, and from Balanced to Secure first,
because silent authorities are what ends a round without a decision in Fast and in Balanced alike."""

Measure = Callable[[str, int, int], Statistics]
"""What a validator measures in a round of a height."""


class Standing(NamedTuple):
    """The mode in which a height starts, and since when."""

    mode: Mode
    seconds: float
    """Time in this mode [s]."""


class Schedule(Protocol):
    """How a validator knows the mode of a round."""

    def after(self, validator: str, standing: Standing, height: int, block: Block) -> Standing:
        """Standing of the height that follows a finalised block."""
        ...

    def mode(self, validator: str, standing: Standing, height: int, round_: int) -> Mode:
        """Mode of a round of a height."""
        ...


@dataclass(frozen=True, slots=True)
class SharedSchedule:
    """A function of the finalised blocks and the round's number: who agrees on them agrees on the mode.

    The round in which a block was decided does not enter: two honest validators may have seen it
    decided in different ones.

    Notes
    -----
    Source: ours.
    """

    parameters: Parameters

    def after(self, validator: str, standing: Standing, height: int, block: Block) -> Standing:
        """The switching rule, dwell time and adjacency, applied to what the block reports."""
        seconds = standing.seconds + block.statistics.seconds
        wanted = wanted_by(self.parameters, block.statistics)
        return moved(
            standing.mode, next_mode(standing.mode, wanted, seconds, self.parameters), seconds
        )

    def mode(self, validator: str, standing: Standing, height: int, round_: int) -> Mode:
        """One step further on the walk with every round."""
        return WALK[(standing.mode + round_) % len(WALK)]


@dataclass(frozen=True, slots=True)
class LocalSchedule:
    """The plan: each validator applies the switching rule to what it measures itself.

    Notes
    -----
    Source: research plan, "Hybrid Operation Modes", which says under what conditions a mode runs and
    not who finds them met.
    """

    parameters: Parameters
    measure: Measure

    def after(self, validator: str, standing: Standing, height: int, block: Block) -> Standing:
        """The mode in which this validator started the height, and for how long."""
        seconds = standing.seconds + block.statistics.seconds
        return moved(standing.mode, self.mode(validator, standing, height, 0), seconds)

    def mode(self, validator: str, standing: Standing, height: int, round_: int) -> Mode:
        """What the rule asks of this validator's own measurements, in every round anew."""
        wanted = wanted_by(self.parameters, self.measure(validator, height, round_))
        return next_mode(standing.mode, wanted, standing.seconds, self.parameters)


def wanted_by(parameters: Parameters, statistics: Statistics) -> Mode:
    """The switching rule's wish for these statistics."""
    return wanted_mode(
        parameters,
        statistics.load,
        statistics.online,
        statistics.authorities,
        statistics.participation,
    )


def moved(mode: Mode, following: Mode, seconds: float) -> Standing:
    """The clock of a mode goes on, or starts again."""
    return Standing(following, 0.0 if has_changed(mode, following) else seconds)
