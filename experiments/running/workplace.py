"""Where work is done: this process, others of this machine, or a Dask cluster; results are the same.

Every sweep of the package goes through here: runs of an economy, cases of a question, chunks of trials,
candidates of a search.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from .cluster import Cluster
from .processes import in_processes
from .reaching import local, reached

LOCAL = "local"
"""Stands for the address of a cluster that is started here and ends with the work."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """So many workers, here or elsewhere."""

    workers: int
    """Values that are worked on at a time [1]."""
    cluster: Cluster | None = None
    """Who works, if not this machine's processes."""

    @property
    def shares_folders(self) -> bool:
        """Whether workers can read and write what is a file here."""
        return self.cluster is None

    @property
    def is_elsewhere(self) -> bool:
        """Whether several values leave this process."""
        return self.cluster is not None or self.workers > 1

    def each(
        self, function: Callable[[Any], Any], values: Sequence[Any]
    ) -> Iterator[tuple[int, Any]]:
        """Position and result of each value, as they are done, in any order.

        What a worker had in hand when it died is done again by another.

        Parameters
        ----------
        function
            Of a module, or a `partial` of one: it travels to workers by name. Its randomness must come
            from its value alone.
        values
            What travels with it. One value, or one worker here, needs no further process.

        Raises
        ------
        InvalidParameter
            If workers die again and again over the same value, or the cluster is gone; besides, what
            the function raises.
        """
        if self.cluster is not None:
            return self.cluster.each(function, values)
        if not self.is_elsewhere or len(values) < 2:
            return ((position, function(value)) for position, value in enumerate(values))
        return in_processes(function, values, self.workers)

    def ordered(self, function: Callable[[Any], Any], values: Sequence[Any]) -> list[Any]:
        """Results in the order of the values."""
        found = dict(self.each(function, values))
        return [found[position] for position in range(len(found))]


@contextmanager
def workplace(workers: int, cluster: str | None, *modules: str) -> Iterator[Workplace]:
    """A place to work, as `--workers` and `--cluster` name it.

    Parameters
    ----------
    workers
        Processes at the most, where no scheduler has workers of its own [1].
    cluster
        Address of a Dask scheduler, `local` for one that is started on this machine, or none.
    modules
        Whose sources, with all that they import, every worker must have as they are here.

    Raises
    ------
    InvalidParameter
        If the cluster cannot be used.
    """
    if cluster is None:
        yield Workplace(workers)
    elif cluster == LOCAL:
        with local(workers) as address, reached(address, *modules) as found:
            yield Workplace(found.workers, found)
    else:
        with reached(cluster, *modules) as found:
            yield Workplace(found.workers, found)
