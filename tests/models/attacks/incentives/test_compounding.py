"""Compounding rewards: ends from a grid against every way, against a sample, and as laws."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hybridstake.models.attacks.assess import Sampler, rare_witness
from hybridstake.models.attacks.incentives.choices import Law
from hybridstake.models.attacks.incentives.compounding import (
    MOST_COUNTED,
    passage_by_every_way,
    passage_ends,
)
from hybridstake.models.attacks.incentives.concentration import Concentration

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
