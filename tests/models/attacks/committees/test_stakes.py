"""Stakes, and who of their holders is the adversary's."""

import math
from typing import Any

import numpy as np
import pytest
from hybridstake.models.attacks.choices import AdversaryOrder
from hybridstake.models.attacks.committees.stakes import (
    LARGEST_SPREAD,
    adversaries_by_share,
    pareto_stakes,
    require_stakes,
)
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st

positive = st.floats(1e-9, 1e9)


def taken(stakes: list[float], share: float, order: AdversaryOrder) -> list[int]:
    """Places of the adversary's validators."""
    chosen = adversaries_by_share(np.array(stakes), share, order, np.random.default_rng(4))
    return np.flatnonzero(chosen).tolist()


def test_a_law_is_numpys_own_and_the_shuffle_follows_it() -> None:
    """The sketch's draw, of seed 7: 404 of 1,000 validators hold 29.98 %."""
    ours, bare = np.random.default_rng(7), np.random.default_rng(7)
    stakes = pareto_stakes(1.16, 1_000, ours)
    assert stakes.tolist() == (bare.pareto(1.16, 1_000) + 1).tolist()
    chosen = adversaries_by_share(stakes, 0.3, AdversaryOrder.RANDOM, ours)
    order = bare.permutation(1_000)
    assert chosen[order[:404]].all()
    assert chosen.sum() == 404
    assert f"{stakes[chosen].sum() / stakes.sum():.2%}" == "29.98%"


def test_the_first_that_would_pass_the_share_ends_it() -> None:
    """Of 10: 4 and 3 are 7, and 2 more would be 9; the 1 that would still fit is not asked."""
    assert taken([1.0, 4.0, 2.0, 3.0], 0.8, AdversaryOrder.LARGEST) == [1, 3]
    assert taken([1.0, 4.0, 2.0, 3.0], 0.3, AdversaryOrder.SMALLEST) == [0, 2]
    assert taken([1.0, 4.0, 2.0, 3.0], 0.39, AdversaryOrder.LARGEST) == []


@pytest.mark.parametrize("order", AdversaryOrder)
@pytest.mark.parametrize("unit", [1.0, 0.1, 1 / 3])
def test_rounding_does_not_cost_the_last_of_equal_stakes(
    order: AdversaryOrder, unit: float
) -> None:
    for count in range(11):
        assert len(taken([unit] * 10, count / 10, order)) == count


@given(stakes=st.lists(st.integers(1, 1_000), min_size=2, max_size=30), part=st.floats(0, 1))
def test_a_share_that_is_just_met_is_not_passed(stakes: list[int], part: float) -> None:
    """The smallest so many, at the share that they hold, as near as a float comes to it."""
    ordered = sorted(stakes)
    count = round(part * len(stakes))
    share = sum(ordered[:count]) / sum(stakes)
    assert len(taken([0.1 * stake for stake in stakes], share, AdversaryOrder.SMALLEST)) == count


@given(stakes=st.lists(positive, min_size=1, max_size=40), share=st.floats(0, 1))
@pytest.mark.parametrize("order", AdversaryOrder)
def test_the_adversary_holds_its_share_at_most(
    order: AdversaryOrder, stakes: list[float], share: float
) -> None:
    held = math.fsum(stakes[place] for place in taken(stakes, share, order))
    assert held <= share * math.fsum(stakes) * (1 + 1e-11)
    everyone = list(range(len(stakes)))
    assert taken(stakes, 1.0, order) == everyone


def test_no_share_takes_only_those_without_stake() -> None:
    assert taken([0.0, 1.0, 0.0], 0.0, AdversaryOrder.SMALLEST) == [0, 2]
    assert taken([0.0, 1.0, 0.0], 0.0, AdversaryOrder.LARGEST) == []


@pytest.mark.parametrize(
    ("stakes", "message"),
    [
        ([], "stakes must be 1 to 20000000 numbers, got 0"),
        (
            [1.0, math.nan],
            "stakes must be finite and not negative, got nan for validator 2",
        ),
        ([-1.0], "stakes must be finite and not negative, got -1.0 for validator 1"),
        ([2.0, math.inf], "stakes must be finite and not negative, got inf for validator 2"),
        ([0.0, 0.0], "stakes must have a positive total, got 0"),
        (
            [5e-324, 1.0],
            "the largest stake must be at most 1e+30 times the smallest positive one (5e-324), "
            "got 1.0",
        ),
    ],
)
def test_stakes_that_nothing_can_be_drawn_by_are_refused(stakes: Any, message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        require_stakes(np.array(stakes, dtype=np.float64))
    assert str(refusal.value) == message


def test_the_widest_spread_is_permitted_and_so_is_any_unit() -> None:
    require_stakes(np.array([1.0, LARGEST_SPREAD]))
    require_stakes(np.array([1.7e308, 1.7e308]))
    require_stakes(np.array([5e-324, 0.0]))


@pytest.mark.parametrize("share", [-0.1, 1.1, math.nan])
def test_a_share_outside_of_one_is_refused(share: float) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        taken([1.0], share, AdversaryOrder.RANDOM)
    assert str(refusal.value) == f"adversary_share must lie in [0, 1], got {share!r}"


@pytest.mark.parametrize(
    ("exponent", "count", "message"),
    [
        (0.0, 5, "exponent must be positive and finite, got 0.0"),
        (math.nan, 5, "exponent must be positive and finite, got nan"),
        (1.0, 0, "count must lie in [1, 20000000], got 0"),
        (1.0, 10**12, "count must lie in [1, 20000000], got 1000000000000"),
    ],
)
def test_a_law_that_cannot_be_drawn_is_refused(exponent: float, count: int, message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        pareto_stakes(exponent, count, np.random.default_rng(1))
    assert str(refusal.value) == message
