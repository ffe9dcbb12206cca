"""Proposers: probabilities in both draws, against each other and against the rule itself."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.selection import (
    authority_probability,
    draw_proposers,
    independent_draw_probabilities,
    reused_authority_probability,
    reused_draw_probabilities,
    reused_staker_probability,
    staker_probability,
)
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

PROBABILITIES = {
    "reused": reused_draw_probabilities,
    "independent": independent_draw_probabilities,
}
either_draw = pytest.mark.parametrize("draw", PROBABILITIES)

shares = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0, 1, allow_subnormal=False))
seats = st.integers(1, 50)
increasing_stakes = st.lists(st.floats(1, 1e9), min_size=1, max_size=20).map(
    lambda stakes: np.array(sorted(stakes))
)


def test_15_of_21_authorities_can_propose_when_the_draw_is_reused() -> None:
    """0.7 · 21 = 14.7: the first fourteen have 1/21 each, the next 0.7 - 14/21 = 1/30, the rest none.

    Of 100 equal stakers, those whose hundredth lies above 0.7 propose: 30.
    """
    plan = load("plan")
    of_authorities, of_stakers = reused_draw_probabilities(
        plan.selection.authority_probability, plan.fast.validators, np.full(100, 25_500.0)
    )
    assert np.count_nonzero(of_authorities) == 15
    assert of_authorities[:14] == pytest.approx(
        1 / 21, rel=1e-14
    )  # differences of numbers below one
    assert of_authorities[14] == pytest.approx(1 / 30, rel=1e-14)
    assert np.count_nonzero(of_stakers > 1e-12) == 30  # a cumulative sum may miss 0.7 by an ulp


def test_all_can_propose_when_each_decision_has_its_own_draw() -> None:
    """0.7 / 21 = 1/30 for each authority; 0.3 / 100 for each of 100 equal stakers."""
    of_authorities, of_stakers = independent_draw_probabilities(0.7, 21, np.full(100, 25_500.0))
    assert of_authorities == pytest.approx(1 / 30, rel=1e-15)
    assert of_stakers == pytest.approx(0.003, rel=1e-15)


@either_draw
@given(share=shares, authorities=seats, stakes=increasing_stakes)
def test_probabilities_sum_to_one_and_none_is_negative(
    draw: str, share: float, authorities: int, stakes: NDArray[np.float64]
) -> None:
    """At most 70 terms, each rounded by less than 2^-53."""
    of_authorities, of_stakers = PROBABILITIES[draw](share, authorities, stakes)
    assert (len(of_authorities), len(of_stakers)) == (authorities, len(stakes))
    assert min(of_authorities.min(), of_stakers.min()) >= 0
    assert of_authorities.sum() == pytest.approx(share, abs=70 * 2**-53)
    assert of_stakers.sum() == pytest.approx(1 - share, abs=70 * 2**-53)


@given(
    share=st.fractions(0, 1),
    authorities=seats,
    stakes=st.lists(st.fractions(1, 1_000, max_denominator=100), min_size=1, max_size=10),
)
def test_probabilities_of_independent_draws_sum_to_one_exactly(
    share: Fraction, authorities: int, stakes: list[Fraction]
) -> None:
    of_authorities = authorities * authority_probability(share, authorities)
    of_stakers = sum(staker_probability(share, stake, sum(stakes)) for stake in stakes)
    assert of_authorities + of_stakers == 1


@given(
    share=st.fractions(0, 1, max_denominator=100),
    authorities=seats,
    stakes=st.lists(st.fractions(1, 1_000, max_denominator=100), min_size=1, max_size=10),
)
def test_probabilities_of_a_reused_draw_are_the_overlaps_of_two_stretches(
    share: Fraction, authorities: int, stakes: list[Fraction]
) -> None:
    """Authority i owns [i/n, (i+1)/n) below the share, a staker his part of [0, 1] above it."""

    def overlap(first: Fraction, last: Fraction, low: Fraction, high: Fraction) -> Fraction:
        return max(Fraction(0), min(last, high) - max(first, low))

    nothing, everything, total = Fraction(0), Fraction(1), sum(stakes)
    for rank in range(authorities):
        stretch = (Fraction(rank, authorities), Fraction(rank + 1, authorities))
        expected = overlap(*stretch, nothing, share)
        assert reused_authority_probability(share, rank, authorities) == expected
    for place, stake in enumerate(stakes):
        before = sum(stakes[:place], nothing)
        expected = overlap(before / total, (before + stake) / total, share, everything)
        assert reused_staker_probability(share, before, stake, total) == expected


def test_fractions_have_exact_probabilities() -> None:
    """Arrays of fractions stay fractions: with them a claim is settled."""
    probabilities: Any = reused_draw_probabilities
    stakes = np.array([Fraction(1), Fraction(2), Fraction(5)])
    found = np.concatenate(probabilities(Fraction(7, 10), Fraction(3), stakes))
    assert {type(probability) for probability in found} == {Fraction}
    assert sum(found) == 1


@either_draw
@given(authorities=seats, stakes=increasing_stakes)
def test_a_class_without_a_share_never_proposes(
    draw: str, authorities: int, stakes: NDArray[np.float64]
) -> None:
    no_authority, _ = PROBABILITIES[draw](0.0, authorities, stakes)
    _, no_staker = PROBABILITIES[draw](1.0, authorities, stakes)
    assert not no_authority.any()
    assert not no_staker.any()


@given(share=shares, authorities=seats, stakes=increasing_stakes)
def test_a_reused_draw_never_favours_the_later_authority_or_the_smaller_stake(
    share: float, authorities: int, stakes: NDArray[np.float64]
) -> None:
    """Each probability is a difference of two rounded numbers below one: equal up to 2^-52."""
    of_authorities, of_stakers = reused_draw_probabilities(share, authorities, stakes)
    assert np.all(np.diff(of_authorities) <= 2**-52)
    assert np.all(np.diff(of_stakers) >= -(2**-52) * (1 + len(stakes)))


@either_draw
@pytest.mark.parametrize("share", [0.0, 0.25, 0.7, 1.0])
def test_proposers_drawn_by_the_rule_follow_the_probabilities(draw: str, share: float) -> None:
    """100,000 slots: every count within five standard errors; who has no probability never proposes."""
    stakes, slots = np.array([1.0, 2.0, 3.0, 10.0]), 100_000
    proposers = draw_proposers(
        share, 5, stakes, slots, np.random.default_rng(20), independent=draw == "independent"
    )
    expected = np.concatenate(PROBABILITIES[draw](share, 5, stakes))
    counted = np.bincount(proposers, minlength=len(expected))
    assert len(counted) == len(expected)
    assert np.all(counted[expected == 0] == 0)
    error = np.sqrt(slots * expected * (1 - expected))
    assert np.all(np.abs(counted - slots * expected) <= 5 * error)
