"""Where a batch of runs stands, written down while it lasts: a killed call goes on from there."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from ...agents.halt import Halt
from ..running.files import write_atomically
from .tally import Tally

EVERY_SECONDS = 1.0
"""At least so long from one checkpoint to the next [s]."""

RARELY = 50
"""And so many times as long as it takes to write one [1]."""

TOLD_EVERY_SECONDS = 0.1
"""At least so long from one report of progress to the next [s]."""


def checkpoint_path(parts: Path, numbers: tuple[int, ...]) -> Path:
    """Where the state of such a batch stands; no two batches of a call share a run."""
    return parts / f"{numbers[0]:06}-{numbers[-1]:06}.checkpoint"


def write_checkpoint(parts: Path, numbers: tuple[int, ...], halt: Halt) -> None:
    """The state of a batch, as arrays and JSON in one file."""
    books = np.frombuffer(json.dumps(halt.books).encode(), dtype=np.uint8)
    content = {**halt.arrays, "books": books, "numbers": np.array(numbers)}

    def save(partial: Path) -> None:
        with partial.open("wb") as file:
            np.savez(file, allow_pickle=False, **content)

    write_atomically(checkpoint_path(parts, numbers), save)


def read_checkpoint(path: Path) -> tuple[tuple[int, ...], Halt] | None:
    """The runs of a batch and their state; none where there is no such file or it is cut off."""
    try:
        # Numpy leaves a file open that it cannot read.
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            content = {name: file[name] for name in file.files}
        numbers = tuple(content.pop("numbers").tolist())
        return numbers, Halt(content, json.loads(content.pop("books").tobytes()))
    except (OSError, EOFError, KeyError, ValueError, BadZipFile):
        return None


def unfinished(parts: Path, numbers: list[int]) -> list[tuple[int, ...]]:
    """Batches of which there is a state, and none of whose runs is done or not asked for.

    Parameters
    ----------
    parts
        Folder of what an interrupted call has left.
    numbers
        Runs that are still to be done.
    """
    wanted, found = set(numbers), list[tuple[int, ...]]()
    for path in sorted(parts.glob("[0-9]*.checkpoint")):
        kept = read_checkpoint(path)
        if kept is not None and wanted.issuperset(kept[0]):
            wanted.difference_update(kept[0])
            found.append(kept[0])
    return found


@dataclass(slots=True)
class Watcher:
    """Someone who tells how far a batch is, and writes its state down, each not too often."""

    numbers: tuple[int, ...]
    """Runs of the batch."""
    parts: Path | None
    """Where its state is written; none: nowhere."""
    tally: Tally | None
    """Where its progress is told, in epochs of all its runs; none: nowhere."""
    clock: Callable[[], float] = time.monotonic
    """What time it is [s]."""
    next_told: float = field(init=False)
    next_written: float = field(init=False)

    def __post_init__(self) -> None:
        self.next_told = self.clock()
        self.next_written = self.next_told + EVERY_SECONDS

    def __call__(self, epoch: int, state: Callable[[], Halt]) -> None:
        """Epoch by epoch; see `agents.simulation.Watch`."""
        now = self.clock()
        if self.tally is not None and now >= self.next_told:
            self.tally.tell(epoch * len(self.numbers))
            self.next_told = now + TOLD_EVERY_SECONDS
        if self.parts is not None and now >= self.next_written:
            write_checkpoint(self.parts, self.numbers, state())
            ended = self.clock()
            self.next_written = ended + max(EVERY_SECONDS, RARELY * (ended - now))
