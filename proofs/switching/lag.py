"""How long a wanted mode may have to wait: two dwell times and two decisions, and no longer.

While the wish stays, let `waited` be the time since it was first there. After each decision that did
not grant it, what was waited is covered by the steps taken and by the clock of the present mode.
"""

from typing import Any

from ...models.protocol.switching import are_apart
from ..quorums.overlaps import chosen
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.truth import conjunction
from .decision import STEP, Rule, by_any_step, by_neighbours, seconds_after
from .setting import Moment, Moments

WAIT = (*STEP, "interval", "waited")
"""A decision, the longest time between decisions, and how long the wish has been there."""


def lag() -> Claim:
    """By induction over decisions while one mode stays wanted."""
    name = "any.switching.lag"
    return Claim(
        name=name,
        statement=(
            "A mode that stays wanted is granted within two dwell times and two intervals between "
            "decisions, Balanced coming between Fast and Secure; without that, within one of each. "
            "It then stays."
        ),
        protocol="any",
        conditions=(
            Condition(
                f"{name}: at first",
                (
                    TIMES,
                    Premise("waited = 0", lambda each: each["waited"] == 0),
                    Premise("0 <= seconds", lambda each: each["seconds"] >= 0),
                ),
                COVERED,
                Moments(WAIT),
            ),
            stays_covered(name),
            granted(name, by_neighbours, TWICE, COVERED),
            Condition(
                f"{name}: without neighbours",
                (
                    Premise(
                        "the mode is at least as old as the wish",
                        lambda each: each["seconds"] >= each["waited"],
                    ),
                ),
                ungranted_within(by_any_step, ONCE),
                Moments(WAIT),
            ),
            Condition(
                f"{name}: it stays",
                (Premise("the wanted mode is there", lambda each: each["mode"] == each["wanted"]),),
                Premise(
                    "it is there after the decision",
                    lambda each: by_neighbours(each) == each["wanted"],
                ),
                Moments(WAIT),
            ),
        ),
        twins=(granted(f"{name}, dwell only", by_neighbours, TWICE_DWELL, COVERED),),
    )


def stays_covered(name: str) -> Condition:
    """After a decision the account is right again."""

    def right(each: Moment) -> Any:
        return is_covered(
            each,
            by_neighbours(each),
            seconds_after(each, by_neighbours),
            each["waited"] + each["elapsed"],
        )

    return Condition(
        f"{name}: stays covered",
        (TIMES, SOON, COVERED),
        Premise("after the decision: the wait is covered", right),
        Moments(WAIT),
    )


def granted(name: str, rule: Rule, bound: Premise, *premises: Premise) -> Condition:
    """The wish is granted, or has not waited for longer than the bound."""
    return Condition(
        f"{name}: granted",
        (TIMES, SOON, *premises),
        ungranted_within(rule, bound),
        Moments(WAIT),
    )


def ungranted_within(rule: Rule, bound: Premise) -> Premise:
    """What a decision has not granted has waited for no longer than the bound."""
    return Premise(
        f"granted, or {bound.name}",
        lambda each: (rule(each) == each["wanted"]) | bound.holds(each),
    )


def is_covered(each: Moment, mode: Any, seconds: Any, waited: Any) -> Any:
    """Whether steps taken and the clock of the mode account for the wait, until it is over."""
    step = each["dwell"] + each["interval"]
    taken = chosen(are_apart(mode, each["wanted"]), step * 0, step)
    return (mode == each["wanted"]) | (
        (waited <= taken + seconds) & ((seconds < each["dwell"]) | (waited <= taken))
    )


TIMES = Premise(
    "0 <= dwell and 0 <= interval",
    lambda each: conjunction([each["dwell"] >= 0, each["interval"] >= 0]),
)
SOON = Premise("elapsed <= interval", lambda each: each["elapsed"] <= each["interval"])
COVERED = Premise(
    "the wait is covered",
    lambda each: is_covered(each, each["mode"], each["seconds"], each["waited"]),
)
TWICE = Premise(
    "waited at most 2 dwell + interval",
    lambda each: each["waited"] + each["elapsed"] <= 2 * each["dwell"] + each["interval"],
)
"""The next decision is at most one interval later."""
TWICE_DWELL = Premise(
    "waited at most 2 dwell",
    lambda each: each["waited"] + each["elapsed"] <= 2 * each["dwell"],
)
ONCE = Premise(
    "waited at most dwell", lambda each: each["waited"] + each["elapsed"] <= each["dwell"]
)
