"""Deterrence: both thresholds from what an offence brings, and the least penalty and detection.

An offence is found with probability `detection`. Then it costs the penalty and the rent, and the gain
as well where it can be taken back; an equivocation that has been paid out cannot. Who is deterred
expects nothing from it, or less.
"""

from collections.abc import Callable
from typing import Any

from ...models.economics.deterrence import (
    detection_needed_when_forfeited,
    deters_when_forfeited,
    deters_when_kept,
    largest_deterred_gain,
)
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from .setting import Amounts, Economy, asked, sentence

THRESHOLDS, PENALTY, DETECTION, GAIN, HARDER = (
    "any.deterrence.thresholds",
    "any.deterrence.least-penalty",
    "any.deterrence.least-detection",
    "any.deterrence.largest-gain",
    "any.deterrence.kept-is-harder",
)
OFFENCE = Amounts(("penalty", "rent", "gain"), ("detection",), natural=("penalty", "rent", "gain"))
Rule = Callable[[Any, Any, Any, Any], Any]

PROBABILITY = sentence(
    "0 <= detection <= 1", lambda each: (each["detection"] >= 0) & (each["detection"] <= 1)
)
FOUND = sentence("detection > 0", lambda each: each["detection"] > 0)


def deterrence_claims() -> list[Claim]:
    """Theorems about any offence."""
    return [thresholds(), least_penalty(), least_detection(), largest_gain(), kept_is_harder()]


def expected(detection: Any, found: Any, unseen: Any) -> Any:
    """Expected gain of an offence from what it brings when it is found and when it is not [token]."""
    return detection * found + (1 - detection) * unseen


def gain_when_forfeited(each: Economy) -> Any:
    """Expected gain where detection takes the gain away [token]."""
    return expected(each["detection"], -each["penalty"] - each["rent"], each["gain"])


def gain_when_kept(each: Economy) -> Any:
    """Expected gain where the gain stays with the offender [token]."""
    found = each["gain"] - each["penalty"] - each["rent"]
    return expected(each["detection"], found, each["gain"])


def deterred(rule: Rule, name: str) -> Premise:
    """An offence is deterred by a rule of the models."""
    return sentence(
        f"deterred, the gain {name}",
        lambda each: rule(each["detection"], each["penalty"], each["rent"], each["gain"]),
    )


FORFEITED = deterred(deters_when_forfeited, "forfeited")
KEPT = deterred(deters_when_kept, "kept")


def both_ways(
    claim: str, label: str, one: Premise, other: Premise, *premises: Premise
) -> tuple[Condition, Condition]:
    """Two sentences say the same under some premises."""
    return (
        asked(claim, f"{label}, if", (*premises, one), other, OFFENCE),
        asked(claim, f"{label}, only if", (*premises, other), one, OFFENCE),
    )


def thresholds() -> Claim:
    """Each rule says exactly that nothing is expected from the offence."""
    nothing_forfeited = sentence(
        "nothing is expected, the gain forfeited", lambda each: gain_when_forfeited(each) <= 0
    )
    nothing_kept = sentence(
        "nothing is expected, the gain kept", lambda each: gain_when_kept(each) <= 0
    )
    return Claim(
        name=THRESHOLDS,
        statement=(
            "An offence brings no expected gain exactly if p (S + R) >= (1 - p) g where detection "
            "forfeits the gain, and exactly if p (S + R) >= g where it is kept."
        ),
        protocol="any",
        conditions=(
            *both_ways(THRESHOLDS, "forfeited", FORFEITED, nothing_forfeited),
            *both_ways(THRESHOLDS, "kept", KEPT, nothing_kept),
        ),
        twins=(
            asked(
                THRESHOLDS,
                "the wrong one",
                (PROBABILITY, FORFEITED),
                nothing_kept,
                OFFENCE,
            ),
        ),
    )


