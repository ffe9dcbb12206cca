"""What an offender is deterred from under a protocol's parameters, alone or with others."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from ...models.economics.deterrence import (
    authority_rent,
    detection_needed_when_forfeited,
    deters_when_forfeited,
    deters_when_kept,
    staker_rent,
)
from ...models.economics.issuance import SECONDS_PER_YEAR
from ...models.economics.payments import least_stake, paid_to_classes, yearly_rewards_at_launch
from ...models.economics.slashing import capped_fraction, penalty, slashed_fraction
from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode, mode_parameters
from ..solving.claim import Claim
from ..solving.condition import Condition, Premise
from ..solving.quantities import equal_to
from .setting import Amounts, Economy, asked, sentence

ALONE, TOGETHER = Fraction(0), Fraction(1, 3)
"""Shares of all stake that misbehave together: next to nothing, and a third."""

OFFENDER = Amounts(
    ("stake", "gain", "rent", "correlation_factor"),
    ("detection", "rate", "share"),
    positive=("stake",),
    natural=("gain", "rent", "correlation_factor", "rate", "share"),
)
Rule = Callable[[Any, Any, Any, Any], Any]

NO_RENT = equal_to("rent", 0)
UP_TO_STAKE = sentence("gain <= stake", lambda each: each["gain"] <= each["stake"])
A_THIRD = sentence("share >= 1/3", lambda each: each["share"] * 3 >= 1)
A_QUARTER = sentence("share >= 1/4", lambda each: each["share"] * 4 >= 1)
TWICE = sentence("gain <= 2 * stake", lambda each: each["gain"] <= 2 * each["stake"])
HALF = sentence("detection = 1/2", lambda each: each["detection"] * 2 == 1)


def deterrence_claims_of(protocol: str, parameters: Parameters) -> list[Claim]:
    """Gains up to the offender's own stake, by what is lost and whether the gain is.

    Parameters
    ----------
    protocol
        What the claims are named after.
    parameters
        Whose rule of slashing, detection and rewards are asked.
    """
    return [
        alone(protocol, parameters),
        alone_forfeited(protocol, parameters),
        of_a_third(protocol, parameters),
        with_rent(protocol, parameters),
        *(exact(protocol, parameters, *each) for each in (("alone", ALONE), ("third", TOGETHER))),
    ]


def loss(each: Economy) -> Any:
    """What the offender loses [token]."""
    fraction = slashed_fraction(each["rate"], each["correlation_factor"], each["share"])
    return penalty(each["stake"], capped_fraction(fraction))


def deterred(rule: Rule, gain: str) -> Premise:
    """The offender expects nothing from the offence."""
    return sentence(
        f"deterred, the gain {gain}",
        lambda each: rule(each["detection"], loss(each), each["rent"], each["gain"]),
    )


KEPT, FORFEITED = deterred(deters_when_kept, "kept"), deterred(deters_when_forfeited, "forfeited")


def rates(parameters: Parameters) -> tuple[Premise, Premise]:
    """The protocol's rule of slashing."""
    slashing = parameters.slashing
    return (
        equal_to("rate", as_written(slashing.rate)),
        equal_to("correlation_factor", as_written(slashing.correlation_factor)),
    )


def detected(parameters: Parameters) -> Premise:
    """The protocol's probability of detection."""
    return equal_to("detection", as_written(parameters.slashing.detection_probability))


def as_detected(parameters: Parameters) -> str:
    """The same in words, as the beginning of a statement."""
    probability = as_written(parameters.slashing.detection_probability)
    return (
        "If every offence is found"
        if probability == 1
        else f"If an offence is found with probability {probability}"
    )


def alone(protocol: str, parameters: Parameters) -> Claim:
    """The slash against a gain that was paid out."""
    name = f"{protocol}.deterrence.alone"
    premises = (*rates(parameters), detected(parameters), equal_to("share", ALONE), NO_RENT)
    return Claim(
        name=name,
        statement=(
            f"{as_detected(parameters)}, the slash alone deters a lone offender, who keeps the gain and "
            "the place, from every gain up to his own stake."
        ),
        protocol=protocol,
        conditions=(asked(name, "gain kept", (*premises, UP_TO_STAKE), KEPT, OFFENDER),),
        twins=(asked(name, "up to twice the stake", (*premises, TWICE), KEPT, OFFENDER),),
    )


def alone_forfeited(protocol: str, parameters: Parameters) -> Claim:
    """The slash against a gain that detection takes back."""
    name = f"{protocol}.deterrence.alone-forfeited"
    premises = (*rates(parameters), NO_RENT, UP_TO_STAKE)
    return Claim(
        name=name,
        statement=(
            f"{as_detected(parameters)}, the slash alone deters a lone offender, who then forfeits the "
            "gain, from every gain up to his own stake."
        ),
        protocol=protocol,
        conditions=(
            asked(name, "gain forfeited", (*premises, detected(parameters)), FORFEITED, OFFENDER),
        ),
        twins=(asked(name, "found half of the time", (*premises, HALF), FORFEITED, OFFENDER),),
    )


