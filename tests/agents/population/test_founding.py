"""The population at launch."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.choices.positions import POSITIONS, Position
from hybridstake.agents.choices.seats import SEATS, Seat
from hybridstake.agents.economy.terms import terms
from hybridstake.agents.population.founding import found_population
from hybridstake.agents.population.wealth_law import WealthLaw
from hybridstake.agents.settings import AttackerSettings, EconomySettings
from hybridstake.agents.strategies.best import Myopic
from hybridstake.agents.strategies.reinforcement import Reinforcement
from hybridstake.experiments.parameter_files import load

MANY_KINDS = EconomySettings(
    stakers=50_000, horizon_spread=0.5, validator_cost_spread=0.2, risk_aversion=0.3
)
"""People who differ in whatever they can differ in."""


@pytest.mark.parametrize("law", list(WealthLaw))
@pytest.mark.parametrize("stakers", [1, 2, 1_000, 50_000])
def test_bonds_and_wealth_add_up_to_the_supply_to_the_last_base_unit(
    stakers: int, law: WealthLaw, make_streams: Any
) -> None:
    given = (1.0,) * stakers if law is WealthLaw.GIVEN else ()
    settings = EconomySettings(stakers=stakers, wealth_law=law, given_stakes=given)
    run = terms(load("plan"), settings)
    population = found_population(run, [make_streams(1).stakes, make_streams(2).stakes])
    people, seats = population.stakers, population.authorities
    for row in range(2):
        wealth = people.liquid[row].sum() + seats.bonded[row].sum() + seats.liquid[row].sum()
        assert int(wealth) == run.initial == 10**15
    assert people.liquid.min() >= 0


def test_a_launch_is_what_it_is_whatever_runs_beside_it(make_streams: Any) -> None:
    run = terms(load("plan"), MANY_KINDS)
    together = found_population(run, [make_streams(seed).stakes for seed in (1, 2)])
    alone = found_population(run, [make_streams(2).stakes])
    for name in ("liquid", "hurdle_rate", "spite", "cost", "risk_premium", "exit_share"):
        row = getattr(together.stakers, name)[1]
        assert np.array_equal(row, getattr(alone.stakers, name)[0])
    assert np.array_equal(together.authorities.outside_rate[1], alone.authorities.outside_rate[0])


def test_seats_are_held_and_candidates_wait_with_the_money_for_a_bond(make_streams: Any) -> None:
    run = terms(load("plan"), EconomySettings(stakers=5, candidates=3))
    seats = found_population(run, [make_streams(1).stakes]).authorities
    assert seats.seat.tolist() == [[Seat.SERVE] * 21 + [Seat.OUT] * 3]
    assert seats.bonded.tolist() == [[run.bond] * 21 + [0] * 3]
    assert seats.liquid.tolist() == [[0] * 21 + [run.bond] * 3]


@pytest.mark.parametrize(("supply", "candidates"), [(210_000 + 35_000, 3), (220_000, 0)])
def test_only_as_many_candidates_wait_as_leave_the_people_something(
    supply: int, candidates: int, make_streams: Any
) -> None:
    """21 bonds of 10,000 tokens; of ten that might wait three are funded, or none where one would take
    all that is left.
    """
    plan = load("plan")
    token = replace(plan.token, supply=supply)
    run = terms(replace(plan, token=token), EconomySettings(stakers=5, candidates=10))
    population = found_population(run, [make_streams(1).stakes])
    assert population.authorities.seat.shape == (1, 21 + candidates)
    assert int(population.stakers.liquid.sum()) == (supply - 210_000 - 10_000 * candidates) * 10**6


def test_hurdle_rates_lie_between_the_lowest_and_the_highest(make_streams: Any) -> None:
    run = terms(load("plan"), EconomySettings(stakers=50_000))
    people = found_population(run, [make_streams(4).stakes]).stakers
    hurdle = people.hurdle_rate
    assert 0.02 <= hurdle.min() < 0.021
    assert 0.119 < hurdle.max() <= 0.12
    assert abs(hurdle.mean() - 0.07) < 4 * 0.1 / np.sqrt(12 * 50_000)
    assert np.array_equal(people.rate, hurdle)


def test_some_people_are_spiteful_and_all_alike(make_streams: Any) -> None:
    """A fifth of 50,000, to four standard errors."""
    attacker = AttackerSettings(spiteful_share=0.2, spite=3.0)
    run = terms(load("plan"), EconomySettings(stakers=50_000, attacker=attacker))
    spite = found_population(run, [make_streams(5).stakes]).stakers.spite
    assert set(spite.ravel().tolist()) == {0.0, 3.0}
    assert abs((spite > 0).mean() - 0.2) < 4 * np.sqrt(0.2 * 0.8 / 50_000)


def test_by_default_all_run_validators_at_one_cost_look_equally_far_and_mind_no_risk(
    make_streams: Any,
) -> None:
    """As the settings have it, to the last bit: 100 tokens, and 21 days of a year."""
    run = terms(load("plan"), EconomySettings(stakers=50))
    people = found_population(run, [make_streams(1).stakes]).stakers
    assert (people.cost == run.validator_cost).all()
    assert (people.exit_share == run.exit_share).all()
    assert not people.risk_premium.any()


def test_costs_and_horizons_are_uniform_about_their_means(make_streams: Any) -> None:
    """A fifth and a half about 100 tokens and a year, to four standard errors; the way out takes 21
    days.
    """
    run = terms(load("plan"), MANY_KINDS)
    people = found_population(run, [make_streams(5).stakes]).stakers
    costs, horizons = people.cost / run.units, 21 / 365 / people.exit_share
    for found, mean, spread in ((costs, 100.0, 0.2), (horizons, 1.0, 0.5)):
        width = 2 * mean * spread
        assert mean - width / 2 <= found.min() < mean - 0.499 * width
        assert mean + 0.499 * width < found.max() <= mean + width / 2
        assert abs(found.mean() - mean) < 4 * width / np.sqrt(12 * 50_000)
    assert abs(np.corrcoef(costs[0], horizons[0])[0, 1]) < 4 / np.sqrt(50_000)


def test_risk_premia_are_exponential_and_grow_with_what_an_offence_can_cost(
    make_streams: Any,
) -> None:
    """0.3 a year for all of a stake, of which the plan slashes a tenth, and twice that of two tenths."""
    plan = load("plan")
    means = []
    for rate in (0.1, 0.2):
        harsh = replace(plan, slashing=replace(plan.slashing, rate=rate))
        found = found_population(terms(harsh, MANY_KINDS), [make_streams(5).stakes]).stakers
        premium = found.risk_premium
        assert abs(premium.mean() - 0.3 * rate) < 4 * 0.3 * rate / np.sqrt(50_000)
        assert abs((premium > 0.3 * rate).mean() - np.exp(-1)) < 4 * 0.5 / np.sqrt(50_000)
        means.append(premium.mean())
    assert means[1] == pytest.approx(2 * means[0], rel=1e-12, abs=0)


def test_those_who_do_not_look_ahead_count_no_time_on_the_way_out(make_streams: Any) -> None:
    run = terms(load("plan"), replace(MANY_KINDS, stakers=50, strategy=Myopic()))
    assert not found_population(run, [make_streams(5).stakes]).stakers.exit_share.any()


def test_everybody_starts_idle_and_only_those_who_learn_keep_a_memory(make_streams: Any) -> None:
    settings = EconomySettings(stakers=5)
    launch = found_population(terms(load("plan"), settings), [make_streams(1).stakes])
    people, seats = launch.stakers, launch.authorities
    assert seats.learnt.shape == (0, 1, 31)
    assert people.position.tolist() == [[Position.IDLE] * 5]
    assert people.learnt.shape == (0, 1, 5)
    learns = replace(settings, strategy=Reinforcement())
    launch = found_population(terms(load("plan"), learns), [make_streams(1).stakes])
    people, seats = launch.stakers, launch.authorities
    assert seats.learnt.shape == (SEATS, 1, 31)
    assert (seats.learnt == seats.outside_rate).all()
    assert people.learnt.shape == (POSITIONS, 1, 5)
    assert (people.learnt == people.hurdle_rate).all()


def test_given_stakes_are_what_people_start_with(make_streams: Any) -> None:
    """In the proportions of a file, scaled to the supply."""
    settings = EconomySettings(
        stakers=3, candidates=0, wealth_law=WealthLaw.GIVEN, given_stakes=(1.0, 0.0, 3.0)
    )
    people = found_population(terms(load("plan"), settings), [make_streams(1).stakes]).stakers
    rest = 10**15 - 21 * 10**10
    np.testing.assert_allclose(people.liquid[0], [rest / 4, 0, rest * 3 / 4], rtol=1e-9, atol=1)
    assert int(people.liquid.sum()) == rest
