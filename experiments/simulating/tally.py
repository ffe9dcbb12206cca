"""How far several processes are, in a file with a number for each, which one of them reads aloud."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

import numpy as np

from ..running.runner import Progress

READ_EVERY_SECONDS = 0.2
"""Between two looks at the file [s]."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of one process, as it travels to a worker."""

    path: Path
    """File of all numbers."""
    place: int
    """Which of them it is [1]."""

    def tell(self, count: int) -> None:
        """Replace the number."""
        with self.path.open("r+b") as file:
            file.seek(8 * self.place)
            file.write(np.int64(count).tobytes())


@contextmanager
def tallied(places: int, done: int, total: int, progress: Progress) -> Iterator[list[Tally]]:
    """Tallies of several processes; their sum is told while the block lasts, and at its end.

    Parameters
    ----------
    places
        Processes, or pieces of work [1].
    done, total
        What is done beforehand, and what there is to do in all [1].
    progress
        Told of what is done beforehand and tallied, in a thread of its own.
    """
    ended = Event()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tally"
        path.write_bytes(bytes(8 * places))

        def tell() -> None:
            progress(done + int(np.fromfile(path, dtype=np.int64).sum()), total)

        def tell_again_and_again() -> None:
            while not ended.wait(READ_EVERY_SECONDS):
                tell()

        tell()
        reader = Thread(target=tell_again_and_again, daemon=True)
        reader.start()
        try:
            yield [Tally(path, place) for place in range(places)]
        finally:
            ended.set()
            reader.join()
        tell()
