"""Do rational stakers and authorities take part, and does stake concentrate?"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...agents.settings import EconomySettings
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators
from ..simulating.economy import SHARES, mean_interval, run_economy, share_of_time_per_mode

READS = (
    "token", "rewards", "issuance", "switching", "population",
    "fast.block_seconds", "fast.validators", "fast.authority_threshold",
    "balanced.block_seconds", "balanced.validators", "balanced.minimum_stake",
    "balanced.authority_threshold",
    "balanced.stake_threshold",
    "secure.block_seconds", "secure.validators", "secure.minimum_stake", "secure.stake_threshold",
    "secure.oversight_threshold",
    "quorums", "assumptions.byzantine_stake",
    "slashing",
    "staking.authority_minimum", "staking.unbonding_seconds",
)  # fmt: skip

RUNS = {Precision.TINY: 2, Precision.DEFAULT: 4, Precision.FULL: 100}
SETTINGS = {
    Precision.TINY: EconomySettings(epochs=90, stakers=50),
    Precision.DEFAULT: EconomySettings(epochs=3_650, stakers=2_000),
    Precision.FULL: EconomySettings(epochs=3_650, stakers=2_000),
}
"""Twice as many people as the plan hopes for could stake, over ten years of days."""

EVERY_EPOCHS = 30
"""Epochs between two rows of the table."""

STOCKS = (
    "staking_ratio", "gini", "nakamoto_coefficient", "hhi", "largest_share", "participation",
    "delegated_share", "cost_of_corruption", "velocity", "price",
    "authorities", "authority_wealth", "slashed_fraction", "supply_token", "unpaid_token",
    "offences",
)  # fmt: skip
"""Metrics taken as they stand at the end of an epoch."""

FLOWS = ("staker_yield", "authority_yield", "issuance_rate", "security_budget")
"""Metrics that jump with the mode of the day, and are averaged over the month before."""

KEPT = STOCKS + FLOWS

EPSILONS = ("epsilon", "coalition_epsilon", "class_epsilon")
"""What the last day of a run leaves to gain, in parts of what a player owns [1/year]."""

OF_RUN = ("authority_reward_share", *(f"share_of_time_{mode.label}" for mode in Mode))
"""Parts of a whole run, the same in all of its rows."""

HOPED_STAKERS = 1_000
"""People whom the plan hopes to win [1]."""

MOST_HELD = 0.33
"""Part of the stake that the plan assumes no single entity to exceed [1]."""

DAYS_PER_YEAR = 365


@dataclass(frozen=True, slots=True)
class Case:
    """One run."""

    parameters: Parameters
    settings: EconomySettings


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Runs that differ in their random numbers alone; the same for both protocols."""
    return [Case(parameters, SETTINGS[precision])] * RUNS[precision]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """One row a month, with what the whole run came to."""
    found = run_economy(case.parameters, case.settings, generators, certify=True)
    in_modes = share_of_time_per_mode(found.metrics["mode"])
    of_run = (authority_reward_share(found.metrics), *in_modes)
    asked = case.parameters.population
    last = case.settings.epochs
    epochs = sorted({*range(0, last + 1, EVERY_EPOCHS), 1, last})
    return [
        {
            "epoch": epoch,
            "stakers": case.settings.stakers,
            "hurdle_rate_low": asked.hurdle_rate_low,
            "hurdle_rate_high": asked.hurdle_rate_high,
            **{name: float(found.metrics[name][epoch]) for name in STOCKS},
            **{name: month_mean(found.metrics[name], epoch) for name in FLOWS},
            **dict(zip(OF_RUN, of_run, strict=True)),
            **{name: getattr(found.certificate, name) for name in EPSILONS},
            "conservation_error": found.conservation_error,
        }
        for epoch in epochs
    ]


def month_mean(series: NDArray[np.float64], epoch: int) -> float:
    """Mean over the month that ends with an epoch, the launch left out."""
    return float(series[max(epoch - EVERY_EPOCHS, 0) + 1 : epoch + 1].mean()) if epoch else 0.0


