"""Does losing a tenth of the stake keep a rational validator from misbehaving?"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...models.economics.deterrence import (
    authority_rent,
    detection_needed_when_forfeited,
    largest_deterred_gain,
    staker_rent,
    time_to_recoup,
)
from ...models.economics.issuance import SECONDS_PER_YEAR, blocks_per_year
from ...models.economics.payments import least_stake, paid_to_classes, yearly_rewards_at_launch
from ...models.economics.rewards import authority_reward, staker_reward
from ...models.economics.slashing import capped_fraction, penalty, slashed_fraction
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode, mode_parameters
from ..claims.finding import Finding, Verdict, decided
from ..claims.wording import DAY_SECONDS, amount, duration, span
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "token.supply", "rewards", "issuance",
    "fast.block_seconds", "fast.validators",
    "balanced.block_seconds", "balanced.validators", "balanced.minimum_stake",
    "secure.block_seconds", "secure.validators", "secure.minimum_stake",
    "slashing.rate", "slashing.correlation_factor", "slashing.detection_probability",
    "staking.authority_minimum", "staking.unbonding_seconds",
)  # fmt: skip

GAINS_IN_STAKES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Gains from an offence as multiples of the offender's stake."""

ALONE, TOGETHER = OFFENDING_SHARES = (0.0, 1 / 3)
"""A lone offender, and a third that offends together."""


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of validator in one mode."""

    parameters: Parameters
    mode: Mode
    kind: str


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Every mode in which the kind is paid."""
    pairs = [(mode, "authority") for mode in Mode]
    pairs += [(Mode.BALANCED, "staker"), (Mode.SECURE, "staker")]
    return [Case(parameters, mode, kind) for mode, kind in pairs]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """Loss, rent, time to earn the loss back, and the detection that each gain would need."""
    stake, reward, rent = stake_reward_and_rent(case)
    block_seconds = mode_parameters(case.parameters, case.mode).block_seconds
    slashing = case.parameters.slashing
    rows: list[dict[str, Any]] = []
    for share in OFFENDING_SHARES:
        fraction = capped_fraction(
            slashed_fraction(slashing.rate, slashing.correlation_factor, share)
        )
        loss = penalty(stake, fraction)
        detection = slashing.detection_probability
        rows += [
            {
                "mode": case.mode.label,
                "class": case.kind,
                "offending_share": share,
                "stake_token": stake,
                "slashed_fraction": fraction,
                "loss_token": loss,
                "rent_token": rent,
                "reward_token_per_block": reward,
                "blocks_to_recoup": time_to_recoup(loss, reward),
                "seconds_to_recoup": time_to_recoup(loss, reward / block_seconds),
                "deterred_gain_token": largest_deterred_gain(detection, loss, 0.0),
                "deterred_gain_with_rent_token": largest_deterred_gain(detection, loss, rent),
                "gain_in_stakes": gain,
                "detection_needed": detection_needed_when_forfeited(loss, 0.0, gain * stake),
                "detection_needed_with_rent": detection_needed_when_forfeited(
                    loss, rent, gain * stake
                ),
            }
            for gain in GAINS_IN_STAKES
        ]
    return rows


