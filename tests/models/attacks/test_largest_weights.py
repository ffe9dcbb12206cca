"""The largest weight that a kind of attack states: never exceeded, and nearly met."""

import math

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.attacks.availability.outage import outage_of
from hybridstake.models.attacks.chains.choices import Race
from hybridstake.models.attacks.chains.double_spend import DoubleSpend
from hybridstake.models.attacks.chains.run import Run
from hybridstake.models.attacks.incentives.bribery import Bribery
from hybridstake.models.attacks.question import Question
from hybridstake.models.attacks.rare import CHUNK, sample_rare
from hybridstake.models.attacks.stopping import Precision
from hybridstake.models.attacks.votes.choices import Failure
from hybridstake.models.attacks.votes.hybrid_quorum import HybridQuorum
from hybridstake.models.attacks.votes.sortition import Sortition
from hybridstake.models.attacks.votes.vote import Vote
from hybridstake.models.protocol.modes import Mode

REFERENCE = load("reference")
UNLIKE = tuple((np.random.default_rng(5).pareto(1.2, 60) + 1).round(1).tolist())
QUESTIONS: dict[str, Question] = {
    "nakamoto": DoubleSpend(share=0.1, confirmations=6, model=Race.NAKAMOTO),
    "rosenfeld": DoubleSpend(share=0.3, confirmations=60, model=Race.ROSENFELD),
    "run": Run(share=0.3, length=12, slots=100),
    "vote": Vote(probabilities=(0.1,) * 50, threshold=25.0),
    "weighted vote": Vote(probabilities=(0.15,) * 60, weights=UNLIKE, threshold=120.0),
    "sortition": Sortition(expected_size=300.0, threshold=0.7, honest=0.85),
    "sortition, mostly stuck": Sortition(expected_size=500.0, threshold=0.75, honest=0.9),
    **{
        f"quorum, {failure}": HybridQuorum(
            parameters=REFERENCE,
            mode=Mode.SECURE,
            authority_corruption=0.2,
            stake_corruption=0.25,
            failure=failure,
        )
        for failure in Failure
    },
    "outage": outage_of(REFERENCE, Mode.SECURE, failure_rate=0.1, group_failure=0.0, groups=8),
    "outage of regions": outage_of(
        REFERENCE, Mode.BALANCED, failure_rate=0.05, group_failure=0.02, groups=30
    ),
    "bribery": Bribery(parameters=REFERENCE, mode=Mode.FAST, profit=2e6),
    "bribery of both": Bribery(
        parameters=REFERENCE, mode=Mode.SECURE, profit=4e5, acceptance_spread=1.0
    ),
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_no_trial_weighs_more_than_is_stated(question: Question) -> None:
    """Of 20,000; the heaviest within a factor of twenty, or it would say little."""
    assert question.is_sampled_rarely
    weights = question.log_weights(20_000, np.random.default_rng(1))
    assert question.largest_log_weight - 3 < weights.max() <= question.largest_log_weight + 1e-9


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_weighted_intervals_cover_the_exact_value(question: Question) -> None:
    """20 samples at 90 %: misses at most 10 % and 4 standard errors, and every sample answers."""
    exact = question.exact()
    if exact is None:
        exact = question.second_exact()
    missed = 0
    for seed in range(20):
        precision = Precision(relative_error=1e-6, confidence=0.9, largest_trials=2 * CHUNK)
        found = sample_rare(
            question, lambda chunk, seed=seed: np.random.default_rng((seed, chunk)), precision
        ).tally
        assert found.doubt == ""
        estimate = found.estimate(0.9)
        missed += exact is not None and not estimate.lower <= exact.probability <= estimate.upper
    assert missed <= 20 * 0.1 + 4 * math.sqrt(20 * 0.09)
