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
    "token", "fast", "balanced", "secure", "quorums", "assumptions", "rewards", "issuance",
    "slashing", "staking", "switching", "population",
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
    "authorities", "authority_wealth", "slashed_fraction", "supply_token", "unpaid_token",
    "offences",
)  # fmt: skip
"""Metrics taken as they stand at the end of an epoch."""

FLOWS = ("staker_yield", "authority_yield", "issuance_rate")
"""Metrics that jump with the mode of the day, and are averaged over the month before."""

KEPT = STOCKS + FLOWS

HOPED_STAKERS = 1_000
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
    """One row a month, with the share of time in each mode over the whole run."""
    found = run_economy(case.parameters, case.settings, generators)
    in_modes = share_of_time_per_mode(found.metrics["mode"])
    last = case.settings.epochs
    epochs = sorted({*range(0, last + 1, EVERY_EPOCHS), 1, last})
    return [
        {
            "epoch": epoch,
            "stakers": case.settings.stakers,
            **{name: float(found.metrics[name][epoch]) for name in STOCKS},
            **{name: month_mean(found.metrics[name], epoch) for name in FLOWS},
            **{f"share_of_time_{mode.label}": in_modes[mode] for mode in Mode},
            "conservation_error": found.conservation_error,
        }
        for epoch in epochs
    ]


def month_mean(series: NDArray[np.float64], epoch: int) -> float:
    """Mean over the month that ends with an epoch, the launch left out."""
    return float(series[max(epoch - EVERY_EPOCHS, 0) + 1 : epoch + 1].mean()) if epoch else 0.0


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Means over runs with their intervals, at the end and after a year."""
    found: dict[str, Any] = {
        "runs": int(table["run"].nunique()),
        "stakers": int(table["stakers"].iloc[0]),
        "years": table["epoch"].max() / DAYS_PER_YEAR,
        "conservation_error": int(abs(table["conservation_error"]).max()),
    }
    last = table[table["epoch"] == table["epoch"].max()]
    for protocol, rows in last.groupby("protocol"):
        for name in (*KEPT, *(f"share_of_time_{mode.label}" for mode in Mode)):
            most = 1.0 if name in SHARES or name.startswith("share_of_time") else math.inf
            interval = mean_interval(rows[name].to_numpy(), least=0.0, most=most)
            found[f"{protocol}_{name}"] = interval["mean"]
            found[f"{protocol}_{name}_lower"] = interval["lower"]
            found[f"{protocol}_{name}_upper"] = interval["upper"]
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
    """Participation and concentration under the plan, in every run."""
    plan = table[table["protocol"] == "plan"]
    last = plan[plan["epoch"] == plan["epoch"].max()]
    seats = parameters["plan"].fast.validators
    stakers = last["participation"] * last["stakers"]
    year = plan[plan["epoch"] >= DAYS_PER_YEAR] if plan["epoch"].max() > DAYS_PER_YEAR else plan
    first = year[year["epoch"] == year["epoch"].min()].set_index("run")["gini"]
    change = last.set_index("run")["gini"] - first
    largest = year["largest_share"]
    return {
        "C02": measured(
            (change <= 0).all(),
            f"the Gini coefficient of stake changes by {shown(change)} from the first year to the last",
        ),
        "C54": measured(
            (largest <= 1 / 3).all(),
            f"the largest staker holds at most {100 * largest.max():.1f} % after the first year",
        ),
        "C66": measured(
            (last["authorities"] >= seats / 2).all(),
            f"{shown(last['authorities'], '.1f')} of {seats} authorities stay",
        ),
        "C67": measured(
            (stakers >= HOPED_STAKERS).all(),
            f"{shown(stakers, '.0f')} of {last['stakers'].iloc[0]:,} people stake at the end",
        ),
    }


def measured(holds: bool, words: str) -> Finding:
    """What the runs say, for the assumed population."""
    return Finding(
        Verdict.MEASURED,
        f"{'holds' if holds else 'does not hold'} in every run: {words}",
        "staking_economy",
    )


def shown(values: Any, style: str = ".3f") -> str:
    """Mean over runs and its interval."""
    found = mean_interval(list(values))
    return f"{found['mean']:{style}} ({found['lower']:{style}} to {found['upper']:{style}})"
