"""Compounding rewards: ends from two grids against every way, against a sample, and as laws."""

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hybridstake.models.attacks.assess import Sampler, assess, rare_witness
from hybridstake.models.attacks.choices import Method
from hybridstake.models.attacks.incentives.choices import Law
from hybridstake.models.attacks.incentives.compounding import (
    MOST_COUNTED,
    passage_by_every_way,
    passage_ends,
)
from hybridstake.models.attacks.incentives.compounding_forwards import passage_ends_forwards
from hybridstake.models.attacks.incentives.concentration import Concentration
from hybridstake.models.attacks.stopping import Precision

SAMPLER = Sampler(generator=np.random.default_rng, parallel_map=map, progress=None)


@pytest.mark.parametrize(
    ("share", "threshold", "part"),
    [
        (0.3, 0.33, 0.01),
        (0.25, 0.33, 0.02),
        (0.05, 0.5, 0.2),
        (1e-6, 0.33, 0.1),
        (0.33, 0.33, 1e-3),
    ],
)
@pytest.mark.parametrize("rewards", [1, 7, 16])
def test_every_way_lies_between_the_ends(
    share: float, threshold: float, part: float, rewards: int
) -> None:
    ends = passage_ends(share, threshold, part, rewards)
    truth = passage_by_every_way(share, threshold, part, rewards)
    assert ends is not None
    assert truth is not None
    assert ends[0] <= truth <= ends[1]
    assert ends[1] <= 1.01 * ends[0] or share < 1e-3


@pytest.mark.parametrize(
    ("share", "threshold", "part"),
    [
        (0.3, 0.33, 0.01),
        (0.05, 0.5, 0.2),
        (1e-6, 0.33, 0.1),
        (0.33, 0.33, 1e-3),
        (0.4, 0.41, 0.99),
        (0.9, 0.99, 0.3),
    ],
)
@pytest.mark.parametrize("rewards", [1, 16])
def test_every_way_lies_between_the_ends_that_are_carried_forwards(
    share: float, threshold: float, part: float, rewards: int
) -> None:
    """Far closer for a tiny share than on a grid of equal steps."""
    ends = passage_ends_forwards(share, threshold, part, rewards)
    truth = passage_by_every_way(share, threshold, part, rewards)
    assert ends is not None
    assert truth is not None
    assert ends[0] <= truth <= ends[1]
    assert ends[1] <= 1.01 * ends[0]


@pytest.mark.parametrize(
    ("share", "threshold", "part", "rewards", "width"),
    [
        (0.1, 0.33, 0.01, 100, 1e-2),
        (0.25, 0.33, 0.02, 1_000, 2e-2),
        (0.3, 0.33, 0.5, 40, 2e-2),
    ],
)
def test_ends_that_are_carried_forwards_meet_those_that_are_carried_backwards(
    share: float, threshold: float, part: float, rewards: int, width: float
) -> None:
    forwards = passage_ends_forwards(share, threshold, part, rewards)
    backwards = passage_ends(share, threshold, part, rewards)
    assert forwards is not None
    assert backwards is not None
    assert forwards[0] <= backwards[1]
    assert backwards[0] <= forwards[1] <= (1 + width) * forwards[0]


@pytest.mark.parametrize("ends_of", [passage_ends, passage_ends_forwards])
def test_a_reward_that_only_leads_to_the_threshold_is_left_open_by_both_ends(
    ends_of: Callable[[float, float, float, int], tuple[float, float] | None],
) -> None:
    """From a half by a half to three quarters."""
    ends = ends_of(0.5, 0.75, 0.5, 1)
    assert ends is not None
    assert ends[0] == 0
    assert ends[1] == pytest.approx(0.5, rel=1e-5, abs=0)


