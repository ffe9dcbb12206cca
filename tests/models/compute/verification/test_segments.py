"""Random segments done again: exact chances at every size."""

from fractions import Fraction
from math import comb

import mpmath
import numpy as np
import pytest
from hybridstake.models.compute.verification import segments as module
from hybridstake.models.compute.verification.segments import (
    chance_missed,
    chance_missed_with_replacement,
    least_tested,
)
from hybridstake.models.errors import InvalidParameter
from hypothesis import given
from hypothesis import strategies as st


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 60))
def test_the_chance_is_the_hypergeometric_one(segments: int, forged: int, tested: int) -> None:
    forged, tested = min(forged, segments), min(tested, segments)
    exact = Fraction(comb(segments - forged, tested), comb(segments, tested))
    assert chance_missed(segments, forged, tested) == pytest.approx(float(exact), rel=1e-12, abs=0)


def test_a_worked_example_and_the_sampled_one() -> None:
    """Ten of a hundred segments forged, twenty tested: found with 0.905."""
    assert 1 - chance_missed(100, 10, 20) == pytest.approx(0.905, abs=5e-4)
    rng = np.random.default_rng(1)
    missed = np.mean([(rng.choice(100, 20, replace=False) >= 10).all() for _ in range(4_000)])
    assert abs(missed - chance_missed(100, 10, 20)) < 4 * np.sqrt(0.095 * 0.905 / 4_000)
    assert chance_missed_with_replacement(0.1, 20) == pytest.approx(0.9**20, rel=1e-12, abs=0)
    assert chance_missed_with_replacement(0.1, 20) > chance_missed(100, 10, 20)


def test_tiny_chances_and_many_segments_are_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    with mpmath.workdps(40):
        exact = mpmath.binomial(10**6 - 5_000, 5_000) / mpmath.binomial(10**6, 5_000)
    assert chance_missed(10**6, 5_000, 5_000) == pytest.approx(float(exact), rel=1e-10, abs=0)
    product = chance_missed(10**6, 500, 20_000)
    monkeypatch.setattr(module, "LARGEST_PRODUCT", 10)
    assert chance_missed(10**6, 500, 20_000) == pytest.approx(product, rel=1e-6, abs=0)
    assert chance_missed(100, 50, 51) == 0.0
    assert chance_missed(10, 5, 5) == pytest.approx(1 / comb(10, 5), rel=1e-12, abs=0)


@given(st.integers(1, 80), st.integers(1, 80), st.floats(0, 1))
def test_the_fewest_tests_are_the_fewest(segments: int, forged: int, detection: float) -> None:
    forged = min(forged, segments)
    tested = least_tested(segments, forged, detection)
    assert chance_missed(segments, forged, tested) <= 1 - detection
    assert tested == 0 or chance_missed(segments, forged, tested - 1) > 1 - detection


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 0, 0), "segments must be at least 1, got 0"),
        ((5, 6, 0), "forged must lie in [0, segments (5)], got 6"),
        ((5, 0, -1), "tested must lie in [0, segments (5)], got -1"),
    ],
)
def test_counts_outside_their_range_are_refused(
    arguments: tuple[int, int, int], message: str
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        chance_missed(*arguments)
    assert str(caught.value) == message


def test_a_detection_outside_its_range_and_nothing_forged_are_refused() -> None:
    with pytest.raises(InvalidParameter) as caught:
        least_tested(10, 1, 1.5)
    assert str(caught.value) == "detection must lie in [0, 1], got 1.5"
    with pytest.raises(InvalidParameter) as caught:
        least_tested(10, 0, 0.5)
    assert str(caught.value) == "forged must be at least 1, got 0"
