"""Solana's schedule, and the proposal that ties issuance to the staking ratio."""

import pytest
from hybridstake.models.economics.networks.solana import (
    INFLATION,
    issuance_rate,
    neutral_staking_ratio,
    revised_issuance_rate,
    scheduled_inflation,
    validator_yield,
)


@pytest.mark.parametrize(
    ("ratio", "percentage"), [(0.30, 6.78), (0.33, 5.80), (0.5, 2.64), (0.65, 1.34)]
)
def test_published_yield_of_the_proposal(ratio: float, percentage: float) -> None:
    """SIMD-0228, text under review: r (1 - sqrt(s)) / s at 4.5 %; half a hundredth of a per cent."""
    assert 100 * validator_yield(ratio) == pytest.approx(percentage, abs=0.005)


def test_the_proposals_own_example_does_not_follow_from_its_formula() -> None:
    """Its security section says 6.25 % at 30 % staked, and for today's curve 6.25 % at 65 %.

    The formula gives 6.78 %; 4.5 % over 65 % is 6.92 %; 6.25 % is reached at 31.6 %.
    """
    assert 100 * validator_yield(0.3) - 6.25 == pytest.approx(0.53, abs=0.005)
    assert pytest.approx(6.92, abs=0.005) == 100 * INFLATION / 0.65
    assert 100 * validator_yield(0.316) == pytest.approx(6.25, abs=0.02)


def test_the_gradual_change_begins_with_the_schedule() -> None:
    """The text takes the larger of epochs / 10 and 1 for the weight; only the smaller is gradual."""
    assert issuance_rate(0.65, weight=0) == INFLATION
    assert issuance_rate(0.65, weight=1) < issuance_rate(0.65, weight=0.5) < INFLATION


def test_published_schedule() -> None:
    """8 %, less 15 % a year, at least 1.5 %; 4.7 % in the fourth year, when the proposal was made.

    Helius, February 2025: "currently ~4.68 %"; the schedule began in February 2021, a year early or
    late by epochs that are longer than two days: within 0.6 points.
    """
    assert scheduled_inflation(0) == 0.08
    assert 100 * scheduled_inflation(4) == pytest.approx(4.68, abs=0.6)
    assert scheduled_inflation(11) == 0.015 < scheduled_inflation(10)


def test_published_facts_about_the_last_form() -> None:
    """Announcement of March 2025: as much as today at 33 % staked; 2.7 % in all at 42 %.

    To a tenth of a point.
    """
    assert revised_issuance_rate(0.33) == pytest.approx(INFLATION, abs=1e-3)
    assert 100 * revised_issuance_rate(0.42) == pytest.approx(2.7, abs=0.1)
    assert revised_issuance_rate(0.3) > INFLATION > revised_issuance_rate(0.35)


@pytest.mark.parametrize("emphasis", [1.0, 3.141592653589793, 10.0])
def test_the_neutral_ratio_is_where_the_last_form_issues_what_the_schedule_does(
    emphasis: float,
) -> None:
    neutral = neutral_staking_ratio(emphasis)
    assert 0 < neutral < 0.5
    assert revised_issuance_rate(neutral, 0.045, emphasis) == pytest.approx(0.045, rel=1e-12, abs=0)


@pytest.mark.parametrize("ratio", [0.5, 0.6, 0.9])
def test_both_forms_agree_where_half_is_staked(ratio: float) -> None:
    assert revised_issuance_rate(ratio) == issuance_rate(ratio)
