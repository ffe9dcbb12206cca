"""Sortition committees: both failures, together and apart, and the size that avoids them."""

import math
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hybridstake.models.attacks.rare import sample_rare
from hybridstake.models.attacks.stopping import Precision
from hybridstake.models.attacks.votes.choices import Failure
from hybridstake.models.attacks.votes.committee_size import RIPPLE, smallest_expected_size
from hybridstake.models.attacks.votes.poisson import log_tails
from hybridstake.models.attacks.votes.sortition import LARGEST_SIZE, Sortition
from hybridstake.models.errors import InvalidParameter

ALGORAND = Sortition(expected_size=2000.0, threshold=0.685, honest=0.8)

PUBLISHED = [("Gilad et al. 2017, Algorand, section 7.5: below", ALGORAND, 5e-9)]
"""Source, question, and the published upper end of its failure."""

QUESTIONS = [
    ALGORAND,
    Sortition(expected_size=10_000.0, threshold=0.74, honest=0.8),
    Sortition(expected_size=20.0, threshold=0.685, honest=0.9),
    Sortition(expected_size=20.0, threshold=0.685, honest=1.0),
    Sortition(expected_size=7.5, threshold=0.5, honest=0.6),
    Sortition(expected_size=1.0, threshold=0.0, honest=0.5),
    Sortition(expected_size=30.0, threshold=1.0, honest=0.5),
    Sortition(expected_size=40.0, threshold=0.1, honest=0.99),
    Sortition(expected_size=300.0, threshold=0.9, honest=5e-324),
]


def by_enumeration(question: Sortition) -> tuple[float, float, float]:
    """Safety, liveness and either, over a square of counts with plain masses."""
    honest, byzantine = (
        [math.exp(-mean) * mean**count / math.factorial(count) for count in range(101)]
        for mean in (question.honest_mean, question.byzantine_mean)
    )
    line = Fraction(str(question.threshold)) * Fraction(str(question.expected_size))
    unsafe = stuck = either = 0.0
    for first, honest_mass in enumerate(honest):
        for second, byzantine_mass in enumerate(byzantine):
            mass = honest_mass * byzantine_mass
            is_unsafe, is_stuck = Fraction(first, 2) + second > line, not first > line
            unsafe += mass * is_unsafe
            stuck += mass * is_stuck
            either += mass * (is_unsafe or is_stuck)
    return unsafe, stuck, either


@pytest.mark.parametrize(("source", "question", "below"), PUBLISHED)
def test_the_published_committee_fails_less_often_than_published(
    source: str, question: Sortition, below: float
) -> None:
    """The paper rounds up: its committee of 2,000 comes to 4.2e-9."""
    assert below * 0.8 < question.exact().probability < below, source


def test_algorands_figure_asks_for_about_two_thousand() -> None:
    """Figure 3 of the paper at 80 % honest: 2,000 expected votes for 5e-9, at threshold 0.685."""
    assert 1_900 < smallest_expected_size(0.685, 0.8, 5e-9) <= 2_000


@pytest.mark.parametrize(
    "question",
    [
        Sortition(expected_size=10.0, threshold=0.7, honest=0.8),
        Sortition(expected_size=10.0, threshold=0.65, honest=0.8),
        Sortition(expected_size=7.5, threshold=0.5, honest=0.6),
        Sortition(expected_size=3.0, threshold=1.0, honest=0.99),
    ],
)
def test_small_committees_are_those_of_all_pairs_of_counts(question: Sortition) -> None:
    unsafe, stuck, either = by_enumeration(question)
    assert question.safety_failure.probability == pytest.approx(unsafe, rel=1e-12, abs=0)
    assert question.liveness_failure.probability == pytest.approx(stuck, rel=1e-12, abs=0)
    assert question.exact().probability == pytest.approx(either, rel=1e-12, abs=0)


def test_the_threshold_is_read_as_written() -> None:
    """0.07 * 100 is above 7 in floats: with 7 honest votes the committee is stuck either way."""
    question = Sortition(expected_size=100.0, threshold=0.07, honest=0.1)
    assert 0.07 * 100 > 7
    assert (question.most_stuck, question.most_safe) == (7, 14)
    assert replace(question, threshold=0.29).most_stuck == 29
    assert math.floor(0.29 * 100) == 28


@pytest.mark.parametrize("question", QUESTIONS)
def test_two_sums_of_different_shape_agree(question: Sortition) -> None:
    exact, second, bound = question.exact(), question.second_exact(), question.bound()
    assert exact.log10_probability == pytest.approx(second.log10_probability, rel=1e-12, abs=1e-13)
    assert bound.log10_probability >= exact.log10_probability
    parts = question.safety_failure.probability, question.liveness_failure.probability
    assert max(parts) * (1 - 1e-12) <= exact.probability <= sum(parts) * (1 + 1e-12)


def test_what_underflows_keeps_its_logarithm() -> None:
    """A committee of 90,000: both sums say 10^-337, with ten digits of the exponent's fraction."""
    question = Sortition(expected_size=90_000.0, threshold=0.685, honest=0.8)
    exact = question.exact()
    assert (exact.probability, round(exact.log10_probability)) == (0.0, -338)
    assert exact.agrees_with(question.second_exact())


def test_no_byzantine_votes_leave_the_honest_alone() -> None:
    """Unsafe with more than 2 honest votes, stuck with at most 1: only 2 will do, e^-1 / 2."""
    question = Sortition(expected_size=1.0, threshold=1.0, honest=1.0)
    assert question.exact().probability == pytest.approx(1 - math.exp(-1) / 2, rel=1e-13, abs=0)


