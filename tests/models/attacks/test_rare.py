"""Weighted samples: their intervals cover, and the gate refuses what has come apart."""

import math
from functools import partial

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.attacks.assess import assess
from hybridstake.models.attacks.choices import Method
from hybridstake.models.attacks.incentives.bribery import Bribery
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
from hybridstake.models.errors import InvalidParameter, Unreliable
from hybridstake.models.protocol.modes import Mode
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

    @property
    def largest_log_weight(self) -> float:
        return -(self.level**2) / 2


class TwoWays(Question):
    """Either of two ways, of which the second weighs `ratio` times as much as the first."""

    kind = "two-ways"

    def __init__(self, often: float, seldom: float, ratio: float) -> None:
        self.often, self.seldom, self.ratio = often, seldom, ratio

    @property
    def is_sampled_rarely(self) -> bool:
        return True

    @property
    def truth(self) -> float:
        return 1e-50 * (self.often + self.seldom * self.ratio)

    def log_weights(self, trials: int, rng: np.random.Generator) -> NDArray[np.float64]:
        drawn = rng.random(trials)
        weight = np.where(drawn < self.seldom, self.ratio, 1e-300)
        weight = np.where(drawn > 1 - self.often, 1.0, weight)
        return np.where(weight == 1e-300, -np.inf, np.log(weight) + math.log(1e-50))

    @property
    def largest_log_weight(self) -> float:
        return math.log(1e-50) + math.log(self.ratio)


class Unbounded(NormalTail):
    """The same tail, of which nobody says how much a trial can weigh."""

    @property
    def largest_log_weight(self) -> float:
        return math.inf


def weighted_sample(log_weights: NDArray[np.float64], largest: float) -> WeightedSample:
    """A sample of these weights, looked at once."""
    return WeightedSample(
        moments=moments_of(log_weights),
        trials=len(log_weights),
        looks=1,
        largest_log_weight=largest,
    )


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
    assert joined.first == pytest.approx(whole.first, rel=1e-13, abs=0)
    assert joined.second == pytest.approx(whole.second, rel=1e-13, abs=0)


def test_chunks_without_any_success_count_as_trials() -> None:
    nothing = moments_of(np.full(7, -np.inf))
    assert together([nothing, nothing]).first == 0
    found = WeightedSample(moments=nothing, trials=7, looks=1, largest_log_weight=0.0)
    assert (found.effective_trials, found.log_probability) == (0, -math.inf)
    assert (found.estimate(0.9).lower, found.estimate(0.9).upper) == (0, 1)
    assert found.doubt == "effective trials must be at least 1000 for an answer, got 0.0 of 7"


def test_equal_weights_are_a_plain_share() -> None:
    """By hand: 4,000 of 16,000 trials at weight 2; the deviation of the mean is that of a share."""
    log_weights = np.concatenate([np.full(4_000, math.log(2)), np.full(12_000, -np.inf)])
    found = weighted_sample(log_weights, math.log(2))
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
    found = weighted_sample(log_weights, float(log_weights.max()))
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


class FewAtOnce(NormalTail):
    """The same tail, a hundred trials at a time."""

    @property
    def weighted_trials_at_once(self) -> int:
        return 100


def test_trials_that_take_long_are_drawn_by_fewer_at_a_time() -> None:
    """Chunks of 100, the last of 50: the weights of each come from its own generator, in any order."""
    question, precision = FewAtOnce(3.0), Precision(relative_error=1e-6, largest_trials=2_050)
    plain = sample_rare(question, partial(chunk_generator, 6), precision)
    backwards = sample_rare(
        question,
        partial(chunk_generator, 6),
        precision,
        parallel_map=lambda function, values: [function(one) for one in list(values)[::-1]][::-1],
    )
    weights = np.concatenate(
        [
            question.log_weights(50 if chunk == 20 else 100, chunk_generator(6, chunk))
            for chunk in range(21)
        ]
    )
    assert backwards == plain
    assert (plain.tally.trials, plain.stop) == (2_050, Stop.TRIALS)
    assert plain.tally.moments.first == pytest.approx(moments_of(weights).first, rel=1e-12)
    spent = Precision(relative_error=1e-6, budget=1e-9)
    assert sample_rare(question, partial(chunk_generator, 6), spent).tally.trials == 100


def test_scaling_keeps_the_sums() -> None:
    moments = Moments(log_largest=0.0, first=3.0, second=5.0)
    assert moments.scaled(math.log(2)) == pytest.approx((1.5, 1.25))


