"""Blocks by what they are of: payments, pools, jobs, supply chains, patients, feeders, one counter."""

from collections.abc import Callable

import numpy as np

from ..errors import InvalidParameter
from .optimistic import run_optimistically
from .payments import pool_swaps, zipf_payments
from .sectors import counters, feeder_readings, job_batches, lots, patient_records
from .speedup_predictions import COSTS
from .workloads import Workload

WORK = 65_000
"""Mean time of a transaction, that of a published swap [ns]."""

COUNTER = "one_counter"
"""The family whose writes may be summed up later, as aggregators do."""

Maker = Callable[[int, np.random.Generator], Workload]

FAMILIES: dict[str, Maker] = {
    "uniform": lambda size, rng: zipf_payments(size, 10_000, 0.0, WORK, rng),
    "zipf": lambda size, rng: zipf_payments(size, 10_000, 1.0, WORK, rng),
    COUNTER: lambda size, rng: counters(size, 1, WORK, rng),
    "pools": lambda size, rng: pool_swaps(size, 5_000, 20, 1.0, WORK, rng),
    "ai_jobs": lambda size, rng: job_batches(size, 200, 8, 0.01, WORK, rng),
    "lots": lambda size, rng: lots(size, 50, 3, WORK, rng),
    "patients": lambda size, rng: patient_records(size, 2_000, 0.7, WORK, rng),
    "feeders": lambda size, rng: feeder_readings(size, 40, 500, WORK, rng),
}
"""A block of so many transactions, by name."""

NANOSECONDS = 1e9
"""In a second."""


def executed_throughput(
    family: str, transactions: int, workers: int, rng: np.random.Generator
) -> float:
    """Transactions a second of blocks of one kind, executed optimistically in parallel.

    Parameters
    ----------
    family
        One of `FAMILIES`.
    transactions
        Of the block that is tried [1].
    workers
        That execute it [1].
    rng
        Draws the block.

    Returns
    -------
    float
        [1/s]

    Raises
    ------
    InvalidParameter
        If there is no such family.
    """
    if family not in FAMILIES:
        raise InvalidParameter(f"workload must be one of {', '.join(FAMILIES)}, got {family!r}")
    block = FAMILIES[family](transactions, rng)
    return NANOSECONDS / WORK * run_optimistically(block, workers, COSTS).speedup(block.work)
