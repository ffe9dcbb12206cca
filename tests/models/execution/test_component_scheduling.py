"""Independent sets dealt out to partitions: nothing waits but what is in one set."""

from itertools import product

import numpy as np
import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.execution.component_scheduling import dealt, run_by_components
from hybridstake.models.execution.costs import FREE, Costs
from hybridstake.models.execution.dependency import independent_sets
from hybridstake.models.execution.payments import chained_payments
from hybridstake.models.execution.sequential import run_in_order
from hybridstake.models.execution.workloads import Workload
from hypothesis import given
from hypothesis import strategies as st

ONE_SET = np.zeros(5, dtype=np.int64)


@given(st.lists(st.integers(1, 20), min_size=1, max_size=6), st.integers(1, 3))
def test_loads_are_dealt_within_four_thirds_of_the_best(loads: list[int], partitions: int) -> None:
    """The best by trying all: Graham's bound is 4/3 - 1/(3 partitions)."""
    found = dealt(np.array(loads), partitions)
    best = min(
        max(np.bincount(each, weights=loads, minlength=partitions))
        for each in product(range(partitions), repeat=len(loads))
    )
    heaviest = np.bincount(found, weights=loads, minlength=partitions).max()
    assert best <= heaviest <= (4 / 3 - 1 / (3 * partitions)) * best + 1e-9


@pytest.mark.parametrize("partitions", [1, 4, 33])
def test_a_block_takes_as_long_as_its_heaviest_partition(
    workload: Workload, partitions: int
) -> None:
    sets = independent_sets(run_in_order(workload))
    work = np.array([each.work for each in workload.transactions])
    loads = np.bincount(sets, weights=work)
    found = run_by_components(workload, sets, partitions, FREE)
    assert found.makespan >= max(loads.max(), workload.work / partitions)
    assert found.makespan <= workload.work / partitions + loads.max()
    if partitions == 1:
        assert found.makespan == workload.work


def test_commits_wait_for_what_stands_before_them() -> None:
    """A block of one set is done at its work, and its last commit right after."""
    block = chained_payments(5, 1_000, np.random.default_rng(1))
    found = run_by_components(block, ONE_SET, 3, Costs(commit=7))
    assert found.makespan == block.work + 7


def test_nobody_is_refused() -> None:
    block = chained_payments(5, 1_000, np.random.default_rng(1))
    with pytest.raises(InvalidParameter, match=r"^workers must be at least 1, got 0$"):
        run_by_components(block, ONE_SET, 0, FREE)
