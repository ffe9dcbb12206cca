"""What must a briber pay to break a mode's safety, or to stop it?

A holder gives in for what it loses on average: the slash, and the rewards of the time for which it is
out. Sets of stakers are full, each with the least stake.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...models.attacks.incentives.choices import Target
from ...models.attacks.incentives.corruption import corruption
from ...models.economics.issuance import SECONDS_PER_YEAR
from ...models.economics.payments import yearly_rewards_at_launch
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "token.supply", "rewards", "issuance",
    "fast.validators", "fast.block_seconds", "fast.authority_threshold",
    "balanced.validators", "balanced.block_seconds", "balanced.minimum_stake",
    "balanced.authority_threshold", "balanced.stake_threshold",
    "secure.validators", "secure.block_seconds", "secure.minimum_stake", "secure.stake_threshold",
    "secure.oversight_threshold", "quorums",
    "slashing", "staking.authority_minimum", "staking.unbonding_seconds",
)  # fmt: skip

PROFIT_PART = 0.001
"""What success is worth to the briber, as part of the supply; an assumption [1]."""


@dataclass(frozen=True, slots=True)
class Case:
    """One mode and what is done to it."""

    parameters: Parameters
    mode: Mode
    target: Target


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Both targets in every mode."""
    return [Case(parameters, mode, target) for mode in Mode for target in Target]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The cheapest set that is enough, and what it costs with the lost rewards and without."""
    parameters, mode = case.parameters, case.mode
    found = corruption(parameters, mode, case.target)
    slashed = corruption(parameters, mode, case.target, years_out=0.0)
    supply = parameters.token.supply
    years_out = parameters.staking.unbonding_seconds / SECONDS_PER_YEAR
    issued = yearly_rewards_at_launch(parameters, mode) * years_out
    return [
        {
            "mode": mode.label,
            "target": str(case.target),
            "authorities": found.authorities,
            "stake_token": found.stake,
            "cost_token": found.cost,
            "slash_cost_token": slashed.cost,
            "cost_part": found.cost / supply,
            "profit_token": PROFIT_PART * supply,
            "pays": found.cost < PROFIT_PART * supply,
            "slash_alone_pays": slashed.cost < PROFIT_PART * supply,
            "issued_meanwhile_part": issued / supply,
        }
    ]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Costs and who is bribed, in each mode for each target."""
    first = table.iloc[0]
    found: dict[str, Any] = {
        "profit_percent": 100 * PROFIT_PART,
        "profit_token": float(first["profit_token"]),
        "targets": int(table.groupby("protocol").size().max()),
    }
    for row in table.to_dict("records"):
        mode = f"{row['protocol']}_{row['mode']}"
        found[f"{mode}_issued_meanwhile_part"] = row["issued_meanwhile_part"]
        for quantity in (
            "authorities", "stake_token", "cost_token", "slash_cost_token", "cost_part",
        ):  # fmt: skip
            found[f"{mode}_{row['target']}_{quantity}"] = row[quantity]
    for protocol, rows in table.groupby("protocol"):
        found[f"{protocol}_paying"] = int(rows["pays"].sum())
        found[f"{protocol}_slash_alone_paying"] = int(rows["slash_alone_pays"].sum())
        found[f"{protocol}_least_cost_token"] = float(rows["cost_token"].min())
        found[f"{protocol}_least_slash_cost_token"] = float(rows["slash_cost_token"].min())
    return found
