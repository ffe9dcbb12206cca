"""How much sooner is a block executed in parallel, and do others' measurements bear it out?

Every scheduler executes the blocks in virtual time, and must end in the state of their order. Costs come
from six published rows; the other published rows are predicted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ...models.execution.comparison import Comparison, Role
from ...models.execution.dependency import dependencies, least_makespan
from ...models.execution.families import COUNTER, FAMILIES, WORK
from ...models.execution.graph_scheduling import run_by_graph
from ...models.execution.module_throughput import modular_speedup
from ...models.execution.modules import AtomicCommit, run_in_modules
from ...models.execution.optimistic import run_optimistically
from ...models.execution.partitioning import cross_share, partitioned
from ...models.execution.payments import neighbour_payments, zipf_payments
from ...models.execution.sequential import run_in_order
from ...models.execution.speedup_predictions import COSTS, GRAPH_COSTS, speedup_comparisons
from ...models.execution.storage_predictions import storage_comparisons
from ...models.execution.workloads import Workload
from ...models.parameters.parameters import Parameters
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = ()

MACHINE = 32
"""Workers of the machines that were measured [1]."""
ACROSS = 0.1
"""Chance that a payment leaves its group, where modules are tried [1]."""
COMMIT = AtomicCommit()
PARTICIPANTS = 2
"""Modules that a payment across touches [1]."""

SIZES = {Precision.TINY: 60, Precision.DEFAULT: 320, Precision.FULL: 2_000}
"""Transactions of a block [1]."""
LEAST_PUBLISHED = 250
"""Transactions of a block beside a published one, at any precision [1]."""
DRAWS = {Precision.TINY: 1, Precision.DEFAULT: 3, Precision.FULL: 40}
"""Of published blocks whose accounts are not listed [1]."""
WORKERS = {
    Precision.TINY: (1, MACHINE),
    Precision.DEFAULT: (1, 2, 4, 8, 16, MACHINE, 64),
    Precision.FULL: (1, 2, 4, 8, 16, MACHINE, 64, 128),
}
ACCOUNTS = {
    Precision.TINY: (2, 10_000),
    Precision.DEFAULT: (2, 10, 30, 100, 300, 1_000, 10_000),
    Precision.FULL: (2, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000),
}
"""That payments are drawn from: the fewer, the more conflicts [1]."""
MODULES = {Precision.TINY: (4,), Precision.DEFAULT: (2, 4, 8), Precision.FULL: (2, 4, 8, 16)}


class Part(StrEnum):
    """What a case is about."""

    WORKERS = "workers"
    CONTENTION = "contention"
    MODULES = "modules"
    STORAGE = "storage"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Case:
    """One block, or the published rows of one kind."""

    part: Part
    size: int
    """Transactions of a block [1]."""
    name: str = ""
    workers: tuple[int, ...] = (MACHINE,)
    count: int = 0
    """Accounts, modules or draws [1]."""


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Every family with all workers, payments of more and more conflicts, modules, published rows."""
    make = partial(Case, size=SIZES[precision])
    return [
        *(make(Part.WORKERS, name=name, workers=WORKERS[precision]) for name in FAMILIES),
        *(make(Part.CONTENTION, count=accounts) for accounts in ACCOUNTS[precision]),
        *(make(Part.MODULES, count=count) for count in MODULES[precision]),
        make(Part.STORAGE, count=DRAWS[precision]),
        make(Part.PUBLISHED, size=max(SIZES[precision], LEAST_PUBLISHED)),
    ]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """Speed-ups of one block with the best that is possible, or measured rows beside ours."""
    rng = generators(Stream.SAMPLING)
    match case.part:
        case Part.WORKERS:
            return scheduled(case, FAMILIES[case.name](case.size, rng))
        case Part.CONTENTION:
            return scheduled(case, zipf_payments(case.size, case.count, 0.0, WORK, rng))
        case Part.MODULES:
            return modular(case, rng)
        case Part.STORAGE:
            return [row_of(each) for each in storage_comparisons(case.count, rng)]
        case Part.PUBLISHED:
            return [row_of(each) for each in speedup_comparisons(case.size, rng)]


