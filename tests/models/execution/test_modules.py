"""Modules that commit together: nothing is lost between them, and their formula is met."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.execution.module_throughput import modular_speedup
from hybridstake.models.execution.modules import AtomicCommit, run_in_modules
from hybridstake.models.execution.partitioning import cross_share
from hybridstake.models.execution.payments import neighbour_payments
from hybridstake.models.execution.sequential import run_in_order
from hybridstake.models.execution.transactions import Kind, Transaction
from hybridstake.models.execution.workloads import Workload

PAID = Workload(
    (Transaction(Kind.TRANSFER, (0, 1), 3, 100), Transaction(Kind.TRANSFER, (1, 0), 99, 100)),
    (5, 5),
)
APART = np.array([0, 1])


def test_a_payment_across_takes_both_steps_and_the_way_between() -> None:
    """Prepare 100, delay 40, commit 25 at both; the second waits for the locks, and is refused."""
    found = run_in_modules(PAID, APART, AtomicCommit(prepare=1.0, commit=0.25, delay=40))
    assert found.state == (2, 8)
    assert found.makespan == 2 * (100 + 40 + 25)
    assert found.loads == (250, 250)
    assert (found.across, found.refused) == (2, 1)


def test_the_same_payments_within_one_module_take_their_work() -> None:
    found = run_in_modules(PAID, np.array([1, 1]), AtomicCommit(delay=40))
    assert (found.makespan, found.across, found.refused) == (200, 0, 0)
    assert found.loads == (0, 200)


@pytest.mark.parametrize("modules", [1, 2, 4, 8])
@pytest.mark.parametrize("across", [0.0, 0.2, 1.0])
def test_modules_reach_the_formula_where_accounts_are_many(modules: int, across: float) -> None:
    """Loads of 1,000 transactions differ by some parts in a hundred, and the heaviest decides."""
    rng = np.random.default_rng(1)
    block = neighbour_payments(1_000, modules, 4_000, across, 10_000, rng)
    home = np.arange(len(block.state)) % modules
    protocol = AtomicCommit(prepare=0.75, commit=0.5, delay=20_000)
    found = run_in_modules(block, home, protocol)
    share = cross_share(block, home)
    assert share == found.across / 1_000
    formula = modular_speedup(modules, share, 2, protocol.cross_work)
    assert 0.87 * formula < found.speedup(block.work) < 1.01 * formula
    assert max(found.loads) <= found.makespan
    assert sum(found.loads) == pytest.approx(block.work * modules / formula, rel=0.02)


@pytest.mark.parametrize("name", ["uniform", "zipf", "hot", "chain", "neighbours"])
def test_payments_are_conserved_and_a_longer_way_never_helps(
    block_of: Callable[[str], Workload], name: str
) -> None:
    block = block_of(name)
    home = np.arange(len(block.state)) % 3
    times: list[int] = []
    for delay in (0, 10_000, 100_000):
        found = run_in_modules(block, home, AtomicCommit(delay=delay))
        assert sum(found.state) == sum(block.state)
        times.append(found.makespan)
    assert times == sorted(times)
    assert times[0] < times[-1]


def test_a_refused_payment_is_refused_by_all_modules() -> None:
    """The payer's module has too little, so the payee's, which could, does nothing either."""
    broke = Workload((Transaction(Kind.TRANSFER, (0, 1), 6, 100),), (5, 5))
    found = run_in_modules(broke, APART, AtomicCommit())
    assert (found.state, found.refused) == ((5, 5), 1)
    assert run_in_order(broke).state == (5, 5)


@pytest.mark.parametrize("home", [np.array([0]), np.array([0, -1])])
def test_homes_that_are_not_one_per_location_are_refused(home: np.ndarray) -> None:
    with pytest.raises(InvalidParameter) as caught:
        run_in_modules(PAID, home, AtomicCommit())
    assert str(caught.value) == (
        "home must be a module from 0 on for each of 2 locations, "
        f"got shape {home.shape} from {home.min()}"
    )


@pytest.mark.parametrize(("name", "value"), [("prepare", -1.0), ("commit", np.nan), ("delay", -1)])
def test_a_commit_that_takes_less_than_nothing_is_refused(name: str, value: Any) -> None:
    with pytest.raises(InvalidParameter) as caught:
        AtomicCommit(**{name: value})
    assert str(caught.value) == f"{name} must be at least 0 and finite, got {value!r}"