def test_a_sample_without_a_failure_does_not_claim_to_be_exact() -> None:
    """By hand: 20,000 successes leave a failure rate of up to ln(200) / 20,000 at 99 %."""
    estimate = weighted_sample(np.zeros(20_000), 0.0).estimate(0.99)
    assert (estimate.probability, estimate.upper) == (1, 1)
    assert estimate.lower == pytest.approx(1 - math.log(200) / 20_000, rel=1e-12, abs=0)


def test_what_was_never_seen_is_added_to_the_upper_end() -> None:
    """By hand: weights 100 times those seen may have a chance of ln(200) / 20,000 at 99 %."""
    few, many = (
        weighted_sample(np.full(20_000, -50.0), -50 + math.log(largest)).estimate(0.99)
        for largest in (1, 100)
    )
    assert many.upper / many.probability - 1 == pytest.approx(math.log(200) / 200, rel=1e-9)
    assert few.upper / few.probability - 1 == pytest.approx(math.log(200) / 20_000, rel=1e-9)
    assert many.lower == few.lower > 0


@pytest.mark.parametrize(
    ("largest", "doubt"),
    [
        (
            math.log(2_000),
            "one trial that was not seen may add at most 0.05 of an answer, "
            "got 0.1: 4e+04 trials are needed",
        ),
        (math.inf, "a largest weight must be known for an answer, got none"),
    ],
)
def test_what_was_never_seen_must_be_little(largest: float, doubt: str) -> None:
    found = weighted_sample(np.zeros(20_000), largest)
    assert found.doubt == doubt
    assert (found.estimate(0.9).lower, found.estimate(0.9).upper) == (0, 1)


def test_no_answer_stands_without_a_largest_weight() -> None:
    drawn = sample_rare(Unbounded(5.0), partial(chunk_generator, 1), Precision())
    assert (drawn.stop, drawn.tally.trials) == (Stop.HOPELESS, CHUNK)
    assert drawn.tally.doubt == "a largest weight must be known for an answer, got none"


@pytest.mark.parametrize("seldom", [1e-3, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6])
@pytest.mark.parametrize("part", [0.5, 0.05])
def test_the_interval_covers_or_nothing_is_answered_where_one_of_two_ways_is_rare(
    seldom: float, part: float
) -> None:
    """300 samples of 16,384 at 90 %: misses at most 10 % and 4 standard errors, for any rarity."""
    often = 0.5
    question = TwoWays(often, seldom, often * part / (1 - part) / seldom)
    precision = Precision(relative_error=1e-6, confidence=0.9, largest_trials=2 * CHUNK)
    answered, missed = 0, 0
    for seed in range(300):
        drawn = sample_rare(question, partial(chunk_generator, seed), precision)
        estimate = drawn.tally.estimate(0.9)
        answered += not drawn.tally.doubt
        missed += not estimate.lower <= question.truth <= estimate.upper
    assert missed <= 300 * 0.1 + 4 * math.sqrt(300 * 0.09)
    assert answered == 0 or part * often / seldom < 0.06 * precision.largest_trials


def test_a_sample_that_cannot_succeed_is_given_up() -> None:
    """The first chunk says so: ten times as likely, and all trials drawn, it would not do either."""
    question = TwoWays(0.5, 1e-9, 1e9)
    drawn = sample_rare(question, partial(chunk_generator, 1), Precision(largest_trials=10**8))
    assert (drawn.stop, drawn.tally.trials) == (Stop.HOPELESS, CHUNK)
    assert drawn.tally.doubt.startswith("one trial that was not seen may add at most 0.05")


def test_two_triples_of_stakers_are_not_taken_for_one() -> None:
    """The tilt draws one triple alone, and it is half of the truth: no number, and no contradiction."""
    stakes = np.random.default_rng(7).pareto(1.16, 100) + 1
    question = Bribery(
        parameters=load("reference"),
        mode=Mode.SECURE,
        profit=300.0,
        acceptance_spread=0.5,
        stakes=tuple(stakes.tolist()),
    )
    exact = question.exact()
    assert exact is not None
    for seed in range(5):
        generator = partial(chunk_generator, seed)
        drawn = sample_rare(question, generator, Precision(largest_trials=4 * CHUNK))
        assert drawn.tally.log_probability / math.log(10) < exact.log10_probability - 0.25
        assert "that was not seen may add" in drawn.tally.doubt
        assert drawn.tally.estimate(0.99).agrees_with(exact)
    with pytest.raises(Unreliable, match="that was not seen may add"):
        assess(question, Method.RARE, partial(chunk_generator, 1), Precision())
