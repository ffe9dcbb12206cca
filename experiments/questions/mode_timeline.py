"""In which mode is the network day by day, and how many sign, while jobs fill it for half a year?"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from ...agents.arrays.engine import ArrayEngine
from ...agents.choices.positions import SPLIT
from ...agents.settings import EconomySettings
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ...models.protocol.quorums import quorum
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators
from ..simulating.economy import mean_interval
from ..simulating.pace import paced, shortened
from ..simulating.scenarios import load_scenario
from ..simulating.watching import side_by_side, watched

READS = (
    "token", "rewards", "issuance", "switching", "population",
    "fast.block_seconds", "fast.validators",
    "balanced.block_seconds", "balanced.validators", "balanced.minimum_stake",
    "balanced.authority_threshold",
    "secure.block_seconds", "secure.validators", "secure.minimum_stake",
    "quorums",
    "slashing",
    "staking.authority_minimum", "staking.unbonding_seconds",
)  # fmt: skip

SCENARIO = "load-surge"

EPOCHS_PER_DAY = 2
"""Two decisions a day, so that a dwell of a day binds [epoch/day]."""

RUNS = {Precision.TINY: 2, Precision.DEFAULT: 3, Precision.FULL: 32}
PEOPLE = {Precision.TINY: 50, Precision.DEFAULT: 1_000, Precision.FULL: 1_000}
SHORTER = {Precision.TINY: 12, Precision.DEFAULT: 1, Precision.FULL: 1}
"""By what the scenario's times are divided [1]."""

PERIODS = ("before", "during", "after")
DAYS_PER_YEAR = 365
FOLLOWS = 0.5
"""Rank correlation from which one quantity is taken to follow another [1]. Source: ours."""


@dataclass(frozen=True, slots=True)
class Case:
    """Runs side by side."""

    parameters: Parameters
    settings: EconomySettings
    runs: int


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """All runs at once; the same chances for both protocols."""
    days = shortened(load_scenario(SCENARIO).settings, SHORTER[precision])
    settings = replace(paced(days, EPOCHS_PER_DAY), stakers=PEOPLE[precision])
    return [Case(parameters, settings, RUNS[precision])]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """One row for each run and half day."""
    starts = [shock.epoch for shock in case.settings.shocks]
    rows: list[dict[str, Any]] = []
    for engine in watched(case.parameters, case.settings, side_by_side(generators, case.runs)):
        epoch = engine.chains[0].epoch
        if epoch:
            period = PERIODS[sum(epoch >= start for start in starts)]
            signing = signing_validators(case.parameters, engine)
            rows += [
                {
                    "trial": trial,
                    "epoch": epoch,
                    "day": (epoch - 1) / EPOCHS_PER_DAY,
                    "period": period,
                    "load": chain.load,
                    "mode": int(chain.mode),
                    "signing": signing[trial],
                }
                for trial, chain in enumerate(engine.chains)
            ]
    return rows


def signing_validators(parameters: Parameters, engine: ArrayEngine) -> list[int]:
    """Seats from which the blocks of the epoch are signed, in each run; one who splits has two.

    Parameters
    ----------
    parameters
        Of the protocol.
    engine
        After the epoch.
    """
    people = engine.population.stakers
    taken = (people.seated * (1 + (people.position == SPLIT))).sum(axis=1)
    found: list[int] = []
    for chain, totals, stakers in zip(engine.chains, engine.totals, taken.tolist(), strict=True):
        required = quorum(parameters, chain.mode)
        count = 0
        if required.authorities is not None:
            count += totals.serving
        if required.stake is not None:
            count += stakers
        found.append(count)
    return found


def switches(modes: NDArray[np.int64]) -> int:
    """How often the mode changes.

    Examples
    --------
    >>> switches(np.array([1, 0, 0, 1, 2]))
    3
    """
    return int(np.count_nonzero(np.diff(modes)))


