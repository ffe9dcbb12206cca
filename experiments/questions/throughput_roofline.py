"""How many transactions a second can each mode carry, and which resource gives out first?

Every resource is a bound of its own: what the busiest node uploads, what signatures cost, how often
votes let blocks follow each other, and how fast blocks of several kinds of transactions are executed in
parallel. The least of them binds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...models.execution.families import FAMILIES, NANOSECONDS, WORK, executed_throughput
from ...models.network.bounds import Load, checking_seconds, finality_parts
from ...models.network.dissemination import largest_throughput
from ...models.network.latency import largest_delay
from ...models.network.throughput import (
    Capacity,
    Dissemination,
    delays_between,
    round_bound,
    throughputs,
    with_voting,
)
from ...models.network.verification import TRANSACTION_SECONDS, cores_needed
from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode, mode_parameters
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = (
    "fast.validators", "fast.throughput_tps", "fast.block_seconds", "fast.finality_seconds",
    "balanced.validators", "balanced.throughput_tps", "balanced.block_seconds",
    "balanced.finality_seconds",
    "secure.validators", "secure.throughput_tps", "secure.block_seconds",
    "secure.finality_seconds",
    "network.delay_seconds",
)  # fmt: skip

BANDWIDTHS = (1e9, 1e10)
"""Upload of each node [bit/s]."""
LINE = BANDWIDTHS[0]
"""Of a node as the text assumes it [bit/s]."""
MESSAGE_DELAYS = 3
"""Of a round, the proposal among them [1]."""
FORMS = {"sequential": MESSAGE_DELAYS, "chained": 5}
"""Message delays of a round where a block is final before the next, and of a chain [1]."""
WORKERS = 32
"""That execute a block, as on the machines that others measured [1]."""
MEGABYTE = 1e6
"""[B]"""

SIZES = {Precision.TINY: 60, Precision.DEFAULT: 320, Precision.FULL: 2_000}
"""Transactions of an executed block [1]."""

CLAIMED = {
    "C20": (Mode.BALANCED, 10_000.0),
    "C22": (Mode.SECURE, 5_000.0),
    "C48": (Mode.FAST, 50_000.0),
    "C49": (Mode.BALANCED, 20_000.0),
    "C50": (Mode.SECURE, 10_000.0),
}
"""Mode and throughput that the ledger's sentences name, whatever a preset promises [1/s]."""
JOBS = "ai_jobs"
JOBS_CLAIMED = 10_000.0
"""Throughput that a claim names for them, in every mode [1/s]."""

SENT = {
    Dissemination.STAR: "from their proposer alone",
    Dissemination.GOSSIP: "by gossip",
    Dissemination.CODED: "erasure-coded",
    Dissemination.SHARED: "from all ahead of time",
}
WORDS = {
    "uniform": "payments between strangers",
    "zipf": "payments of which few accounts take most",
    "one_counter": "one counter",
    "pools": "trades with 20 pools",
    "ai_jobs": "AI jobs",
    "lots": "lots of a supply chain",
    "patients": "patients' records",
    "feeders": "feeders' readings",
}
"""What blocks are of, by family."""


@dataclass(frozen=True, slots=True)
class Case:
    """One mode, or one kind of block."""

    parameters: Parameters
    mode: Mode | None = None
    family: str = ""
    size: int = 0
    """Transactions of the block [1]."""


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """The lines of every mode, and every kind of block."""
    size = SIZES[precision]
    return [
        *(Case(parameters, mode=mode) for mode in Mode),
        *(Case(parameters, family=family, size=size) for family in FAMILIES),
    ]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """A row for each bound."""
    if case.mode is None:
        rng = generators(Stream.SAMPLING)
        rate = executed_throughput(case.family, case.size, WORKERS, rng)
        return [
            row("", "execution", case.family, 0.0, rate),
            row("", "sequential", case.family, 0.0, NANOSECONDS / WORK),
        ]
    mode = mode_parameters(case.parameters, case.mode)
    validators, seconds = mode.validators, float(mode.block_seconds)
    found = [row(case.mode.label, "promise", "", 0.0, float(mode.throughput_tps))]
    for way in Dissemination:
        for bandwidth in BANDWIDTHS:
            capacity = Capacity(bandwidth=bandwidth, dissemination=way)
            bounds = throughputs(capacity, validators, seconds)
            found.append(row(case.mode.label, "upload", way.value, bandwidth, bounds["upload"]))
    bounds = throughputs(Capacity(), validators, seconds, MESSAGE_DELAYS)
    delay = float(case.parameters.network.delay_seconds)
    checking = checking_seconds(validators, aggregated=True)
    for form, delays in FORMS.items():
        voted = with_voting(bounds, seconds, round_bound(delays, delay, checking))["voting"]
        found.append(row(case.mode.label, "voting", form, 0.0, voted))
    left = time_left(case, Capacity())
    return [
        *found,
        row(case.mode.label, "signatures", "", 0.0, bounds["signatures"]),
        row(case.mode.label, "block", "", 0.0, seconds * min(bounds.values())),
        row(case.mode.label, "checking", "", 0.0, checking),
        row(case.mode.label, "delay", "", 0.0, delay),
        row(case.mode.label, "time", "", 0.0, left),
        row(case.mode.label, "room", "", LINE, left * bytes_sent(Capacity(), validators)),
    ]


