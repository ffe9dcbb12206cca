"""What does a job of the proof of virtual machine emit, by country and by how its result is trusted?

The work of a job is counted once, whoever does it; every further copy is the energy of security, and
nothing is counted as saved. Copies are as many as the least scheme of a kind expects that reaches the
target; providers are alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from ...models.compute.carbon import all_copies, emissions, security_energy
from ...models.compute.comparators import COMPARATORS
from ...models.compute.energy import (
    KILOWATT_HOURS_PER_TERAWATT_HOUR,
    WATTS_PER_KILOWATT,
    power_at,
    site_power,
)
from ...models.compute.equipment import CORE, CORES, MOST_PUE, USUAL_UTILISATION
from ...models.compute.grid_intensities import GRIDS
from ...models.compute.redundancy.closed_forms import cost
from ...models.compute.redundancy.rules import Kind, traditional
from ...models.compute.redundancy.sizing import least_scheme
from ...models.compute.uncertainty import Law, Triangular, interval
from ...models.parameters.parameters import Parameters
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = ()

CORES_OF_JOB, HOURS_OF_JOB = 8, 1.0
"""Of the job that is looked at [1], [h]. Source: ours."""
TARGET = 0.999
"""Wanted reliability of an accepted result [1]. Source: ours."""
RELIABILITIES = (0.99, 0.95, 0.9, 0.8, 0.7)
"""Of a single result [1]."""
SHOWN = 0.9
"""Of them, that which the text tells [1]."""
COUNTRIES = (
    "NOR",
    "SWE",
    "FRA",
    "CAN",
    "GBR",
    "USA",
    "DEU",
    "JPN",
    "CHN",
    "POL",
    "IND",
    "KAZ",
    "WLD",
)
"""In which all copies are computed."""
ONCE = "once"
"""The scheme of those who trust their provider."""
DRAWS = {Precision.TINY: 500, Precision.DEFAULT: 20_000, Precision.FULL: 1_000_000}
"""Of all uncertain numbers of a job at once [1]."""

LAWS: dict[str, Law] = {
    "idle_watts": Triangular(
        min(each.idle_watts for each in CORES.values()), CORE.idle_watts,
        max(each.idle_watts for each in CORES.values()),
    ),
    "busy_watts": Triangular(
        min(each.busy_watts for each in CORES.values()), CORE.busy_watts,
        max(each.busy_watts for each in CORES.values()) + CORE.busy_watts / 10,
    ),
    "utilisation": Triangular(USUAL_UTILISATION, 0.95, 1.0),
    "pue": Triangular(min(each.pue for each in CORES.values()), CORE.pue, MOST_PUE),
}  # fmt: skip
"""Of a core that computes a job: what differs among three providers and beyond. Source: ours."""


class Part(StrEnum):
    """What a row is about."""

    EMITTED = "emitted"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Case:
    """One reliability of single results; none for the job's own energy."""

    reliability: float | None
    draws: int


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Every reliability, and what is uncertain of one job."""
    return [Case(each, 0) for each in RELIABILITIES] + [Case(None, DRAWS[precision])]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """Emissions with each scheme in each country, or the interval of the job's own energy."""
    if case.reliability is None:
        found = interval(energy_of_job, LAWS, case.draws, generators(Stream.SAMPLING))
        ends = {"low": found.low * 1_000, "high": found.high * 1_000}
        return [{**row(Part.UNCERTAIN, ONCE, 1, 1.0, "WLD", 1.0), **ends}]
    found_schemes = {kind.value: least_scheme(kind, case.reliability, TARGET) for kind in Kind}
    sizes = {ONCE: traditional(1), **found_schemes}
    return [
        row(Part.EMITTED, name, scheme.size, float(cost(scheme, case.reliability)), code,
            case.reliability)
        for name, scheme in sizes.items()
        for code in COUNTRIES
    ]  # fmt: skip


def energy_of_job(idle_watts: Any, busy_watts: Any, utilisation: Any, pue: Any) -> Any:
    """Energy of one copy on cores of some kind, floats or arrays alike [kWh]."""
    watts = site_power(CORES_OF_JOB, power_at(idle_watts, busy_watts, utilisation), pue)
    return watts * HOURS_OF_JOB / WATTS_PER_KILOWATT


def energy_once() -> float:
    """Energy of one copy on the usual core, fully busy [kWh]."""
    return energy_of_job(CORE.idle_watts, CORE.busy_watts, 1, CORE.pue)


