"""How much of a job is run again to settle a dispute about its result, and is the liar always found?

Jobs are really run, in segments with a checkpoint after each. A party lies at a checkpoint, in one of
three ways and in either role, and the dispute is judged by halving and by running one segment again.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...models.compute.machine.catalogue import JOBS, Order
from ...models.compute.machine.disputes import Judgement, Party, honest, judged, most_queries
from ...models.compute.machine.lies import computing_wrongly, lying_from, lying_once
from ...models.compute.machine.segments import Trace, finished, run_in_segments, traced
from ...models.parameters.parameters import Parameters
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators, Stream

READS = ()

NAMES = ("coin-flips", "matrix-product", "hash-search", "inference")
"""Jobs that are disputed."""
STEPS = 512
"""Of each job [1]."""
SEED = 1
"""The jobs' input."""
QUOTED = 64
"""Segments of which the prose speaks [1]."""
COPIES = 3
"""Of each job, which must agree in every byte and in their fuel [1]."""

SEGMENTS = {
    Precision.TINY: (1, 4, QUOTED),
    Precision.DEFAULT: (1, 2, 4, 8, 16, 32, QUOTED, 128, 256),
    Precision.FULL: (1, 2, 3, 4, 8, 16, 32, QUOTED, 100, 128, 256, STEPS),
}
MOST_PLACES = {Precision.TINY: 3, Precision.DEFAULT: QUOTED + 1, Precision.FULL: STEPS + 1}
"""Places of a lie up to which all are tried; of more, the ends and some between [1]."""
FEW_PLACES = 5
"""Tried where there are too many [1]."""

Lie = Callable[[str, Trace, int], Party]
LIES: tuple[Lie, ...] = (lying_from, lying_once, computing_wrongly)
"""Stopping and making up the rest; one checkpoint alone; a changed memory, computed on honestly."""


@dataclass(frozen=True, slots=True)
class Case:
    """One job with one number of checkpoints."""

    name: str
    segments: int
    most_places: int


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Every job with every number of segments."""
    return [
        Case(name, segments, MOST_PLACES[precision])
        for name in NAMES
        for segments in SEGMENTS[precision]
    ]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """One row: what disputes about this job came to."""
    order = Order(job=JOBS[case.name], seed=SEED, steps=STEPS)
    trace = traced(order, case.segments)
    whole = run_in_segments(order, 1)
    copies = {run_in_segments(order, case.segments) for _ in range(COPIES)}
    found = list(disputes(trace, case.most_places, generators(Stream.SAMPLING)))
    fuel = [judgement.fuel for judgement, _ in found]
    resumed = places(case.segments, case.most_places, generators(Stream.ORDER))
    return [
        {
            "job": case.name,
            "segments": case.segments,
            "fuel": trace.outcome.fuel,
            "extra_fuel": trace.outcome.fuel - whole.fuel,
            "different_copies": len(copies | {trace.outcome}),
            "checkpoint_bytes": len(trace.states[-1].memory),
            "disputes": len(found),
            "only_liar_blamed": sum(is_right for _, is_right in found),
            "queries": max(judgement.queries for judgement, _ in found),
            "query_bound": most_queries(case.segments),
            "mean_run_again": float(np.mean(fuel)) / trace.outcome.fuel,
            "most_run_again": max(fuel) / trace.outcome.fuel,
            "resumed": len(resumed),
            "resumed_alike": sum(
                finished(order, trace.states[place], case.segments, place).result == whole.result
                for place in resumed
            ),
        }
    ]


def disputes(
    trace: Trace, most_places: int, rng: np.random.Generator
) -> Iterator[tuple[Judgement, bool]]:
    """Disputes about a job, and whether the liar alone was blamed, at the place where it lied."""
    right = honest("honest", trace)
    for place in places(trace.segments, most_places, rng):
        for lie in LIES:
            liar = lie("liar", trace, place)
            for pair in ((right, liar), (liar, right)):
                judgement = judged(trace.order, trace.segments, *pair)
                yield (
                    judgement,
                    judgement.blamed == ("liar",) and judgement.segment == place - 1,
                )


def places(segments: int, most: int, rng: np.random.Generator) -> list[int]:
    """All checkpoints if they are few enough, else the ends and some between.

    Examples
    --------
    >>> places(3, 10, np.random.default_rng(1))
    [0, 1, 2, 3]
    >>> found = places(100, 10, np.random.default_rng(1))
    >>> found[0], found[-1], len(found)
    (0, 100, 5)
    """
    if segments < most:
        return list(range(segments + 1))
    few = min(FEW_PLACES - 2, segments - 1)
    between = rng.choice(np.arange(1, segments), few, replace=False)
    return sorted({0, segments, *between.tolist()})


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """Counts over all jobs, and the work that is run again with the quoted segments."""
    quoted = table[table["segments"] == QUOTED]
    return {
        "jobs": len(NAMES),
        "steps": STEPS,
        "segments": QUOTED,
        "disputes": int(table["disputes"].sum()),
        "wrongly_blamed": int((table["disputes"] - table["only_liar_blamed"]).sum()),
        "queries": int(quoted["queries"].max()),
        "run_again_percent": 100 * float(quoted["most_run_again"].max()),
        "resumed": int(table["resumed"].sum()),
        "resumed_otherwise": int((table["resumed"] - table["resumed_alike"]).sum()),
        "different_copies": int(table["different_copies"].max()),
        "extra_fuel_per_segment": float((quoted["extra_fuel"] / (QUOTED - 1)).max()),
        "checkpoint_kib": float(quoted["checkpoint_bytes"].min()) / 1024,
        "most_checkpoint_kib": float(quoted["checkpoint_bytes"].max()) / 1024,
    }


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether checkpoints make it enough to run one segment again."""
    found = numbers(table)
    kept = not found["wrongly_blamed"] and not found["resumed_otherwise"]
    words = (
        f"{'in each' if kept else 'not in each'} of {found['disputes']:,} disputes the liar alone was "
        f"blamed; of {QUOTED} segments one is run again, {found['run_again_percent']:.1f} % of the job, "
        f"after {found['queries']} questions"
    )
    verdict = Verdict.MEASURED if kept else Verdict.REFUTED
    return {"C93": Finding(verdict, words, "disputes")}
