"""How long do jobs wait in a queue that many keep, and what does it cost to have no coordinator?

The queue runs as a state machine on a log with late and wrong copies, every invariant asserted at every
step; waits are held against Erlang's formula; decisions take what rounds take between measured regions.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import log, sqrt
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import chisquare  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types

from ...models.attacks.intervals import normal_quantile
from ...models.compute.queueing.actions import Commit, Submit
from ...models.compute.queueing.coordination import coordination_ms, messages_of_job
from ...models.compute.queueing.load import (
    Floats,
    Traffic,
    apply_log,
    first_come_first_served,
)
from ...models.compute.queueing.queue import Queue
from ...models.compute.queueing.records import End, Rules
from ...models.compute.queueing.service import ServiceLevel
from ...models.compute.queueing.waiting import approximate_wait, mean_wait
from ...models.compute.redundancy.rules import iterative
from ...models.network.finality import Placement, floor_times
from ...models.network.votes import equals
from ...models.parameters.parameters import Parameters
from ...models.protocol.quorums import Quorum
from ..claims.finding import Finding, Verdict
from ..networking.deployments import Deployment, load_deployment
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = ()

SERVICE = 50.0
"""Mean time of a copy [block]."""
HEAVY = 4.0
"""Squared coefficient of variation of log-normal times; an assumption, jobs of very different sizes
[1]."""
LAWS = {"exponential": 1 - 1 / SERVICE, "log-normal": HEAVY}
"""Squared coefficient of variation of the times of copies, by law [1]."""
OPERATORS = (4, 16)
QUOTED_OPERATORS, QUOTED_BUSY = 16, 0.9
"""Of which the prose speaks [1]."""
BATCHES = 40
"""Of successive waits, for their interval [1]."""
CONFIDENCE = 0.999

RULES = Rules(scheme=iterative(2), level=ServiceLevel(deadline_blocks=12), most_copies=9)
"""Of the queue that is run as a state machine; assumptions."""
CREW = 12
"""Its operators [1]."""
WRONG, LATE = 0.1, 0.05
"""Part of the copies that is wrong, about, and that takes longer than the deadline [1]."""
REPLICAS = (1, 4, 21, 100)
"""Who keep the queue [1]."""
QUOTED_REPLICAS = 21
DEPLOYMENTS = ("europe", "ten-regions")
MESSAGE_DELAYS = 3
COPIES, WAVES = 2, 1
"""Of a job where nobody cheats: they are given out at once [1]."""
JOBS_PER_BLOCK = 100
"""Among whom a decision is shared; an assumption [1]."""

BUSY = {
    Precision.TINY: (0.5, QUOTED_BUSY),
    Precision.DEFAULT: (0.5, 0.6, 0.7, 0.8, 0.85, QUOTED_BUSY, 0.95),
    Precision.FULL: (0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, QUOTED_BUSY, 0.95),
}
WAITING = {Precision.TINY: 4_000, Precision.DEFAULT: 200_000, Precision.FULL: 2_000_000}
"""Jobs whose waits are averaged [1]."""
LOGGED = {Precision.TINY: 60, Precision.DEFAULT: 600, Precision.FULL: 5_000}
"""Jobs put through the state machine [1]."""

WAITS, LOG, COORDINATION = "waits", "log", "coordination"


@dataclass(frozen=True, slots=True)
class Case:
    """A queue under load, a log, or a deployment of those who keep the queue."""

    part: str
    name: str
    operators: int = CREW
    busy: float = 0.0
    jobs: int = 0


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Loads by law and operators, one log, and replicas by deployment."""
    waits = [
        Case(WAITS, law, operators, busy, WAITING[precision])
        for law in LAWS
        for operators in OPERATORS
        for busy in BUSY[precision]
    ]
    log_ = Case(LOG, "late and wrong copies", jobs=LOGGED[precision])
    kept = [Case(COORDINATION, name, each) for name in DEPLOYMENTS for each in REPLICAS]
    return [*waits, log_, *kept]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """One row of a case."""
    if case.part == COORDINATION:
        return [of_replicas(case)]
    if case.part == LOG:
        return [of_log(case, generators)]
    return [of_waits(case, generators(Stream.LOAD))]


