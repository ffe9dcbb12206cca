"""Settings of a run, their refusals, and their translation into epochs."""

from dataclasses import replace

import numpy as np
import pytest
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.terms import load_per_epoch, terms
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("stakers", 0, "stakers must be a whole number from 1 to 2^63 - 1, got 0"),
        ("stakers", 1_000_001, "stakers must be at most 1,000,000, got 1000001"),
        ("epochs", 0, "epochs must be a whole number from 1 to 2^63 - 1, got 0"),
        ("epochs", True, "epochs must be a whole number from 1 to 2^63 - 1, got True"),
        ("epoch_seconds", 0, "epoch_seconds must be positive and finite, got 0"),
        ("review_probability", 1.5, "review_probability must lie in [0, 1], got 1.5"),
        ("expectation_memory", -0.1, "expectation_memory must lie in [0, 1], got -0.1"),
        ("mean_gain", float("nan"), "mean_gain must be finite and not negative, got nan"),
    ],
)
def test_a_setting_outside_its_range_is_refused(field, value, message):
    with pytest.raises(InvalidParameter) as refusal:
        EconomySettings(**{field: value})
    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("unbonding_seconds", "epochs"),
    [(0.0, 1), (86_400.0, 1), (86_401.0, 2), (1_814_400.0, 21), (3_155_760_000.0, 36_525)],
)
def test_unbonding_lasts_whole_epochs_and_at_least_one(unbonding_seconds, epochs):
    plan = load("plan")
    staking = replace(plan.staking, unbonding_seconds=unbonding_seconds)
    assert terms(replace(plan, staking=staking), EconomySettings()).unbonding_epochs == epochs


def test_unbonding_of_more_epochs_than_can_be_counted_is_for_ever():
    assert terms(load("plan"), EconomySettings(epoch_seconds=1e-300)).unbonding_epochs == 2**61


def test_a_week_of_load_has_the_variance_of_seven_days():
    """Seven daily shocks, each faded by 0.8 per day that follows, summed one by one."""
    persistence, noise = load_per_epoch(0.8, 0.12, days=7)
    variance = sum((0.12 * 0.8**day) ** 2 for day in range(7))
    np.testing.assert_allclose(noise * noise, variance, rtol=1e-13)
    np.testing.assert_allclose(persistence, 0.8**7, rtol=1e-13)


@pytest.mark.parametrize(("persistence", "variance"), [(0.0, 1.0), (1.0, 7.0)])
def test_load_without_or_with_all_memory_has_the_limits_of_a_random_walk(persistence, variance):
    _, noise = load_per_epoch(persistence, 1.0, days=7)
    np.testing.assert_allclose(noise * noise, variance, rtol=1e-13)


def test_more_seats_than_a_simulation_can_hold_are_refused() -> None:
    plan = load("plan")
    crowd = replace(
        plan,
        fast=replace(plan.fast, validators=10_000_000),
        staking=replace(plan.staking, authority_minimum=1.0),
    )
    with pytest.raises(InvalidParameter) as refusal:
        terms(crowd, EconomySettings())
    assert str(refusal.value) == (
        "fast.validators must be at most 100,000 in a simulation, got 10,000,000"
    )
