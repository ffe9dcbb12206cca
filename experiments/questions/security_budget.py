"""What is paid for security in a year, and what would it cost to break the mode of the day?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ...agents.economy.security import cost_of_corruption
from ...agents.settings import EconomySettings
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ..running.precision import Precision
from ..running.seeds import Generators
from ..simulating.economy import mean_interval
from ..simulating.pace import shortened
from ..simulating.scenarios import load_scenario
from ..simulating.watching import side_by_side, watched

READS = (
    "token", "rewards", "issuance", "switching", "population",
    "fast.block_seconds", "fast.validators", "fast.authority_threshold",
    "balanced.block_seconds", "balanced.validators", "balanced.minimum_stake",
    "balanced.authority_threshold",
    "balanced.stake_threshold",
    "secure.block_seconds", "secure.validators", "secure.minimum_stake", "secure.stake_threshold",
    "secure.oversight_threshold",
    "quorums",
    "slashing",
    "staking.authority_minimum", "staking.unbonding_seconds",
)  # fmt: skip

CALM, CRASH = "calm", "price-crash"
"""A run in which nothing happens, and the scenario in which most payments are gone after a year."""

RUNS = {Precision.TINY: 2, Precision.DEFAULT: 3, Precision.FULL: 32}
PEOPLE = {Precision.TINY: 50, Precision.DEFAULT: 300, Precision.FULL: 1_000}
SHORTER = {Precision.TINY: 12, Precision.DEFAULT: 1, Precision.FULL: 1}
"""By what all times are divided [1]."""

YEAR = 365
"""Days at the end of a run that are averaged, or all where there are fewer [day]."""


MILLION = 1e6
ENDS = ("mean", "lower", "upper")


@dataclass(frozen=True, slots=True)
class Case:
    """Runs side by side, and the same once more in a crash."""

    parameters: Parameters
    calm: EconomySettings
    crash: EconomySettings
    runs: int


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """All runs at once; the same chances for both protocols, calm or not."""
    story = shortened(load_scenario(CRASH).settings, SHORTER[precision])
    crash = replace(story, stakers=PEOPLE[precision])
    return [Case(parameters, replace(crash, shocks=()), crash, RUNS[precision])]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """One row for each scenario, run and day, at launch prices."""
    return [
        {"scenario": scenario, **row}
        for scenario, settings in ((CALM, case.calm), (CRASH, case.crash))
        for row in days(case.parameters, settings, side_by_side(generators, case.runs))
    ]


def days(
    parameters: Parameters, settings: EconomySettings, runs: Sequence[Generators]
) -> Iterator[dict[str, Any]]:
    """One row for each run and day of one scenario."""
    for engine in watched(parameters, settings, runs):
        units = engine.terms.units
        for trial, (chain, totals) in enumerate(zip(engine.chains, engine.totals, strict=True)):
            if chain.epoch:
                yield {
                    "trial": trial,
                    "epoch": chain.epoch,
                    "mode": int(chain.mode),
                    "price": chain.price,
                    "security_budget_token_per_year": chain.security_budget / units,
                    "cost_of_corruption_token": cost_of_corruption(chain, engine.terms, totals)
                    / units,
                }


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """The last year and the worst day of every run, and what the crash makes of them."""
    found: dict[str, Any] = {
        "runs": int(table["trial"].nunique()),
        "years": float(table["epoch"].max() / YEAR),
    }
    for (protocol, scenario), rows in table.groupby(["protocol", "scenario"]):
        start = f"{protocol}_{str(scenario).replace('-', '_')}"
        for name, values in figures(rows).items():
            put(found, f"{start}_{name}", values)
    for protocol, rows in table.groupby("protocol"):
        put(found, f"{protocol}_crash_fall", costs_fall(rows))
    return found


def put(found: dict[str, Any], name: str, values: list[float]) -> None:
    """Mean over runs and the ends of its interval, under their names; none where no run has a value."""
    interval = mean_interval(values, least=0.0) if values else dict.fromkeys(ENDS)
    for end, value in interval.items():
        found[name if end == "mean" else f"{name}_{end}"] = value


def figures(rows: pd.DataFrame) -> dict[str, list[float]]:
    """Of each run of one protocol and scenario; runs without such days are left out.

    Parameters
    ----------
    rows
        All days of all runs.

    Returns
    -------
    dict
        `budget_million`, `cost_million`: mean of the last year, in millions at launch prices; `ratio`:
        the latter over the former [year]; `cost_MODE_million`: mean of that year's days in a mode,
        where there are any; `least_cost_million`, `least_ratio`: of any day.
    """
    found: dict[str, list[float]] = {}

    def add(name: str, value: float | None) -> None:
        found.setdefault(name, [])
        if value is not None:
            found[name].append(float(value))

    for run in runs_of(rows):
        budget, cost = run["security_budget_token_per_year"], run["cost_of_corruption_token"]
        is_last = run["epoch"] > run["epoch"].max() - YEAR
        paid, breaks = budget[is_last].mean(), cost[is_last].mean()
        add("budget_million", paid / MILLION)
        add("cost_million", breaks / MILLION)
        add("ratio", breaks / paid if paid else None)
        for mode in Mode:
            days = cost[is_last & (run["mode"] == mode)]
            if len(days):
                add(f"cost_{mode.label}_million", days.mean() / MILLION)
        add("least_cost_million", cost.min() / MILLION)
        is_paid = budget > 0
        add("least_ratio", (cost[is_paid] / budget[is_paid]).min() if is_paid.any() else None)
    return found


def costs_fall(rows: pd.DataFrame) -> list[float]:
    """By what the crash divides the mean cost of corruption of the last year, run by run [1]."""
    last = rows[rows["epoch"] > max(rows["epoch"].max() - YEAR, rows["epoch"].max() // 2)]
    costs = last.pivot_table(
        index="trial", columns="scenario", values="cost_of_corruption_token", aggfunc="mean"
    )
    return [calm / crash for calm, crash in zip(costs[CALM], costs[CRASH], strict=True) if crash]


def runs_of(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Days of each run."""
    for _, run in rows.groupby("trial"):
        yield run
