"""A weighted vote: exact to the last digits, by ways that share nothing."""

import math
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hybridstake.models.attacks.estimate import Estimate
from hybridstake.models.attacks.rare import sample_rare
from hybridstake.models.attacks.stopping import Precision
from hybridstake.models.attacks.votes.lattice import fits
from hybridstake.models.attacks.votes.tilting import saddle
from hybridstake.models.attacks.votes.vote import MOST_VOTERS, Vote
from hybridstake.models.errors import InvalidParameter
from hypothesis import given, settings
from hypothesis import strategies as st


def by_enumeration(question: Vote) -> Fraction:
    """All outcomes, in fractions, weights as written."""
    weights = question.weights or (1.0,) * len(question.probabilities)
    total = Fraction(0)
    for votes in product((0, 1), repeat=len(weights)):
        weight = sum(
            (Fraction(repr(each)) for each, vote in zip(weights, votes, strict=True) if vote),
            Fraction(0),
        )
        if weight >= Fraction(repr(float(question.threshold))):
            total += math.prod(
                Fraction(chance) if vote else 1 - Fraction(chance)
                for chance, vote in zip(question.probabilities, votes, strict=True)
            )
    return total


def exact(question: Vote) -> Estimate:
    """The exact answer, which there is."""
    answer = question.exact()
    assert answer is not None
    return answer


def test_the_threshold_is_met_as_written() -> None:
    """0.1 + 0.2 is above 0.3 in floats, and 0.1 + 0.7 below 0.8; on paper they are equal."""
    for weights, threshold in (((0.1, 0.2), 0.3), ((0.1, 0.7), 0.8)):
        question = Vote(probabilities=(0.5, 0.5), weights=weights, threshold=threshold)
        assert exact(question).probability == pytest.approx(0.25, rel=1e-13, abs=0)
        assert question.second_exact().probability == 0.25  # pyright: ignore[reportOptionalMemberAccess]
        above = Vote(probabilities=(0.5, 0.5), weights=weights, threshold=threshold + 1e-12)
        assert exact(above).probability == 0
    halves = Vote(probabilities=(0.5,) * 3, weights=(0.5, 0.5, 0.2), threshold=1.2)
    assert exact(halves).probability == pytest.approx(0.125, rel=1e-13, abs=0)


@given(
    voters=st.lists(
        st.tuples(
            st.sampled_from([0.0, 5e-324, 1e-300, 1e-9, 0.1, 0.5, 0.9, 1 - 1e-16, 1.0]),
            st.sampled_from([0.0, 5e-324, 1e-300, 0.1, 0.2, 0.3, 1.0, 3.0, 7.7, 1e17, 1e300]),
        ),
        min_size=1,
        max_size=6,
    ),
    threshold=st.sampled_from([-1.0, 0.0, 5e-324, 1e-300, 0.3, 0.6, 1.0, 4.3, 8.0, 1e17, 2e300]),
)
@settings(max_examples=60)
def test_extreme_weights_and_chances_are_those_of_all_outcomes(
    voters: list[tuple[float, float]], threshold: float
) -> None:
    """Every way against an enumeration in fractions, the bound above it."""
    chances, weights = zip(*voters, strict=True)
    question = Vote(probabilities=chances, weights=weights, threshold=threshold)
    truth = by_enumeration(question)
    log_truth = (
        (math.log2(truth.numerator) - math.log2(truth.denominator)) * math.log10(2)
        if truth
        else -math.inf
    )
    for answer in (exact(question), question.second_exact()):
        assert answer is not None
        assert answer.probability == pytest.approx(float(truth), rel=1e-12, abs=5e-324)
        assert answer.log10_probability == pytest.approx(log_truth, rel=1e-12, abs=1e-12)
    assert question.bound().log10_probability >= log_truth - 1e-12 * abs(log_truth or 1)
    assert question.bound().agrees_with(exact(question))


