"""A pool divided in whole base units: conserved, exact at all magnitudes, monotone."""

import numpy as np
import pytest
from hybridstake.models.economics.distribution import EXACT_BITS, pro_rata
from hypothesis import example, given, settings
from hypothesis import strategies as st

LARGEST_POOL = 2**63 - 1
LARGEST_SUM = 2**62 - 1

amounts = st.integers(0, 62).flatmap(lambda bits: st.integers(0, 2**bits))
"""Whole numbers of every magnitude, not only of the largest."""


@st.composite
def pools_and_weights(draw: st.DrawFn) -> tuple[int, list[int]]:
    """Everything that is permitted, pressed against its limits."""
    pool = draw(st.one_of(amounts, st.integers(LARGEST_POOL - 2, LARGEST_POOL)))
    weights: list[int] = []
    room = LARGEST_SUM
    for weight in draw(st.lists(amounts, min_size=1, max_size=8)):
        weights.append(min(weight, room))
        room -= weights[-1]
    return pool, weights


def divided(pool: int, weights: list[int]) -> tuple[list[int], int]:
    """Shares and dust as Python's integers."""
    shares, dust = pro_rata(pool, np.array(weights, dtype=np.int64))
    assert shares.dtype == np.int64
    return shares.tolist(), dust


def test_ten_units_among_one_two_and_four() -> None:
    """10 · (1, 2, 4) / 7 = (1.43, 2.86, 5.71): floors 1, 2, 5 sum to 8, two units are dust."""
    assert divided(10, [1, 2, 4]) == ([1, 2, 5], 2)


def test_equal_weights_of_the_plan() -> None:
    """40 tokens of 10^6 base units among 21: 40,000,000 = 21 · 1,904,761 + 19."""
    assert divided(40_000_000, [25_500] * 21) == ([1_904_761] * 21, 19)


@settings(max_examples=400)
@given(pools_and_weights())
@example((LARGEST_POOL, [1]))
@example((LARGEST_POOL, [LARGEST_SUM]))
@example((2**62 - 1, [3, 2**48 - 4]))
def test_shares_are_the_floor_of_the_exact_quotient(case: tuple[int, list[int]]) -> None:
    pool, weights = case
    total = sum(weights)
    shares, dust = divided(pool, weights)
    assert shares == [pool * weight // total if total else 0 for weight in weights]
    assert sum(shares) + dust == pool
    assert not total or 0 <= dust < len(weights)


@settings(max_examples=200)
@given(
    pool_bits=st.integers(48, 62),
    beyond=st.integers(-1, 1),
    cut=st.integers(0, 2**20),
    below=st.integers(0, 2**20),
)
def test_the_quick_and_the_slow_way_meet_without_a_seam(
    pool_bits: int, beyond: int, cut: int, below: int
) -> None:
    """Pool and sum of exactly 109, 110 and 111 bits together, near the largest of their length."""
    pool = 2**pool_bits - 1 - cut
    total_bits = min(EXACT_BITS + beyond - pool_bits, 62)
    total = 2**total_bits - 1 - below
    first = total // 3
    shares, _ = divided(pool, [first, total - first])
    assert shares == [pool * first // total, pool * (total - first) // total]


@given(pools_and_weights())
def test_more_weight_never_gets_less(case: tuple[int, list[int]]) -> None:
    pool, weights = case
    shares, _ = divided(pool, sorted(weights))
    assert shares == sorted(shares)


@given(pools_and_weights(), st.data())
def test_raising_ones_own_weight_never_lowers_ones_share(
    case: tuple[int, list[int]], data: st.DataObject
) -> None:
    pool, weights = case
    place = data.draw(st.integers(0, len(weights) - 1))
    raised = list(weights)
    raised[place] += data.draw(st.integers(0, LARGEST_SUM - sum(weights)))
    assert divided(pool, raised)[0][place] >= divided(pool, weights)[0][place]


@given(pools_and_weights())
def test_equal_weights_get_equal_shares(case: tuple[int, list[int]]) -> None:
    """Nobody gets the dust for standing first."""
    pool, weights = case
    shares, _ = divided(pool, weights)
    by_weight = dict(zip(weights, shares, strict=True))
    assert shares == [by_weight[weight] for weight in weights]


@pytest.mark.parametrize("weights", [[0], [0, 0, 0], []])
def test_without_weights_the_whole_pool_is_left(weights: list[int]) -> None:
    assert divided(1_000, weights) == ([0] * len(weights), 1_000)


def test_the_weights_are_left_as_they_were() -> None:
    weights = np.array([1, 2, 4], dtype=np.int64)
    pro_rata(10, weights)
    assert weights.tolist() == [1, 2, 4]
