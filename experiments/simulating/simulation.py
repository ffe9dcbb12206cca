"""Many runs of the economy under one parameter file: resumable, streamed to one table, any workers."""

import hashlib
import json
import shutil
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ...agents.settings import EconomySettings
from ...models.parameters.parameters import Parameters
from ..running import sources
from ..running.files import file_digest, read_json, write_atomically, write_json
from ..running.locking import sole_writer
from ..running.revision import revision
from ..running.runner import Progress, address, in_processes
from ..running.study import library_versions, whole
from .economy import run_economies, share_of_time_per_mode, summary

PEOPLE_SIDE_BY_SIDE = 20_000
"""People of all runs that step together: enough for arrays to pay, few enough for the cache."""

TURNS = 4
"""Batches of every worker at the least: what an interruption costs, and how often the bar moves."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Simulation:
    """What is simulated; equal simulations have equal results."""

    parameters: Parameters
    settings: EconomySettings
    runs: int
    seed: int
    certify: bool = False
    """Whether to tell what the last epoch of each run leaves to gain."""

    def ingredients(self) -> dict[str, Any]:
        """All that the results depend on, as JSON."""
        return {
            "parameters": whole(self.parameters),
            "settings": self.settings.record(),
            "seed": self.seed,
            "certify": self.certify,
            "sources_sha256": sources.digest(__name__),
            "versions": library_versions(),
        }

    def key(self) -> str:
        """Hash of the ingredients of one run, whatever the number of runs."""
        content = json.dumps(self.ingredients(), sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What many runs say."""

    summaries: list[dict[str, float]]
    """Metrics of each run at its end."""
    share_of_time_per_mode: list[list[float]]
    """Of each run: part of the time in Fast, Balanced and Secure [1]."""
    certificate: dict[str, Any] | None
    """Of the run that is furthest from an equilibrium; none where it was not asked for."""
    conservation_error: int
    """Largest over all runs; zero [base unit]."""
    agent_steps: int
    """Of the runs that were computed now [1]."""
    cpu_seconds: float
    """Processor time of their stepping loops [s]."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Runs that step together, as they travel to a worker."""

    simulation: Simulation
    numbers: tuple[int, ...]
    parts: Path | None
    """Where their days go, if anywhere."""


Found = dict[int, dict[str, Any]]
"""By the number of the run: what is kept of it beside its days."""


def carry_out(batch: Batch) -> Found:
    """The runs of a batch; what they are does not depend on how runs are batched."""
    simulation = batch.simulation
    generators = [partial(address, simulation.seed, "simulate", number) for number in batch.numbers]
    trajectories = run_economies(
        simulation.parameters, simulation.settings, generators, certify=simulation.certify
    )
    kept: Found = {}
    for number, found in zip(batch.numbers, trajectories, strict=True):
        if batch.parts is not None:
            days = pd.DataFrame({"run": number, **found.metrics})
            days.insert(1, "epoch", range(len(days)))
            write_atomically(
                batch.parts / f"{number:06}.parquet",
                lambda file, days=days: days.to_parquet(file, index=False),
            )
        kept[number] = {
            "summary": summary(found),
            "share_of_time_per_mode": share_of_time_per_mode(found.metrics["mode"]),
            "certificate": None if found.certificate is None else asdict(found.certificate),
            "conservation_error": found.conservation_error,
            "agent_steps": found.agent_steps,
            "cpu_seconds": found.cpu_seconds,
        }
    return kept


def batches(
    simulation: Simulation, numbers: list[int], workers: int, parts: Path | None
) -> list[Batch]:
    """Runs in groups that step together: no more people than pay, and turns for every worker."""
    most = max(PEOPLE_SIDE_BY_SIDE // simulation.settings.stakers, 1)
    size = max(min(most, -(-len(numbers) // (TURNS * workers))), 1)
    return [
        Batch(simulation, tuple(numbers[start : start + size]), parts)
        for start in range(0, len(numbers), size)
    ]


def run_simulation(
    simulation: Simulation, *, workers: int, progress: Progress, out: Path | None
) -> Outcome:
    """All runs, in any number of workers, with the same result.

    Parameters
    ----------
    simulation
        What is simulated.
    workers
        Processes at the most.
    progress
        Called after every run.
    out
        Folder for `simulation.parquet` and its manifest; runs that it already holds from an
        interrupted call are not repeated. None: nothing is written.

    Raises
    ------
    InvalidParameter
        If another run writes into the folder.
    """
    with nullcontext() if out is None else sole_writer(out):
        return all_runs(simulation, workers, progress, out)


def all_runs(simulation: Simulation, workers: int, progress: Progress, out: Path | None) -> Outcome:
    """All runs, those that an interrupted call has left taken as they are."""
    parts = None if out is None else out / f".simulation-{simulation.key()[:16]}"
    kept: dict[int, dict[str, Any]] = {}
    if parts is not None:
        for number in range(simulation.runs):
            earlier = read_json(parts / f"{number:06}.json")
            if earlier is not None and (parts / f"{number:06}.parquet").is_file():
                kept[number] = earlier
    resumed = set(kept)
    numbers = [number for number in range(simulation.runs) if number not in kept]
    progress(len(kept), simulation.runs)
    for found in outcomes(batches(simulation, numbers, workers, parts), workers):
        for number, outcome in found.items():
            if parts is not None:
                write_json(parts / f"{number:06}.json", outcome)
            kept[number] = outcome
        progress(len(kept), simulation.runs)
    results = [kept[number] for number in range(simulation.runs)]
    if out is not None and parts is not None:
        write_table(simulation, out, parts)
    computed = [kept[number] for number in range(simulation.runs) if number not in resumed]
    return Outcome(
        summaries=[found["summary"] for found in results],
        share_of_time_per_mode=[found["share_of_time_per_mode"] for found in results],
        certificate=max(
            (found["certificate"] for found in results),
            key=lambda each: each["epsilon"] if each else 0.0,
        ),
        conservation_error=max(abs(found["conservation_error"]) for found in results),
        agent_steps=sum(found["agent_steps"] for found in computed),
        cpu_seconds=sum(found["cpu_seconds"] for found in computed),
    )


def outcomes(waiting: list[Batch], workers: int) -> Iterable[Found]:
    """Batches as they are done: in this process if there is one worker or one batch."""
    if workers == 1 or len(waiting) < 2:
        return map(carry_out, waiting)
    return in_processes(carry_out, waiting, workers)


def write_table(simulation: Simulation, out: Path, parts: Path) -> None:
    """One table of all days of all runs, a run at a time in memory, and its manifest."""
    table = out / "simulation.parquet"

    def copy_runs(file: Path) -> None:
        paths = [parts / f"{number:06}.parquet" for number in range(simulation.runs)]
        with pq.ParquetWriter(file, pq.read_schema(paths[0]), compression="zstd") as writer:
            for path in paths:
                writer.write_table(cast("pa.Table", pq.read_table(path)))

    write_atomically(table, copy_runs)
    write_json(
        out / "simulation.json",
        simulation.ingredients()
        | {
            "runs": simulation.runs,
            "table_sha256": file_digest(table),
            **revision(out, (__name__,)),
        },
    )
    shutil.rmtree(parts)
