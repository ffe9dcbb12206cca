"""The verification game: who is deterred, and the only point at which neither side gains by a change."""

from dataclasses import replace
from typing import Any

from ...models.compute.verification.game import (
    cheating_at_rest,
    checked_at_rest,
    provider_gain,
    verifier_gain,
)
from ...models.economics.deterrence import deters_when_forfeited
from ..economics.setting import Amounts, asked, sentence
from ..solving.claim import ANY, Claim
from ..solving.truth import Truth

DETERRED, REST = "any.verification.deterred", "any.verification.rest"
PROVIDER = Amounts(("penalty", "rent", "gain"), ("checked",), natural=("penalty", "rent", "gain"))
TEMPTED = replace(PROVIDER, positive=("gain",), natural=("penalty", "rent"))
GAME = Amounts(
    ("penalty", "rent", "gain", "bounty", "cost"),
    ("checked", "cheating"),
    positive=("penalty", "gain", "bounty", "cost"),
    natural=("rent",),
)

PARTS = sentence(
    "0 <= checked <= 1, 0 <= cheating <= 1",
    lambda each: (
        (each["checked"] >= 0)
        & (each["checked"] <= 1)
        & (each["cheating"] >= 0)
        & (each["cheating"] <= 1)
    ),
)
PAID = sentence("a cheat pays for its verification", lambda each: each["bounty"] > each["cost"])


def gain_of_cheating(each: Any) -> Any:
    """What cheating brings [token]."""
    return provider_gain(each["checked"], each["penalty"], each["rent"], each["gain"])


def settled(part: Any, gain: Any) -> Truth:
    """Nobody would do more of what pays, or less of what does not."""
    return ((gain <= 0) | (part == 1)) & ((gain >= 0) | (part == 0))


NO_CHANGE = sentence(
    "neither side gains by a change",
    lambda each: (
        settled(each["cheating"], gain_of_cheating(each))
        & settled(each["checked"], verifier_gain(each["cheating"], each["bounty"], each["cost"]))
    ),
)
AT_REST = sentence(
    "checked = g / (S + R + g), cheating = v / B",
    lambda each: (
        (each["checked"] == checked_at_rest(each["penalty"], each["rent"], each["gain"]))
        & (each["cheating"] == cheating_at_rest(each["bounty"], each["cost"]))
    ),
)
DOES_NOT_PAY = sentence("cheating does not pay", lambda each: gain_of_cheating(each) <= 0)
DETERS = sentence(
    "p (S + R) >= (1 - p) g",
    lambda each: deters_when_forfeited(
        each["checked"], each["penalty"], each["rent"], each["gain"]
    ),
)
ENOUGH_CHECKS = sentence(
    "checked >= g / (S + R + g)",
    lambda each: each["checked"] >= checked_at_rest(each["penalty"], each["rent"], each["gain"]),
)


def deterred() -> Claim:
    """The payoff of the game says what the threshold says, for any numbers."""
    keeps = sentence(
        "cheating does not pay though the gain is kept",
        lambda each: each["gain"] - each["checked"] * (each["penalty"] + each["rent"]) <= 0,
    )
    some_checks = sentence("checked > 0", lambda each: each["checked"] > 0)
    return Claim(
        name=DETERRED,
        statement=(
            "Cheating does not pay exactly if p (S + R) >= (1 - p) g, and, where there is something to "
            "gain, exactly if at least g / (S + R + g) of the jobs are verified."
        ),
        protocol=ANY,
        conditions=(
            asked(DETERRED, "if", (DETERS,), DOES_NOT_PAY, PROVIDER),
            asked(DETERRED, "only if", (DOES_NOT_PAY,), DETERS, PROVIDER),
            asked(DETERRED, "checks, if", (ENOUGH_CHECKS,), DOES_NOT_PAY, TEMPTED),
            asked(DETERRED, "checks, only if", (DOES_NOT_PAY,), ENOUGH_CHECKS, TEMPTED),
        ),
        twins=(asked(DETERRED, "a gain that is kept", (some_checks, DETERS), keeps, PROVIDER),),
    )


def rest() -> Claim:
    """One mixed equilibrium, and no other of any kind."""
    return Claim(
        name=REST,
        statement=(
            "Where a cheat pays for its verification, neither side gains by a change exactly if "
            "g / (S + R + g) of the jobs are verified and v / B of them are not honest: at no other "
            "point, and never without some cheating."
        ),
        protocol=ANY,
        conditions=(
            asked(REST, "if", (AT_REST,), NO_CHANGE, GAME),
            asked(REST, "only if", (PAID, NO_CHANGE), AT_REST, GAME),
            asked(
                REST,
                "some cheating",
                (PAID, NO_CHANGE),
                sentence(
                    "0 < cheating < 1", lambda each: (each["cheating"] > 0) & (each["cheating"] < 1)
                ),
                GAME,
            ),
        ),
        twins=(asked(REST, "verification does not pay", (PARTS, NO_CHANGE), AT_REST, GAME),),
    )
