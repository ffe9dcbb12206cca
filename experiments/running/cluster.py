"""A Dask cluster as the place where work is done, for those who have installed the `cluster` extra."""

import importlib
import importlib.util
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ...models.errors import InvalidParameter
from . import sources
from .study import library_versions

REACHED_WITHIN = 10
"""After so long a scheduler is taken not to be there [s]."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that has been reached."""

    client: Any
    """Of `distributed`."""
    workers: int
    """Values that it works on at a time [1]."""

    def each(
        self, function: Callable[[Any], Any], values: Sequence[Any]
    ) -> Iterator[tuple[int, Any]]:
        """Position and result of each value, as the cluster has done them, in any order.

        What a worker had in hand when it died is done again by another. Work that nobody waits for
        any longer is called off.
        """
        distributed = importlib.import_module("distributed")
        positions = {
            self.client.submit(function, value, pure=False): position
            for position, value in enumerate(values)
        }
        waiting = set(positions)
        try:
            for future in distributed.as_completed(positions, loop=self.client.loop):
                waiting.discard(future)
                yield positions[future], future.result()
        finally:
            self.client.cancel(list(waiting))


@contextmanager
def local(workers: int) -> Iterator[str]:
    """A cluster of this machine alone, on loopback, that ends with the block; its address.

    Parameters
    ----------
    workers
        Processes [1].

    Raises
    ------
    InvalidParameter
        When `distributed` is not installed.
    """
    check_installed()
    distributed = importlib.import_module("distributed")
    with distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as started:
        yield started.scheduler_address


@contextmanager
def reached(address: str, *modules: str) -> Iterator[Cluster]:
    """A cluster whose workers would find what is found here.

    Parameters
    ----------
    address
        Of its scheduler.
    modules
        Whose sources, with all that they import, the workers must have as they are here.

    Raises
    ------
    InvalidParameter
        When `distributed` is not installed, nobody answers, nobody works there, or the workers have
        other sources or libraries.
    """
    check_installed()
    distributed = importlib.import_module("distributed")
    try:
        client = distributed.Client(address, timeout=REACHED_WITHIN, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InvalidParameter(
            f"cluster must be a Dask scheduler that answers, such as tcp://host:8786, got {address!r}"
        ) from error
    with client:
        workers = sum(client.nthreads().values())
        if not workers:
            raise InvalidParameter(f"cluster must have at least one worker, {address} has none")
        try:
            found = client.run(fingerprint, *modules).values()
        except ModuleNotFoundError as error:
            raise InvalidParameter(
                f"cluster must have hybridstake and its libraries on every worker: {error}"
            ) from error
        if any(each != fingerprint(*modules) for each in found):
            raise InvalidParameter(
                "cluster must have the sources and libraries of this machine on every worker"
            )
        yield Cluster(client, workers)


def check_installed() -> None:
    """Refuse a cluster where the extra `cluster` is not installed."""
    if importlib.util.find_spec("distributed") is None:
        raise InvalidParameter(
            "cluster must be left out, or distributed be installed: pip install 'hybridstake[cluster]'"
        )


def fingerprint(*modules: str) -> tuple[str, dict[str, str | None]]:
    """Hash of modules' sources, and the versions of libraries, where this runs."""
    return sources.digest(*modules), library_versions()
