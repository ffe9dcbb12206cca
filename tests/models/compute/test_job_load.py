"""Capacity by hand, and waits by formula and by running the queue."""

import numpy as np
import pytest
from hybridstake.models.compute.job_load import (
    effective_capacity,
    load_with_copies,
    mean_wait,
    simulated_waits,
)
from hypothesis import given
from hypothesis import strategies as st


@given(capacity=st.fractions(1, 1_000), copies=st.fractions(1, 50))
def test_copies_of_all_that_is_left_fill_the_capacity(capacity: float, copies: float) -> None:
    assert load_with_copies(effective_capacity(capacity, copies), copies) == capacity
    assert effective_capacity(capacity, 1) == capacity


@pytest.mark.parametrize(("load", "variation"), [(0.2, 1.0), (0.5, 1.0), (0.7, 0.5), (0.5, 2.0)])
def test_jobs_wait_as_long_as_pollaczek_and_khinchine_say(load: float, variation: float) -> None:
    """Waits depend on each other, so the error is that of means of 50 batches: five of them."""
    waits = simulated_waits(load, variation, 500_000, np.random.default_rng(1))
    batches = waits.reshape(50, -1).mean(axis=1)
    error = 5 * batches.std(ddof=1) / np.sqrt(50)
    assert waits.mean() == pytest.approx(mean_wait(load, variation), abs=error)
    assert error < 0.25 * mean_wait(load, variation)


def test_a_queue_by_hand() -> None:
    """Load 0.5, sizes as of exponential jobs: 0.5 * 2 / (2 * 0.5) = 1; at 0.9 it is 9."""
    assert mean_wait(0.5, 1) == 1
    assert mean_wait(0.9, 1) == pytest.approx(9.0, rel=1e-12, abs=0)


def test_the_first_job_waits_for_nobody_and_no_job_less_than_nothing() -> None:
    waits = simulated_waits(0.8, 1.0, 1_000, np.random.default_rng(2))
    assert waits.shape == (1_000,)
    assert waits[0] == 0
    assert waits.min() == 0
