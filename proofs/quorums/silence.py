"""How many authorities may be silent: exactly where a safe fallback works and Fast does not.

The Byzantine may be silent too, and Fast then lacks them. Of the authorities a part `crashed` is honest
and silent; what is left decides.
"""

from typing import Any

from ...models.protocol.fallback import (
    always_signs,
    least_oversight,
    least_useful_fast,
    most_crashed,
    most_crashed_in_fast,
)
from ...models.protocol.quorums import at_least, more_than
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import Quantities, Values
from ..solving.truth import conjunction, negated
from .overlaps import larger

LEFT = ("threshold", "byzantine", "crashed")
PERMITTED = Premise("silent < byzantine", lambda each: each["silent"] < each["byzantine"])
MORE_PERMITTED = Premise("silent <= byzantine", lambda each: each["silent"] <= each["byzantine"])
ENOUGH_LEFT = Premise(
    "threshold + byzantine + crashed <= 1",
    lambda each: always_signs(each["threshold"], each["byzantine"], each["crashed"]),
)


def silence() -> Claim:
    """Any threshold, whatever the Byzantine do."""
    name = "any.fallback.silence"
    return Claim(
        name=name,
        statement=(
            "While the Byzantine authorities may be silent and a part crashed of the authorities, "
            "though honest, is silent, the others reach a threshold exactly when "
            "threshold + byzantine + crashed <= 1."
        ),
        protocol="any",
        conditions=(enough_are_left(name, PERMITTED), too_few_are_left(name)),
        twins=(enough_are_left(f"{name}, one Byzantine more", MORE_PERMITTED),),
    )


def enough_are_left(name: str, permitted: Premise) -> Condition:
    """Under either reading of the threshold: more than it signs."""
    return Condition(
        f"{name}: enough are left",
        (permitted, ENOUGH_LEFT),
        Premise(
            "more than the threshold signs",
            lambda each: more_than(1 - each["silent"] - each["crashed"], 1, each["threshold"], 1),
        ),
        Quantities((*LEFT, "silent")),
    )


def too_few_are_left(name: str) -> Condition:
    """Wherever the bound fails, so much silence is permitted and stops the certificate."""

    def stops(each: Values) -> Any:
        spare = 1 - each["threshold"] - each["crashed"]
        silent = (larger(spare * 0, spare) + each["byzantine"]) / 2
        return conjunction(
            [
                (silent >= 0) & (silent < each["byzantine"]),
                negated(at_least(1 - silent - each["crashed"], 1, each["threshold"], 1)),
            ]
        )

    return Condition(
        f"{name}: too few are left",
        (
            Premise(
                "not threshold + byzantine + crashed <= 1",
                lambda each: negated(ENOUGH_LEFT.holds(each)),
            ),
            Premise("0 < byzantine", lambda each: each["byzantine"] > 0),
        ),
        Premise("permitted silence leaves fewer than the threshold", stops),
        Quantities(LEFT),
    )


def region() -> Claim:
    """The least safe fallback beside Fast: from where to where it helps."""
    name = "any.fallback.region"
    return Claim(
        name=name,
        statement=(
            "With oversight 1 + byzantine - fast, the fallback works and Fast need not exactly while "
            "more than 1 - fast - byzantine and at most fast - 2 byzantine of the authorities have "
            "crashed: while from 1 + 2 byzantine - fast to below fast + byzantine of them, the "
            "Byzantine counted, are there. Such a region exists exactly when fast > (1 + byzantine) / 2."
        ),
        protocol="any",
        conditions=(helps_between(name, most_crashed), exists_above(name, least_useful_fast)),
        twins=(
            helps_between(f"{name}, silence forgotten", lambda fast, byzantine: fast - byzantine),
            exists_above(f"{name}, above a half", lambda byzantine: 1 - byzantine),
        ),
        rests_on=(silence(),),
    )


def helps_between(name: str, most: Any) -> Condition:
    """Where the fallback works for certain and Fast does not."""

    def exact(each: Values) -> Any:
        fast, byzantine, crashed = each["fast"], each["byzantine"], each["crashed"]
        oversight = least_oversight(fast, byzantine)
        helps = always_signs(oversight, byzantine, crashed) & negated(
            always_signs(fast, byzantine, crashed)
        )
        between = (crashed > most_crashed_in_fast(fast, byzantine)) & (
            crashed <= most(fast, byzantine)
        )
        return helps == between

    return Condition(
        f"{name}: helps between",
        (Premise("0 < byzantine", lambda each: each["byzantine"] > 0),),
        Premise("the fallback works and Fast need not exactly between the two", exact),
        Quantities(("fast", "byzantine", "crashed")),
    )


def exists_above(name: str, least: Any) -> Condition:
    """Where there is such a region."""
    return Condition(
        f"{name}: exists above",
        (Premise("0 < byzantine", lambda each: each["byzantine"] > 0),),
        Premise(
            "the two differ in this order exactly when fast is above the least",
            lambda each: (
                (
                    most_crashed_in_fast(each["fast"], each["byzantine"])
                    < most_crashed(each["fast"], each["byzantine"])
                )
                == (each["fast"] > least(each["byzantine"]))
            ),
        ),
        Quantities(("fast", "byzantine")),
    )
