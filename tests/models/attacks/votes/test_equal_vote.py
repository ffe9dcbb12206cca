"""Votes of voters alike: against votes of unlike ones, by their witnesses, and where they end."""

import math
from typing import Any

import numpy as np
import pytest
from hybridstake.models.attacks.assess import Method, assess
from hybridstake.models.attacks.stopping import Precision
from hybridstake.models.attacks.votes.equal_vote import EqualVote
from hybridstake.models.attacks.votes.vote import Vote
from hybridstake.models.errors import InvalidParameter


def vote(**changed: Any) -> EqualVote:
    """Fifty voters, of whom twenty are enough."""
    given: dict[str, Any] = {"voters": 50, "probability": 0.3, "threshold": 20.0}
    return EqualVote(**(given | changed))


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"threshold": 19.5},
        {"probability": 1e-12},
        {"probability": 0.9, "threshold": 30.0},
        {"weight": 0.3, "threshold": 4.2},
        {"weight": 3.0, "threshold": 59.0},
        {"weight": 0.0},
        {"threshold": -1.0},
        {"threshold": 51.0},
        {"probability": 0.0},
        {"probability": 1.0, "threshold": 50.0},
    ],
)
def test_voters_alike_vote_as_listed_ones_do(changed: dict[str, float]) -> None:
    """Fourteen times 0.3 is 4.2, as written; in floats the quotient is a little more."""
    question = vote(**changed)
    listed = Vote(
        probabilities=(question.probability,) * question.voters,
        weights=(question.weight,) * question.voters,
        threshold=question.threshold,
    ).exact()
    exact = question.exact()
    assert listed is not None
    assert exact is not None
    assert exact.log10_probability == pytest.approx(listed.log10_probability, rel=1e-12, abs=1e-15)
    assert question.bound().log10_probability >= exact.log10_probability
    second = question.second_exact()
    assert (second is None) is (question.is_settled is not None)
    assert second is None or second.agrees_with(exact)


def test_a_million_voters_are_answered_however_rare() -> None:
    """Against the ratios of neighbouring masses; Chernoff's bound is above by a factor below 10^6."""
    question = vote(voters=1_000_000, probability=0.1, threshold=200_000.0)
    exact, second = question.exact(), question.second_exact()
    assert exact is not None
    assert second is not None
    assert second.method == "ratios"
    assert second.log10_probability == pytest.approx(exact.log10_probability, rel=1e-13, abs=0)
    assert -19_287 < exact.log10_probability < -19_286
    assert 0 < question.bound().log10_probability - exact.log10_probability < 6


@pytest.mark.parametrize("method", [Method.MONTE_CARLO, Method.RARE])
def test_trials_find_what_is_computed(method: Method) -> None:
    question = vote(voters=100_000, threshold=30_150.0)
    precision = Precision(relative_error=0.05, confidence=0.99, largest_trials=200_000)
    found = assess(question, method, np.random.default_rng, precision)
    assert found.agrees
    assert found.agreement[0].method == "exact"
    assert found.estimate.upper < 1.2 * found.estimate.lower


def test_no_weight_is_above_that_of_just_enough() -> None:
    question = vote()
    weights = question.log_weights(10_000, np.random.default_rng(1))
    assert weights.max() == pytest.approx(question.largest_log_weight, rel=1e-12, abs=0)


def test_what_is_out_of_reach_of_any_sample_is_not_sampled_so() -> None:
    assert vote().is_sampled_rarely
    assert not vote(probability=1e-100).is_sampled_rarely
    assert not vote(threshold=10.0).is_sampled_rarely


def test_counts_that_spread_too_far_are_left_to_samples() -> None:
    question = vote(voters=10**15, probability=0.5, threshold=5e14)
    assert question.exact() is None
    hits = question.successes(10_000, np.random.default_rng(1))
    assert abs(hits - 5_000) < 5 * math.sqrt(2_500)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"voters": 0}, "voters must be from 1 to 1000000000000000, got 0"),
        ({"voters": 10**15 + 1}, f"voters must be from 1 to 1000000000000000, got {10**15 + 1}"),
        ({"probability": math.nan}, "probabilities must lie in [0, 1], got nan"),
        ({"weight": -1.0}, "weights must be finite and not negative, got -1.0"),
        ({"threshold": math.inf}, "threshold must be finite, got inf"),
    ],
)
def test_what_is_no_vote_is_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        vote(**changed)
    assert str(refusal.value) == message
