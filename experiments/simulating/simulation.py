"""Many runs of the economy under one parameter file: resumable, streamed to one table, any workers."""

import shutil
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ...agents.economy.metrics import METRICS
from ...agents.settings import EconomySettings
from ...models.parameters.parameters import Parameters
from ..extending.origins import ingredients_of, origins
from ..running import sources
from ..running.files import file_digest, read_json, write_atomically, write_json
from ..running.locking import sole_writer
from ..running.revision import revision
from ..running.runner import Progress, address
from ..running.study import key_of, library_versions, whole
from ..running.workplace import Workplace, workplace
from .checkpoints import Watcher, checkpoint_path, read_checkpoint, unfinished
from .economy import run_economies, share_of_time_per_mode, summary, worst_certificate
from .tally import Tally, tallied

PEOPLE_SIDE_BY_SIDE = 50_000
"""People of all runs that step together: enough for arrays to pay, few enough for the cache. Smaller
batches would keep more of an interrupted call at the cost of all others; checkpoints do that."""

BYTES_OF_DAYS = 256 * 2**20
"""Metrics of all epochs of a batch that are kept at once, unless one run alone has more [byte]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Simulation:
    """What is simulated; equal simulations have equal results."""

    parameters: Parameters
    settings: EconomySettings
    runs: int
    seed: int
    certify: bool = False
    """Whether to tell what the last epoch of each run leaves to gain."""

    @property
    def modules(self) -> tuple[str, ...]:
        """Modules that the results stand on, with all that these import."""
        return __name__, *origins(type(self.settings.strategy))

    def ingredients(self) -> dict[str, Any]:
        """All that the results depend on, as JSON."""
        return {
            "parameters": whole(self.parameters),
            "settings": self.settings.record(),
            "seed": self.seed,
            "certify": self.certify,
            "sources_sha256": sources.digest(*self.modules),
            "versions": library_versions(),
            **ingredients_of(origins(type(self.settings.strategy))),
        }

    def key(self) -> str:
        """Hash of the ingredients of one run, whatever the number of runs."""
        return key_of(self.ingredients())


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What many runs say."""

    summaries: list[dict[str, float]]
    """Metrics of each run at its end."""
    share_of_time_per_mode: list[list[float]]
    """Of each run: part of the time in Fast, Balanced and Secure [1]."""
    certificate: dict[str, Any] | None
    """Of all runs together, see `economy.worst_certificate`; none where it was not asked for."""
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
    daily: bool
    """Whether anybody wants their days."""
    parts: Path | None
    """Where the worker writes their days and where they stand; none where it shares no folder with who
    asks."""
    tally: Tally | None = None
    """Where it tells how far they are; none where it shares none."""


Found = dict[int, dict[str, Any]]
"""By the number of the run: what is kept of it, and its days as Parquet unless they are written."""


def carry_out(batch: Batch) -> Found:
    """The runs of a batch; what they are does not depend on how runs are batched."""
    simulation = batch.simulation
    generators = [partial(address, simulation.seed, "simulate", number) for number in batch.numbers]
    stopped = batch.parts and read_checkpoint(checkpoint_path(batch.parts, batch.numbers))
    trajectories = run_economies(
        simulation.parameters,
        simulation.settings,
        generators,
        certify=simulation.certify,
        daily=batch.daily,
        watch=Watcher(batch.numbers, batch.parts, batch.tally),
        since=stopped[1] if stopped and stopped[0] == batch.numbers else None,
    )
    kept: Found = {}
    for number, found in zip(batch.numbers, trajectories, strict=True):
        kept[number] = {
            "summary": summary(found),
            "share_of_time_per_mode": share_of_time_per_mode(found.modes),
            "certificate": None if found.certificate is None else asdict(found.certificate),
            "conservation_error": found.conservation_error,
            "agent_steps": found.agent_steps,
            "cpu_seconds": found.cpu_seconds,
        }
        if batch.daily:
            days = pd.DataFrame({"run": number, **found.metrics})
            days.insert(1, "epoch", range(len(days)))
            if batch.parts is None:
                kept[number]["days"] = days.to_parquet(None, index=False)
            else:
                write_days(batch.parts, number, days.to_parquet(None, index=False))
    return kept


