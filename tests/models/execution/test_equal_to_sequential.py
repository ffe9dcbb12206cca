"""Whatever the scheduler, workers and costs: the state is that of the block in its order."""

import numpy as np
import pytest
from hybridstake.models.execution.component_scheduling import run_by_components
from hybridstake.models.execution.costs import FREE, Costs
from hybridstake.models.execution.dependency import dependencies, independent_sets
from hybridstake.models.execution.graph_scheduling import Priority, run_by_graph
from hybridstake.models.execution.modules import AtomicCommit, run_in_modules
from hybridstake.models.execution.optimistic import run_optimistically
from hybridstake.models.execution.sequential import run_in_order
from hybridstake.models.execution.transactions import Kind, Transaction
from hybridstake.models.execution.workloads import Workload
from hypothesis import given, settings
from hypothesis import strategies as st

DEAR = Costs(instrumentation=0.4, validation=0.3, suspension=0.2, commit=500)
PLACES = 6


@pytest.mark.parametrize("workers", [1, 3, 16])
@pytest.mark.parametrize("commutative", [False, True])
def test_every_family_ends_in_the_state_of_its_order(
    workload: Workload, workers: int, commutative: bool
) -> None:
    trace = run_in_order(workload, commutative=commutative)
    assert trace.state == run_in_order(workload).state
    graph = dependencies(trace)
    for costs in (FREE, DEAR):
        for priority in Priority:
            found = run_by_graph(workload, graph, workers, costs, priority, commutative=commutative)
            assert found.state == trace.state
        found = run_optimistically(workload, workers, costs, commutative=commutative)
        assert found.state == trace.state


@pytest.mark.parametrize("workers", [1, 4])
def test_every_family_ends_so_by_components_and_on_modules(
    workload: Workload, workers: int
) -> None:
    trace = run_in_order(workload)
    sets = independent_sets(trace)
    assert run_by_components(workload, sets, workers, FREE).state == trace.state
    home = np.arange(len(trace.state)) % workers
    assert run_in_modules(workload, home, AtomicCommit(delay=3_000)).state == trace.state


@st.composite
def crowded(draw: st.DrawFn) -> Workload:
    """Few locations, all kinds in one block, balances that often do not suffice."""
    places = st.integers(0, PLACES - 1)
    kinds = {
        Kind.TRANSFER: st.tuples(places, places),
        Kind.SWAP: st.permutations(range(PLACES)).map(lambda order: tuple(order[:4])),
        Kind.ADD: st.lists(places, min_size=1, max_size=2, unique=True).map(tuple),
        Kind.DERIVE: st.lists(places, min_size=1, max_size=3, unique=True).map(tuple),
    }
    block: list[Transaction] = []
    for _ in range(draw(st.integers(1, 14))):
        kind = draw(st.sampled_from(list(kinds)))
        locations = draw(kinds[kind])
        outputs = draw(st.integers(1, len(locations))) if kind is Kind.DERIVE else 0
        amount, work = draw(st.integers(1, 60)), draw(st.integers(1, 9))
        block.append(Transaction(kind, locations, amount, work, outputs))
    return Workload(tuple(block), tuple(draw(st.tuples(*[st.integers(1, 100)] * PLACES))))


@given(
    crowded(),
    st.integers(1, 8),
    st.sampled_from([FREE, DEAR]),
    st.booleans(),
    st.lists(st.integers(0, 2), min_size=PLACES, max_size=PLACES),
)
@settings(max_examples=100, deadline=None)
def test_any_crowded_block_of_all_kinds_ends_in_the_state_of_its_order(
    workload: Workload, workers: int, costs: Costs, commutative: bool, home: list[int]
) -> None:
    expected = run_in_order(workload).state
    trace = run_in_order(workload, commutative=commutative)
    graph = dependencies(trace)
    found = [
        trace.state,
        run_by_graph(workload, graph, workers, costs, commutative=commutative).state,
        run_optimistically(workload, workers, costs, commutative=commutative).state,
        run_by_components(workload, independent_sets(run_in_order(workload)), workers, costs).state,
        run_in_modules(workload, np.array(home), AtomicCommit(delay=2)).state,
    ]
    assert found == [expected] * len(found)
