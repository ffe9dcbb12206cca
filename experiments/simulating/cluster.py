"""A Dask cluster as the place where work is done, for those who have installed the `cluster` extra."""

import importlib
import importlib.util
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import joblib

from ...models.errors import InvalidParameter
from ..running import sources
from ..running.study import library_versions

REACHED_WITHIN = 10
"""After so long a scheduler is taken not to be there [s]."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that has been reached."""

    client: Any
    """Of `distributed`."""
    workers: int
    """Values that it works on at a time [1]."""

    def each(self, function: Callable[[Any], Any], values: Iterable[Any]) -> Iterator[Any]:
        """A function of each value, as they are done by the cluster, in any order."""
        with joblib.parallel_config("dask", client=self.client):
            yield from joblib.Parallel(return_as="generator_unordered")(
                joblib.delayed(function)(value) for value in values
            )


@contextmanager
def reached(address: str, module: str) -> Iterator[Cluster]:
    """A cluster whose workers would find what is found here.

    Parameters
    ----------
    address
        Of its scheduler.
    module
        Whose source, with all that it imports, the workers must have as it is here.

    Raises
    ------
    InvalidParameter
        When `distributed` is not installed, nobody answers, nobody works there, or the workers have
        other sources or libraries.
    """
    if importlib.util.find_spec("distributed") is None:
        raise InvalidParameter(
            "cluster must be left out, or distributed be installed: pip install 'hybridstake[cluster]'"
        )
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
            found = client.run(fingerprint, module).values()
        except ModuleNotFoundError as error:
            raise InvalidParameter(
                f"cluster must have hybridstake and its libraries on every worker: {error}"
            ) from error
        if any(each != fingerprint(module) for each in found):
            raise InvalidParameter(
                "cluster must have the sources and libraries of this machine on every worker"
            )
        yield Cluster(client, workers)


def fingerprint(module: str) -> tuple[str, dict[str, str | None]]:
    """Hash of a module's sources, and the versions of libraries, where this runs."""
    return sources.digest(module), library_versions()
