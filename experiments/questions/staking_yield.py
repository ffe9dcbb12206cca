"""What does staking yield in a year, and does a block's reward reach somebody in every mode?"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...models.economics.issuance import annual_yield, staked_at_hurdle
from ...models.economics.payments import least_stake, paid_to_classes, yearly_rewards_at_launch
from ...models.economics.rewards import staker_reward
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ..claims.finding import Finding, Verdict, decided
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "token", "fast", "balanced", "secure", "quorums", "rewards", "issuance", "staking",
)  # fmt: skip

POINTS = {Precision.TINY: 5, Precision.DEFAULT: 61, Precision.FULL: 241}

PROMISED = (0.05, 0.15)
"""Yield that the plan's draft whitepaper names, "Staking Economics" [1/year]."""

DOUBLING = 1.0
"""A yield of 100 % a year, which the ledger takes for the limit of the plausible [1/year]."""


@dataclass(frozen=True, slots=True)
class Case:
    """One mode of one protocol."""

    parameters: Parameters
    mode: Mode
    points: int


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """One case per mode."""
    return [Case(parameters, mode, POINTS[precision]) for mode in Mode]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """Yields over a range of stake, from the mode's least possible set to the whole supply."""
    parameters, mode = case.parameters, case.mode
    supply = parameters.token.supply
    issued = yearly_rewards_at_launch(parameters, mode)
    paid = paid_to_classes(parameters, mode, issued)
    least = least_stake(parameters, mode)
    exponents = (index / (case.points - 1) for index in range(case.points))
    return [
        {
            "mode": mode.label,
            "staked_token": staked,
            "least_stake_token": least,
            "issuance_token_per_year": sum(paid),
            "issuance_rate_per_year": sum(paid) / supply,
            "promised_low_per_year": PROMISED[0],
            "promised_high_per_year": PROMISED[1],
            "unpaid_share": 1 - sum(paid) / issued if issued else 0.0,
            "to_authorities_token_per_year": paid[0],
            "to_stakers_token_per_year": paid[1],
            "staker_yield_per_year": annual_yield(paid[1], staked),
            "authority_yield_per_year": annual_yield(
                paid[0], parameters.fast.validators * parameters.staking.authority_minimum
            ),
        }
        for staked in (least * (supply / least) ** exponent for exponent in exponents)
    ]


def splits_an_empty_class(parameters: Parameters) -> bool:
    """Whether the reward rule gives an answer when nobody stakes."""
    if parameters.rewards.empty_class_to_other:
        return True
    try:
        staker_reward(40.0, 0.0, 0.0)
    except ZeroDivisionError:
        return False
    return True


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Yields of a full set at the least stake, issuance, and stake at which yields turn plausible."""
    found: dict[str, Any] = {}
    for (protocol, mode), rows in table.groupby(["protocol", "mode"], sort=True):
        first, last = rows.iloc[0], rows.iloc[-1]
        name = f"{protocol}_{mode}"
        found |= {
            f"{name}_yield_at_launch_percent": 100 * first["staker_yield_per_year"],
            f"{name}_yield_all_staked_percent": 100 * last["staker_yield_per_year"],
            f"{name}_issuance_percent": 100 * first["issuance_rate_per_year"],
            f"{name}_issuance_token": first["issuance_token_per_year"],
            f"{name}_authority_yield_percent": 100 * first["authority_yield_per_year"],
            f"{name}_unpaid_percent": 100 * first["unpaid_share"],
            f"{name}_stake_for_low_promise": staked_at_hurdle(
                first["to_stakers_token_per_year"], PROMISED[0]
            ),
            f"{name}_share_for_low_promise": staked_at_hurdle(
                first["to_stakers_token_per_year"], PROMISED[0]
            )
            / last["staked_token"],
            f"{name}_share_for_high_promise": staked_at_hurdle(
                first["to_stakers_token_per_year"], PROMISED[1]
            )
            / last["staked_token"],
        }
    low, high = PROMISED
    return found | {"promised_low_percent": 100 * low, "promised_high_percent": 100 * high}


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether rewards add up, whether the split is defined, whether the yield is plausible."""
    plan = table[table["protocol"] == "plan"]
    launch = plan.groupby("mode").first()
    fast = launch.loc["fast"]
    whole = math.isclose(float(launch["unpaid_share"].max()), 0.0, abs_tol=1e-12)
    defined = splits_an_empty_class(parameters["plan"])
    limits = launch["to_stakers_token_per_year"] / DOUBLING
    return {
        "C33": decided(
            whole,
            f"{100 * fast['unpaid_share']:.0f} % of every Fast block is paid to nobody"
            + ("" if whole else ": Fast collects no stake signatures"),
            "staking_yield",
            "an empty class's share goes to the other class",
        ),
        "C34": decided(
            defined,
            "with no stake at all, "
            + ("authorities receive everything" if defined else "the rule divides by zero"),
            "staking_yield",
            "an empty class's share goes to the other class",
        ),
        "C35": Finding(
            Verdict.HOLDS_IF,
            f"at least {limits['balanced']:.3g} tokens are staked in Balanced and "
            f"{limits['secure']:.3g} in Secure; a full set at the least stake yields "
            f"{100 * launch.loc['balanced', 'staker_yield_per_year']:,.0f} % and "
            f"{100 * launch.loc['secure', 'staker_yield_per_year']:,.0f} % a year",
            "staking_yield",
            "a ceiling on yearly issuance",
        ),
    }