def row(case: Case, **values: float) -> dict[str, Any]:
    """A row with nothing left empty."""
    empty = {
        "due_blocks": 0.0, "mean_blocks": 0.0, "low_blocks": 0.0, "high_blocks": 0.0,
        "messages": 0.0, "overhead_ms": 0.0, "actions": 0, "accepted": 0, "failed": 0, "late": 0,
        "wrong_accepted": 0, "states": 0, "fewest": 0, "most": 0, "even_chance": 0.0,
    }  # fmt: skip
    known = {"part": case.part, "name": case.name, "operators": case.operators, "busy": case.busy}
    return {**known, "jobs": case.jobs, **empty, **values}


def of_waits(case: Case, rng: np.random.Generator) -> dict[str, Any]:
    """The mean wait with its interval, and what the formula says."""
    load = case.busy * case.operators
    arrivals = np.floor(np.cumsum(rng.exponential(SERVICE / load, case.jobs))).astype(np.int64)
    found = first_come_first_served(arrivals, times_of(case, rng), case.operators)
    wait = mean_wait(case.operators, load, SERVICE)
    half = normal_quantile(CONFIDENCE) * batch_error(found)
    mean = float(found.mean())
    return row(
        case,
        due_blocks=approximate_wait(wait, 1.0, LAWS[case.name]),
        mean_blocks=mean,
        low_blocks=mean - half,
        high_blocks=mean + half,
    )


def times_of(case: Case, rng: np.random.Generator) -> np.ndarray:
    """Times of copies in whole blocks, of the same mean under either law."""
    if case.name == "exponential":
        return rng.geometric(1 / SERVICE, case.jobs)
    spread = log(1 + HEAVY)
    drawn = rng.lognormal(log(SERVICE) - spread / 2, sqrt(spread), case.jobs)
    return np.maximum(1, np.rint(drawn)).astype(np.int64)


