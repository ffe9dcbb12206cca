"""Does losing a tenth of the stake keep a rational validator from misbehaving?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...models.economics.deterrence import (
    blocks_to_recoup,
    detection_needed_when_forfeited,
    largest_deterred_gain,
)
from ...models.economics.issuance import blocks_per_year
from ...models.economics.payments import least_stake, paid_to_classes, yearly_rewards_at_launch
from ...models.economics.rewards import authority_reward, staker_reward
from ...models.economics.slashing import capped_fraction, penalty, slashed_fraction
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode, mode_parameters
from ..claims.finding import Finding, Verdict, decided
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "token", "fast", "balanced", "secure", "quorums", "rewards", "issuance", "slashing", "staking",
)  # fmt: skip

DAY_SECONDS = 86_400

GAINS_IN_STAKES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Gains from an offence as multiples of the offender's stake."""

OFFENDING_SHARES = (0.0, 1 / 3)
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
    """Loss, time to earn it back, and the detection that each gain would need."""
    stake, reward = stake_and_reward(case)
    block_seconds = mode_parameters(case.parameters, case.mode).block_seconds
    slashing = case.parameters.slashing
    rows: list[dict[str, Any]] = []
    for share in OFFENDING_SHARES:
        fraction = capped_fraction(
            slashed_fraction(slashing.rate, slashing.correlation_factor, share)
        )
        loss = penalty(stake, fraction)
        rows += [
            {
                "mode": case.mode.label,
                "class": case.kind,
                "offending_share": share,
                "stake_token": stake,
                "slashed_fraction": fraction,
                "loss_token": loss,
                "reward_token_per_block": reward,
                "blocks_to_recoup": blocks_to_recoup(loss, reward),
                "seconds_to_recoup": blocks_to_recoup(loss, reward) * block_seconds,
                "deterred_gain_token": largest_deterred_gain(
                    slashing.detection_probability, loss, 0.0
                ),
                "gain_in_stakes": gain,
                "detection_needed": detection_needed_when_forfeited(loss, 0.0, gain * stake),
            }
            for gain in GAINS_IN_STAKES
        ]
    return rows


def stake_and_reward(case: Case) -> tuple[float, float]:
    """Stake and reward per block of a validator in a full set of the least stakes."""
    parameters, mode = case.parameters, case.mode
    blocks = blocks_per_year(mode_parameters(parameters, mode).block_seconds)
    to_authorities, to_stakers = paid_to_classes(
        parameters, mode, yearly_rewards_at_launch(parameters, mode) / blocks
    )
    if case.kind == "authority":
        bond = parameters.staking.authority_minimum
        return bond, authority_reward(to_authorities, parameters.fast.validators)
    everybody = least_stake(parameters, mode)
    stake = everybody / mode_parameters(parameters, mode).validators
    return stake, staker_reward(to_stakers, stake, everybody)


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Losses, and the time in which they are earned back."""
    once = table[table["gain_in_stakes"] == GAINS_IN_STAKES[0]]
    found: dict[str, Any] = {}
    for row in once.to_dict("records"):
        together = "_together" if row["offending_share"] else ""
        name = f"{row['protocol']}_{row['mode']}_{row['class']}{together}"
        found[f"{name}_loss_token"] = row["loss_token"]
        found[f"{name}_blocks"] = row["blocks_to_recoup"]
        found[f"{name}_seconds"] = row["seconds_to_recoup"]
        found[f"{name}_days"] = row["seconds_to_recoup"] / DAY_SECONDS
        found[f"{name}_slashed_percent"] = 100 * row["slashed_fraction"]
    wide = once.pivot_table(
        index=["class", "mode"], columns=["protocol", "offending_share"], values="seconds_to_recoup"
    )
    alone, together = OFFENDING_SHARES
    found["slowed_alone"] = (wide["reference", alone] / wide["plan", alone]).min()
    found["slowed_together"] = (wide["reference", together] / wide["plan", together]).max()
    return found


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Up to which gain the plan's slash deters, and how soon it is earned back."""
    plan = table[(table["protocol"] == "plan") & (table["offending_share"] == 0)]
    slowest = plan["seconds_to_recoup"].max()
    balanced = plan[(plan["mode"] == "balanced") & (plan["class"] == "authority")].iloc[0]
    gain = balanced["deterred_gain_token"]
    reference = table[(table["protocol"] == "reference") & (table["offending_share"] == 0)]
    repaired = reference["seconds_to_recoup"] / DAY_SECONDS
    detection = parameters["plan"].slashing.detection_probability
    return {
        "C36": Finding(
            Verdict.HOLDS_IF,
            f"the gain is at most detection × loss: {gain:,.0f} tokens for an authority found with "
            f"probability {detection:g}, which Balanced pays it in {balanced['blocks_to_recoup']:.0f} "
            "blocks",
            "slashing_deterrence",
            "a slash that grows with the share that misbehaves together",
        ),
        "C37": decided(
            plan["seconds_to_recoup"].min() >= DAY_SECONDS,
            f"a full set of least stakes earns it back in {balanced['seconds_to_recoup']:.0f} s as "
            f"authority in Balanced, and in {slowest:.0f} s at the slowest",
            "slashing_deterrence",
            "a ceiling on yearly issuance, which makes it "
            f"{repaired.min():.2f} to {repaired.max():.2f} days",
        ),
    }
