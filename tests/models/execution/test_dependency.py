"""Dependencies are what an execution reads from others, and bound every schedule."""

import networkx as nx
import numpy as np
from hybridstake.models.execution.dependency import (
    Dependencies,
    critical_path,
    dependencies,
    independent_sets,
    joined,
    least_makespan,
)
from hybridstake.models.execution.sequential import run_in_order
from hybridstake.models.execution.transactions import Kind, Transaction
from hybridstake.models.execution.workloads import Workload


def test_a_transaction_depends_on_the_last_writer_of_what_it_reads() -> None:
    """0 and 1 write location 1; 2 reads it from 1; 3 touches what nobody has written."""
    rows = (
        Transaction(Kind.ADD, (1,), 1, 1),
        Transaction(Kind.ADD, (1,), 1, 1),
        Transaction(Kind.DERIVE, (1, 2), 1, 1, 1),
        Transaction(Kind.ADD, (3,), 1, 1),
    )
    block = Workload(rows, (0, 0, 0, 0))
    assert dependencies(run_in_order(block)) == Dependencies(((), (0,), (1,), ()))
    assert dependencies(run_in_order(block, commutative=True)).before == ((), (), (0, 1), ())


def test_the_longest_chain_is_that_of_the_graph(workload: Workload) -> None:
    """networkx finds the longest path of a weighted graph in another way."""
    found = dependencies(run_in_order(workload))
    work = [each.work for each in workload.transactions]
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(work)))
    for number, earlier in enumerate(found.before):
        graph.add_edges_from((each, number, {"weight": work[number]}) for each in earlier)
        graph.add_edge("start", number, weight=work[number])
    assert critical_path(found, work) == nx.dag_longest_path_length(graph)
    assert least_makespan(found, work, 10_000) == critical_path(found, work)
    assert least_makespan(found, work, 1) == workload.work


def test_independent_sets_are_the_components_of_who_touches_what(workload: Workload) -> None:
    trace = run_in_order(workload)
    changed = {place for done in trace.effects for place in done.values}
    graph = nx.Graph()
    for number, (reads, done) in enumerate(zip(trace.reads, trace.effects, strict=True)):
        graph.add_node(number)
        touched = {*reads, *done.values} & changed
        graph.add_edges_from((number, ("place", place)) for place in touched)
    sets = independent_sets(trace)
    expected = [{each for each in part if isinstance(each, int)} for part in
                nx.connected_components(graph)]  # fmt: skip
    found = [set(np.flatnonzero(sets == number).tolist()) for number in range(sets.max() + 1)]
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))


def test_who_touches_nothing_is_a_set_alone() -> None:
    assert joined(np.array([1]), np.array([0]), 3).tolist() == [0, 1, 2]


def test_dependent_transactions_and_their_edges_are_counted() -> None:
    found = Dependencies(((), (0,), (0, 1), ()))
    assert (found.edges, found.dependent) == (3, 2)