def authority_reward_share(metrics: Mapping[str, NDArray[np.float64]]) -> float | None:
    """Part of all pay of a run that went to authorities; none where nothing was issued [1].

    The yield of an epoch refers to the stake before it, the security budget is in money.
    """
    if not metrics["issuance_rate"].any():
        return None
    paid = (metrics["security_budget"][1:] / metrics["price"][1:]).sum()
    staked = (metrics["staking_ratio"] * metrics["supply_token"])[:-1]
    to_stakers = (metrics["staker_yield"][1:] * staked).sum()
    return max(float(1 - to_stakers / paid), 0.0)


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Means over runs with their intervals, at the end."""
    found: dict[str, Any] = {
        "runs": int(table["run"].nunique()),
        "stakers": int(table["stakers"].iloc[0]),
        "years": table["epoch"].max() / DAYS_PER_YEAR,
        "conservation_error": int(abs(table["conservation_error"]).max()),
    }
    last = table[table["epoch"] == table["epoch"].max()]
    for protocol, rows in last.groupby("protocol"):
        for name in (*KEPT, *OF_RUN):
            most = 1.0 if name in (*SHARES, *OF_RUN) else math.inf
            interval = mean_interval(rows[name].to_numpy(dtype=float), least=0.0, most=most)
            for end, value in interval.items():
                label = f"{protocol}_{name}" if end == "mean" else f"{protocol}_{name}_{end}"
                found[label] = None if value is None or math.isnan(value) else value
        for name in EPSILONS:
            found[f"{protocol}_{name}"] = float(rows[name].max())
        for name in ("staking_ratio", "staker_yield", "authority_yield", "participation"):
            found[f"{protocol}_{name}_percent"] = 100 * found[f"{protocol}_{name}"]
        found[f"{protocol}_stakers"] = found[f"{protocol}_participation"] * found["stakers"]
        found[f"{protocol}_supply_growth"] = rows["supply_token"].mean() / launch_supply(
            table, str(protocol)
        )
    return found


def launch_supply(table: pd.DataFrame, protocol: str) -> float:
    """Supply before the first block [token]."""
    rows = table[(table["protocol"] == protocol) & (table["epoch"] == 0)]
    return float(rows["supply_token"].mean())


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Participation and concentration under the plan, run by run."""
    plan = table[table["protocol"] == "plan"]
    last = plan[plan["epoch"] == plan["epoch"].max()]
    seats = parameters["plan"].fast.validators
    stakers = (last["participation"] * last["stakers"]).round()
    year = plan[plan["epoch"] >= DAYS_PER_YEAR] if plan["epoch"].max() > DAYS_PER_YEAR else plan
    first = year[year["epoch"] == year["epoch"].min()].set_index("run")["gini"]
    change = last.set_index("run")["gini"] - first
    people = int(last["stakers"].iloc[0])
    largest = year.groupby("run")["largest_share"].max()
    idle = (stakers == 0).sum()
    empty = f"; nobody stakes at the end of {idle} of {len(last)} runs" if idle else ""
    return {
        "C02": measured(
            change <= 0,
            f"the Gini coefficient of stake changes by {shown(change, -1, 1)} from the first year "
            f"to the last{empty}",
        ),
        "C54": measured(
            largest <= MOST_HELD,
            f"the largest staker holds up to {100 * largest.max():.1f} % after the first year{empty}",
        ),
        "C66": measured(
            last["authorities"] >= seats / 2,
            f"{shown(last['authorities'], 0, seats, '.1f')} of {seats} authorities stay",
        ),
        "C67": measured(
            stakers >= HOPED_STAKERS,
            f"{shown(stakers, 0, people, '.0f')} of {people:,} people stake at the end",
        ),
    }


def measured(held: pd.Series, words: str) -> Finding:
    """What the runs say, for the assumed population; the claim held in some of them."""
    runs, failed = len(held), int((~held).sum())
    count = f"fails in {failed} of {runs} runs" if failed else f"holds in {runs} of {runs} runs"
    return Finding(Verdict.MEASURED, f"{count}: {words}", "staking_economy")


def shown(values: Any, least: float, most: float, style: str = ".3f") -> str:
    """Mean over runs and its interval, within what the quantity can be."""
    found = mean_interval(list(values), least, most)
    if found["lower"] is None:
        return f"{found['mean']:{style}} (one run: no interval)"
    return f"{found['mean']:{style}} ({found['lower']:{style}} to {found['upper']:{style}})"
