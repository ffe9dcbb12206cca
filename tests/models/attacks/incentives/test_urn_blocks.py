"""Long plays of Pólya's urn, in blocks: against fractions, reward by reward, and by weighted plays."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hybridstake.models.attacks.incentives import urn_blocks
from hybridstake.models.attacks.incentives.urn import (
    Urn,
    fraction_of_passages,
    log_beyond_at_the_end,
    log_passage,
)
from hybridstake.models.attacks.incentives.urn_blocks import (
    BLOCK,
    log_passage_by_blocks,
    log_way_weights,
    passing_masses,
)
from hybridstake.models.attacks.incentives.weighted_urns import (
    log_passage_weights,
    log_weights_of_plays,
)
from numpy.typing import NDArray


def urn_of(share: str, total: str, rewards: int, threshold: str = "0.33") -> Urn:
    """Urn of decimals."""
    return Urn(
        own=Fraction(share) * Fraction(total),
        total=Fraction(total),
        threshold=Fraction(threshold),
        rewards=rewards,
    )


def test_blocks_count_the_ways_that_fractions_count() -> None:
    rng = np.random.default_rng(2)
    for _ in range(25):
        total = Fraction(int(rng.integers(1, 400)), 3)
        threshold = Fraction(str(rng.choice(["1/3", "0.33", "1/2", "4/5"])))
        own = threshold * total * Fraction(int(rng.integers(1, 21)), 20)
        urn = Urn(own=own, total=total, threshold=threshold, rewards=int(rng.integers(1, 150)))
        truth = fraction_of_passages(urn)
        assert truth is not None
        logarithm = math.log(truth.numerator) - math.log(truth.denominator) if truth else -math.inf
        assert log_passage_by_blocks(urn) == pytest.approx(logarithm, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(
    "urn",
    [
        urn_of("0.3", "1000", 65),
        urn_of("0.3", "5214", 3_650),
        urn_of("0.33", "5214", 3_650),
        urn_of("0.01", "1", 4_000),
        urn_of("1e-9", "1", 1_000),
        urn_of("1e-10", "10000", 200, "0.01"),
        urn_of("0.3299999", "1e9", 6_000),
        urn_of("0.6", "300", 2_000, "0.7"),
    ],
)
def test_blocks_find_what_is_found_reward_by_reward(urn: Urn) -> None:
    """Near and far, likely and not, blocks cut short; ways left out from 6,000 rewards on."""
    truth = log_passage(urn)
    assert truth is not None
    assert log_passage_by_blocks(urn) == pytest.approx(truth, rel=1e-12, abs=1e-12)


def test_a_hundred_thousand_rewards_are_witnessed_by_plays() -> None:
    """About 1e-34: five standard errors of 16,000 weighted plays; above the chance at the end."""
    urn = urn_of("0.32", "142857", 100_000)
    found = log_passage_by_blocks(urn)
    assert found is not None
    assert log_passage(urn) is None
    weights = np.exp(log_weights_of_plays(urn, 16_000, np.random.default_rng(3)) - found)
    error = float(weights.std()) / math.sqrt(weights.size)
    assert float(weights.mean()) == pytest.approx(1, rel=0, abs=5 * error)
    assert error < 0.04
    assert log_beyond_at_the_end(urn) < found < log_beyond_at_the_end(urn) + math.log(3)


@pytest.mark.parametrize("urn", [urn_of("0.25", "300", 200), urn_of("0.1", "0.001", 30)])
def test_weighted_plays_find_what_is_computed(urn: Urn) -> None:
    """Whatever the first reward decides; five standard errors of 40,000, none above the largest."""
    truth = log_passage(urn)
    assert truth is not None
    log_weights = log_weights_of_plays(urn, 40_000, np.random.default_rng(4))
    weights = np.exp(log_weights - truth)
    error = float(weights.std()) / math.sqrt(weights.size)
    assert float(weights.mean()) == pytest.approx(1, rel=0, abs=5 * error)
    assert error < 0.02
    assert log_weights.max() <= log_passage_weights(urn).max()


def test_first_arrivals_are_those_of_all_ways() -> None:
    """Draws of a half against 2, 2, 2, 3: after two in 1/4, after three 1/4; by hand."""
    masses = passing_masses(np.array([2, 2, 2, 2, 3]), 0.5, 10)
    assert masses.tolist() == [0.0, 0.25, 0.25, 0.0]


def test_ways_that_stray_are_left_out_where_a_block_ends() -> None:
    """Two blocks of fair draws to 40: those with fewer than 32 - 8 after the first are not followed."""
    barriers = np.full(2 * BLOCK + 1, 40)
    whole, cut = (passing_masses(barriers, 0.5, strayed).sum() for strayed in (1_000, 8))
    ways = sum(
        math.comb(64, before) * sum(math.comb(64, after) for after in range(40 - before, 65))
        for before in range(24)
    )
    assert whole - cut == pytest.approx(ways / 2**128, rel=1e-9, abs=0)


def test_nothing_that_could_count_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ways that stray weigh as the heaviest at most, and the answer as much as the end at least."""
    urn = urn_of("0.3299999", "1e9", 6_000)
    kept: list[int] = []

    def spied(barriers: NDArray[np.int64], chance: float, strayed: int) -> NDArray[np.float64]:
        kept.append(strayed)
        return passing_masses(barriers, chance, strayed)

    monkeypatch.setattr(urn_blocks, "passing_masses", spied)
    assert log_passage_by_blocks(urn) == pytest.approx(log_passage(urn), rel=1e-12, abs=0)
    barriers = np.array(urn.barriers)
    heaviest = log_way_weights(urn, barriers, int(barriers[-1]) / 6_001).max()
    log_left_out = -2 * kept[0] ** 2 / 6_000 + heaviest - log_beyond_at_the_end(urn)
    assert kept[0] < 1_000
    assert 2 * math.exp(log_left_out) < 1e-15


def test_what_would_underflow_or_take_too_long_is_not_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    urn = urn_of("0.3", "1000", 3 * BLOCK)
    assert log_passage_by_blocks(urn) is not None
    with monkeypatch.context() as narrow:
        narrow.setattr(urn_blocks, "WIDEST_RANGE", 0.1)
        assert log_passage_by_blocks(urn) is None
    monkeypatch.setattr(urn_blocks, "LARGEST_WORK", 1_000)
    assert log_passage_by_blocks(urn) is None


def test_what_is_settled_is_said() -> None:
    assert log_passage_by_blocks(urn_of("0.4", "100", 10)) == 0
    assert log_passage_by_blocks(urn_of("0.1", "100", 10)) == -math.inf