def row(
    part: Part, scheme: str, size: int, copies: float, code: str, reliability: float
) -> dict[str, Any]:
    """One scheme in one country."""
    once = energy_once()
    energy = all_copies(once, copies)
    return {
        "part": part.value, "reliability": reliability, "scheme": scheme, "size": size,
        "copies": copies, "country": code, "job_wh": 1_000 * energy,
        "security_wh": 1_000 * security_energy(once, copies),
        "grams": emissions(energy, GRIDS[code].intensity),
        "useful_grams": emissions(once, GRIDS[code].intensity), "low": 0.0, "high": 0.0,
    }  # fmt: skip


def of(table: pd.DataFrame, scheme: str, code: str, reliability: float = SHOWN) -> Any:
    """One row."""
    chosen = (table["scheme"] == scheme) & (table["country"] == code)
    at = (table["reliability"] == reliability) & (table["part"] == Part.EMITTED.value)
    (found,) = table[chosen & at].itertuples()
    return found


def uncertain(table: pd.DataFrame) -> Any:
    """The row of the job's own energy."""
    (found,) = table[table["part"] == Part.UNCERTAIN.value].itertuples()
    return found


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Energy of the job, copies and grams of each scheme, and how far countries are apart."""
    own = uncertain(table)
    found: dict[str, Any] = {
        "cores": CORES_OF_JOB,
        "hours": HOURS_OF_JOB,
        "target": TARGET,
        "reliability": SHOWN,
        "best_reliability": RELIABILITIES[0],
        "once_wh": own.job_wh,
        "once_low_wh": own.low,
        "once_high_wh": own.high,
        "countries": len(COUNTRIES) - 1,
        "grid_ratio": grid_ratio(table),
        "ethereum_jobs_billion": jobs_that_burn_as_much(table) / 1e9,
    }
    for kind in Kind:
        for reliability in (RELIABILITIES[0], SHOWN):
            name = f"{kind}_{round(100 * reliability)}"
            chosen = of(table, kind.value, "WLD", reliability)
            found |= {
                f"{name}_size": chosen.size,
                f"{name}_copies": chosen.copies,
                f"{name}_wh": chosen.job_wh,
                f"{name}_security_part": chosen.security_wh / chosen.job_wh,
            }
        for code in ("NOR", "USA", "IND"):
            found[f"{kind}_{code.lower()}_grams"] = of(table, kind.value, code).grams
    for code in ("NOR", "USA", "IND"):
        found[f"once_{code.lower()}_grams"] = of(table, ONCE, code).grams
    return found


def grid_ratio(table: pd.DataFrame) -> float:
    """Grams in the country of the dirtiest grid by those in that of the cleanest [1]."""
    grams = table[(table["scheme"] == ONCE) & (table["part"] == Part.EMITTED.value)]["grams"]
    return float(grams.max() / grams.min())


def jobs_that_burn_as_much(table: pd.DataFrame) -> float:
    """Jobs a year whose further copies take what Ethereum's mining took [1/year]."""
    security = of(table, Kind.ITERATIVE.value, "WLD").security_wh / WATTS_PER_KILOWATT
    mined = COMPARATORS["ethereum-pow"].terawatt_hours * KILOWATT_HOURS_PER_TERAWATT_HOUR
    return mined / security


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Grams of a job by country and scheme, of results as reliable as the text takes them to be."""
    schemes = (ONCE, Kind.ITERATIVE.value, Kind.PROGRESSIVE.value, Kind.TRADITIONAL.value)
    return {
        "job_carbon": pd.DataFrame(
            [
                {
                    "Grid": GRIDS[code].country,
                    "g/kWh": f"{GRIDS[code].intensity:,.0f}",
                    **{
                        f"{scheme.capitalize()} [g]": shown(of(table, scheme, code).grams)
                        for scheme in schemes
                    },
                }
                for code in COUNTRIES
            ]
        )
    }


def shown(grams: float) -> str:
    """Three digits."""
    return f"{grams:.3g}"


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """What is burnt beside the useful work, and how exactly emissions can be told."""
    chosen = of(table, Kind.ITERATIVE.value, "WLD")
    own = uncertain(table)
    burnt = (
        f"results that are right {SHOWN:.0%} of the time take {chosen.copies:.2f} copies in the "
        f"cheapest scheme until they are right {TARGET:.1%} of the time: "
        f"{chosen.security_wh / chosen.job_wh:.0%} of the energy is not the job's"
    )
    told = (
        f"{own.job_wh:.1f} Wh of a job of {CORES_OF_JOB} cores for an hour, between {own.low:.0f} and "
        f"{own.high:.0f} Wh (95 %); where it runs matters more: grids differ {grid_ratio(table):.0f} "
        "times"
    )
    return {
        "C99": Finding(
            Verdict.REFUTED,
            burnt,
            "job_carbon",
            "count the useful work once, and copies as security",
        ),
        "C100": Finding(Verdict.MEASURED, told, "job_carbon"),
    }
