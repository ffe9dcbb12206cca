"""A Dask cluster as the place where work is done, a little of it at a time."""

import importlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from ...models.errors import InvalidParameter
from .fingerprints import fingerprint

AHEAD = 2
"""Parcels that a worker has, one in hand and one that waits, lest it idle [1]."""

LONG_ENOUGH_SECONDS = 0.2
"""Work of a parcel beside which it costs a worker little to receive it [s]. Ours."""

SENDING_SECONDS = 0.01
"""Processor time of the scheduler, or of who sends, for a parcel [s]. Ours: on a busy machine."""

COUNTED_EVERY_SECONDS = 2.0
"""Between two looks at how many workers there are [s]."""

OTHER_SOURCES = (
    "cluster must have workers that started with the sources and libraries of this machine"
)

Numbered = tuple[int, Any]
"""A position, and the value or the result that stands there."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that has been reached."""

    client: Any
    """Of `distributed`."""
    modules: tuple[str, ...]
    """Whose sources, with all that they import, the workers have as they are here."""

    @property
    def workers(self) -> int:
        """Values that it works on at a time, at the moment [1]."""
        return sum(self.client.nthreads().values())

    def each(self, function: Callable[[Any], Any], values: Sequence[Any]) -> Iterator[Numbered]:
        """Position and result of each value, as the cluster has done them, in any order.

        Values leave when workers are near to them, small ones several at a time, and results are not
        kept there: a long sweep takes no more of the cluster's memory than a short one. What a worker
        had in hand when it died is done again by another. Work that nobody waits for any longer is
        called off.

        Raises
        ------
        InvalidParameter
            If workers die again and again over the same value, the scheduler is gone, or a worker that
            came later has other sources.
        """
        distributed = importlib.import_module("distributed")
        work = partial(carry_out, fingerprint(*self.modules), self.modules, function)
        waiting = list(enumerate(values))[::-1]
        under_way: set[Any] = set()
        done = distributed.as_completed(loop=self.client.loop)
        size, counted, workers = 1, -COUNTED_EVERY_SECONDS, 1
        try:
            while waiting or under_way:
                if time.monotonic() >= counted + COUNTED_EVERY_SECONDS:
                    with suppress(OSError):  # if the scheduler is gone, its futures will say so
                        workers = max(1, self.workers)
                    counted = time.monotonic()
                while waiting and len(under_way) < AHEAD * workers:
                    fair = max(1, len(waiting) // (AHEAD * workers))
                    parcel = [waiting.pop() for _ in range(min(size, fair))]
                    future = self.client.submit(work, parcel, pure=False)
                    under_way.add(future)
                    done.add(future)
                future = next(done)
                under_way.discard(future)
                seconds, results = result_of(future)
                future.release()
                size = next_size(len(results), size, seconds, long_enough(workers))
                yield from results
        finally:
            if under_way:
                with suppress(OSError):
                    self.client.cancel(list(under_way))


def carry_out(
    expected: str,
    modules: tuple[str, ...],
    function: Callable[[Any], Any],
    parcel: Sequence[Numbered],
) -> tuple[float, list[Numbered]]:
    """Time that a parcel took, and its results, from a worker that computes what is computed here."""
    if fingerprint(*modules) != expected:
        raise InvalidParameter(OTHER_SOURCES)
    started = time.monotonic()
    results = [(position, function(value)) for position, value in parcel]
    return time.monotonic() - started, results


def missing(error: ModuleNotFoundError) -> str:
    """What a worker lacks."""
    return f"cluster must have hybridstake and its libraries on every worker: {error}"


def long_enough(workers: int) -> float:
    """Work of a parcel with which so many workers are kept busy [s].

    Examples
    --------
    >>> long_enough(2), long_enough(1_000)
    (0.2, 10.0)
    """
    return max(LONG_ENOUGH_SECONDS, SENDING_SECONDS * workers)


def next_size(carried: int, size: int, seconds: float, wanted: float) -> int:
    """Values of the next parcel, after one of so many took so long [1].

    Examples
    --------
    >>> next_size(4, 4, seconds=0.1, wanted=0.2), next_size(4, 4, seconds=0.5, wanted=0.2)
    (8, 2)
    """
    if seconds < wanted:
        return max(size, 2 * carried)
    return max(1, carried // 2) if seconds > 2 * wanted else size


def result_of(future: Any) -> Any:
    """What a future has become; what befell the cluster is told in a line."""
    distributed = importlib.import_module("distributed")
    try:
        return future.result()
    except distributed.KilledWorker as error:
        raise InvalidParameter(
            "cluster must have workers that survive their work, "
            f"got {error.allowed_failures + 1} that died over the same part of it"
        ) from error
    except (distributed.CancelledError, distributed.comm.CommClosedError) as error:
        raise InvalidParameter(
            "cluster must be there until the work is done, got one whose scheduler is gone"
        ) from error
    except ModuleNotFoundError as error:
        raise InvalidParameter(missing(error)) from error