def row(mode: str, resource: str, way: str, bandwidth: float, value: float) -> dict[str, Any]:
    """One bound: transactions a second; `room` [B] and `time` [s] are what a block leaves.

    Of votes there are the `block` that line and signatures carry in an interval [1], the `checking` of
    one phase [s], and the `delay` of a message as it is assumed [s].
    """
    return {
        "mode": mode, "resource": resource, "way": way, "bandwidth": bandwidth,
        "value": float(value),
    }  # fmt: skip


def time_left(case: Case, capacity: Capacity) -> float:
    """Time of the promised finality that messages at the plan's bound and votes leave [s]."""
    assert case.mode is not None
    mode = mode_parameters(case.parameters, case.mode)
    load = Load(
        validators=mode.validators,
        throughput=float(mode.throughput_tps),
        block_seconds=float(mode.block_seconds),
    )
    parts = finality_parts(
        capacity,
        load,
        MESSAGE_DELAYS,
        float(case.parameters.network.delay_seconds),
        mode.validators,
    )
    return float(mode.finality_seconds) - parts.messages - parts.checking


def bytes_sent(capacity: Capacity, validators: int) -> float:
    """Bytes of blocks that reach everybody in a second [B/s]."""
    return largest_throughput(capacity.bandwidth, 1.0, capacity.copies(validators))


@dataclass(frozen=True, slots=True)
class Bounds:
    """The table of one protocol, asked by name."""

    rows: pd.DataFrame

    def of(self, mode: Mode, resource: str, way: str = "", bandwidth: float = 0.0) -> float:
        """One bound of a mode."""
        chosen = (self.rows["mode"] == mode.label) & (self.rows["resource"] == resource)
        at = (self.rows["way"] == way) & (self.rows["bandwidth"] == bandwidth)
        return float(self.rows.loc[chosen & at, "value"].iloc[0])

    def executed(self) -> dict[str, float]:
        """Transactions a second by what blocks are of [1/s]."""
        chosen = self.rows[self.rows["resource"] == "execution"]
        return dict(zip(chosen["way"], chosen["value"], strict=True))


def plan_of(table: pd.DataFrame) -> Bounds:
    """What is found of the plan."""
    return Bounds(table[table["protocol"] == "plan"])


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Every bound of the plan that the prose quotes."""
    plan = plan_of(table)
    found: dict[str, Any] = {
        "gigabits": LINE / 1e9,
        "workers": WORKERS,
        "cores": Capacity().cores,
        "transaction_bytes": Capacity().transaction_bytes,
        "work_us": WORK / 1e3,
        "delay_ms": 1_000 * plan.of(Mode.FAST, "delay"),
        "sequential_tps": NANOSECONDS / WORK,
        **{f"{family}_tps": rate for family, rate in plan.executed().items()},
    }
    for mode in Mode:
        promised = plan.of(mode, "promise")
        found[f"{mode.label}_promised_tps"] = promised
        found[f"{mode.label}_signature_cores"] = cores_needed(promised, TRANSACTION_SECONDS)
        for form in FORMS:
            found[f"{mode.label}_{form}_voting_tps"] = plan.of(mode, "voting", form)
            longest = slowest_messages(plan, mode, promised)[form]
            found[f"{mode.label}_{form}_delay_ms"] = 1_000 * longest
        found[f"{mode.label}_room_mb"] = plan.of(mode, "room", bandwidth=LINE) / MEGABYTE
        found[f"{mode.label}_time_left_seconds"] = plan.of(mode, "time")
        for way in Dissemination:
            found[f"{mode.label}_{way.value}_tps"] = plan.of(mode, "upload", way.value, LINE)
        found[f"{mode.label}_too_slow"] = len(too_slow(plan, promised))
    return found


def slowest_messages(plan: Bounds, mode: Mode, rate: float) -> dict[str, float]:
    """Longest delivery time of a message with which blocks come often enough, by form [s]."""
    seconds, checking = plan.of(mode, "block") / rate, plan.of(mode, "checking")
    return {
        form: largest_delay(seconds, round_bound(delays, 0.0, checking), delays_between(delays))
        for form, delays in FORMS.items()
    }


def too_slow(plan: Bounds, rate: float) -> list[str]:
    """Kinds of blocks that are executed more slowly."""
    return [family for family, executed in plan.executed().items() if executed < rate]


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Throughput, jobs, and what a block may carry or compute, each against the plan's promise."""
    plan = plan_of(table)
    return {
        **{claim: throughput(plan, mode, rate) for claim, (mode, rate) in CLAIMED.items()},
        "C04": jobs(plan),
        "C12": load_of(
            f"carries at most {{:,.0f}} MB, erasure-coded, at {LINE / 1e9:.0f} Gbit/s",
            {mode: plan.of(mode, "room", bandwidth=LINE) / MEGABYTE for mode in Mode},
        ),
        "C13": load_of(
            "is computed by everybody for at most {:.2f} s",
            {mode: plan.of(mode, "time") for mode in Mode},
        ),
    }


