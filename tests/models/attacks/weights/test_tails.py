"""Weight that fails: every way of computing its tail against sums of fractions."""

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hybridstake.models.attacks.weights.draws import failures, log_weights
from hybridstake.models.attacks.weights.groups import (
    FailedWeight,
    failed_weight,
    log_odds,
)
from hybridstake.models.attacks.weights.tails import (
    log_bound,
    log_upper_tail,
    log_upper_tail_by_fourier,
)
from hybridstake.models.errors import InvalidParameter

Groups = list[list[int]]


def added(first: dict[int, Fraction], second: dict[int, Fraction]) -> dict[int, Fraction]:
    """Law of the sum of two independent weights."""
    total: dict[int, Fraction] = {}
    for one, chance in first.items():
        for other, another in second.items():
            total[one + other] = total.get(one + other, Fraction(0)) + chance * another
    return total


def true_tail(groups: Groups, alone: float, together: float, threshold: int) -> float:
    """Logarithm of the tail, from fractions."""
    single, whole = Fraction(alone), Fraction(together)
    law = {0: Fraction(1)}
    for group in groups:
        up = {0: 1 - whole}
        for weight in group:
            up = added(up, {0: 1 - single, weight: single})
        up[sum(group)] = up.get(sum(group), Fraction(0)) + whole
        law = added(law, up)
    tail = sum((chance for weight, chance in law.items() if weight >= threshold), Fraction(0))
    return math.log(tail.numerator) - math.log(tail.denominator) if tail else -math.inf


def law_of(groups: Groups, alone: float, together: float) -> FailedWeight:
    """The law under test."""
    return failed_weight(groups, alone=log_odds(alone), together=log_odds(together))


@pytest.mark.parametrize("tail", [log_upper_tail, log_upper_tail_by_fourier])
def test_a_tail_is_that_of_fractions_down_to_any_rarity(
    tail: Callable[[FailedWeight, int], float | None],
) -> None:
    """Both may decline where what counts lies far apart; they must not do so often, nor be wrong."""
    rng = np.random.default_rng(1)
    answered = 0
    for _ in range(120):
        groups = [
            rng.choice([1, 2, 3, 7, 10], rng.integers(1, 6)).tolist()
            for _ in range(rng.integers(1, 5))
        ]
        alone = float(rng.choice([0.0, 1e-200, 5e-324, 1e-5, 0.1, 0.5, 0.9]))
        together = float(rng.choice([0.0, 1e-300, 1e-3, 0.2]))
        law = law_of(groups, alone, together)
        threshold = int(rng.integers(1, law.total + 1))
        found = tail(law, threshold)
        if found is not None:
            answered += 1
            truth = true_tail(groups, alone, together, threshold)
            assert found == pytest.approx(truth, rel=2e-12, abs=2e-12)
    assert answered > 80


def test_the_bound_is_above_the_tail_wherever_it_is() -> None:
    groups = [[1, 1, 1], [2, 5], [3]]
    for alone in (1e-9, 0.05, 0.4):
        law = law_of(groups, alone, 0.01)
        for threshold in range(law.total + 2):
            truth = true_tail(groups, alone, 0.01, threshold)
            assert log_bound(law, threshold) >= truth
    assert log_bound(law_of(groups, 0.05, 0.01), 13) < -6


def test_a_lattice_is_as_fine_as_the_weights_need() -> None:
    """Stakes of millions of tokens with a common divisor are as few as without it."""
    million = law_of([[3_000_000, 1_000_000], [2_000_000]], 0.1, 0.01)
    ones = law_of([[3, 1], [2]], 0.1, 0.01)
    found = log_upper_tail(ones, 4)
    assert log_upper_tail(million, 3_000_001) == pytest.approx(found, rel=1e-13, abs=0)


def test_stakes_too_finely_divided_are_not_computed_but_bounded() -> None:
    law = law_of([[10**15 + 1, 10**15], [10**15 + 7]], 0.1, 0.01)
    assert log_upper_tail(law, 2 * 10**15) is None
    assert log_upper_tail_by_fourier(law, 2 * 10**15) is None
    assert -10 < log_bound(law, 2 * 10**15 + 8) < 0


def test_what_is_drawn_has_the_mean_of_the_law_tilted_or_not() -> None:
    """Five standard errors of 200,000 draws."""
    law = law_of([[1, 1, 4], [1, 1, 4], [9]], 0.1, 0.05)
    rng = np.random.default_rng(3)
    for tilt in (0.0, 0.2):
        drawn = failures(law, tilt, 200_000, rng)
        error = 5 * float(drawn.std()) / math.sqrt(len(drawn))
        assert float(drawn.mean()) == pytest.approx(law.mean(tilt), abs=error)


def test_weighted_trials_find_what_is_computed() -> None:
    law = law_of([[1] * 20] * 5, 0.02, 0.001)
    weights = np.exp(log_weights(law, 45, 100_000, np.random.default_rng(4)))
    error = 5 * float(weights.std()) / math.sqrt(len(weights))
    truth = math.exp(log_upper_tail(law, 45) or 0.0)
    assert truth < 1e-4
    assert float(weights.mean()) == pytest.approx(truth, abs=error)
    assert error < 0.2 * truth


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        ([[1, -2]], "weight must be at least 0, got -2"),
        ([[0], []], "total weight must lie in (0, 2**62], got 0"),
        ([[2**62, 1]], "total weight must lie in (0, 2**62], got 4611686018427387905"),
    ],
)
def test_weights_that_cannot_be_are_refused(groups: Groups, message: str) -> None:
    with pytest.raises(InvalidParameter) as refused:
        law_of(groups, 0.1, 0.1)
    assert str(refused.value) == message
