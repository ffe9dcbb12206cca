"""One decision about the mode as premises and conclusions speak of it: what follows, and the clock.

Between two decisions the environment may do anything: whatever mode is wanted, and however long it
took, a sentence is about every such step. An induction over steps is then one over all histories.
"""

from collections.abc import Callable
from typing import Any

from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.protocol.switching import has_changed, next_choices
from ..quorums.overlaps import chosen
from ..solving.condition import Premise
from .setting import Moment, decided

STEP = ("mode", "wanted", "seconds", "elapsed", "dwell")
"""What one decision looks at."""

Rule = Callable[[Moment], Any]
"""Mode that follows at a moment."""


def by_neighbours(each: Moment) -> Any:
    """The mode that follows where Fast and Secure are no neighbours."""
    return following(each, adjacent_only=True)


def by_any_step(each: Moment) -> Any:
    """The mode that follows where every mode may follow every other."""
    return following(each, adjacent_only=False)


def following(each: Moment, adjacent_only: bool) -> Any:
    """The mode that follows, by the protocol's own decision."""
    return decided(
        next_choices(
            each["mode"],
            each["wanted"],
            each["seconds"] + each["elapsed"],
            each["dwell"],
            adjacent_only,
        )
    )


def changes(each: Moment, rule: Rule) -> Any:
    """Whether the decision ends the mode."""
    return has_changed(each["mode"], rule(each))


def seconds_after(each: Moment, rule: Rule) -> Any:
    """Time in the mode that follows [s]."""
    seconds = each["seconds"] + each["elapsed"]
    return chosen(changes(each, rule), seconds * 0, seconds)


def rule_of(parameters: Parameters) -> Rule:
    """The rule by which a protocol's modes follow."""
    return by_neighbours if parameters.switching.adjacent_only else by_any_step


def dwell_of(parameters: Parameters) -> Premise:
    """The least time in a mode is the protocol's."""
    dwell = as_written(parameters.switching.dwell_seconds)
    return Premise(
        f"dwell = {dwell} s", lambda each: each["dwell"] * dwell.denominator == dwell.numerator
    )