def throughput(plan: Bounds, mode: Mode, rate: float) -> Finding:
    """Refuted where some resource cannot carry it in any way, else the conditions under which it can."""
    uploads = {way: plan.of(mode, "upload", way.value, LINE) for way in Dissemination}
    slow = too_slow(plan, rate)
    best = {
        "upload": max(uploads.values()),
        "signatures": plan.of(mode, "signatures"),
        "execution": max(plan.executed().values()),
    }
    binding = min(best, key=lambda name: best[name])
    if best[binding] < rate:
        words = f"{binding} allows {best[binding]:,.0f} a second at best"
        return Finding(Verdict.REFUTED, words, "throughput_roofline")
    conditions = [
        f"blocks do not come {SENT[way]}, which carries {carried:,.0f} a second at "
        f"{LINE / 1e9:.0f} Gbit/s"
        for way, carried in uploads.items()
        if carried < rate
    ]
    conditions.append(
        f"{cores_needed(rate, TRANSACTION_SECONDS):.1f} cores check signatures and {WORKERS} execute"
    )
    conditions.append(pace_of(plan, mode, rate))
    if slow:
        conditions.append(f"blocks are not of {' or '.join(WORDS[family] for family in slow)}")
    return Finding(Verdict.HOLDS_IF, "; ".join(conditions), "throughput_roofline")


def pace_of(plan: Bounds, mode: Mode, rate: float) -> str:
    """How fast messages must be, and whether those that the plan assumes are."""
    longest = slowest_messages(plan, mode, rate)
    words = (
        f"messages take at most {1_000 * longest['sequential']:.0f} ms where a block waits until the "
        f"last is final, or {1_000 * longest['chained']:.0f} ms in a chain"
    )
    if max(longest.values()) < plan.of(mode, "delay"):
        return f"{words}, and not the assumed {1_000 * plan.of(mode, 'delay'):.0f} ms"
    return words


def jobs(plan: Bounds) -> Finding:
    """AI jobs in every mode: what executes them, and what the closest line carries."""
    rate = plan.executed()[JOBS]
    upload = min(
        max(plan.of(mode, "upload", way.value, LINE) for way in Dissemination) for mode in Mode
    )
    if min(rate, upload) < JOBS_CLAIMED:
        words = f"jobs are executed at {rate:,.0f} a second, and {upload:,.0f} can be sent"
        return Finding(Verdict.REFUTED, words, "throughput_roofline")
    words = (
        f"{WORKERS} cores execute, which carry {rate:,.0f} a second where one carries "
        f"{NANOSECONDS / WORK:,.0f}, and jobs compute off the chain"
    )
    return Finding(Verdict.HOLDS_IF, words, "throughput_roofline")


def load_of(words: str, most: dict[Mode, float]) -> Finding:
    """What a block may carry in each mode if it is to be final as promised at the plan's bound."""
    told = {
        mode: f"a block of {mode.label.capitalize()} {words.format(value)}"
        if value > 0
        else f"{mode.label.capitalize()} has no time left even for an empty block"
        for mode, value in most.items()
    }
    verdict = Verdict.HOLDS_IF if min(most.values()) > 0 else Verdict.REFUTED
    return Finding(verdict, "; ".join(told.values()), "throughput_roofline")
