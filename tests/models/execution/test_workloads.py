"""Generated blocks have the contention that they are asked for, and refuse what makes no sense."""

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.execution.dependency import critical_path, dependencies
from hybridstake.models.execution.payments import (
    hot_ends,
    hot_payments,
    independent_payments,
    neighbour_payments,
    one_hot_account,
    pool_swaps,
    zipf_payments,
)
from hybridstake.models.execution.sectors import job_batches, lots, patient_records
from hybridstake.models.execution.sequential import run_in_order
from hybridstake.models.execution.workloads import SPREAD, Workload, zipf_weights

RNG = np.random.default_rng


def test_a_block_has_its_size_its_work_and_amounts(workload: Workload) -> None:
    works = np.array([each.work for each in workload.transactions])
    assert len(works) == 120
    assert works.min() >= 10_000 * (1 - SPREAD)
    assert works.max() <= 10_000 * (1 + SPREAD)
    assert all(each.amount >= 1 for each in workload.transactions)
    named = {place for each in workload.transactions for place in each.locations}
    assert named <= set(range(len(workload.state)))


def test_another_generator_gives_another_block_and_the_same_the_same() -> None:
    blocks = [zipf_payments(20, 50, 0.5, 1_000, RNG(seed)) for seed in (1, 1, 2)]
    assert blocks[0] == blocks[1] != blocks[2]


@pytest.mark.parametrize("chance", [0.1, 0.3])
def test_ends_are_hot_as_often_as_asked(chance: float) -> None:
    """40,000 draws: four standard errors."""
    ends = hot_ends(20_000, 1_000, chance, 100, RNG(1))
    error = 4 * np.sqrt(chance * (1 - chance) / ends.size)
    assert abs((ends < 100).mean() - chance) < error
    hits, mean = np.bincount(ends.ravel(), minlength=1_000)[:100], 400 * chance
    assert abs(hits - mean).max() < 5 * np.sqrt(mean)


def test_without_hot_ones_all_accounts_are_alike() -> None:
    ends = hot_ends(50_000, 10, 0.0, 1, RNG(2))
    expected = ends.size / 10
    assert ((np.bincount(ends.ravel()) - expected) ** 2 / expected).sum() < 27.9  # chi2, 9, 0.001


def test_zipf_s_law_falls_with_the_rank() -> None:
    weights = zipf_weights(1_000, 1.2)
    assert weights.sum() == pytest.approx(1)
    assert weights[0] / weights[9] == pytest.approx(10**1.2)
    assert zipf_weights(4, 0).tolist() == [0.25] * 4


def test_an_exchange_receives_its_share() -> None:
    block = one_hot_account(5_000, 1_000, 0.4, 1_000, RNG(3))
    counted = Counter(each.locations[1] for each in block.transactions)
    assert abs(counted[0] / 5_000 - 0.4) < 4 * np.sqrt(0.24 / 5_000)


def test_more_skew_makes_longer_chains() -> None:
    spans: list[float] = []
    for exponent in (0.0, 0.6, 1.0, 1.4):
        block = zipf_payments(500, 2_000, exponent, 1_000, RNG(4))
        work = [each.work for each in block.transactions]
        spans.append(critical_path(dependencies(run_in_order(block)), work) / block.work)
    assert spans == sorted(spans)
    assert spans[0] < 0.02
    assert spans[-1] > 0.3


def test_independent_payments_depend_on_nobody() -> None:
    block = independent_payments(50, 1_000, RNG(5))
    assert dependencies(run_in_order(block)).edges == 0


def test_patients_meet_nobody_but_themselves() -> None:
    """All read the registry, which nobody writes: edges only join entries of one record."""
    block = patient_records(300, 40, 0.5, 1_000, RNG(6))
    for number, earlier in enumerate(dependencies(run_in_order(block)).before):
        record = block.transactions[number].locations[1]
        assert len(earlier) <= 1
        assert all(block.transactions[each].locations[1] == record for each in earlier)


def test_a_lot_follows_the_latest_of_its_parts() -> None:
    block = lots(60, 6, 3, 1_000, RNG(7))
    latest = set(range(6))
    for number, (row, earlier) in enumerate(
        zip(block.transactions, dependencies(run_in_order(block)).before, strict=True)
    ):
        *parts, lot = row.locations
        assert lot == 6 + number
        assert set(parts) <= latest
        latest = latest - {parts[0]} | {lot}
        assert sorted(part - 6 for part in parts if part >= 6) == list(earlier)


def test_a_model_that_is_replaced_is_waited_for_by_all_batches_until_the_next() -> None:
    block = job_batches(200, 500, 2, 0.1, 1_000, RNG(8))
    updates = [number for number, row in enumerate(block.transactions) if row.locations == (0,)]
    assert 5 < len(updates) < 40
    before = dependencies(run_in_order(block)).before
    for number in range(updates[0] + 1, 200):
        assert max(each for each in updates if each < number) in before[number]


def test_neighbours_pay_neighbours() -> None:
    block = neighbour_payments(400, 4, 25, 0.0, 1_000, RNG(9))
    assert all(payer % 4 == payee % 4 for payer, payee in (r.locations for r in block.transactions))


def test_a_pool_s_reserves_and_a_trader_s_wallets_are_two_each() -> None:
    block = pool_swaps(200, 30, 5, 0.0, 1_000, RNG(10))
    assert len(block.state) == 2 * 30 + 2 * 5
    for row in block.transactions:
        given, gained, inside, outside = row.locations
        assert given // 2 == gained // 2 < 30
        assert inside // 2 == outside // 2 >= 30
        assert given % 2 == inside % 2


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: zipf_payments(0, 9, 0, 9, RNG(1)), "transactions must be at least 1, got 0"),
        (lambda: zipf_payments(9, 0, 0, 9, RNG(1)), "accounts must be at least 1, got 0"),
        (
            lambda: zipf_payments(9, 9, -1.0, 9, RNG(1)),
            "exponent must be at least 0 and finite, got -1.0",
        ),
        (
            lambda: zipf_payments(9, 9, 0, 0.5, RNG(1)),
            "work must be at least 1 ns and finite, got 0.5",
        ),
        (
            lambda: hot_payments(9, 9, 1.5, 2, 9, RNG(1)),
            "chance must lie in [0, 1], got 1.5",
        ),
        (
            lambda: hot_payments(9, 9, 0.5, 9, 9, RNG(1)),
            "hot must be from 1 to accounts - 1 (8), got 9",
        ),
        (
            lambda: one_hot_account(9, 9, float("nan"), 9, RNG(1)),
            "share must lie in [0, 1], got nan",
        ),
        (lambda: lots(9, 2, 3, 9, RNG(1)), "parts must be from 1 to chains (2), got 3"),
        (
            lambda: job_batches(9, 2, 3, 2.0, 9, RNG(1)),
            "updates must lie in [0, 1], got 2.0",
        ),
        (
            lambda: neighbour_payments(9, 2, 3, -0.1, 9, RNG(1)),
            "across must lie in [0, 1], got -0.1",
        ),
    ],
)
def test_a_block_that_cannot_be_is_refused(make: Callable[[], Workload], message: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        make()
    assert str(caught.value) == message
