"""Optimistic execution: what it costs where nothing conflicts, and where everything does."""

from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.execution.bounds import chained_speedup, speculative_speedup
from hybridstake.models.execution.costs import FREE, Costs
from hybridstake.models.execution.dependency import critical_path, dependencies
from hybridstake.models.execution.optimistic import run_optimistically
from hybridstake.models.execution.payments import chained_payments, independent_payments
from hybridstake.models.execution.sectors import counters
from hybridstake.models.execution.sequential import run_in_order
from hybridstake.models.execution.transactions import Kind, Transaction
from hybridstake.models.execution.workloads import Workload

COSTS = Costs(instrumentation=0.25, validation=0.125, suspension=0.125)


@pytest.mark.parametrize("workers", [1, 2, 9])
def test_without_conflicts_everything_is_executed_once(workers: int) -> None:
    """Validated it is again whenever a transaction below ends later, and writes for the first time."""
    block = independent_payments(200, 8_000, np.random.default_rng(1))
    found = run_optimistically(block, workers, COSTS)
    assert found.executions == 200
    assert 200 <= found.validations <= 200 * min(workers, 3)
    executed = 1.25 * block.work
    assert executed + 0.125 * block.work <= 1.0001 * found.busy
    assert found.busy <= executed + 0.125 * block.work * found.validations / 200 * 1.2
    longest = max(each.work for each in block.transactions)
    assert found.busy / workers <= found.makespan <= found.busy / workers + 2 * longest


def test_its_speed_up_without_conflicts_is_that_of_the_formula_but_for_validations_again() -> None:
    """2,000 transactions on 16 workers: between one validation each and all that there were."""
    block = independent_payments(2_000, 8_000, np.random.default_rng(2))
    found = run_optimistically(block, 16, COSTS)
    once = speculative_speedup(16, 0.25, 0.125)
    again = speculative_speedup(16, 0.25, 0.125 * found.validations / 2_000)
    assert again < found.speedup(block.work) < once
    assert again > 0.85 * once


def test_a_chain_runs_at_the_pace_of_its_executions() -> None:
    block = chained_payments(300, 8_000, np.random.default_rng(3))
    found = run_optimistically(block, 16, COSTS)
    assert found.speedup(block.work) == pytest.approx(chained_speedup(0.25), rel=0.02)
    assert found.executions > 2 * 300


def test_one_worker_repeats_nothing(workload: Workload) -> None:
    """The lowest transaction goes first, and what has been executed is validated at once."""
    found = run_optimistically(workload, 1, COSTS)
    assert found.executions == found.validations == len(workload.transactions)


@pytest.mark.parametrize("workers", [2, 16])
def test_no_execution_is_faster_than_its_longest_chain_or_than_its_work_shared(
    workload: Workload, workers: int
) -> None:
    span = critical_path(
        dependencies(run_in_order(workload)), [each.work for each in workload.transactions]
    )
    found = run_optimistically(workload, workers, FREE)
    assert found.makespan >= max(span, workload.work / workers)
    assert found.busy >= workload.work


def test_a_wrong_read_is_found_and_repeated() -> None:
    """By hand, both take 4 and validate in 1: at 4 both have run, 1 on the old balance; at 5 its
    validation fails and it runs again until 9, and until 10 it is validated."""
    rows = (Transaction(Kind.TRANSFER, (0, 1), 5, 4), Transaction(Kind.TRANSFER, (1, 2), 5, 4))
    block = Workload(rows, (5, 0, 0))
    found = run_optimistically(block, 2, Costs(validation=0.25))
    assert found.state == (0, 0, 5)
    assert (found.executions, found.makespan) == (3, 10)


def test_a_transaction_that_meets_an_estimate_waits_for_its_writer() -> None:
    """Three payments in a chain of 4 each, validations of 1: all run until 4, two validations fail at
    5. The second runs again until 9; the third meets its estimate, begins at 9, and ends at 13 + 1."""
    rows = tuple(Transaction(Kind.TRANSFER, (k, k + 1), 5, 4) for k in range(3))
    block = Workload(rows, (5, 5, 5, 0))
    found = run_optimistically(block, 3, Costs(validation=0.25, suspension=0.25))
    assert found.state == (0, 5, 5, 5)
    assert (found.makespan, found.executions) == (14, 3 + 1 + 2)
    assert found.busy == 5 * 4 + 1 + found.validations


def test_counters_that_are_summed_up_later_never_conflict() -> None:
    block = counters(200, 1, 8_000, np.random.default_rng(4))
    apart = run_optimistically(block, 8, FREE)
    summed = run_optimistically(block, 8, FREE, commutative=True)
    assert apart.speedup(block.work) == pytest.approx(1.0, rel=0.03)
    assert summed.speedup(block.work) > 7.5
    assert summed.executions == 200


def test_more_conflicts_are_never_faster() -> None:
    """Counters on 16 workers: 256, 64, 16, 4 and 1; the least speed-ups follow the longest chains."""
    speedups: list[float] = []
    for count in (256, 64, 16, 4, 1):
        block = counters(300, count, 8_000, np.random.default_rng(5))
        speedups.append(run_optimistically(block, 16, COSTS).speedup(block.work))
    assert speedups == sorted(speedups, reverse=True)
    assert speedups[0] > 8
    assert speedups[-1] < 0.85


def test_the_same_block_runs_the_same_way_every_time(
    block_of: Callable[[str], Workload],
) -> None:
    first, second = (run_optimistically(block_of("pools"), 7, COSTS) for _ in range(2))
    assert first == second


def test_nobody_is_refused(block_of: Callable[[str], Workload]) -> None:
    with pytest.raises(InvalidParameter, match=r"^workers must be at least 1, got 0$"):
        run_optimistically(block_of("chain"), 0, FREE)
