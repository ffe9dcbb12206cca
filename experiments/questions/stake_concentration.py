"""How unequal are stakes after one, five and ten years, and how few people hold a third of them?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...agents.economy.concentration import gini, nakamoto_coefficient
from ...agents.economy.metrics import stakes_of_seats
from ...agents.settings import EconomySettings
from ...models.parameters.parameters import Parameters
from ..running.precision import Precision
from ..running.seeds import Generators
from ..simulating.economy import mean_interval
from ..simulating.pace import paced, shortened
from ..simulating.watching import side_by_side, watched

READS = (
    "token", "rewards", "issuance", "switching", "population",
    "fast.block_seconds", "fast.validators",
    "balanced.block_seconds", "balanced.validators", "balanced.minimum_stake",
    "balanced.authority_threshold",
    "secure.block_seconds", "secure.validators", "secure.minimum_stake",
    "quorums", "assumptions.byzantine_stake",
    "slashing",
    "staking.authority_minimum", "staking.unbonding_seconds",
)  # fmt: skip

YEARS = (1, 5, 10)
"""At whose ends the Lorenz curves are taken; the last is the length of the run [year]."""

DAYS_PER_YEAR = 365
DAYS_PER_EPOCH = 3
"""Stakes move slowly: few think again within so short a time [day]."""

RUNS = {Precision.TINY: 2, Precision.DEFAULT: 4, Precision.FULL: 32}
PEOPLE = {Precision.TINY: 50, Precision.DEFAULT: 500, Precision.FULL: 2_000}
SHORTER = {Precision.TINY: 12, Precision.DEFAULT: 1, Precision.FULL: 1}
"""By what a year is divided [1]."""

PARTS = tuple(part / 50 for part in range(51))
"""Parts of the stakers, poorest first, at which the Lorenz curves are taken [1]."""

EVERY_EPOCHS = 10
"""Between two points of the Nakamoto coefficient [epoch]."""

FIGURES = ("nakamoto", "gini", "stakers", "richest_tenth")


@dataclass(frozen=True, slots=True)
class Case:
    """Runs side by side."""

    parameters: Parameters
    settings: EconomySettings
    runs: int


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """All runs at once; the same chances for both protocols."""
    decade = EconomySettings(epochs=YEARS[-1] * DAYS_PER_YEAR, stakers=PEOPLE[precision])
    settings = paced(shortened(decade, SHORTER[precision]), 1 / DAYS_PER_EPOCH)
    return [Case(parameters, settings, RUNS[precision])]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """Rows of one figure of one run each; those of Lorenz curves tell the part of the stakers."""
    last = case.settings.epochs
    ends = {round(last * year / YEARS[-1]): float(year) for year in YEARS}
    byzantine = case.parameters.assumptions.byzantine_stake
    rows: list[dict[str, Any]] = []
    for engine in watched(case.parameters, case.settings, side_by_side(generators, case.runs)):
        epoch = engine.chains[0].epoch
        people = engine.population.stakers
        if epoch == 0:
            rows += curves(people.liquid, 0.0)
        if epoch in ends:
            rows += curves(people.staked, ends[epoch])
        if epoch in ends or (epoch and epoch % EVERY_EPOCHS == 0):
            stakes = np.sort(people.staked, axis=1)
            figures = {
                "nakamoto": nakamoto_coefficient(
                    stakes_of_seats(people.staked, people.seated, stakes),
                    byzantine.numerator,
                    byzantine.denominator,
                ),
                "gini": gini(stakes),
                "stakers": np.count_nonzero(stakes, axis=1),
                "richest_tenth": [1 - lorenz(each, (0.9,))[0] for each in stakes],
            }
            year = ends.get(epoch, YEARS[-1] * epoch / last)
            rows += [
                row(name, trial, year, 0.0, value)
                for name, values in figures.items()
                for trial, value in enumerate(values)
            ]
    return rows


def curves(stakes: NDArray[np.int64], year: float) -> list[dict[str, Any]]:
    """Lorenz curves of all runs as rows.

    Parameters
    ----------
    stakes
        (runs, people) [base unit].
    year
        At whose end; zero for what people own at launch.
    """
    return [
        row("lorenz", trial, year, part, value)
        for trial, each in enumerate(stakes)
        for part, value in zip(PARTS, lorenz(each, PARTS), strict=True)
    ]


def row(name: str, trial: int, year: float, part: float, value: float) -> dict[str, Any]:
    """One figure of one run."""
    return {"name": name, "trial": trial, "year": year, "part": part, "value": float(value)}


def lorenz(stakes: NDArray[np.int64], parts: Sequence[float]) -> list[float]:
    """Part of the stake that the poorest part of those who stake holds.

    Parameters
    ----------
    stakes
        (people,) In any order; zeros are people who do not stake [base unit].
    parts
        Of those who stake, in [0, 1] [1].

    Returns
    -------
    list
        Straight between two people; the parts themselves where nobody stakes [1].

    Notes
    -----
    Source: Lorenz 1905, "Methods of measuring the concentration of wealth".

    Examples
    --------
    >>> lorenz(np.array([3, 0, 1]), (0.0, 0.25, 0.5, 1.0))
    [0.0, 0.125, 0.25, 1.0]
    """
    held = np.sort(stakes[stakes > 0])
    if not len(held):
        return list(parts)
    steps = np.concatenate(([0.0], np.cumsum(held / held.sum(dtype=np.float64))))
    steps[-1] = 1.0
    return [float(each) for each in np.interp(parts, np.linspace(0, 1, len(steps)), steps)]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Means over runs with their intervals, at the end of each of the years."""
    found: dict[str, Any] = {
        "runs": int(table["trial"].nunique()),
        "years": YEARS[-1],
    }
    for protocol, rows in table.groupby("protocol"):
        for year in YEARS:
            at = rows[rows["year"] == year]
            for name in FIGURES:
                values = at[at["name"] == name]["value"].tolist()
                interval = mean_interval(values, least=0.0)
                for end, value in interval.items():
                    label = f"{protocol}_year_{year}_{name}"
                    found[label if end == "mean" else f"{label}_{end}"] = value
        coefficients = rows[rows["name"] == "nakamoto"]["value"]
        found[f"{protocol}_least_nakamoto"] = int(coefficients.min())
    first, last = YEARS[0], YEARS[-1]
    found["largest_gini_rise"] = max(
        found[f"{protocol}_year_{last}_gini"] - found[f"{protocol}_year_{first}_gini"]
        for protocol in table["protocol"].unique()
    )
    return found
