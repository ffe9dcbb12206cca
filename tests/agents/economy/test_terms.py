"""A run translated into base units and epochs."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hybridstake.agents.economy.terms import LONGEST_WAIT, load_per_epoch, terms
from hybridstake.agents.settings import EconomySettings, MarketSettings
from hybridstake.experiments.parameter_files import load
from hybridstake.models.errors import InvalidParameter


@pytest.mark.parametrize(
    ("unbonding_seconds", "epochs"),
    [(0.0, 1), (86_400.0, 1), (86_401.0, 2), (1_814_400.0, 21), (3_155_760_000.0, 36_525)],
)
def test_unbonding_lasts_whole_epochs_and_at_least_one(
    unbonding_seconds: float, epochs: int
) -> None:
    plan = load("plan")
    staking = replace(plan.staking, unbonding_seconds=unbonding_seconds)
    assert terms(replace(plan, staking=staking), EconomySettings()).unbonding_epochs == epochs


def test_a_hundred_years_of_unbonding_in_the_shortest_epochs_can_be_counted() -> None:
    plan = load("plan")
    plan = replace(plan, staking=replace(plan.staking, unbonding_seconds=3_155_760_000.0))
    found = terms(plan, EconomySettings(epoch_seconds=1e-6)).unbonding_epochs
    assert found == pytest.approx(3_155_760_000 * 10**6, rel=1e-15, abs=1)
    assert found < LONGEST_WAIT


def test_there_are_at_most_as_many_groups_as_people() -> None:
    """More would be empty; what was asked for is what is recorded."""
    settings = EconomySettings(stakers=7, order_blocks=1_000_000)
    assert terms(load("plan"), settings).settings.order_blocks == 7
    assert settings.record()["order_blocks"] == 1_000_000


@pytest.mark.parametrize(
    ("rate", "epoch_seconds", "factor"),
    [(0.0, 86_400, 1.0), (100.0, 3e9, math.exp(100.0)), (-100.0, 3e9, math.exp(-100.0))],
)
def test_demand_grows_by_numbers_however_long_an_epoch(
    rate: float, epoch_seconds: float, factor: float
) -> None:
    market = MarketSettings(demand_growth=rate)
    settings = EconomySettings(epoch_seconds=epoch_seconds, market=market)
    assert terms(load("plan"), settings).demand_growth == factor


def test_a_week_of_load_has_the_variance_of_seven_days() -> None:
    """Seven daily shocks, each faded by 0.8 per day that follows, summed one by one."""
    persistence, noise = load_per_epoch(0.8, 0.12, days=7)
    variance = sum((0.12 * 0.8**day) ** 2 for day in range(7))
    np.testing.assert_allclose(noise * noise, variance, rtol=1e-13)
    np.testing.assert_allclose(persistence, 0.8**7, rtol=1e-13)


@pytest.mark.parametrize(("persistence", "variance"), [(0.0, 1.0), (1.0, 7.0)])
def test_load_without_or_with_all_memory_has_the_limits_of_a_random_walk(
    persistence: float, variance: float
) -> None:
    _, noise = load_per_epoch(persistence, 1.0, days=7)
    np.testing.assert_allclose(noise * noise, variance, rtol=1e-13)


@pytest.mark.parametrize(
    ("horizon_years", "share"), [(1.0, 21 / 365), (0.5, 42 / 365), (0.01, 1.0)]
)
def test_the_way_out_is_a_part_of_the_horizon_and_at_most_all_of_it(
    horizon_years: float, share: float
) -> None:
    """The plan's 21 days."""
    run = terms(load("plan"), EconomySettings(horizon_years=horizon_years))
    np.testing.assert_allclose(run.exit_share, share, rtol=1e-12)


def test_silence_costs_in_a_year_what_each_epoch_takes_on_average() -> None:
    """By simulating a hundred thousand epochs of a day one by one, to four standard errors."""
    plan = load("plan")
    slashing = replace(plan.slashing, detection_probability=0.3, unavailability_rate=0.01)
    run = terms(replace(plan, slashing=slashing), EconomySettings())
    epochs = 100_000
    noticed = np.random.default_rng(1).random(epochs) < 0.3
    error = np.sqrt(0.3 * 0.7 / epochs)
    assert abs(noticed.mean() * 0.01 * 365 - run.silence_loss) < 4 * error * 0.01 * 365


def test_a_churn_limit_is_a_part_of_the_supply() -> None:
    assert terms(load("plan"), EconomySettings()).churn_limit is None
    assert terms(load("plan"), EconomySettings(churn_limit=0.07)).churn_limit == 7 * 10**13


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
