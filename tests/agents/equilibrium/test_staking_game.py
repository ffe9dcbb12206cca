"""The economy as a game: its pay-offs are what agents weigh, and its certificate tells true gains."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.arrays.engine import ArrayEngine
from hybridstake.agents.arrays.seating import give_seats
from hybridstake.agents.arrays.sums import total
from hybridstake.agents.choices.news import made_to, seat_offer, stake_offer
from hybridstake.agents.choices.positions import POSITIONS, Position, options
from hybridstake.agents.choices.seats import Seat, seat_worths
from hybridstake.agents.equilibrium.certificate import certify
from hybridstake.agents.equilibrium.game import aggregates_of
from hybridstake.agents.equilibrium.players import players_of
from hybridstake.agents.equilibrium.plays import SERVING, STRATEGIES, TAKEN
from hybridstake.agents.equilibrium.staking_game import (
    StakingGame,
    certified,
    open_to_people,
    staking_game,
)
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.streams import draw_epoch
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.modes import Mode

SETTINGS = EconomySettings(epochs=150, stakers=60, horizon_years=1e9)
"""So long a horizon that the way out costs nothing, as in the game."""


@pytest.fixture(params=[100, 8])
def lived(
    request: pytest.FixtureRequest,
    make_engine: Callable[..., ArrayEngine],
    make_streams: Callable[..., Any],
    with_seats: Callable[..., Any],
) -> ArrayEngine:
    """The reference's economy after some months, with seats for all and with seats for few."""
    streams = [make_streams(5)]
    protocol = with_seats(load("reference"), request.param, 10 * request.param)
    engine = make_engine(protocol, SETTINGS, streams)
    columns = engine.population.authorities.seat.shape[1]
    for _ in range(SETTINGS.epochs):
        engine.step(draw_epoch(streams, SETTINGS, columns))
    return engine


def game_of(engine: ArrayEngine) -> StakingGame:
    return staking_game(engine.terms, engine.chains[0], engine.population, 0)


def test_the_sums_of_the_game_are_those_of_the_books(lived: ArrayEngine) -> None:
    asked = game_of(lived)
    sums, totals = aggregates_of(asked.game, asked.profile), lived.totals[0]
    expected = (totals.validating, totals.delegated, totals.griefing, totals.serving)
    np.testing.assert_allclose(sums[: len(expected)], expected, rtol=1e-12)
    assert not sums[len(expected) : TAKEN].any()
    seated, seats = lived.population.stakers.seated.sum(), lived.terms.seats[Mode.BALANCED]
    assert sums[TAKEN] == (seated if seats < 60 else 0)


def test_pay_offs_are_what_people_weigh_over_what_they_own(lived: ArrayEngine) -> None:
    """Every person and every position, one at a time, by the formula that decides."""
    asked, stakers = game_of(lived), lived.population.stakers
    offer = stake_offer(lived.chains[0], lived.terms, total(lived.population)[0])
    sums = aggregates_of(asked.game, asked.profile)
    rows = [int(name.split()[1]) for name in asked.names if name.startswith("staker")]
    for kind, row in enumerate(rows):
        staked, position = int(stakers.staked[0, row]), int(stakers.position[0, row])
        wealth = int(stakers.liquid[0, row]) + staked
        hurdle_rate = float(stakers.hurdle_rate[0, row])
        own = made_to(offer, offer.cost, offer.risk_premium, offer.exit_share, row)
        worths = options(own, wealth, staked, position, hurdle_rate, 0.0).worths
        for target in range(POSITIONS):
            change = (
                asked.game.contributions[kind, target] - asked.game.contributions[kind, position]
            )
            paid = asked.game.payoffs(np.array([kind]), np.array([target]), (sums + change)[None])
            assert paid[0] * wealth == pytest.approx(worths[target], rel=1e-9), (row, target)


def test_pay_offs_of_seats_are_what_authorities_weigh(lived: ArrayEngine) -> None:
    asked, authorities = game_of(lived), lived.population.authorities
    offer = seat_offer(lived.chains[0], lived.terms, total(lived.population)[0])
    sums = aggregates_of(asked.game, asked.profile)
    for kind, name in enumerate(asked.names):
        if not name.startswith("authority"):
            continue
        row = int(name.split()[1])
        seat = int(authorities.seat[0, row])
        worths = seat_worths(
            offer, seat, float(authorities.cost[0, row]), float(authorities.outside_rate[0, row])
        )
        for target in Seat:
            after = sums.copy()
            after[SERVING] += (target == Seat.SERVE) - (seat == Seat.SERVE)
            paid = asked.game.payoffs(np.array([kind]), np.array([POSITIONS + target]), after[None])
            assert paid[0] * lived.terms.bond == pytest.approx(worths[target], rel=1e-9), name


