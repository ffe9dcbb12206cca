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
from ..claims.wording import amount, percent
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "token.supply", "rewards", "issuance", "staking.authority_minimum",
    "fast.block_seconds", "fast.validators",
    "balanced.block_seconds", "balanced.validators", "balanced.minimum_stake",
    "secure.block_seconds", "secure.validators", "secure.minimum_stake",
)  # fmt: skip

POINTS = {Precision.TINY: 5, Precision.DEFAULT: 61, Precision.FULL: 241}

PROMISED = (0.05, 0.15)
"""Yield that the plan's draft whitepaper names, "Staking Economics" [1/year]."""

DOUBLING = 1.0
"""A yield of 100 % a year, which the ledger takes for the limit of the plausible [1/year]."""


SIGNED = (Mode.BALANCED, Mode.SECURE)
"""Modes that collect stake signatures, and so pay stakers."""


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
    """Yields over a range of stake, from a full set of least stakes to the whole supply.

    Where the supply cannot fill the set, the whole supply is all the stake that there can be.
    """
    parameters, mode = case.parameters, case.mode
    supply = parameters.token.supply
    issued = yearly_rewards_at_launch(parameters, mode)
    paid = paid_to_classes(parameters, mode, issued)
    least = least_stake(parameters, mode)
    first = min(least, supply)
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
        for staked in (first * (supply / first) ** exponent for exponent in exponents)
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
    """Whether rewards add up, whether the split is defined, whether the yield is plausible.

    C35 is proved where stakers of every mode earn less than the limit from the least stake on;
    refuted where those of some mode earn more even with the whole supply at stake; else it holds
    from the stake named. A repair is named only where the same rule proves the claim of the
    reference protocol.
    """
    plan, reference = (table[table["protocol"] == name] for name in ("plan", "reference"))
    verdict = yield_verdict(plan)
    repaired = verdict is not Verdict.PROVED and yield_verdict(reference) is Verdict.PROVED
    capped = parameters["reference"].issuance.yearly_cap is not None
    whole = pays_out_whole(plan)
    defined = splits_an_empty_class(parameters["plan"])
    unpaid = plan.loc[plan["mode"] == Mode.FAST.label, "unpaid_share"].max()
    moved = "an empty class's share goes to the other class"
    return {
        "C33": decided(
            whole,
            "every block is paid out in every mode"
            if whole
            else f"{100 * unpaid:.0f} % of every Fast block is paid to nobody: Fast collects no "
            "stake signatures",
            "staking_yield",
            moved if pays_out_whole(reference) else "",
        ),
        "C34": decided(
            defined,
            "with no stake at all, "
            + ("authorities receive everything" if defined else "the rule divides by zero"),
            "staking_yield",
            moved if splits_an_empty_class(parameters["reference"]) else "",
        ),
        "C35": Finding(
            verdict,
            yield_condition(plan, reference, verdict),
            "staking_yield",
            "a ceiling on yearly issuance" if repaired and capped else "",
        ),
    }


def pays_out_whole(rows: pd.DataFrame) -> bool:
    """Whether nothing of a block's reward is left unpaid in any mode of one protocol."""
    return math.isclose(float(rows["unpaid_share"].max()), 0.0, abs_tol=1e-12)


def yield_verdict(rows: pd.DataFrame) -> Verdict:
    """Whether yields of one protocol are below the limit always, nowhere in some mode, or in between."""
    yields = stakers_by_mode(rows)
    if (yields["launch"] < DOUBLING).all():
        return Verdict.PROVED
    return Verdict.REFUTED if (yields["everything"] >= DOUBLING).any() else Verdict.HOLDS_IF


def yield_condition(plan: pd.DataFrame, reference: pd.DataFrame, verdict: Verdict) -> str:
    """What decides the verdict on the plan's yields, and what the reference protocol does to them."""
    yields = stakers_by_mode(plan)
    launch = in_both(yields["launch"].map(percent))
    if verdict is Verdict.PROVED:
        return f"a full set at the least stake yields {launch} a year"
    limits = in_both(yields["limit_token"].map(amount))
    reached = in_both(stakers_by_mode(reference)["limit_token"].map(amount))
    if verdict is Verdict.HOLDS_IF:
        return (
            f"more tokens are staked than {limits}; a full set at the least stake yields {launch} a "
            f"year; under the reference protocol it takes more than {reached}"
        )
    everything = in_both(yields["everything"].map(percent))
    return (
        f"the whole supply at stake still yields {everything} a year; less than {percent(DOUBLING)} "
        f"takes more tokens than {limits}, and under the reference protocol {reached}"
    )


def stakers_by_mode(rows: pd.DataFrame) -> pd.DataFrame:
    """Yields of one protocol's stakers at the two ends, and the stake at which they reach the limit."""
    modes = rows.groupby("mode")
    ends = pd.DataFrame(
        {
            "launch": modes["staker_yield_per_year"].max(),
            "everything": modes["staker_yield_per_year"].min(),
            "limit_token": staked_at_hurdle(modes["to_stakers_token_per_year"].max(), DOUBLING),
        }
    )
    return ends.loc[[mode.label for mode in SIGNED]]


def in_both(texts: Mapping[str, str]) -> str:
    """A text for each of the two modes that pay stakers."""
    return " and ".join(f"{texts[mode.label]} in {mode.label.capitalize()}" for mode in SIGNED)
