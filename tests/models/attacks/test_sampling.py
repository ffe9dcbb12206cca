"""Monte Carlo: against the exact value, alike for any scheduling, stopped when precise."""

import math
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
import pytest
from hybridstake.models.attacks.committees.committee import Committee, Sampling
from hybridstake.models.attacks.sampling import CHUNK, Sample, sample
from hybridstake.models.attacks.stopping import Precision, Stop
from hybridstake.models.errors import InvalidParameter

QUESTION = Committee(population=100, adversaries=30, committee=10, seats=5)


def chunk_generator(seed: int, chunk: int) -> np.random.Generator:
    """Generator of one chunk, by address."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(chunk,)))


def backwards(function: Callable[[int], int], values: Iterable[int]) -> Iterable[int]:
    """Results in the order of the values, computed from the last to the first."""
    return [function(value) for value in reversed(list(values))][::-1]


@pytest.mark.parametrize("sampling", Sampling)
@pytest.mark.parametrize("seats", [0, 3, 6, 9])
def test_the_share_of_captures_is_within_five_standard_errors(
    sampling: Sampling, seats: int
) -> None:
    question = Committee(
        population=40, adversaries=15, committee=12, seats=seats, sampling=sampling
    )
    truth = question.exact().probability
    trials = 200_000
    drawn = question.successes(trials, np.random.default_rng(5))
    assert drawn / trials == pytest.approx(
        truth, abs=5 * math.sqrt(truth * (1 - truth) / trials), rel=0
    )


def test_the_stopped_interval_covers_at_least_as_often_as_stated() -> None:
    """100 seeds at 90 %, some stopped after one chunk, some after two: 90 % less 4 standard errors."""
    truth = QUESTION.exact().probability
    precision = Precision(relative_error=0.0156, confidence=0.9, largest_trials=8 * CHUNK)
    runs = 100
    covered = 0
    stops: set[int] = set()
    for seed in range(runs):
        drawn = sample(QUESTION, partial(chunk_generator, seed), precision).tally
        estimate = drawn.estimate(0.9)
        covered += estimate.lower <= truth <= estimate.upper
        stops.add(drawn.trials)
    assert len(stops) > 1
    assert covered >= runs * 0.9 - 4 * math.sqrt(runs * 0.9 * 0.1)


def test_the_unstopped_interval_covers_nearly_as_often_as_stated() -> None:
    """2 000 samples of 2 000 trials: between 90 % less 4 standard errors and 95 %."""
    truth = QUESTION.exact().probability
    rng = np.random.default_rng(9)
    covered = 0
    for _ in range(2_000):
        drawn = Sample(successes=QUESTION.successes(2_000, rng), trials=2_000, looks=1)
        estimate = drawn.estimate(0.9)
        covered += estimate.lower <= truth <= estimate.upper
    assert 0.9 - 4 * math.sqrt(0.09 / 2_000) <= covered / 2_000 <= 0.95


def test_the_sample_is_the_same_for_any_scheduling() -> None:
    precision = Precision(relative_error=0.001, largest_trials=7 * CHUNK + 11)
    generator = partial(chunk_generator, 4)
    plain = sample(QUESTION, generator, precision)
    assert (plain.tally.trials, plain.stop) == (7 * CHUNK + 11, Stop.TRIALS)
    assert sample(QUESTION, generator, precision, parallel_map=backwards) == plain
    with ThreadPoolExecutor(max_workers=3) as pool:
        assert sample(QUESTION, generator, precision, parallel_map=pool.map) == plain


def test_no_chunk_is_drawn_twice_and_none_is_left_out() -> None:
    asked: list[int] = []

    def recording(chunk: int) -> np.random.Generator:
        asked.append(chunk)
        return chunk_generator(1, chunk)

    sample(QUESTION, recording, Precision(relative_error=1e-6, largest_trials=5 * CHUNK))
    assert asked == [0, 1, 2, 3, 4]


def test_sampling_stops_at_the_first_look_that_is_precise() -> None:
    looks: list[Sample] = []
    precision = Precision(relative_error=0.0156, confidence=0.99)
    drawn = sample(QUESTION, partial(chunk_generator, 2), precision, progress=looks.append)
    assert (drawn.tally, drawn.stop) == (looks[-1], Stop.PRECISE)
    assert [look.trials for look in looks] == [CHUNK, 2 * CHUNK, 4 * CHUNK, 8 * CHUNK][: len(looks)]
    errors = [
        (look.estimate(0.99).upper - look.successes / look.trials) / (look.successes / look.trials)
        for look in looks
    ]
    assert len(looks) > 1
    assert errors[-1] <= 0.012 < errors[-2]


def test_an_event_never_seen_spends_the_budget_and_keeps_an_upper_end() -> None:
    """All ten of ten seats for 10 of 1000 validators has chance 4e-24."""
    question = Committee(population=1000, adversaries=10, committee=10, seats=10)
    drawn = sample(question, np.random.default_rng, Precision(largest_trials=1_000))
    estimate = drawn.tally.estimate(0.99)
    assert (estimate.trials, estimate.probability, estimate.lower) == (1_000, 0.0, 0.0)
    assert estimate.upper == pytest.approx(1 - 0.005 ** (1 / 1_000), rel=1e-10, abs=0)
    assert estimate.log10_probability == -math.inf


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"relative_error": 0.0}, "relative_error must lie in (0, 1), got 0.0"),
        ({"relative_error": math.nan}, "relative_error must lie in (0, 1), got nan"),
        ({"confidence": 1.0}, "confidence must lie in (0, 1), got 1.0"),
        ({"largest_trials": 0}, "largest_trials must be at least 1, got 0"),
        ({"budget": 0.0}, "budget must be above 0 seconds, got 0.0"),
        ({"budget": math.nan}, "budget must be above 0 seconds, got nan"),
        ({"largest_trials": 1e6}, "largest_trials must be an int, got 1000000.0"),
    ],
)
def test_an_impossible_precision_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        Precision(**changes)
    assert str(refusal.value) == message
