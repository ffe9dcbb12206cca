"""Blocks of every family, small enough to run under every scheduler."""

from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.models.execution.payments import (
    chained_payments,
    hot_payments,
    independent_payments,
    neighbour_payments,
    one_hot_account,
    pool_swaps,
    zipf_payments,
)
from hybridstake.models.execution.sectors import (
    counters,
    feeder_readings,
    job_batches,
    lots,
    patient_records,
)
from hybridstake.models.execution.workloads import Workload

WORK = 10_000
SIZE = 120

Maker = Callable[[np.random.Generator], Workload]

FAMILIES: dict[str, Maker] = {
    "uniform": lambda rng: zipf_payments(SIZE, 300, 0.0, WORK, rng),
    "zipf": lambda rng: zipf_payments(SIZE, 300, 1.0, WORK, rng),
    "hot": lambda rng: hot_payments(SIZE, 300, 0.3, 5, WORK, rng),
    "one hot account": lambda rng: one_hot_account(SIZE, 300, 0.4, WORK, rng),
    "independent": lambda rng: independent_payments(SIZE, WORK, rng),
    "chain": lambda rng: chained_payments(SIZE, WORK, rng),
    "neighbours": lambda rng: neighbour_payments(SIZE, 4, 20, 0.1, WORK, rng),
    "pools": lambda rng: pool_swaps(SIZE, 60, 6, 1.0, WORK, rng),
    "counters": lambda rng: counters(SIZE, 3, WORK, rng),
    "jobs": lambda rng: job_batches(SIZE, 20, 4, 0.05, WORK, rng),
    "lots": lambda rng: lots(SIZE, 10, 3, WORK, rng),
    "patients": lambda rng: patient_records(SIZE, 60, 0.8, WORK, rng),
    "feeders": lambda rng: feeder_readings(SIZE, 6, 20, WORK, rng),
}


@pytest.fixture(params=FAMILIES)
def workload(request: pytest.FixtureRequest) -> Workload:
    """One block of a family."""
    return FAMILIES[request.param](np.random.default_rng(7))


@pytest.fixture
def block_of() -> Callable[[str], Workload]:
    """A block of a family by its name."""
    return lambda name: FAMILIES[name](np.random.default_rng(7))