@pytest.mark.parametrize("failure", list(Failure))
def test_each_failure_can_be_asked_for_alone(failure: Failure) -> None:
    """By all pairs of counts, by the second sum, by the bound, and by samples of both kinds."""
    question = Sortition(expected_size=40.0, threshold=0.65, honest=0.9, failure=failure)
    unsafe, stuck, either = by_enumeration(question)
    truth = unsafe if failure is Failure.SAFETY else stuck
    assert truth < 0.95 * either
    assert question.exact().probability == pytest.approx(truth, rel=1e-11, abs=0)
    assert question.second_exact().probability == pytest.approx(truth, rel=1e-11, abs=0)
    both = replace(question, failure=None).bound().probability
    assert truth <= question.bound().probability < both
    found = question.successes(100_000, np.random.default_rng(4)) / 100_000
    assert found == pytest.approx(truth, abs=5 * math.sqrt(truth / 100_000))
    assert question.is_sampled_rarely
    log_weights = question.log_weights(50_000, np.random.default_rng(5))
    assert float(np.exp(log_weights).mean()) == pytest.approx(truth, rel=0.05, abs=0)
    assert float(log_weights.max()) <= question.largest_log_weight + 1e-9
    # No trial is spent on the other failure.
    assert question.largest_log_weight < replace(question, failure=None).largest_log_weight - 0.6


@pytest.mark.parametrize("question", QUESTIONS[:5])
def test_samples_agree_with_what_is_computed(question: Sortition) -> None:
    """Within five standard errors, weighted where both failures are unusual."""
    truth, trials = question.exact().probability, 100_000
    successes = question.successes(trials, np.random.default_rng(1))
    allowed = 5 * math.sqrt(truth * (1 - truth) / trials) + 1e-9
    assert successes / trials == pytest.approx(truth, abs=allowed)
    if question.is_sampled_rarely:
        drawn = sample_rare(
            question,
            lambda chunk: np.random.default_rng([3, chunk]),
            Precision(largest_trials=32_768),
        ).tally
        assert drawn.doubt == ""
        estimate = drawn.estimate(1 - 1e-6)
        assert estimate.lower < truth < estimate.upper


def test_usual_failures_are_not_weighted() -> None:
    assert ALGORAND.is_sampled_rarely
    assert not replace(ALGORAND, honest=0.6).is_sampled_rarely
    assert not replace(ALGORAND, threshold=0.5).is_sampled_rarely


@pytest.mark.parametrize("mean", [1e-300, 0.3, 5.0, 73.2])
def test_poisson_tails_are_sums_of_masses(mean: float) -> None:
    """Masses by recurrence from that of zero, to a hundred digits."""
    at_most, at_least = log_tails(mean, 90)
    with localcontext(prec=100):
        masses = [(-Decimal(mean)).exp()]
        for count in range(1, 400):
            masses.append(masses[-1] * Decimal(mean) / count)
        for count in (0, 1, 5, 73, 74, 90):
            below = float(sum(masses[: count + 1], Decimal(0)).ln())
            above = float(sum(masses[count:], Decimal(0)).ln())
            assert at_most[count] == pytest.approx(below, rel=1e-12, abs=1e-15)
            assert at_least[count] == pytest.approx(above, rel=1e-12, abs=1e-15)


def test_the_smallest_size_is_the_first_of_all_that_will_do() -> None:
    """Tried one by one from 1; and what falls back by less than the ripple is not missed."""
    question = Sortition(expected_size=1.0, threshold=0.685, honest=0.9)
    failures = [
        replace(question, expected_size=float(size)).exact().probability for size in range(1, 260)
    ]
    for target in (0.2, 0.01, 1e-3, 7e-4):
        first = next(size for size, failure in enumerate(failures, 1) if failure <= target)
        assert smallest_expected_size(0.685, 0.9, target) == first
    lowest = np.minimum.accumulate(failures)
    assert 1.05 < max(failures[10:] / lowest[10:]) < RIPPLE


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"expected_size": 0.5}, f"expected_size must lie in [1, {LARGEST_SIZE}], got 0.5"),
        ({"expected_size": math.nan}, f"expected_size must lie in [1, {LARGEST_SIZE}], got nan"),
        ({"expected_size": 1e6}, f"expected_size must lie in [1, {LARGEST_SIZE}], got 1000000.0"),
        (
            {"threshold": -0.1},
            "threshold must lie in [0, 1], a part of the expected size, got -0.1",
        ),
        (
            {"threshold": 134.0, "expected_size": 200.0},
            "threshold must lie in [0, 1], a part of the expected size, got 134.0",
        ),
        ({"honest": 1.1}, "honest must lie in [0, 1], got 1.1"),
        ({"honest": math.nan}, "honest must lie in [0, 1], got nan"),
    ],
)
def test_what_is_no_committee_is_refused(changes: dict[str, float], message: str) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        replace(ALGORAND, **changes)
    assert str(refusal.value) == message


def test_a_target_out_of_reach_is_refused() -> None:
    with pytest.raises(InvalidParameter) as refusal:
        smallest_expected_size(0.5, 0.8, 1e-3)
    assert str(refusal.value) == (
        f"target must be reachable with an expected size of at most {LARGEST_SIZE}, got 0.001"
    )
    with pytest.raises(InvalidParameter, match=r"target must lie in \(0, 1\), got 0"):
        smallest_expected_size(0.5, 0.8, 0.0)
