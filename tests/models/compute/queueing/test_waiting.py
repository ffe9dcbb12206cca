"""Waits in the queue beside formulas, and what it costs to keep it with many."""

from math import exp, factorial, sqrt

import numpy as np
import pytest
from hybridstake.models.compute.queueing.coordination import (
    coordination_ms,
    messages_of_decision,
    messages_of_job,
)
from hybridstake.models.compute.queueing.load import (
    apply_log,
    drawn_traffic,
    first_come_first_served,
    waits,
)
from hybridstake.models.compute.queueing.records import Rules
from hybridstake.models.compute.queueing.service import ServiceLevel
from hybridstake.models.compute.queueing.waiting import (
    approximate_wait,
    mean_wait,
    utilisation,
    waiting_chance,
)
from hybridstake.models.compute.redundancy.rules import iterative
from hybridstake.models.errors import InvalidParameter

BATCHES = 40


def batch_error(waits: np.ndarray) -> float:
    """Standard error of a mean of values that follow each other, from means of batches."""
    means = waits[: len(waits) // BATCHES * BATCHES].reshape(BATCHES, -1).mean(axis=1)
    return float(means.std(ddof=1)) / sqrt(BATCHES)


@pytest.mark.parametrize("operators", [1, 2, 5, 20])
@pytest.mark.parametrize("busy", [0.1, 0.7, 0.95])
def test_the_formula_is_erlangs_sum(operators: int, busy: float) -> None:
    load = operators * busy
    tail = load**operators / factorial(operators) * operators / (operators - load)
    below = sum(load**each / factorial(each) for each in range(operators))
    assert waiting_chance(operators, load) == pytest.approx(tail / (below + tail), rel=1e-12)
    assert waiting_chance(5_000, 4_000.0) < exp(-90)


def test_the_state_machine_waits_as_the_recursion_does_job_by_job() -> None:
    rng = np.random.default_rng(3)
    traffic = drawn_traffic(120, 0.15, 15.0, 1, rng)
    rules = Rules(scheme=iterative(1), level=ServiceLevel(deadline_blocks=10_000))
    queue, _ = apply_log(rules, 3, traffic, rng)
    due = first_come_first_served(traffic.arrivals, traffic.services[:, 0], 3)
    assert (waits(queue) == due).all()
    assert due.max() > 10


@pytest.mark.parametrize(("operators", "busy"), [(1, 0.6), (4, 0.8), (10, 0.9)])
def test_waits_are_those_of_the_formula(operators: int, busy: float) -> None:
    """Blocks are a hundredth of a service; geometric times vary by 1 - 1/100 of their square."""
    service = 100.0
    rng = np.random.default_rng(4)
    traffic = drawn_traffic(40_000, busy * operators / service, service, 1, rng)
    found = first_come_first_served(traffic.arrivals, traffic.services[:, 0], operators)
    due = approximate_wait(mean_wait(operators, busy * operators, service), 1, 1 - 1 / service)
    assert abs(found.mean() - due) < 5 * batch_error(found)


def test_constant_services_halve_the_wait_of_one_operator() -> None:
    """Pollaczek and Khinchine: exact for one operator."""
    rng = np.random.default_rng(5)
    traffic = drawn_traffic(40_000, 0.007, 100.0, 1, rng)
    found = first_come_first_served(traffic.arrivals, np.full(40_000, 100), 1)
    due = approximate_wait(mean_wait(1, 0.7, 100.0), 1, 0)
    assert abs(found.mean() - due) < 5 * batch_error(found)
    assert found.mean() < 0.7 * mean_wait(1, 0.7, 100.0)


def test_two_copies_of_each_job_are_twice_the_load() -> None:
    rng = np.random.default_rng(6)
    traffic = drawn_traffic(150, 0.08, 20.0, 2, rng)
    one, _ = apply_log(
        Rules(scheme=iterative(1), level=ServiceLevel(deadline_blocks=10**4)), 4, traffic, rng
    )
    two, _ = apply_log(
        Rules(scheme=iterative(2), level=ServiceLevel(deadline_blocks=10**4)), 4, traffic, rng
    )
    assert utilisation(0.08, 20.0, 2.0, 4) == pytest.approx(2 * utilisation(0.08, 20.0, 1.0, 4))
    assert waits(two).mean() > 2 * waits(one).mean()


def test_a_load_that_operators_cannot_carry_is_refused() -> None:
    with pytest.raises(InvalidParameter) as raised:
        waiting_chance(3, 3.0)
    assert str(raised.value) == "load must lie above 0 and below operators (3), got 3.0"
    with pytest.raises(InvalidParameter, match=r"^operators must be at least 1, got 0$"):
        waiting_chance(0, 0.5)


def test_votes_are_counted_one_by_one() -> None:
    for replicas in range(1, 12):
        pairs = [
            (one, other) for one in range(replicas) for other in range(replicas) if one != other
        ]
        proposals = [pair for pair in pairs if pair[0] == 0]
        assert messages_of_decision(replicas) == len(proposals) + 2 * len(pairs)


def test_one_coordinator_needs_no_decisions_and_many_jobs_share_them() -> None:
    assert messages_of_job(3, 1, 1) == 8
    assert messages_of_job(3, 21, 1) == 8 + 860
    assert messages_of_job(3, 21, 860) == 9
    assert coordination_ms(10.0, 0.0, 1) == 40
    assert coordination_ms(10.0, 100.0, 2) == 60 + 300