def test_a_tail_that_plain_transforms_lose_is_right() -> None:
    """100 voters at 1 %, 60 yes: about 1e-93, where one minus a distribution function is noise."""
    question = Vote(probabilities=(0.01,) * 100, threshold=60)
    truth = sum(
        math.comb(100, count) * Fraction(0.01) ** count * (1 - Fraction(0.01)) ** (100 - count)
        for count in range(60, 101)
    )
    assert float(truth) < 1e-90
    assert exact(question).probability == pytest.approx(float(truth), rel=1e-12, abs=0)


def test_what_underflows_keeps_its_logarithm() -> None:
    """Three of five at 1e-300: 10 * 1e-900, less what is below rounding."""
    question = Vote(probabilities=(1e-300,) * 5, threshold=3)
    assert exact(question).probability == 0
    assert exact(question).log10_probability == pytest.approx(-899, rel=1e-14, abs=0)


def test_a_near_certainty_keeps_what_it_lacks() -> None:
    """One of a hundred at 30 %: 1 - 0.7^100, which as a float is one, by the mirrored event."""
    question = Vote(probabilities=(0.3,) * 100, threshold=1)
    lacking = -math.expm1(exact(question).log10_probability * math.log(10))
    assert lacking == pytest.approx(0.7**100, rel=1e-12, abs=0)


def test_a_rare_yes_that_decides_alone_is_not_lost_by_its_weight() -> None:
    """The expected weight is 100 times the threshold, and the chance 1e-10."""
    question = Vote(probabilities=(1e-10, 1e-3), weights=(1e12, 1e-3), threshold=1)
    assert exact(question).probability == pytest.approx(1e-10, rel=1e-12, abs=0)


@pytest.mark.parametrize(
    ("weights", "threshold"),
    [((1.0, 1e17), 1.0), ((1.0, 1e17), 1e17 - 16), ((1.0, 2.0, 3.0), 5.0), ((0.1,) * 50, 3.0)],
)
def test_the_needed_sum_is_the_expected_one_under_the_tilt(
    weights: tuple[float, ...], threshold: float
) -> None:
    """Also where it is so small, or so near to all, that the other side rounds it away."""
    chances = (1e-30,) * len(weights)
    voters = Vote(probabilities=chances, weights=weights, threshold=threshold).voters
    tilt = saddle(voters)
    if voters.needed < voters.total / 2:
        side, expected = tilt.yes, voters.needed
    else:
        side, expected = tilt.no, voters.total - voters.needed
    reached = float(np.array(voters.weights, dtype=float) @ side)
    assert reached == pytest.approx(expected, rel=1e-12, abs=0)


@pytest.mark.parametrize("needed", [40, 60, 90])
def test_many_weighted_voters_are_the_same_by_recurrence_and_by_products(needed: int) -> None:
    """150 voters of whole weights; the second way multiplies polynomials by Fourier transform."""
    rng = np.random.default_rng(5)
    question = Vote(
        probabilities=tuple((rng.random(150) * 0.3).tolist()),
        weights=tuple(rng.integers(1, 60, 150).astype(float).tolist()),
        threshold=needed * 25.0,
    )
    second = question.second_exact()
    assert second is not None
    assert second.method == "product"
    assert second.probability == pytest.approx(exact(question).probability, rel=1e-11, abs=0)
    assert question.bound().probability > exact(question).probability


def test_few_voters_of_any_weights_meet_in_the_middle() -> None:
    """16 Pareto weights with sixteen digits, against integers: no lattice holds them."""
    rng = np.random.default_rng(6)
    question = Vote(
        probabilities=tuple((rng.random(16) * 0.2).tolist()),
        weights=tuple((rng.pareto(1.2, 16) + 1).tolist()),
        threshold=40.0,
    )
    assert not fits(question.voters)
    second = question.second_exact()
    assert second is not None
    assert second.method == "integers"
    assert exact(question).probability == pytest.approx(second.probability, rel=1e-12, abs=0)