def least_penalty() -> Claim:
    """Each threshold solved for the penalty."""
    enough_forfeited = sentence(
        "S >= (1 - p) g / p - R",
        lambda each: (
            each["penalty"]
            >= (1 - each["detection"]) * each["gain"] / each["detection"] - each["rent"]
        ),
    )
    enough_kept = sentence(
        "S >= g / p - R",
        lambda each: each["penalty"] >= each["gain"] / each["detection"] - each["rent"],
    )
    found = Amounts(
        ("penalty", "rent", "gain"),
        ("detection",),
        positive=("detection",),
        natural=("penalty", "rent", "gain"),
    )

    def same(label: str, one: Premise, other: Premise) -> tuple[Condition, Condition]:
        return (
            asked(PENALTY, f"{label}, if", (one,), other, found),
            asked(PENALTY, f"{label}, only if", (other,), one, found),
        )

    return Claim(
        name=PENALTY,
        statement=(
            "The least penalty that deters is (1 - p) g / p - R where detection forfeits the gain, and "
            "g / p - R where it is kept: g more."
        ),
        protocol="any",
        conditions=(
            *same("forfeited", FORFEITED, enough_forfeited),
            *same("kept", KEPT, enough_kept),
        ),
        twins=(asked(PENALTY, "too little", (enough_forfeited,), KEPT, found),),
    )


def least_detection() -> Claim:
    """The models' least detection is exactly that."""
    setting = Amounts(
        ("penalty", "rent", "gain"), ("detection",), positive=("gain",), natural=("penalty", "rent")
    )
    enough = sentence(
        "detection >= gain / (penalty + rent + gain)",
        lambda each: (
            each["detection"]
            >= detection_needed_when_forfeited(each["penalty"], each["rent"], each["gain"])
        ),
    )
    nearly = sentence(
        "detection >= gain / (penalty + rent + gain + 1)",
        lambda each: (
            each["detection"]
            >= detection_needed_when_forfeited(each["penalty"] + 1, each["rent"], each["gain"])
        ),
    )
    return Claim(
        name=DETECTION,
        statement=(
            "Where detection forfeits the gain, an offence is deterred exactly if it is found with "
            "probability g / (S + R + g) or more, which is never above one."
        ),
        protocol="any",
        conditions=(
            asked(DETECTION, "if", (enough,), FORFEITED, setting),
            asked(DETECTION, "only if", (FORFEITED,), enough, setting),
            asked(
                DETECTION,
                "possible",
                (),
                sentence(
                    "gain / (penalty + rent + gain) <= 1",
                    lambda each: (
                        detection_needed_when_forfeited(each["penalty"], each["rent"], each["gain"])
                        <= 1
                    ),
                ),
                setting,
            ),
        ),
        twins=(asked(DETECTION, "nearly enough", (nearly,), FORFEITED, setting),),
    )


def largest_gain() -> Claim:
    """The models' largest deterred gain is exactly that, and never more than all that can be lost."""
    within = sentence(
        "gain <= largest deterred gain",
        lambda each: (
            each["gain"] <= largest_deterred_gain(each["detection"], each["penalty"], each["rent"])
        ),
    )
    below = sentence(
        "gain <= penalty + rent", lambda each: each["gain"] <= each["penalty"] + each["rent"]
    )
    return Claim(
        name=GAIN,
        statement=(
            "Where the gain is kept, exactly the gains up to p (S + R) are deterred, and so none above "
            "what the offender can lose, however sure detection is."
        ),
        protocol="any",
        conditions=(
            *both_ways(GAIN, "kept", KEPT, within),
            asked(GAIN, "at most what can be lost", (PROBABILITY, KEPT), below, OFFENCE),
        ),
        twins=(asked(GAIN, "all that can be lost", (PROBABILITY, FOUND, below), KEPT, OFFENCE),),
    )


def kept_is_harder() -> Claim:
    """A gain that cannot be taken back needs more."""
    certain = sentence("detection = 1", lambda each: each["detection"] == 1)
    gains = sentence("gain > 0", lambda each: each["gain"] > 0)
    never = sentence("detection = 0", lambda each: each["detection"] == 0)
    undeterred = sentence(
        "not deterred, the gain forfeited",
        lambda each: (
            each["detection"] * (each["penalty"] + each["rent"])
            < (1 - each["detection"]) * each["gain"]
        ),
    )
    return Claim(
        name=HARDER,
        statement=(
            "What deters where the gain is kept deters where it is forfeited; certain detection deters "
            "every gain that it forfeits, and without detection nothing is deterred."
        ),
        protocol="any",
        conditions=(
            asked(HARDER, "kept, so forfeited", (PROBABILITY, KEPT), FORFEITED, OFFENCE),
            asked(HARDER, "certain", (certain,), FORFEITED, OFFENCE),
            asked(HARDER, "never found", (never, gains), undeterred, OFFENCE),
        ),
        twins=(
            asked(HARDER, "forfeited, so kept", (PROBABILITY, FORFEITED), KEPT, OFFENCE),
            asked(HARDER, "certain, and kept", (certain,), KEPT, OFFENCE),
        ),
    )
