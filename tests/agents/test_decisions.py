"""Each decision by hand, on both sides of where it turns, and an opportunity weighed to the end."""

from dataclasses import replace

import numpy as np
import pytest
from hybridstake.agents.array_engine import ArrayEngine
from hybridstake.agents.decisions import (
    equivocates,
    seat_pays,
    wants_to_join,
    wants_to_leave,
)
from hybridstake.agents.opportunity import Offence, answer, recipient
from hybridstake.agents.population import found_population
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.streams import EpochDraws
from hybridstake.agents.terms import terms
from hybridstake.experiments.parameter_files import load
from hybridstake.models.economics.deterrence import deters_when_kept


def test_a_person_joins_up_to_the_stake_at_which_his_own_yield_is_his_hurdle():
    """30 / (200 + wealth) >= 0.1 up to a wealth of 100; at least 50 is let in."""
    wealth = np.array([49, 50, 100, 101])
    joins = wants_to_join(30.0, 200, wealth, hurdle_rate=0.1, minimum_stake=50)
    assert joins.tolist() == [False, True, True, False]


def test_a_person_leaves_only_below_his_hurdle():
    """30 / 300 = 0.1: he stays at exactly what he asks for."""
    leaves = wants_to_leave(30.0, 300, np.array([0.09, 0.1, 0.11]))
    assert leaves.tolist() == [False, False, True]


def test_nobody_joins_in_order_to_leave():
    """What joins at some stake of the others stays there, whatever his size."""
    rng = np.random.default_rng(1)
    pool, others, wealth = 10 ** rng.uniform(0, 15, (3, 10_000))
    hurdle = rng.uniform(0.001, 1, 10_000)
    joins = wants_to_join(pool, others, wealth, hurdle, minimum_stake=1)
    assert 100 < joins.sum() < 9_900
    assert not (joins & wants_to_leave(pool, others + wealth, hurdle)).any()


def test_a_seat_pays_down_to_its_cost_and_the_yield_forgone_on_its_bond():
    """300 / 2 = 150 = 100 + 1,000 * 0.05, and not one base unit less."""
    assert seat_pays(300.0, 2, 100, 1_000, 0.05)
    assert not seat_pays(299.0, 2, 100, 1_000, 0.05)


def test_an_offence_pays_from_just_above_the_expected_loss():
    """0.5 * (1,000 + 500) = 750."""
    assert not equivocates(0.5, 1_000, 500, 750)
    assert equivocates(0.5, 1_000, 500, 751)


def test_offences_are_weighed_many_at_a_time_and_just_where_deterrence_fails():
    gains = np.array([749.0, 750.0, 751.0])
    assert equivocates(0.5, 1_000, 500, gains).tolist() == [False, False, True]
    assert (equivocates(0.5, 1_000, 500, gains) != deters_when_kept(0.5, 1_000, 500, gains)).all()


@pytest.mark.parametrize(("draw", "chosen"), [(0.0, 0), (0.24, 0), (0.25, 1), (0.99, 3)])
def test_an_opportunity_comes_to_each_with_equal_probability(draw, chosen):
    assert recipient(draw, candidates=4) == chosen


def draws_of(gain=0.0, opportunity=0.0, detection=0.0, people=1, seats=21):
    """An epoch in which everybody reconsiders."""
    return EpochDraws(0.0, np.zeros(people), np.zeros(seats), opportunity, gain, detection)


@pytest.mark.parametrize(
    ("gain", "detection", "offence"),
    [
        (0.087, 0.0, Offence(committed=False, loss=0, punished=False)),
        (0.088, 0.4, Offence(committed=True, loss=175, punished=True)),
        (0.088, 0.5, Offence(committed=True, loss=0, punished=False)),
    ],
)
def test_an_opportunity_is_weighed_with_the_correlated_penalty(gain, detection, offence):
    """A quarter of all stake: 0.1 + 3 * 0.25 / 10 = 0.175 of 1,000 is 175; with no rent and p = 1/2 an
    offence pays above 87.5, which is a gain of 0.0875 means of 1,000 base units.
    """
    plan = load("plan")
    slashing = replace(plan.slashing, rate=0.1, correlation_factor=0.3, detection_probability=0.5)
    token = replace(plan.token, base_units_per_token=1)
    run = terms(replace(plan, slashing=slashing, token=token), EconomySettings(mean_gain=1_000.0))
    draws = draws_of(gain=gain, detection=detection)
    assert answer(run, draws, slashable=1_000, all_slashable=4_000, rent=0.0) == offence


def engine_with_one_staker(**changes):
    """The plan with one staker, in Balanced whatever the load, everybody reconsidering."""
    plan = load("plan")
    switching = replace(
        plan.switching, fast_max_load=0.0, secure_min_load=1.0, secure_min_participation=1.0
    )
    plan = replace(plan, switching=switching, **changes)
    settings = EconomySettings(stakers=1, review_probability=1.0, mean_gain=1e6)
    run = terms(plan, settings)
    return ArrayEngine(run, found_population(run, np.random.default_rng(1)))


def test_the_rent_of_a_staker_is_three_weeks_of_the_whole_pool():
    """Alone at stake: 40 tokens * 172,800 blocks * 21 days; on the way out: nothing."""
    engine = engine_with_one_staker()
    engine.step(draws_of())
    np.testing.assert_allclose(engine.rent(0), 40 * 172_800 * 21 * 1e6, rtol=1e-12)
    engine.expel(0, False, 1)
    assert engine.rent(0) == 0.0


def test_the_rent_of_an_authority_is_three_weeks_of_a_share_among_those_online():
    """60 tokens * 172,800 blocks * 21 days among 20, after one has gone."""
    engine = engine_with_one_staker()
    engine.step(draws_of())
    engine.expel(0, True, 1)
    np.testing.assert_allclose(engine.rent(2), 60 * 172_800 * 21 / 20 * 1e6, rtol=1e-12)
    assert engine.rent(1) == 0.0


@pytest.mark.parametrize(
    ("mode", "minimum", "joins"),
    [
        ("balanced", 5e8, True),
        ("balanced", 1e9, False),
        ("secure", 5e8, True),
        ("secure", 1e9, False),
    ],
)
def test_the_least_stake_is_that_of_the_mode(mode, minimum, joins):
    """The one staker owns 10^9 - 210,000 tokens; the other mode's minimum is set the other way."""
    plan = load("plan")
    other = 1e9 if joins else 1.0
    minimums = {"balanced": other, "secure": other} | {mode: minimum}
    in_mode = 0.0 if mode == "secure" else 1.0
    parameters = replace(
        plan,
        balanced=replace(plan.balanced, minimum_stake=minimums["balanced"]),
        secure=replace(plan.secure, minimum_stake=minimums["secure"]),
        switching=replace(plan.switching, fast_max_load=0.0, secure_min_load=in_mode),
    )
    run = terms(parameters, EconomySettings(stakers=1, review_probability=1.0, mean_gain=0.0))
    engine = ArrayEngine(run, found_population(run, np.random.default_rng(1)))
    engine.step(draws_of())
    assert engine.chain.mode.label == mode
    assert engine.totals.staking == joins
