"""Weighted samples: their intervals cover, and the gate refuses what has come apart."""

import math
from functools import partial

import numpy as np
import pytest
from hybridstake.models.attacks.question import Question
from hybridstake.models.attacks.rare import (
    CHUNK,
    Moments,
    WeightedSample,
    moments_of,
    sample_rare,
    together,
)
from hybridstake.models.attacks.stopping import Precision, Stop
from hybridstake.models.errors import InvalidParameter
from numpy.typing import NDArray


class NormalTail(Question):
    """A standard normal number above a level, drawn around that level."""

    kind = "normal-tail"

    def __init__(self, level: float) -> None:
        self.level = level

    @property
    def is_sampled_rarely(self) -> bool:
        return True

    @property
    def truth(self) -> float:
        return math.erfc(self.level / math.sqrt(2)) / 2

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        drawn = rng.normal(self.level, 1, trials)
        weight = self.level**2 / 2 - self.level * drawn
        return np.where(drawn > self.level, weight, -np.inf)


def chunk_generator(seed: int, chunk: int) -> np.random.Generator:
    """Generator of one chunk, by address."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(chunk,)))


def test_the_interval_covers_a_probability_that_no_plain_sample_sees() -> None:
    """60 seeds at 90 %, below 1e-23: 90 % less 4 standard errors."""
    question = NormalTail(10.0)
    precision = Precision(relative_error=0.03, confidence=0.9)
    covered = 0
    for seed in range(60):
        drawn = sample_rare(question, partial(chunk_generator, seed), precision)
        estimate = drawn.tally.estimate(0.9)
        assert drawn.stop is Stop.PRECISE
        covered += estimate.lower <= question.truth <= estimate.upper
    assert covered >= 60 * 0.9 - 4 * math.sqrt(60 * 0.09)


def test_moments_of_all_chunks_are_those_of_all_trials() -> None:
    rng = np.random.default_rng(3)
    weights = rng.normal(-2_000, 3, 5_000)
    weights[::3] = -np.inf
    whole, parts = moments_of(weights), [moments_of(part) for part in np.split(weights, 5)]
    joined = together(parts)
    assert joined.log_largest == whole.log_largest
    assert joined.first == pytest.approx(whole.first, rel=1e-13)
    assert joined.second == pytest.approx(whole.second, rel=1e-13)


def test_chunks_without_any_success_count_as_trials() -> None:
    nothing = moments_of(np.full(7, -np.inf))
    assert together([nothing, nothing]).first == 0
    found = WeightedSample(moments=nothing, trials=7, looks=1)
    assert (found.effective_trials, found.log_probability) == (0, -math.inf)
    assert (found.estimate(0.9).lower, found.estimate(0.9).upper) == (0, 1)
    assert found.doubt == "effective trials must be at least 1000 for an answer, got 0.0 of 7"


def test_equal_weights_are_a_plain_share() -> None:
    """By hand: 4,000 of 16,000 trials at weight 2; the deviation of the mean is that of a share."""
    log_weights = np.concatenate([np.full(4_000, math.log(2)), np.full(12_000, -np.inf)])
    found = WeightedSample(moments=moments_of(log_weights), trials=16_000, looks=1)
    assert found.effective_trials == pytest.approx(4_000)
    assert math.exp(found.log_probability) == pytest.approx(0.5)
    assert found.relative_deviation == pytest.approx(math.sqrt(3 / 15_999))


@pytest.mark.parametrize(
    ("log_weights", "doubt"),
    [
        (np.append(np.zeros(20_000), math.log(513)), "one trial may contribute at most 0.02"),
        (np.append(np.zeros(5_000), math.log(5_000)), "effective trials must be at least 1000"),
        (np.full(5_000, -800.0), "probability must be at least 1e-300 to be sampled, got 10^-347"),
    ],
)
def test_the_gate_says_what_is_wrong(log_weights: NDArray[np.float64], doubt: str) -> None:
    found = WeightedSample(moments=moments_of(log_weights), trials=len(log_weights), looks=1)
    assert found.doubt.startswith(doubt)
    assert (found.estimate(0.9).lower, found.estimate(0.9).upper) == (0, 1)


def test_a_weight_that_is_no_number_is_refused() -> None:
    with pytest.raises(InvalidParameter, match="every weight must be finite"):
        moments_of(np.array([0.0, np.inf]))
    with pytest.raises(InvalidParameter, match="every weight must be finite"):
        moments_of(np.array([0.0, np.nan]))


def test_the_sample_is_the_same_for_any_scheduling() -> None:
    question, precision = NormalTail(5.0), Precision(relative_error=0.001, largest_trials=5 * CHUNK)
    generator = partial(chunk_generator, 4)
    plain = sample_rare(question, generator, precision)
    backwards = sample_rare(
        question,
        generator,
        precision,
        parallel_map=lambda function, values: [function(one) for one in list(values)[::-1]][::-1],
    )
    assert backwards == plain
    assert (plain.tally.trials, plain.stop) == (5 * CHUNK, Stop.TRIALS)


def test_scaling_keeps_the_sums() -> None:
    moments = Moments(log_largest=0.0, first=3.0, second=5.0)
    assert moments.scaled(math.log(2)) == pytest.approx((1.5, 1.25))


def test_a_sample_without_a_failure_does_not_claim_to_be_exact() -> None:
    """By hand: 20,000 successes leave a failure rate of up to ln(200) / 20,000 at 99 %."""
    found = WeightedSample(moments=moments_of(np.zeros(20_000)), trials=20_000, looks=1)
    estimate = found.estimate(0.99)
    assert (estimate.probability, estimate.upper) == (1, 1)
    assert estimate.lower == pytest.approx(1 - math.log(200) / 20_000, rel=1e-12)