def test_the_certified_gain_is_that_of_the_best_of_all_moves(lived: ArrayEngine) -> None:
    """Every open move of everybody, tried one by one."""
    asked = game_of(lived)
    sums, most = aggregates_of(asked.game, asked.profile), 0.0
    for kind in range(len(asked.names)):
        now = int(asked.profile[kind].argmax())
        before = asked.game.payoffs(np.array([kind]), np.array([now]), sums[None])[0]
        for target in np.flatnonzero(asked.game.allowed[kind]).tolist():
            change = asked.game.contributions[kind, target] - asked.game.contributions[kind, now]
            paid = asked.game.payoffs(np.array([kind]), np.array([target]), (sums + change)[None])
            most = max(most, float(paid[0] - before))
    found = certified(lived.terms, lived.chains[0], lived.population, 0)
    assert found.epsilon == pytest.approx(most, rel=1e-12, abs=0)
    assert found.epsilon > 0
    assert found.deviator is not None
    assert found.deviator.split(" from ")[1].split(" to ")[0] in STRATEGIES


def test_whoever_follows_the_certificate_gains_what_it_says(lived: ArrayEngine) -> None:
    """The deviator moves, and the game is made anew from the books."""
    asked = game_of(lived)
    found = certify(asked.game, asked.profile, asked.classes.tolist(), coalition_size=1)
    assert found.deviator is not None
    ((kind, old, new),) = found.deviator.moves
    row, stakers = int(asked.names[kind].split()[1]), lived.population.stakers
    assert new < POSITIONS
    before = asked.game.payoffs(
        np.array([kind]), np.array([old]), aggregates_of(asked.game, asked.profile)[None]
    )
    wealth = stakers.liquid[0, row] + stakers.staked[0, row]
    stakers.staked[0, row] = wealth if new != Position.IDLE else 0
    stakers.liquid[0, row] = 0 if new != Position.IDLE else wealth
    stakers.position[0, row] = new
    moved = game_of(lived)
    after = moved.game.payoffs(
        np.array([kind]), np.array([new]), aggregates_of(moved.game, moved.profile)[None]
    )
    assert after[0] - before[0] == pytest.approx(found.epsilon, rel=1e-9, abs=0)


@pytest.mark.parametrize("lived", [8], indirect=True)
def test_who_takes_the_last_seat_gains_what_the_certificate_says(lived: ArrayEngine) -> None:
    """One who has more than the last comes in, the last is out, and the game is made anew."""
    stakers, chain = lived.population.stakers, lived.chains[0]
    row = int(np.flatnonzero(stakers.position[0] == Position.IDLE)[-1])
    stakers.unbonding[0, row], stakers.liquid[0, row] = 0, chain.last_stake + 2
    asked = game_of(lived)
    kind = asked.names.index(f"staker {row}")
    contributed = asked.game.contributions[kind]
    validate = np.array([int(Position.VALIDATE)])
    after = aggregates_of(asked.game, asked.profile) + (
        contributed[Position.VALIDATE] - contributed[Position.IDLE]
    )
    paid = asked.game.payoffs(np.array([kind]), validate, after[None])
    out = chain.last_row
    stakers.staked[0, row], stakers.liquid[0, row] = stakers.liquid[0, row], 0
    stakers.position[0, row] = Position.VALIDATE
    give_seats(stakers, lived.chains, lived.terms)
    assert stakers.seated[0, row]
    assert not stakers.seated[0, out]
    moved = game_of(lived)
    sums = aggregates_of(moved.game, moved.profile)[None]
    found = moved.game.payoffs(np.array([kind]), validate, sums)
    assert paid == pytest.approx(found, rel=1e-12, abs=0)
    loser = moved.names.index(f"staker {out}")
    assert moved.game.payoffs(np.array([loser]), validate, sums)[0] < 0
    assert not open_to_people(players_of(lived.terms, chain, lived.population, 0))[
        loser, Position.SPLIT
    ]


def test_nobody_gains_where_everybody_asks_for_nothing_and_stakes(
    make_engine: Callable[..., ArrayEngine], make_streams: Callable[..., Any]
) -> None:
    """Equal people, a free validator each, and no yield elsewhere: to validate is an equilibrium."""
    reference = load("reference")
    population = replace(
        reference.population,
        hurdle_rate_low=1e-300,
        hurdle_rate_high=1e-300,
        authority_cost=0.0,
        load_noise=0.0,
    )
    settings = EconomySettings(
        epochs=3,
        stakers=20,
        review_probability=1.0,
        validator_cost=0.0,
        mean_gain=0.0,
        candidates=0,
    )
    streams = [make_streams(1)]
    engine = make_engine(replace(reference, population=population), settings, streams)
    for _ in range(settings.epochs):
        engine.step(draw_epoch(streams, settings, 21))
    found = certified(engine.terms, engine.chains[0], engine.population, 0)
    assert (engine.population.stakers.position == Position.VALIDATE).all()
    assert (found.epsilon, found.coalition_epsilon, found.deviator) == (0.0, 0.0, None)