def of_a_third(protocol: str, parameters: Parameters) -> Claim:
    """The slash against what breaks safety, which needs a third at least."""
    name = f"{protocol}.deterrence.of-a-third"
    premises = (*rates(parameters), detected(parameters), NO_RENT, UP_TO_STAKE)
    return Claim(
        name=name,
        statement=(
            f"{as_detected(parameters)}, the slash alone deters whoever misbehaves together with a "
            "third of all stake, and keeps the gain and the place, from every gain up to his own stake."
        ),
        protocol=protocol,
        conditions=(asked(name, "a third", (*premises, A_THIRD), KEPT, OFFENDER),),
        twins=(asked(name, "a quarter", (*premises, A_QUARTER), KEPT, OFFENDER),),
    )


def with_rent(protocol: str, parameters: Parameters) -> Claim:
    """The place is lost for as long as stake takes to come back, in a full set of least stakes."""
    name = f"{protocol}.deterrence.with-rent"
    kinds = [("authority", mode) for mode in Mode]
    kinds += [("staker", Mode.BALANCED), ("staker", Mode.SECURE)]

    def condition(kind: str, mode: Mode, label: str, *premises: Premise) -> Condition:
        stake, _ = stake_and_rent(parameters, kind, mode)
        known = (*rates(parameters), detected(parameters), equal_to("stake", stake))
        return asked(
            name, f"{kind} in {mode.label}{label}", (*known, *premises, UP_TO_STAKE), KEPT, OFFENDER
        )

    return Claim(
        name=name,
        statement=(
            f"{as_detected(parameters)}, slash and lost rewards together deter a lone offender of a "
            "full set of least stakes, who keeps the gain and loses the place for the time of "
            "unbonding, from every gain up to his own stake."
        ),
        protocol=protocol,
        conditions=tuple(
            condition(kind, mode, "", equal_to("rent", stake_and_rent(parameters, kind, mode)[1]))
            for kind, mode in kinds
        ),
        twins=(condition("authority", Mode.FAST, ", its place kept", NO_RENT),),
    )


def stake_and_rent(parameters: Parameters, kind: str, mode: Mode) -> tuple[Fraction, Fraction]:
    """Stake of a member of a full set of least stakes, and its reward while it is out [token]."""
    years_out = parameters.staking.unbonding_seconds / SECONDS_PER_YEAR
    yearly = yearly_rewards_at_launch(parameters, mode)
    to_authorities, to_stakers = paid_to_classes(parameters, mode, yearly)
    if kind == "authority":
        rent = authority_rent(to_authorities, parameters.fast.validators, years_out)
        return as_written(parameters.staking.authority_minimum), as_written(rent)
    everybody = least_stake(parameters, mode)
    stake = everybody / mode_parameters(parameters, mode).validators
    return as_written(stake), as_written(staker_rent(to_stakers, stake, everybody, years_out))


def exact(protocol: str, parameters: Parameters, label: str, share: Fraction) -> Claim:
    """Both thresholds of the slash in the protocol's numbers."""
    name = f"{protocol}.deterrence.thresholds-{label}"
    slashing = parameters.slashing
    part = capped_fraction(
        slashed_fraction(as_written(slashing.rate), as_written(slashing.correlation_factor), share)
    )
    least = detection_needed_when_forfeited(part, 0, 1)
    own = sentence("gain = stake", lambda each: each["gain"] == each["stake"])
    often = sentence(f"detection >= {least}", lambda each: each["detection"] >= least)
    small = sentence(
        f"gain <= {part} * detection * stake",
        lambda each: each["gain"] <= part * each["detection"] * each["stake"],
    )
    premises = (*rates(parameters), equal_to("share", share), NO_RENT)
    who = "a lone offender" if share == ALONE else f"each of {share} who misbehave together"
    return Claim(
        name=name,
        statement=(
            f"The slash alone deters {who} from a gain of his own stake exactly if he is found with "
            f"probability {least} or more, where detection forfeits it, and otherwise from gains up to "
            f"{part} times detection times stake."
        ),
        protocol=protocol,
        conditions=(
            asked(name, "forfeited, if", (*premises, own, often), FORFEITED, OFFENDER),
            asked(name, "forfeited, only if", (*premises, own, FORFEITED), often, OFFENDER),
            asked(name, "kept, if", (*premises, small), KEPT, OFFENDER),
            asked(name, "kept, only if", (*premises, KEPT), small, OFFENDER),
        ),
        twins=(asked(name, "kept as if forfeited", (*premises, own, often), KEPT, OFFENDER),),
    )
