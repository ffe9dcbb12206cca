"""What does a provider's record save, and what keeps a patient cheat from using one up?

Records are kept as a deployed system of volunteers keeps them. Cheats, colluders, people who cheat once
they are trusted, and people who then come back under another name are agents in one market.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ...agents.providers.market import MarketRun, Tally
from ...agents.providers.settings import Behaviour, Market, Policy, draw_round
from ...models.compute.redundancy.adaptive import (
    TRUSTED_FROM,
    chance_replicated,
    mean_copies,
    mean_copies_if_all_count,
)
from ...models.compute.redundancy.spot_checks import credibility, worst_sabotage
from ...models.economics.deterrence import deters_when_forfeited
from ...models.parameters.parameters import Parameters
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = ()

POPULATIONS: dict[str, dict[str, int]] = {
    "honest": {},
    "cheats": {"cheats": 20},
    "colluders": {"colluders": 20},
    "patient": {"patient": 20},
    "splitters": {"splitters": 20},
    "absent": {"absent": 20},
}
"""Beside the honest providers of a market."""
HONEST = Market().honest
BONDS = tuple(step / 2 for step in range(25))
"""Lost by who is excluded [token]."""
MARKET, BOND, HISTORY, EXACT, ALL_COUNT = "market", "bond", "history", "exact", "all count"
"""Rows: a market under a policy, the same with another bond, and copies against jobs done."""
SMALLEST, LARGEST = 100, 1_000
"""Jobs of a history at which copies are told [1]."""
SPOT_CHECKS = 0.1
"""Part of the jobs that are spot-checks, in the published example [1]."""
CHEATS = 0.2
"""Part of the providers that cheats, in it [1]."""

ROUNDS = {Precision.TINY: 50, Precision.DEFAULT: 300, Precision.FULL: 1_500}
RUNS = {Precision.TINY: 1, Precision.DEFAULT: 2, Precision.FULL: 20}
HISTORY_ROUNDS = {Precision.TINY: 30, Precision.DEFAULT: LARGEST, Precision.FULL: LARGEST}


@dataclass(frozen=True, slots=True)
class Case:
    """One market under one policy, in one run."""

    kind: str
    policy: Policy
    population: str
    trial: int
    rounds: int


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """A history of honest providers, and every population under every policy."""
    rounds, runs = ROUNDS[precision], RUNS[precision]
    return [
        Case(HISTORY, Policy.REPUTATION, "honest", 0, HISTORY_ROUNDS[precision]),
        *(
            Case(MARKET, policy, population, trial, rounds)
            for policy in Policy
            for population in POPULATIONS
            for trial in range(runs)
        ),
    ]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """Rows of one market."""
    market = Market(policy=case.policy, **POPULATIONS[case.population])
    rng = generators(Stream.CHOICES)
    run = MarketRun(market)
    if case.kind == HISTORY:
        return history(case, run, rng)
    tally = run.run(case.rounds, rng)
    rows = [row_of(case, MARKET, market.bond, market, tally)]
    if case.policy is Policy.EXCLUSION and case.population == "splitters":
        rows += [row_of(case, BOND, bond, replace(market, bond=bond), tally) for bond in BONDS]
    return rows


def history(case: Case, run: MarketRun, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Copies per job after every number of jobs: of the market, exact, and if all jobs counted."""
    exact = mean_copies(case.rounds)
    rows: list[dict[str, Any]] = []
    for job in range(1, case.rounds + 1):
        run.step(draw_round(run.market.providers, rng))
        if job in marks(case.rounds):
            row = row_of(case, HISTORY, float(job), run.market, run.tally)
            others = {EXACT: float(exact[job - 1]), ALL_COUNT: mean_copies_if_all_count(job)}
            rows += [row, *(row | {"kind": kind, "copies": each} for kind, each in others.items())]
    return rows


def marks(rounds: int) -> set[int]:
    """Numbers of jobs that are told, evenly on a scale of logarithms."""
    return {int(each) for each in np.unique(np.geomspace(1, rounds, 40).round())} | {SMALLEST}


def row_of(case: Case, kind: str, amount: float, market: Market, tally: Tally) -> dict[str, Any]:
    """What a market has done."""
    cheats = np.isin(np.array(market.behaviours), DISHONEST)
    honest = np.array(market.behaviours) == Behaviour.HONEST
    forged = int(tally.forged[cheats].sum())
    return {
        "kind": kind,
        "policy": str(case.policy),
        "population": case.population,
        "trial": case.trial,
        "amount": amount,
        "copies": tally.cost(),
        "error": tally.error(),
        "advantage": earned(market, tally, cheats) - earned(market, tally, honest)
        if cheats.any()
        else 0.0,
        "detection": tally.detection(cheats) if forged else 0.0,
        "names": int(tally.names.max()),
    }


