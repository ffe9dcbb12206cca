"""No mode gives way before its dwell time, nor Fast to Secure, whatever the environment does."""

from typing import Any

from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode, mode_parameters
from ...models.protocol.switching import are_apart
from ..quorums.overlaps import chosen
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.truth import negated
from .decision import (
    STEP,
    Rule,
    by_any_step,
    by_neighbours,
    changes,
    dwell_of,
    rule_of,
    seconds_after,
)
from .setting import Moment, Moments

HISTORY = (*STEP, "now", "changed")
"""A decision, with a clock on the wall and when the mode changed last."""


def dwell() -> Claim:
    """By induction over decisions: the clock of a mode tells the time since the last change."""
    name = "any.switching.dwell"
    rules = {"neighbours only": by_neighbours, "any step": by_any_step}
    return Claim(
        name=name,
        statement=(
            "Two changes of mode are at least the dwell time apart, whatever loads and authorities "
            "the environment shows: no rule of wanting a mode makes it oscillate faster."
        ),
        protocol="any",
        conditions=(
            at_launch(name),
            *(clock_is_kept(f"{name}, {label}", rule) for label, rule in rules.items()),
            *(late(f"{name}, {label}", rule, AT_LEAST_DWELL) for label, rule in rules.items()),
        ),
        twins=(late(f"{name}, at once", at_once, AT_LEAST_DWELL),),
    )


def at_launch(name: str) -> Condition:
    """The clock and the wall start together."""
    return Condition(
        f"{name}: at launch",
        (
            Premise("seconds = 0", lambda each: each["seconds"] == 0),
            Premise("the mode began now", lambda each: each["changed"] == each["now"]),
        ),
        CLOCK,
        Moments(HISTORY),
    )


def clock_is_kept(name: str, rule: Rule) -> Condition:
    """After a decision the clock is right again."""

    def right(each: Moment) -> Any:
        now = each["now"] + each["elapsed"]
        return seconds_after(each, rule) == now - chosen(changes(each, rule), now, each["changed"])

    return Condition(
        f"{name}: the clock is kept",
        (CLOCK,),
        Premise(f"after the decision: {CLOCK.name}", right),
        Moments(HISTORY),
    )


def late(name: str, rule: Rule, conclusion: Premise, *premises: Premise) -> Condition:
    """A change comes so long after the one before."""
    return Condition(
        f"{name}: a change comes late",
        (CLOCK, Premise("the mode changes", lambda each: changes(each, rule)), *premises),
        conclusion,
        Moments(HISTORY),
    )


def at_once(each: Moment) -> Any:
    """A rule that forgets to dwell."""
    return each["wanted"]


def since_change(each: Moment) -> Any:
    """From the last change to the decision, on the wall [s]."""
    return each["now"] + each["elapsed"] - each["changed"]


CLOCK = Premise(
    "seconds = now - changed", lambda each: each["seconds"] == each["now"] - each["changed"]
)
AT_LEAST_DWELL = Premise(
    "since the last change passed at least the dwell time",
    lambda each: since_change(each) >= each["dwell"],
)


def steady(protocol: str, parameters: Parameters) -> Claim:
    """The dwell time of a protocol is longer than a block."""
    name = f"{protocol}.switching.steady"
    block = max(as_written(mode_parameters(parameters, mode).block_seconds) for mode in Mode)
    beyond = Premise(
        f"since the last change passed more than {block} s",
        lambda each: since_change(each) * block.denominator > block.numerator,
    )
    return Claim(
        name=name,
        statement=(
            f"The mode cannot change with every block: two changes are more than {block} s apart, "
            "the time of the slowest block."
        ),
        protocol=protocol,
        conditions=(late(name, rule_of(parameters), beyond, dwell_of(parameters)),),
        twins=(late(f"{name}, at once", at_once, beyond, dwell_of(parameters)),),
    )


def adjacent(protocol: str, parameters: Parameters) -> Claim:
    """Never straight between Fast and Secure."""
    name = f"{protocol}.switching.adjacent"
    return Claim(
        name=name,
        statement="The mode never goes straight from Fast to Secure or back: Balanced comes between.",
        protocol=protocol,
        conditions=(to_a_neighbour(name, rule_of(parameters)),),
        twins=(to_a_neighbour(f"{name}, any step", by_any_step),),
    )


def to_a_neighbour(name: str, rule: Rule) -> Condition:
    """What follows is the same mode or a neighbour."""
    return Condition(
        name,
        (),
        Premise(
            "the mode that follows is the same or a neighbour",
            lambda each: negated(are_apart(each["mode"], rule(each))),
        ),
        Moments(STEP),
    )
