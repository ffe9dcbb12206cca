"""Weighted races: unbiased at any depth, precise in few trials."""

import math

import numpy as np
import pytest
from hybridstake.models.attacks.choices import AdversaryOrder
from hybridstake.models.attacks.committees.stake_committee import StakeCommittee
from hybridstake.models.attacks.committees.stakes import adversaries_by_share, pareto_stakes
from hybridstake.models.attacks.rare import CHUNK, sample_rare
from hybridstake.models.attacks.stopping import Precision


def question(seats: int, population: int = 1_000, committee: int = 100) -> StakeCommittee:
    """Pareto stakes of seed 7, 30 % at most with the adversary."""
    rng = np.random.default_rng(7)
    stakes = pareto_stakes(1.16, population, rng)
    return StakeCommittee(
        stakes=stakes,
        adversaries=adversaries_by_share(stakes, 0.3, AdversaryOrder.RANDOM, rng),
        committee=committee,
        seats=seats,
    )


def deviations(asked: StakeCommittee, trials: int, seed: int) -> tuple[float, float]:
    """Distance from the exact value in standard errors, and the relative standard error."""
    exact = asked.exact()
    assert exact is not None
    log_weights = asked.log_weights(trials, np.random.default_rng(seed))
    weights = np.exp(log_weights - exact.log10_probability * math.log(10))
    error = weights.std() / math.sqrt(trials)
    return (weights.mean() - 1) / error, error / weights.mean()


def test_five_seeds_find_the_sketch_within_their_errors() -> None:
    """6.43e-12 to 1 % in 2,000 trials each; five z with a sum of squares below chi-square's 1e-4."""
    found = [deviations(question(67), 2_000, seed) for seed in range(1, 6)]
    assert max(error for _, error in found) < 0.01
    assert sum(z * z for z, _ in found) < 25.7


@pytest.mark.parametrize(
    ("seats", "population", "committee"), [(2, 6, 3), (1, 20, 1), (12, 60, 20), (90, 1_000, 100)]
)
def test_likely_races_and_hopeless_ones_are_weighted_right(
    seats: int, population: int, committee: int
) -> None:
    z, error = deviations(question(seats, population, committee), 2_000, 11)
    assert abs(z) < 4.5
    assert error < 0.06


def test_a_trial_whose_sets_all_miss_weighs_nothing() -> None:
    weights = question(1, 20, 1).log_weights(3_000, np.random.default_rng(2))
    assert not np.isnan(weights).any()
    assert (weights < math.inf).all()


def test_a_seed_repeats_its_chunk() -> None:
    asked = question(67)
    first, again = (asked.log_weights(500, np.random.default_rng(9)) for _ in range(2))
    assert first.tolist() == again.tolist()


def with_a_whale() -> StakeCommittee:
    """Sixty equal stakes, and one of the others as large as a hundred: seldom out of the committee."""
    stakes = np.append(np.ones(60), 100.0)
    return StakeCommittee(stakes=stakes, adversaries=np.arange(61) < 25, committee=20, seats=16)


@pytest.mark.parametrize("asked", [question(12, 60, 20), with_a_whale()], ids=["sixty", "whale"])
def test_intervals_of_races_cover_the_truth(asked: StakeCommittee) -> None:
    """40 samples of one chunk at 90 %: misses at most 10 % and 4 standard errors; all answer."""
    exact = asked.exact()
    assert exact is not None
    missed = 0
    for seed in range(40):
        precision = Precision(relative_error=1e-6, confidence=0.9, largest_trials=CHUNK)
        found = sample_rare(
            asked, lambda chunk, seed=seed: np.random.default_rng((seed, chunk)), precision
        ).tally
        assert found.doubt == ""
        estimate = found.estimate(0.9)
        missed += not estimate.lower <= exact.probability <= estimate.upper
    assert missed <= 40 * 0.1 + 4 * math.sqrt(40 * 0.09)


@pytest.mark.parametrize(
    "asked",
    [question(67), question(14, 100, 20), with_a_whale()],
    ids=["thousand", "hundred", "whale"],
)
def test_trials_that_are_rarely_seen_add_no_more_than_is_said(asked: StakeCommittee) -> None:
    """The heaviest trials of 8,192, from one to a hundred: no more than their number times that."""
    weights = np.sort(
        np.exp(asked.log_weights(8_192, np.random.default_rng(3)) - asked.largest_log_weight)
    )
    assert all(weights[-count:].sum() <= count for count in (1, 10, 100))
    assert weights.max() > 1e-4