def test_many_voters_of_few_real_weights_are_exact_too() -> None:
    """Equal weights have few sums: 628.3 takes 200 of pi, whatever the one of 1 says."""
    question = Vote(probabilities=(0.3,) * 400, weights=(math.pi,) * 399 + (1.0,), threshold=628.3)
    plain = exact(Vote(probabilities=(0.3,) * 399, threshold=200))
    assert exact(question).log10_probability == pytest.approx(
        plain.log10_probability, rel=1e-12, abs=0
    )


def test_many_voters_of_unlike_weights_are_sampled_and_bounded() -> None:
    rng = np.random.default_rng(8)
    question = Vote(
        probabilities=(0.05,) * 200,
        weights=tuple((rng.pareto(2.0, 200) + 1).tolist()),
        threshold=90.0,
    )
    assert question.exact() is None
    drawn = sample_rare(
        question, lambda chunk: np.random.default_rng([3, chunk]), Precision(largest_trials=16_384)
    )
    assert drawn.tally.doubt == ""
    assert drawn.tally.estimate(0.99).upper < question.bound().probability < 1e-5


@pytest.mark.parametrize("weights", [None, tuple(0.1 * place for place in range(1, 31))])
def test_samples_agree_with_what_is_computed(weights: tuple[float, ...] | None) -> None:
    """Plain and weighted draws, each within five standard errors."""
    question = Vote(probabilities=(0.3,) * 30, weights=weights, threshold=14)
    truth = exact(question).probability
    if weights is not None:
        question = Vote(probabilities=(0.3,) * 30, weights=weights, threshold=24)
        truth = exact(question).probability
    trials = 100_000
    error = math.sqrt(truth * (1 - truth) / trials)
    successes = question.successes(trials, np.random.default_rng(1))
    assert successes / trials == pytest.approx(truth, abs=5 * error)
    found = np.exp(question.log_weights(20_000, np.random.default_rng(2)))
    assert found.mean() == pytest.approx(truth, abs=5 * found.std() / math.sqrt(20_000))
    assert found.std() / truth < 4


def test_sums_too_large_for_floats_are_compared_exactly() -> None:
    """As floats 1e18 and 1e18 + 1e-12 are one; only with the second vote is the latter reached."""
    question = Vote(probabilities=(0.5,) * 3, weights=(1e18, 1e-12, 1e18), threshold=1e18)
    assert exact(question).probability == pytest.approx(0.75, rel=1e-13, abs=0)
    short = Vote(probabilities=(0.5,) * 3, weights=(1e18 - 128, 64.0, 64.0), threshold=1e18)
    rounded = Vote(probabilities=(0.5,) * 3, weights=(1e18, 1e-12, 3e-12), threshold=1e18)
    for asked, truth in ((question, 0.75), (short, 0.125), (rounded, 0.5)):
        assert exact(asked).probability == pytest.approx(truth, rel=1e-13, abs=0)
        successes = asked.successes(20_000, np.random.default_rng(1))
        assert successes / 20_000 == pytest.approx(truth, abs=5 * math.sqrt(0.25 / 20_000))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"probabilities": ()}, f"probabilities must be from 1 to {MOST_VOTERS}, got 0"),
        ({"probabilities": (1.5,)}, "probabilities must lie in [0, 1], got 1.5"),
        ({"probabilities": (math.nan,)}, "probabilities must lie in [0, 1], got nan"),
        ({"weights": (1.0,)}, "weights must be as many as probabilities (2), got 1"),
        ({"weights": (1.0, -1.0)}, "weights must be finite and not negative, got -1.0"),
        ({"weights": (1.0, math.inf)}, "weights must be finite and not negative, got inf"),
        ({"threshold": math.nan}, "threshold must be finite, got nan"),
        ({"threshold": -math.inf}, "threshold must be finite, got -inf"),
    ],
)
def test_what_is_no_vote_is_refused(changes: dict[str, object], message: str) -> None:
    given: dict[str, object] = {"probabilities": (0.5, 0.5), "threshold": 1.0, **changes}
    with pytest.raises(InvalidParameter) as refusal:
        Vote(**given)  # pyright: ignore[reportArgumentType]
    assert str(refusal.value) == message