def shortest_stay(modes: NDArray[np.int64]) -> int | None:
    """Fewest epochs between two changes of the mode; none with fewer than two changes.

    Examples
    --------
    >>> shortest_stay(np.array([1, 0, 0, 1, 1, 1, 2]))
    2
    """
    changes = np.flatnonzero(np.diff(modes))
    return int(np.diff(changes).min()) if len(changes) > 1 else None


def leaps(modes: NDArray[np.int64]) -> int:
    """Changes between Fast and Secure without Balanced between them.

    Examples
    --------
    >>> leaps(np.array([0, 2, 1, 0, 1, 2, 0]))
    2
    """
    return int(np.count_nonzero(abs(np.diff(modes)) > 1))


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Spearman's rank correlation; zero where one of the two does not vary [1].

    Examples
    --------
    >>> round(rank_correlation([1, 2, 3], [10, 30, 20]), 12), rank_correlation([1, 2], [3, 3])
    (0.5, 0.0)
    """
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return 0.0
    return float(np.corrcoef(rankdata(first), rankdata(second))[0, 1])


def of_runs(rows: pd.DataFrame) -> pd.DataFrame:
    """Figures of each run of some rows: parts of the time, switches a year, who signs."""
    found: dict[Any, dict[str, float]] = {}
    for trial, run in rows.groupby("trial"):
        modes = run["mode"].to_numpy()
        years = len(modes) / EPOCHS_PER_DAY / DAYS_PER_YEAR
        found[trial] = {
            **{f"percent_{mode.label}": 100 * float((modes == mode).mean()) for mode in Mode},
            "switches_per_year": switches(modes) / years,
            "load": float(run["load"].mean()),
            "signing": float(run["signing"].mean()),
        }
    return pd.DataFrame.from_dict(found, orient="index")


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Before, during and after the surge: means over runs with their intervals."""
    found: dict[str, Any] = {
        "runs": int(table["trial"].nunique()),
        "days": float(table["day"].max() + 1 / EPOCHS_PER_DAY),
        "surge_start_day": float(table[table["period"] == "during"]["day"].min()),
        "surge_end_day": float(table[table["period"] == "after"]["day"].min()),
    }
    found["surge_days"] = found["surge_end_day"] - found["surge_start_day"]
    for protocol, rows in table.groupby("protocol"):
        for period in PERIODS:
            figures = of_runs(rows[rows["period"] == period])
            for name in figures:
                most = 100.0 if name.startswith("percent") else math.inf
                interval = mean_interval(figures[name].tolist(), least=0.0, most=most)
                for end, value in interval.items():
                    label = f"{protocol}_{period}_{name}"
                    found[label if end == "mean" else f"{label}_{end}"] = value
        modes = [run["mode"].to_numpy() for _, run in rows.groupby("trial")]
        stays = [stay for each in modes if (stay := shortest_stay(each)) is not None]
        found[f"{protocol}_switches"] = float(np.mean([switches(each) for each in modes]))
        found[f"{protocol}_shortest_stay_days"] = min(stays) / EPOCHS_PER_DAY if stays else None
        found[f"{protocol}_leaps"] = float(np.mean([leaps(each) for each in modes]))
        found[f"{protocol}_rank_correlation"] = float(np.mean(correlations(rows)))
    return found


def correlations(rows: pd.DataFrame) -> list[float]:
    """Of the load and of those who sign, run by run [1]."""
    return [
        rank_correlation(run["load"].tolist(), run["signing"].tolist())
        for _, run in rows.groupby("trial")
    ]


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether more sign when the network is asked for more, under the plan."""
    rows = table[table["protocol"] == "plan"]
    found = correlations(rows)
    held, runs = sum(each >= FOLLOWS for each in found), len(found)
    count = (
        f"holds in {runs} of {runs} runs"
        if held == runs
        else f"fails in {runs - held} of {runs} runs"
    )
    means = rows.groupby("period")["signing"].mean()
    words = (
        f"{count}: the rank correlation of the load and of the validators that sign is "
        f"{np.mean(found):.2f}; {means['before']:.0f} sign before the surge, "
        f"{means['during']:.0f} during, {means['after']:.0f} after"
    )
    return {"C06": Finding(Verdict.MEASURED, words, "mode_timeline")}
