"""Answers all cases of a question, in any number of workers, and picks up where a killed run stopped.

Every answered case is a file of its own until all are there; then they become one Parquet table, with
the numbers and tables that follow from it, and last of all the manifest that vouches for them. A case's
randomness comes from its address alone, so workers, order and interruptions leave no trace in the
bytes.
"""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from . import question
from .files import file_digest, read_json, write_atomically, write_json
from .outputs import write_numbers, write_table
from .revision import revision
from .seeds import Stream, generator
from .study import Study, modules

WORTH_A_POOL_SECONDS = 2.0
"""Starting worker processes costs about as much as this."""

Progress = Callable[[int, int], None]
"""Called with cases done, and cases in all."""


class Place(Protocol):
    """Where cases are answered, as `workplace.Workplace` is; no result stands on what it is."""

    def each(
        self, function: Callable[[Any], Any], values: Sequence[Any]
    ) -> Iterator[tuple[int, Any]]:
        """Position and result of each value, in any order."""
        ...


def unobserved(done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Task:
    """One case of one question, as it travels to a worker."""

    name: str
    protocol: str
    run: int
    case: Any
    seed: int
    part: Path


Answered = Iterable[tuple[Task, list[dict[str, Any]]]]
"""Tasks with their rows."""


def answer(task: Task) -> list[dict[str, Any]]:
    """Rows of one case, from nothing but the case and its address."""
    generators = partial(address, task.seed, task.name, task.run)
    rows = question.load(task.name).answer(task.case, generators)
    return [{"protocol": task.protocol, "run": task.run, **row} for row in rows]


def address(seed: int, name: str, run: int, stream: Stream, *chunk: int) -> Any:
    """A generator, with the stream as first argument after the case's own address."""
    return generator(seed, name, run, stream, *chunk)


def run_question(
    name: str, study: Study, *, place: Place | None = None, progress: Progress = unobserved
) -> pd.DataFrame:
    """Answer a question and write its results, numbers, tables and manifest.

    Parameters
    ----------
    name
        The question.
    study
        Protocols, seed, precision, and the folder that receives `results/`.
    place
        Where cases are answered, once that is quicker than to answer them here; none: here. The result
        does not depend on it.
    progress
        Called after each case.

    Returns
    -------
    DataFrame
        Rows of all cases, by protocol and run.
    """
    key, tasks = study.key(name), list(tasks_of(name, study))
    waiting = unanswered(tasks)
    write_parts(answered(waiting, place), len(tasks) - len(waiting), len(tasks), progress)
    table = pd.DataFrame([row for task in tasks for row in read_json(task.part)])
    written = write_outputs(name, study, table)
    manifest = study.ingredients(name) | {
        "key": key,
        "rows": len(table),
        "outputs": {str(path.relative_to(study.out)): file_digest(path) for path in written},
        **revision(study.out, modules(name)),
    }
    write_json(study.manifest_path(name), manifest)
    for abandoned in (study.out / "results").glob(f".{name}-{'[0-9a-f]' * 16}"):
        shutil.rmtree(abandoned)
    return table


def answer_ahead(
    names: Iterable[str], study: Study, *, place: Place, progress: Progress = unobserved
) -> None:
    """Answer what several questions still wait for, side by side, so that each finds its answers there.

    Questions of few cases come first: their cases take longest, and would be waited for at the end.

    Parameters
    ----------
    names
        The questions.
    study
        As in `run_question`.
    place
        Where all of them are answered.
    progress
        Called after each case, with cases of all questions together.
    """
    questions = [list(tasks_of(name, study)) for name in names]
    waiting = [task for tasks in sorted(questions, key=len) for task in unanswered(tasks)]
    write_parts(answered_at(place, waiting), 0, len(waiting), progress)


def write_parts(answers: Answered, done: int, total: int, progress: Progress) -> None:
    """Write the rows of each case as they come, and tell how many there are, of those before too."""
    progress(done, total)
    for finished, (task, rows) in enumerate(answers, start=done + 1):
        write_json(task.part, rows)
        progress(finished, total)


def write_outputs(name: str, study: Study, table: pd.DataFrame) -> list[Path]:
    """Write a question's results, numbers and tables."""
    module = question.load(name)
    path = study.results_path(name)
    write_atomically(path, lambda file: table.to_parquet(file, index=False, compression="zstd"))
    write_numbers(study.numbers_path(name), module.numbers(table))
    written = [path, study.numbers_path(name)]
    if hasattr(module, "tables"):
        for label, rows in module.tables(table).items():
            write_table(study.table_path(label), rows)
            written.append(study.table_path(label))
    return written


def tasks_of(name: str, study: Study) -> Iterator[Task]:
    """All cases of a question; the same run of two protocols has the same random numbers."""
    parts = study.out / "results" / f".{name}-{study.key(name)[:16]}"
    module, reads = question.load(name), question.reads(name)
    for protocol, parameters in question.asked_of(reads, study.protocols).items():
        narrowed = question.narrow(parameters, reads)
        for run, case in enumerate(module.cases(protocol, narrowed, study.precision)):
            part = parts / f"{protocol}-{run:06}.json"
            yield Task(name, protocol, run, case, study.seed, part)


def unanswered(tasks: Iterable[Task]) -> list[Task]:
    """Tasks whose rows are not there yet."""
    return [task for task in tasks if read_json(task.part) is None]


def answered(tasks: list[Task], place: Place | None) -> Answered:
    """Tasks with their rows as they come: here while that is quicker than starting processes."""
    if not tasks:
        return
    started = time.monotonic()
    yield tasks[0], answer(tasks[0])
    remaining = (time.monotonic() - started) * (len(tasks) - 1)
    if place is not None and remaining > WORTH_A_POOL_SECONDS:
        yield from answered_at(place, tasks[1:])
    else:
        for task in tasks[1:]:
            yield task, answer(task)


def answered_at(place: Place, tasks: list[Task]) -> Answered:
    """Tasks with their rows as they come from a place."""
    for position, rows in place.each(answer, tasks):
        yield tasks[position], rows
