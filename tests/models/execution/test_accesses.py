"""Who goes to storage: the first that touches a location."""

import numpy as np
from hybridstake.models.execution.accesses import first_touches, with_storage
from hybridstake.models.execution.sequential import run_in_order
from hybridstake.models.execution.storage import access_wait, plain_time
from hybridstake.models.execution.workloads import Workload
from hypothesis import given
from hypothesis import strategies as st


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=1, max_size=20))
def test_a_location_is_fetched_by_the_first_that_touches_it(rows: list[tuple[int, ...]]) -> None:
    known: set[int] = set()
    expected: list[int] = []
    for row in rows:
        expected.append(len(set(row) - known))
        known.update(row)
    assert first_touches(np.array(rows)).tolist() == expected


def test_a_block_with_storage_takes_an_access_for_each_location_that_is_read(
    workload: Workload,
) -> None:
    trace = run_in_order(workload)
    slower = with_storage(workload, trace, 1_000)
    read = {place for each in trace.reads for place in each}
    expected = plain_time(1, workload.work, len(read), 1_000, 0)
    assert slower.work == expected
    assert run_in_order(slower).state == trace.state


def test_the_wait_of_an_access_is_found_again_in_the_times_that_it_makes() -> None:
    """4 ms of work and 1,000 accesses of 20 + 54 µs: 78 ms."""
    without, with_latency = (plain_time(1_000, 4, 1_000, latency, wait) for latency, wait in
                             ((0, 0), (20, 54)))  # fmt: skip
    assert (without, with_latency) == (4_000, 78_000)
    assert access_wait(with_latency, without, 1_000, 20) == 54
