"""Clopper–Pearson intervals: definition, coverage, refusals."""

import math

import numpy as np
import pytest
from hybridstake.models.attacks.intervals import clopper_pearson
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammaincinv


def binomial_tail(trials: int, successes: int, probability: float) -> float:
    """Chance of at least `successes`, by adding masses."""
    return math.fsum(
        math.comb(trials, k) * probability**k * (1 - probability) ** (trials - k)
        for k in range(successes, trials + 1)
    )


def test_no_success_by_hand() -> None:
    """The upper end u solves (1 - u)^10 = 0.025: u = 1 - 0.025^(1/10) = 0.30850."""
    assert clopper_pearson(0, 10, 0.95) == (0.0, pytest.approx(1 - 0.025**0.1, rel=1e-14, abs=0))


def test_all_successes_by_hand() -> None:
    """The lower end l solves l^10 = 0.025: l = 0.69150."""
    assert clopper_pearson(10, 10, 0.95) == (pytest.approx(0.025**0.1, rel=1e-14, abs=0), 1.0)


@pytest.mark.parametrize(("successes", "trials"), [(1, 3), (4, 9), (19, 20), (7, 60)])
def test_both_ends_leave_half_of_the_risk_outside(successes: int, trials: int) -> None:
    """The definition: at the lower end so many successes or more have chance 1 %, and so on."""
    lower, upper = clopper_pearson(successes, trials, 0.98)
    assert binomial_tail(trials, successes, lower) == pytest.approx(0.01, rel=1e-11, abs=0)
    assert 1 - binomial_tail(trials, successes + 1, upper) == pytest.approx(0.01, rel=1e-11, abs=0)


@pytest.mark.parametrize("confidence", [0.5, 0.95, 0.999])
@pytest.mark.parametrize("trials", [1, 5, 30, 200])
def test_the_coverage_is_at_least_nominal_for_every_probability(
    trials: int, confidence: float
) -> None:
    """Exactly, by adding the masses of the counts whose interval holds the truth."""
    intervals = [clopper_pearson(count, trials, confidence) for count in range(trials + 1)]
    for truth in np.linspace(0.003, 0.997, 143):
        covered = math.fsum(
            math.comb(trials, count) * truth**count * (1 - truth) ** (trials - count)
            for count, (lower, upper) in enumerate(intervals)
            if lower <= truth <= upper
        )
        assert covered >= confidence - 1e-12


def test_a_thousand_successes_in_a_billion_trials() -> None:
    """The gamma limit of the beta quantiles, good to 1000 / 1e9; SciPy's own inverse is 90 % off."""
    lower, upper = clopper_pearson(1_000, 999_500_000, 0.5)
    assert lower == pytest.approx(gammaincinv(1_000, 0.25) / 999_500_000, rel=2e-6, abs=0)
    assert upper == pytest.approx(gammaincinv(1_001, 0.75) / 999_500_000, rel=2e-6, abs=0)


@given(trials=st.integers(1, 10**9), share=st.floats(0, 1), confidence=st.floats(0.5, 1 - 1e-9))
def test_the_interval_holds_the_estimate_and_its_mirror_image(
    trials: int, share: float, confidence: float
) -> None:
    successes = round(share * trials)
    lower, upper = clopper_pearson(successes, trials, confidence)
    assert 0 <= lower <= successes / trials <= upper <= 1
    mirrored = clopper_pearson(trials - successes, trials, confidence)
    assert mirrored == (pytest.approx(1 - upper, abs=1e-12), pytest.approx(1 - lower, abs=1e-12))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 0, 0.9), "trials must be at least 1, got 0"),
        ((-1, 5, 0.9), "successes must lie in [0, trials (5)], got -1"),
        ((6, 5, 0.9), "successes must lie in [0, trials (5)], got 6"),
        ((1, 5, 1.0), "confidence must lie in (0, 1), got 1.0"),
        ((1, 5, math.nan), "confidence must lie in (0, 1), got nan"),
    ],
)
def test_arguments_outside_their_range_are_refused(
    arguments: tuple[int, int, float], message: str
) -> None:
    with pytest.raises(InvalidParameter) as refusal:
        clopper_pearson(*arguments)
    assert str(refusal.value) == message
