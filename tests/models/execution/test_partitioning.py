"""Accounts that deal with each other come to share a module."""

import numpy as np
import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.execution.module_throughput import random_cross_share
from hybridstake.models.execution.modules import AtomicCommit, run_in_modules
from hybridstake.models.execution.partitioning import cross_share, partitioned
from hybridstake.models.execution.payments import neighbour_payments, zipf_payments
from hybridstake.models.execution.transactions import Kind, Transaction
from hybridstake.models.execution.workloads import Workload


@pytest.mark.parametrize("modules", [2, 4, 8])
def test_groups_that_pay_among_themselves_are_found(modules: int) -> None:
    """One payment in twenty leaves its group; blind dealing would send most of them across."""
    rng = np.random.default_rng(1)
    block = neighbour_payments(400 * modules, modules, 40, 0.05, 10_000, rng)
    found = partitioned(block, modules, rng)
    planted = np.arange(len(block.state)) % modules
    assert cross_share(block, found) <= cross_share(block, planted) + 0.01
    assert np.bincount(found).tolist() == [40] * modules
    blind = rng.permutation(planted)
    assert cross_share(block, blind) == pytest.approx(random_cross_share(modules), abs=0.06)
    protocol = AtomicCommit()
    sooner, later = (run_in_modules(block, home, protocol).makespan for home in (found, blind))
    assert 1.3 * sooner < later


def test_where_everybody_pays_everybody_a_cut_still_saves_some() -> None:
    rng = np.random.default_rng(2)
    block = zipf_payments(600, 150, 0.0, 10_000, rng)
    found = cross_share(block, partitioned(block, 2, rng))
    assert 0.15 < found < 0.4 < random_cross_share(2)


def test_those_who_deal_often_stay_together_rather_than_those_who_deal_once() -> None:
    """0 with 1 and 2 with 3 four times each, 0 with 2 and 1 with 3 once: two of ten go across."""
    pairs = [(0, 1), (2, 3)] * 4 + [(0, 2), (1, 3)]
    paid = tuple(Transaction(Kind.TRANSFER, pair, 1, 1) for pair in pairs)
    block = Workload(paid, (9,) * 4)
    for seed in range(5):
        found = partitioned(block, 2, np.random.default_rng(seed))
        assert cross_share(block, found) == 0.2


def test_one_module_holds_all() -> None:
    rng = np.random.default_rng(3)
    block = zipf_payments(10, 5, 0.0, 10_000, rng)
    assert partitioned(block, 1, rng).tolist() == [0] * 5


def test_the_same_generator_cuts_the_same_way() -> None:
    block = zipf_payments(100, 40, 0.5, 10_000, np.random.default_rng(4))
    first, second = (partitioned(block, 4, np.random.default_rng(5)) for _ in range(2))
    assert first.tolist() == second.tolist()


@pytest.mark.parametrize("modules", [0, 3, 8])
def test_modules_that_are_no_power_of_two_or_too_many_are_refused(modules: int) -> None:
    rng = np.random.default_rng(6)
    block = zipf_payments(10, 5, 0.0, 10_000, rng)
    with pytest.raises(InvalidParameter) as caught:
        partitioned(block, modules, rng)
    assert str(caught.value) == (
        f"module_count must be a power of two and at most the locations (5), got {modules}"
    )