def write_days(parts: Path, number: int, days: bytes) -> None:
    """The days of a run beside what is kept of it."""
    write_atomically(parts / f"{number:06}.parquet", lambda file: file.write_bytes(days))


def batches(
    simulation: Simulation, numbers: list[int], workers: int, daily: bool, parts: Path | None
) -> list[Batch]:
    """Runs in groups that step together: those that were stopped, and as many more for each worker.

    Parameters
    ----------
    simulation, numbers
        What is simulated, and the runs that are still to be done.
    workers
        Processes, at least one [1].
    daily, parts
        Whether anybody wants the days of runs, and where workers write them.

    Notes
    -----
    The larger a group, the less a run takes: so they are as few as memory and the cache allow.
    """
    settings = simulation.settings
    most = PEOPLE_SIDE_BY_SIDE // settings.stakers
    if daily:
        most = min(most, BYTES_OF_DAYS // (8 * len(METRICS) * settings.epochs))
    stopped = [] if parts is None else unfinished(parts, numbers)
    fresh = sorted(set(numbers).difference(*stopped))
    rounds = -(-len(fresh) // (workers * max(most, 1)))
    size = -(-len(fresh) // max(workers * rounds, 1))
    grouped = [tuple(fresh[start : start + size]) for start in range(0, len(fresh), max(size, 1))]
    return [Batch(simulation, group, daily, parts) for group in (*stopped, *grouped)]


def run_simulation(
    simulation: Simulation,
    *,
    workers: int,
    progress: Progress,
    out: Path | None,
    cluster: str | None = None,
) -> Outcome:
    """All runs, in any number of workers, with the same result.

    Parameters
    ----------
    simulation
        What is simulated.
    workers
        Processes at the most, where no cluster does the work.
    progress
        Called with epochs of all runs that are done, and that there are, now and then.
    out
        Folder for `simulation.parquet` and its manifest; runs that it already holds from an
        interrupted call are not repeated. None: nothing is written.
    cluster
        Address of a Dask scheduler whose workers are to do the work, or `local`.

    Raises
    ------
    InvalidParameter
        If another run writes into the folder, or the cluster cannot be used.
    """
    writing = nullcontext() if out is None else sole_writer(out)
    with writing, workplace(workers, cluster, *simulation.modules) as place:
        return all_runs(simulation, place, progress, out)


def all_runs(
    simulation: Simulation, place: Workplace, progress: Progress, out: Path | None
) -> Outcome:
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
    shared = parts if place.shares_folders else None
    epochs = simulation.settings.epochs
    waiting = batches(simulation, numbers, place.workers, parts is not None, shared)
    with tallied(len(waiting), epochs * len(kept), epochs * simulation.runs, progress) as tallies:
        places = {batch.numbers: tally for batch, tally in zip(waiting, tallies, strict=True)}
        if place.shares_folders:
            waiting = [replace(batch, tally=places[batch.numbers]) for batch in waiting]
        for _, found in place.each(carry_out, waiting):
            for number, outcome in found.items():
                days = outcome.pop("days", None)
                if parts is not None:
                    if days is not None:
                        write_days(parts, number, days)
                    write_json(parts / f"{number:06}.json", outcome)
                kept[number] = outcome
            if parts is not None:
                checkpoint_path(parts, tuple(found)).unlink(missing_ok=True)
            places[tuple(found)].tell(epochs * len(found))
    results = [kept[number] for number in range(simulation.runs)]
    if out is not None and parts is not None:
        write_table(simulation, out, parts)
    computed = [kept[number] for number in range(simulation.runs) if number not in resumed]
    return Outcome(
        summaries=[found["summary"] for found in results],
        share_of_time_per_mode=[found["share_of_time_per_mode"] for found in results],
        certificate=worst_certificate([found["certificate"] for found in results]),
        conservation_error=max(abs(found["conservation_error"]) for found in results),
        agent_steps=sum(found["agent_steps"] for found in computed),
        cpu_seconds=sum(found["cpu_seconds"] for found in computed),
    )


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
            **revision(out, simulation.modules),
        },
    )
    shutil.rmtree(parts)