def scheduled(case: Case, block: Workload) -> list[dict[str, Any]]:
    """One block under every scheduler and number of workers: all end in the state of the order."""
    trace = run_in_order(block)
    graph = dependencies(trace)
    work = [each.work for each in block.transactions]
    found: list[dict[str, Any]] = []
    for workers in case.workers:
        most = block.work / least_makespan(graph, work, workers)
        ways = {
            "optimistic": (run_optimistically(block, workers, COSTS), most),
            "graph": (run_by_graph(block, graph, workers, GRAPH_COSTS), most),
        }
        if case.name == COUNTER:
            ways["summed"] = (run_optimistically(block, workers, COSTS, commutative=True), workers)
        assert all(done.state == trace.state for done, _ in ways.values())
        count = case.count or workers
        found += [
            line(case, way, count, done.speedup(block.work), bound, done.executions / case.size)
            for way, (done, bound) in ways.items()
        ]
    return found


def modular(case: Case, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Payments of groups on modules, accounts dealt blindly and by a cut of their graph."""
    accounts = 40 * case.count
    block = neighbour_payments(4 * accounts, case.count, 40, ACROSS, WORK, rng)
    state = run_in_order(block).state
    homes = {
        "blind": rng.permutation(accounts) % case.count,
        "cut": partitioned(block, case.count, rng),
    }
    found: list[dict[str, Any]] = []
    for way, home in homes.items():
        share = cross_share(block, home)
        done = run_in_modules(block, home, COMMIT)
        assert done.state == state
        most = modular_speedup(case.count, share, PARTICIPANTS, COMMIT.cross_work)
        found.append(line(case, way, case.count, done.speedup(block.work), most, share))
    return found


def line(
    case: Case, way: str, count: int, speedup: float, most: float, extra: float
) -> dict[str, Any]:
    """A row about a block: `value` is a speed-up, and `most` what it cannot exceed.

    `extra` counts executions per transaction, or is the share of payments across modules.
    """
    return {
        "part": case.part.value, "name": case.name or "payments", "what": "", "way": way,
        "count": count, "value": float(speedup), "least": float(speedup), "most": float(most),
        "extra": float(extra), "agrees": True, "reason": "",
    }  # fmt: skip


def row_of(compared: Comparison) -> dict[str, Any]:
    """A row about a published number, which is `value`; ours lies from `least` to `most`.

    `extra` is the tolerance.
    """
    return {
        "part": Part.PUBLISHED.value, "name": compared.system, "what": compared.what,
        "way": compared.role.value, "count": 0, "value": compared.measured,
        "least": float(compared.least), "most": float(compared.most),
        "extra": compared.tolerance, "agrees": compared.agrees, "reason": compared.reason,
    }  # fmt: skip


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Speed-ups that the prose quotes, and how many published rows are found again."""
    found: dict[str, Any] = {"workers": MACHINE, "work_us": WORK / 1_000}
    of_machine = table[(table["part"] == Part.WORKERS.value) & (table["count"] == MACHINE)]
    for row in of_machine.itertuples():
        found[f"{row.name}_{row.way}"] = row.value
        if row.way == "optimistic":
            found[f"{row.name}_most"] = row.most
            found[f"{row.name}_executions"] = row.extra
    crowded = table[(table["part"] == Part.CONTENTION.value) & (table["way"] == "optimistic")]
    for word, place in (("most", crowded["count"].idxmax()), ("fewest", crowded["count"].idxmin())):
        found[f"{word}_accounts"] = int(crowded["count"].loc[place])
        found[f"{word}_accounts_speedup"] = float(crowded["value"].loc[place])
    modules = table[table["part"] == Part.MODULES.value]
    for row in modules[modules["count"] == modules["count"].max()].itertuples():
        found[f"{row.way}_modules"] = row.value
        found[f"{row.way}_modules_formula"] = row.most
        found[f"{row.way}_across"] = row.extra
    found["modules"] = int(modules["count"].max())
    published = table[table["part"] == Part.PUBLISHED.value]
    predicted = published[published["way"] == Role.PREDICTED.value]
    return found | {
        "predicted": len(predicted),
        "found_again": int(predicted["agrees"].sum()),
        **{
            role.name.lower(): int((published["way"] == role.value).sum())
            for role in Role
            if role is not Role.PREDICTED
        },
    }


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether blocks gain by parallel execution, chains by modules, and what ends the gain."""
    said = numbers(table)
    return {
        "C104": gained(table),
        "C105": by_modules(said),
        "C106": dealt_evenly(said),
        "C107": kept_whole(table),
    }


def gained(table: pd.DataFrame) -> Finding:
    """Whether blocks are executed sooner by many workers."""
    rows = table[(table["part"] == Part.WORKERS.value) & (table["count"] == MACHINE)]
    by_family = rows[rows["way"] == "optimistic"].set_index("name")["value"]
    words = (
        f"with {MACHINE} workers blocks are executed {by_family.max():.1f} times as fast where little "
        f"is shared, and {by_family.min():.2f} times where everybody writes to one place"
    )
    if by_family.min() > 1:
        return Finding(Verdict.MEASURED, words, "parallel_speedup")
    return Finding(
        Verdict.HOLDS_IF, f"transactions touch different places: {words}", "parallel_speedup"
    )


def by_modules(said: Mapping[str, Any]) -> Finding:
    """Whether so many modules make a chain so many times as fast."""
    words = (
        f"{said['modules']} modules are {said['blind_modules']:.1f} times as fast where accounts are "
        f"dealt blindly, {said['cut_modules']:.1f} times where those who pay each other stay together"
    )
    if said["blind_modules"] >= said["modules"]:
        return Finding(Verdict.MEASURED, words, "parallel_speedup")
    repair = (
        "accounts are dealt by a cut of the graph of payments, and what crosses commits in both"
    )
    return Finding(Verdict.REFUTED, words, "parallel_speedup", repair)


def dealt_evenly(said: Mapping[str, Any]) -> Finding:
    """Whether an even deal of accounts is enough."""
    words = (
        f"dealt evenly, {said['blind_across']:.0%} of the payments cross modules, and {said['modules']} "
        f"of them are {said['blind_modules']:.1f} times as fast"
    )
    if said["blind_modules"] >= said["cut_modules"]:
        return Finding(Verdict.MEASURED, words, "parallel_speedup")
    repair = f"a cut that keeps {1 - said['cut_across']:.0%} of the payments within a module"
    return Finding(Verdict.REFUTED, words, "parallel_speedup", repair)


def kept_whole(table: pd.DataFrame) -> Finding:
    """Whether modules that work side by side end where the order of the block would."""
    rows = table[table["part"] == Part.MODULES.value]
    words = (
        f"in all {len(rows)} runs modules that commit what crosses atomically ended in the state of the "
        "block's order, at the work of two steps for each payment across"
    )
    return Finding(Verdict.MEASURED, words, "parallel_speedup")


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Every published number beside ours."""
    rows = table[table["part"] == Part.PUBLISHED.value].to_dict("records")
    return {"parallel_speedup": pd.DataFrame([printed(row) for row in rows])}


def printed(row: Any) -> dict[str, str]:
    """A published number and ours, or why there is none."""
    answered = row["way"] in (Role.FITTED.value, Role.PREDICTED.value)
    ends = list(dict.fromkeys(shown(row[end]) for end in ("least", "most")))
    return {
        "System": row["name"],
        "What": row["what"],
        "Measured": shown(row["value"]) if row["value"] else "none",
        "Ours": " to ".join(ends) if answered else "none",
        "Outcome": outcome(row) if answered else row["way"],
        "Remark": row["reason"],
    }


def outcome(row: Any) -> str:
    """Whether it was fitted, and else whether it is found again within its tolerance."""
    if row["way"] == Role.FITTED.value:
        return row["way"]
    return f"{'within' if row['agrees'] else 'not within'} {row['extra']:.0%}"


def shown(value: float) -> str:
    """Three digits or more."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