def batch_error(waits: Floats) -> float:
    """Standard error of the mean of values that follow each other [block]."""
    means = waits[: len(waits) // BATCHES * BATCHES].reshape(BATCHES, -1).mean(axis=1)
    return float(means.std(ddof=1)) / sqrt(BATCHES)


def of_log(case: Case, generators: Generators) -> dict[str, Any]:
    """A log with late and wrong copies, applied by two replicas."""
    rng = generators(Stream.MISBEHAVIOUR)
    shape = (case.jobs, RULES.most_copies)
    times = rng.integers(1, RULES.level.deadline_blocks // 2, shape)
    late = rng.random(shape) < LATE
    traffic = Traffic(
        np.floor(np.cumsum(rng.exponential(1.5, case.jobs))).astype(np.int64),
        np.where(late, 2 * RULES.level.deadline_blocks, times),
        (rng.random(shape) < WRONG).astype(np.int64),
    )
    queue, applied = apply_log(RULES, CREW, traffic, generators(Stream.SAMPLING))
    replica = Queue(RULES)
    replica.apply_all(applied)
    closed = queue.closed_jobs.values()
    assert len(closed) == sum(isinstance(action, Submit) for action in applied)
    given_out = sum(job.copies for job in closed)
    copies = Counter(action.operator for action in applied if isinstance(action, Commit))
    delivered = copies.total()
    return row(
        case,
        actions=len(applied),
        accepted=sum(job.end is End.ACCEPTED for job in closed),
        failed=sum(job.end is End.FAILED for job in closed),
        late=given_out - delivered,
        wrong_accepted=sum(job.result == "1" for job in closed),
        states=len({queue.digest, replica.digest}),
        fewest=min(copies[name] for name in queue.operators),
        most=max(copies.values()),
        even_chance=even_chance([copies[name] for name in queue.operators]),
    )


def even_chance(counts: Sequence[int]) -> float:
    """Chance that a fair lot among equals is at least so uneven, by Pearson's test [1]."""
    return float(chisquare(counts).pvalue)


def of_replicas(case: Case) -> dict[str, Any]:
    """Messages for a job, and the time that it spends on the way and on decisions."""
    deployment = load_deployment(case.name)
    delays = deployment.links.median_ms
    regions = np.unique(deployment.places)
    if case.operators == 1:
        leg, decision = float(delays[np.ix_(regions, regions)].mean(axis=0).min()), 0.0
    else:
        leg = float(np.diagonal(delays)[regions].mean())
        decision = float(floor_times(placed(deployment, case.operators), MESSAGE_DELAYS).mean())
    return row(
        case,
        messages=messages_of_job(COPIES, case.operators, JOBS_PER_BLOCK),
        overhead_ms=coordination_ms(leg, decision, WAVES),
    )


def placed(deployment: Deployment, replicas: int) -> Placement:
    """Replicas over the regions of a deployment, in its proportions; more than two thirds decide."""
    seats = deployment.places
    quorum = Quorum(authorities=Fraction(2, 3), stake=None, strict=True)
    return Placement(
        deployment.links,
        seats[np.arange(replicas) * len(seats) // replicas],
        equals(replicas, quorum),
        np.ones(replicas, dtype=np.bool_),
    )


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Waits at the quoted load, what the log held, and what replicas cost."""
    waits, kept = table[table["part"] == WAITS], table[table["part"] == COORDINATION]
    log_ = table[table["part"] == LOG].iloc[0]
    exact = waits[waits["name"] == "exponential"]
    inside = (exact["low_blocks"] <= exact["due_blocks"]) & (
        exact["due_blocks"] <= exact["high_blocks"]
    )
    found: dict[str, Any] = {
        "waits": len(exact),
        "waits_inside": int(inside.sum()),
        "waits_outside": int((~inside).sum()),
        "operators": QUOTED_OPERATORS,
        "busy_percent": 100 * QUOTED_BUSY,
        "service_blocks": SERVICE,
        "heavy": HEAVY,
        "log_jobs": int(log_["jobs"]),
        "crew": CREW,
        "replicas": QUOTED_REPLICAS,
        "jobs_per_block": JOBS_PER_BLOCK,
    }
    found |= {
        name: int(log_[name])
        for name in (
            "actions",
            "accepted",
            "failed",
            "late",
            "wrong_accepted",
            "states",
            "fewest",
            "most",
        )
    }
    found["even_chance"] = float(log_["even_chance"])
    for law, name in (("exponential", "wait"), ("log-normal", "heavy_wait")):
        rows = waits[(waits["name"] == law) & (waits["operators"] == QUOTED_OPERATORS)]
        quoted = rows[rows["busy"] == QUOTED_BUSY].iloc[0]
        found[f"{name}_blocks"] = float(quoted["mean_blocks"])
        found[f"{name}_due_blocks"] = float(quoted["due_blocks"])
    for name in DEPLOYMENTS:
        rows = kept[kept["name"] == name].set_index("operators")
        short = name.replace("-", "_")
        found[f"{short}_coordinator_ms"] = float(rows.loc[1, "overhead_ms"])
        found[f"{short}_replicated_ms"] = float(rows.loc[QUOTED_REPLICAS, "overhead_ms"])
        found["coordinator_messages"] = float(rows.loc[1, "messages"])
        found["replicated_messages"] = float(rows.loc[QUOTED_REPLICAS, "messages"])
    return found


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Service levels, the queue of many, what many cost, and whether they share the work."""
    found = numbers(table)
    levels = (
        f"in {found['actions']:,} actions every invariant held: {found['late']} late copies cost their "
        f"operators a penalty and went to others, no job was lost, no money made"
    )
    alike = found["states"] == 1
    agreed = (
        f"replicas that apply a log of {found['actions']:,} actions end in "
        f"{'the same state' if alike else 'different states'}"
    )
    costs = (
        f"{QUOTED_REPLICAS} replicas take {found['replicated_messages']:.0f} messages a job instead of "
        f"{found['coordinator_messages']:.0f}, and {found['ten_regions_replicated_ms']:.0f} ms instead "
        f"of {found['ten_regions_coordinator_ms']:.0f} on ten regions, "
        f"{found['europe_replicated_ms']:.0f} instead of {found['europe_coordinator_ms']:.0f} in Europe"
    )
    dearer = found["replicated_messages"] > found["coordinator_messages"] and all(
        found[f"{name}_replicated_ms"] > found[f"{name}_coordinator_ms"]
        for name in ("europe", "ten_regions")
    )
    fair = found["even_chance"] > 1 - CONFIDENCE
    tasks = (
        f"of {CREW} equal operators one had {found['most']} copies, the most, one {found['fewest']}, "
        f"the fewest: a fair lot is at least so uneven with chance {found['even_chance']:.2g}"
    )
    return {
        "C111": Finding(Verdict.MEASURED if fair else Verdict.REFUTED, tasks, "job_queue"),
        "C95": Finding(Verdict.MEASURED, levels, "job_queue"),
        "C96": Finding(Verdict.MEASURED if alike else Verdict.REFUTED, agreed, "job_queue"),
        "C97": Finding(Verdict.MEASURED if dearer else Verdict.REFUTED, costs, "job_queue"),
    }
