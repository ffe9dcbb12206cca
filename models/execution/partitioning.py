"""Which accounts should share a module: a graph of who deals with whom, cut where little is lost."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeArgument=false, reportUnknownParameterType=false
# networkx ships no types.

from itertools import combinations

import networkx as nx  # pyright: ignore[reportMissingTypeStubs]
import numpy as np
from networkx.algorithms.community import (  # pyright: ignore[reportMissingTypeStubs]
    kernighan_lin_bisection,
)
from numpy.typing import NDArray

from ..errors import InvalidParameter
from .workloads import Workload


def partitioned(
    workload: Workload, module_count: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """A module for every location, with equally many locations each, and few transactions across.

    Parameters
    ----------
    workload
        Block whose transactions tell who deals with whom.
    module_count
        A power of two, at most the number of locations [1].
    rng
        Breaks ties; a bisection starts from a random half.

    Returns
    -------
    ndarray
        (locations,) from 0 to module_count - 1 [1].

    Raises
    ------
    InvalidParameter
        Where they are no power of two, or more than locations.

    Notes
    -----
    Source: Kernighan and Lin, "An Efficient Heuristic Procedure for Partitioning Graphs", 1970, as
    networkx has it, recursively: it cuts in halves well, and in unequal parts badly. Counts of
    locations are balanced; loads follow where none is hot.
    """
    count = len(workload.state)
    if not (1 <= module_count <= count and module_count & (module_count - 1) == 0):
        raise InvalidParameter(
            f"module_count must be a power of two and at most the locations ({count}), "
            f"got {module_count}"
        )
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    for transaction in workload.transactions:
        for pair in combinations(sorted(set(transaction.locations)), 2):
            weight = graph.edges[pair]["weight"] if graph.has_edge(*pair) else 0
            graph.add_edge(*pair, weight=weight + 1)
    home = np.zeros(count, dtype=np.int64)
    _split(graph, list(range(count)), 0, module_count, home, rng)
    return home


def _split(
    graph: nx.Graph,
    places: list[int],
    first: int,
    module_count: int,
    home: NDArray[np.int64],
    rng: np.random.Generator,
) -> None:
    """Deal some places out to modules from the first on, in place."""
    if module_count == 1:
        home[places] = first
        return
    shuffled = rng.permutation(places).tolist()
    middle = len(places) // 2
    start = (set(shuffled[:middle]), set(shuffled[middle:]))
    halves = kernighan_lin_bisection(
        graph.subgraph(places),
        partition=start,
        seed=rng,  # pyright: ignore[reportArgumentType] - NumPy's generators are taken as well
    )
    for number, half in enumerate(halves):
        _split(
            graph, sorted(half), first + number * (module_count // 2), module_count // 2, home, rng
        )


def cross_share(workload: Workload, home: NDArray[np.int64]) -> float:
    """Part of transactions that touch several modules.

    Parameters
    ----------
    workload
        Block.
    home
        (locations,) module of each location [1].
    """
    across = [len(set(home[list(each.locations)].tolist())) > 1 for each in workload.transactions]
    return sum(across) / len(across)