@pytest.mark.parametrize("ends_of", [passage_ends, passage_ends_forwards])
def test_who_holds_nothing_wins_nothing(
    ends_of: Callable[[float, float, float, int], tuple[float, float] | None],
) -> None:
    assert ends_of(0.0, 0.33, 0.01, 10) == ends_of(0.0, 0.0, 0.01, 10) == (0.0, 0.0)
    question = Concentration(
        largest_share=0.0, stake=100.0, reward=1.0, rewards=10, law=Law.PROPORTIONAL
    )
    assert (question.bound().lower, question.bound().upper) == (0.0, 0.0)


def test_rewards_too_many_or_too_small_are_not_carried_forwards() -> None:
    assert passage_ends_forwards(0.3, 0.33, 1e-3, 1_000_000) is None
    assert passage_ends_forwards(0.3, 0.33, 1e-9, 10) is None


@pytest.mark.parametrize("holders", [1, 4])
def test_many_compounding_rewards_have_a_second_computation(holders: int) -> None:
    question = Concentration(
        largest_share=0.3, holders=holders, stake=100.0, reward=1.0, rewards=60,
        law=Law.PROPORTIONAL,
    )  # fmt: skip
    found = assess(question, Method.EXACT, np.random.default_rng, Precision())
    assert found.agrees
    assert [one.method for one in found.agreement] == ["forwards", "bound"]
    witness = found.agreement[0]
    assert witness.upper < 1.06 * witness.lower


def test_ends_too_far_apart_are_no_second_computation() -> None:
    question = Concentration(
        largest_share=0.3, stake=1e3, reward=1.0, rewards=1_000, law=Law.PROPORTIONAL
    )
    assert question.second_exact() is None


def test_two_rewards_by_hand() -> None:
    """Parts of a half from 0.4: by a win to 0.7, else to 0.2 and from there to 0.6."""
    assert passage_by_every_way(0.4, 0.59, 0.5, 2) == pytest.approx(0.4 + 0.6 * 0.2, rel=1e-15)
    assert passage_by_every_way(0.4, 0.61, 0.5, 2) == pytest.approx(0.4, rel=1e-15)
    assert passage_by_every_way(0.4, 0.61, 0.5, MOST_COUNTED + 1) is None


@pytest.mark.parametrize(("share", "rewards"), [(0.3, 50), (0.2, 60), (0.1, 100)])
def test_a_weighted_sample_meets_the_ends(share: float, rewards: int) -> None:
    """From a tenth down to 1e-20, at 1 - 1e-6."""
    question = Concentration(
        largest_share=share, stake=100.0, reward=1.0, rewards=rewards, law=Law.PROPORTIONAL
    )
    found, weighted = question.exact(), rare_witness(question, SAMPLER)
    assert found is not None
    assert weighted is not None
    assert weighted.agrees_with(found)
    assert weighted.upper < 1.5 * weighted.lower
    assert found.upper < 1.1 * found.lower


def test_a_larger_share_and_a_longer_time_are_never_safer() -> None:
    chances = [passage_ends(share, 0.33, 0.01, 30) for share in (0.25, 0.28, 0.31)]
    longer = [passage_ends(0.28, 0.33, 0.01, rewards) for rewards in (10, 30, 90)]
    for ends in (chances, longer):
        known = [each for each in ends if each is not None]
        assert len(known) == 3
        assert all(low[1] < high[0] for low, high in pairwise(known))


def test_more_rewards_than_a_grid_can_carry_have_no_ends() -> None:
    assert passage_ends(0.3, 0.33, 1e-3, 1_000_000) is None


def test_what_cannot_happen_and_what_must_are_so() -> None:
    """One reward of a thousandth takes nobody from 0.3 past 0.33, however lucky."""
    assert passage_ends(0.3, 0.33, 1e-3, 1) == (0.0, 0.0)
    ends = passage_ends(1.0 - 1e-9, 0.999999999, 0.5, 40)
    assert ends is not None
    assert math.isclose(ends[1], 1.0, rel_tol=1e-6)