DISHONEST = [Behaviour.CHEAT, Behaviour.COLLUDER, Behaviour.PATIENT, Behaviour.SPLITTER]


def earned(market: Market, tally: Tally, who: Any) -> float:
    """Profit of some providers per copy that they answered [token]."""
    return float(tally.profit(market)[who].sum() / (tally.run[who] + tally.forged[who]).sum())


def mean(table: pd.DataFrame, policy: Policy, population: str, column: str) -> float:
    """Mean over runs of a market's number."""
    rows = table[(table["kind"] == MARKET) & (table["policy"] == policy)]
    return float(rows[rows["population"] == population][column].mean())


def copies_after(table: pd.DataFrame, kind: str, jobs: int) -> float:
    """Copies per job after so many jobs, or the most that there are."""
    rows = table[table["kind"] == kind]
    last = min(jobs, int(rows["amount"].max()))
    return float(rows[rows["amount"] == last]["copies"].iloc[0])


def break_even_bond(table: pd.DataFrame) -> float:
    """Bond with which splitting brings what honest work does: advantages fall evenly with it [token]."""
    means = table[table["kind"] == BOND].groupby("amount")["advantage"].mean()
    slope, start = np.polyfit(means.index.to_numpy(), means.to_numpy(), 1)
    return float(-start / slope)


def sufficient_bond() -> float:
    """Least tried bond that deters even who is found by comparing its own jobs alone [token]."""
    market, checked = Market(), float(chance_replicated(TRUSTED_FROM))
    rent = market.fee - market.work
    return min(each for each in BONDS if deters_when_forfeited(checked, each, rent, market.work))


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Copies by history, errors by policy, and the bonds that deter."""
    found: dict[str, Any] = {
        "trusted_from": TRUSTED_FROM,
        "smallest": SMALLEST,
        "largest": LARGEST,
        "honest_providers": HONEST,
        "others": POPULATIONS["splitters"]["splitters"],
        "fee": Market().fee,
        "work": Market().work,
        "bond": Market().bond,
        "break_even_bond": break_even_bond(table),
        "sufficient_bond": sufficient_bond(),
        "all_count_100": mean_copies_if_all_count(SMALLEST),
        "all_count_1000": mean_copies_if_all_count(LARGEST),
        "exact_100": float(mean_copies(SMALLEST)[-1]),
        "exact_1000": float(mean_copies(LARGEST)[-1]),
        "market_100": copies_after(table, HISTORY, SMALLEST),
        "market_1000": copies_after(table, HISTORY, LARGEST),
        "spot_check_error": worst_sabotage(CHEATS, SPOT_CHECKS, SMALLEST)[1],
        "spot_check_bound": 1 - credibility(CHEATS, int(SPOT_CHECKS * SMALLEST)),
        "spot_check_without_exclusion": 1
        - credibility(CHEATS, int(SPOT_CHECKS * SMALLEST), excluded=False),
    }
    for policy in Policy:
        for population in POPULATIONS:
            name = f"{policy}_{population}"
            found[f"{name}_error"] = mean(table, policy, population, "error")
            found[f"{name}_copies"] = mean(table, policy, population, "copies")
    for policy in (Policy.REPUTATION, Policy.EXCLUSION):
        for population in ("patient", "splitters"):
            found[f"{policy}_{population}_advantage"] = mean(table, policy, population, "advantage")
    found["names"] = int(table[table["kind"] == MARKET]["names"].max())
    return found


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether good records deserve trust."""
    error = mean(table, Policy.REPUTATION, "patient", "error")
    advantage = mean(table, Policy.REPUTATION, "patient", "advantage")
    bond, fee = break_even_bond(table), Market().fee
    if advantage <= 0 or error == 0:
        words = f"nobody gains by cheating once trusted: {advantage:.3g} tokens a copy"
        return {"C88": Finding(Verdict.MEASURED, words, "provider_reputation")}
    condition = (
        f"who is found wrong loses a bond of more than {bond / fee:.1f} fees with its name; where only "
        f"the record is lost, {POPULATIONS['patient']['patient']} patient cheats beside {HONEST} honest "
        f"providers get {error:.1%} of all results wrong and earn {advantage:.2g} tokens a copy more "
        "than honest work does"
    )
    return {"C88": Finding(Verdict.HOLDS_IF, condition, "provider_reputation")}