def stake_reward_and_rent(case: Case) -> tuple[float, float, float]:
    """Stake, reward per block, and reward of the time out of one in a full set of the least stakes."""
    parameters, mode = case.parameters, case.mode
    blocks = blocks_per_year(mode_parameters(parameters, mode).block_seconds)
    years_out = parameters.staking.unbonding_seconds / SECONDS_PER_YEAR
    to_authorities, to_stakers = paid_to_classes(
        parameters, mode, yearly_rewards_at_launch(parameters, mode)
    )
    if case.kind == "authority":
        seats = parameters.fast.validators
        return (
            parameters.staking.authority_minimum,
            authority_reward(to_authorities / blocks, seats),
            authority_rent(to_authorities, seats, years_out),
        )
    everybody = least_stake(parameters, mode)
    stake = everybody / mode_parameters(parameters, mode).validators
    return (
        stake,
        staker_reward(to_stakers / blocks, stake, everybody),
        staker_rent(to_stakers, stake, everybody, years_out),
    )


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Losses, rents, gains that they deter, and the time in which a loss is earned back."""
    found: dict[str, float] = {}
    for row in without_gains(table).to_dict("records"):
        together = "_together" if row["offending_share"] else ""
        name = f"{row['protocol']}_{row['mode']}_{row['class']}{together}"
        found[f"{name}_loss_token"] = row["loss_token"]
        found[f"{name}_rent_token"] = row["rent_token"]
        found[f"{name}_deterred_gain_token"] = row["deterred_gain_token"]
        found[f"{name}_deterred_gain_with_rent_token"] = row["deterred_gain_with_rent_token"]
        found[f"{name}_blocks"] = row["blocks_to_recoup"]
        found[f"{name}_seconds"] = row["seconds_to_recoup"]
        found[f"{name}_days"] = row["seconds_to_recoup"] / DAY_SECONDS
        found[f"{name}_slashed_percent"] = 100 * row["slashed_fraction"]
    found["slowed_alone"] = slowed(table, ALONE).min(skipna=False)
    found["slowed_together"] = slowed(table, TOGETHER).max(skipna=False)
    return {name: None if math.isnan(value) else value for name, value in found.items()}


def without_gains(table: pd.DataFrame) -> pd.DataFrame:
    """One row per case and share; a time that never comes is not a number, in whole columns too."""
    once = table[table["gain_in_stakes"] == GAINS_IN_STAKES[0]]
    return once.astype({"blocks_to_recoup": float, "seconds_to_recoup": float})


def offenders(table: pd.DataFrame, protocol: str, share: float) -> pd.DataFrame:
    """One row per class and mode, of one protocol and one offending share."""
    once = without_gains(table)
    rows = once[(once["protocol"] == protocol) & (once["offending_share"] == share)]
    return rows.set_index(["class", "mode"])


def slowed(table: pd.DataFrame, share: float) -> pd.Series:
    """Times as long that the reference protocol takes to earn a loss back, by kind of validator."""
    plan, reference = (offenders(table, name, share) for name in ("plan", "reference"))
    ratios = reference["seconds_to_recoup"] / plan["seconds_to_recoup"]
    return ratios.where(np.isfinite(ratios))


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """What a lone offence costs and deters, while the offender keeps its place and when it does not."""
    rows = [
        {
            "Protocol": protocol,
            "Validator": f"{kind}, {mode.capitalize()}",
            "Loss": amount(row["loss_token"]),
            "Earned back in": duration(row["seconds_to_recoup"]),
            "Rent": amount(row["rent_token"]),
            "Deterred": amount(row["deterred_gain_token"]),
            "Deterred with rent": amount(row["deterred_gain_with_rent_token"]),
        }
        for protocol in ("plan", "reference")
        for (kind, mode), row in offenders(table, protocol, ALONE).iterrows()
    ]
    return {"slashing_deterrence": pd.DataFrame(rows)}


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Up to which gain the plan's slash deters, and how soon it is earned back.

    C36 is proved where the slash alone outweighs every token that there is, whoever offends; refuted
    where it outweighs no gain of some kind of validator; else it holds up to the gains named. C37 is
    proved where nobody earns a lone slash back within a day, and refuted else. A repair is named
    only where the same rule proves the claim of the reference protocol.
    """
    plan, reference = (offenders(table, name, ALONE) for name in ("plan", "reference"))
    verdict = deterrence_verdict(plan, parameters["plan"])
    deterred = verdict is Verdict.PROVED
    repaired = deterrence_verdict(reference, parameters["reference"]) is Verdict.PROVED
    slow, slower = takes_a_day(plan), takes_a_day(reference)
    capped = parameters["reference"].issuance.yearly_cap is not None
    return {
        "C36": Finding(
            verdict,
            deterrence_condition(table, verdict, parameters["plan"]),
            "slashing_deterrence",
            "a slash that outweighs all that there is to gain" if repaired and not deterred else "",
        ),
        "C37": decided(
            slow,
            f"a full set of least stakes earns it back in: {times(plan)}"
            + ("" if slow else f"; under the reference protocol: {times(reference)}"),
            "slashing_deterrence",
            "a ceiling on yearly issuance" if slower and capped else "",
        ),
    }


def deterrence_verdict(lone: pd.DataFrame, parameters: Parameters) -> Verdict:
    """Whether the slash alone outweighs every gain, some, or for some kind of validator none."""
    least = lone["deterred_gain_token"].min()
    if least >= parameters.token.supply:
        return Verdict.PROVED
    return Verdict.HOLDS_IF if least > 0 else Verdict.REFUTED


def deterrence_condition(table: pd.DataFrame, verdict: Verdict, parameters: Parameters) -> str:
    """Gains that are deterred without the rent and with it; of the reference too unless proved."""
    days = amount(parameters.staking.unbonding_seconds / DAY_SECONDS)
    lead = {
        Verdict.PROVED: f"no gain exceeds the {amount(parameters.token.supply)} tokens that there "
        "are, and detection × (loss + rent) is",
        Verdict.HOLDS_IF: "a gain that is kept is at most detection × (loss + rent):",
        Verdict.REFUTED: "the slash alone deters some kind of validator from nothing; detection × "
        "(loss + rent) is",
    }[verdict]
    plan, lone, third = (
        [span(rows["deterred_gain_token"]), span(rows["deterred_gain_with_rent_token"])]
        for rows in (
            offenders(table, "plan", ALONE),
            offenders(table, "reference", ALONE),
            offenders(table, "reference", TOGETHER),
        )
    )
    text = (
        f"{lead} {plan[0]} tokens, by kind of validator, if the offender keeps its place, and "
        f"{plan[1]} if it loses {days} days of rewards with it"
    )
    if verdict is Verdict.PROVED:
        return text
    return (
        f"{text}; under the reference protocol {lone[0]} and {lone[1]}, or {third[0]} and "
        f"{third[1]} for one of a third that offends together"
    )


def takes_a_day(lone: pd.DataFrame) -> bool:
    """Whether no kind of validator earns its loss back sooner than in a day."""
    return bool(lone["seconds_to_recoup"].fillna(math.inf).min() >= DAY_SECONDS)


def times(lone: pd.DataFrame) -> str:
    """Shortest and longest time to earn a loss back, and whose they are."""
    seconds = lone["seconds_to_recoup"].fillna(math.inf)
    ends = [(*seconds.idxmin(), seconds.min()), (*seconds.idxmax(), seconds.max())]
    shown = [f"{duration(time)} ({kind} in {mode.capitalize()})" for kind, mode, time in ends]
    return " to ".join(dict.fromkeys(shown))
