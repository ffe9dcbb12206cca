"""Schedules along a known graph keep to the bounds that hold for all of them."""

from collections.abc import Callable

import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.execution.bounds import greedy_time
from hybridstake.models.execution.costs import FREE, Costs
from hybridstake.models.execution.dependency import (
    Dependencies,
    critical_path,
    dependencies,
    least_makespan,
)
from hybridstake.models.execution.graph_scheduling import Priority, run_by_graph
from hybridstake.models.execution.sequential import run_in_order
from hybridstake.models.execution.transactions import Kind, Transaction
from hybridstake.models.execution.workloads import Workload

INDEPENDENT = Workload(
    tuple(Transaction(Kind.ADD, (place,), 1, work) for place, work in enumerate((3, 3, 2, 2, 2))),
    (0,) * 5,
)


@pytest.mark.parametrize("workers", [1, 2, 7, 64])
@pytest.mark.parametrize("priority", Priority)
def test_a_schedule_lies_between_the_least_time_and_that_of_any_greedy_one(
    workload: Workload, workers: int, priority: Priority
) -> None:
    graph = dependencies(run_in_order(workload))
    work = [each.work for each in workload.transactions]
    found = run_by_graph(workload, graph, workers, FREE, priority)
    span = critical_path(graph, work)
    assert least_makespan(graph, work, workers) <= found.makespan
    assert found.makespan <= greedy_time(workload.work, span, workers)
    assert (found.executions, found.validations, found.busy) == (120, 0, workload.work)


def test_two_workers_take_six_or_seven_by_who_goes_first() -> None:
    """3 + 2 + 2 beside 3 + 2 in the order of the block, as in that of length: none splits 12 evenly."""
    graph = Dependencies(((),) * 5)
    assert run_by_graph(INDEPENDENT, graph, 2, FREE).makespan == 7
    assert run_by_graph(INDEPENDENT, graph, 3, FREE).makespan == 5


def test_the_longest_chain_first_saves_what_the_order_loses() -> None:
    """By order 0 and 1 run, and the chain of 2 and 3 begins at 4; by length it begins at once."""
    rows = (
        Transaction(Kind.ADD, (0,), 1, 4),
        Transaction(Kind.ADD, (1,), 1, 4),
        Transaction(Kind.ADD, (2,), 1, 4),
        Transaction(Kind.ADD, (2,), 1, 4),
    )
    block = Workload(rows, (0, 0, 0))
    graph = dependencies(run_in_order(block))
    makespans = [run_by_graph(block, graph, 2, FREE, priority).makespan for priority in Priority]
    assert makespans == [12, 8]


def test_instrumentation_stretches_every_execution(
    block_of: Callable[[str], Workload],
) -> None:
    chain = block_of("chain")
    graph = dependencies(run_in_order(chain))
    found = run_by_graph(chain, graph, 8, Costs(instrumentation=0.5))
    assert found.makespan == pytest.approx(1.5 * chain.work, abs=len(chain.transactions))


def test_commits_in_order_bound_what_workers_can_do() -> None:
    """The first is there after 3, and five commits of 10 follow one another: 53."""
    graph = Dependencies(((),) * 5)
    assert run_by_graph(INDEPENDENT, graph, 5, Costs(commit=10)).makespan == 53


def test_nobody_is_refused() -> None:
    with pytest.raises(InvalidParameter, match=r"^workers must be at least 1, got 0$"):
        run_by_graph(INDEPENDENT, Dependencies(((),) * 5), 0, FREE)


@pytest.mark.parametrize("name", ["instrumentation", "validation", "suspension", "commit"])
@pytest.mark.parametrize("value", [-0.1, float("nan"), float("inf")])
def test_a_cost_below_zero_or_without_end_is_refused(name: str, value: float) -> None:
    with pytest.raises(InvalidParameter) as caught:
        Costs(**{name: value})
    assert str(caught.value) == f"{name} must be at least 0 and finite, got {value!r}"
