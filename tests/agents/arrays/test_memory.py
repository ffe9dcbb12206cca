"""What rules that look back remember: pay, and what was slashed of it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.arrays.engine import ArrayEngine
from hybridstake.agents.arrays.memory import held, remember_losses, remember_seats, remember_stakes
from hybridstake.agents.choices.positions import Position
from hybridstake.agents.choices.seats import Seat
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.strategies.imitation import Imitation
from hybridstake.agents.strategies.reinforcement import Reinforcement
from hybridstake.agents.streams import draw_epoch
from hybridstake.experiments.parameter_files import load

RULE = Reinforcement(learning_rate=0.5, exploration=0.0)
STAKE = 8_000_000


@pytest.fixture
def launch(make_streams: Any, make_engine: Any) -> ArrayEngine:
    """Three people who validate and two authorities that serve and are silent, all without costs, and
    who have learnt nothing.
    """
    settings = EconomySettings(stakers=3, candidates=0, strategy=RULE, validator_cost=0.0)
    engine = make_engine(load("plan"), settings, [make_streams(1)])
    stakers, authorities = engine.population.stakers, engine.population.authorities
    stakers.position[:], stakers.staked[:] = Position.VALIDATE, STAKE
    authorities.seat[0, 1], authorities.bonded[:] = Seat.OFFLINE, STAKE
    authorities.cost[:] = 0.0
    stakers.learnt[:] = authorities.learnt[:] = 0.0
    return engine


def lose(engine: ArrayEngine, part: float) -> None:
    """The second person and the second authority lose a part of what is at stake and stay; the third
    person and the first authority lose it and are thrown out.
    """
    stakers, authorities = engine.population.stakers, engine.population.authorities
    before, loss = held(engine.population), int(part * STAKE)
    stakers.staked[0, 1] -= loss
    authorities.bonded[0, 1] -= loss
    stakers.staked[0, 2], stakers.unbonding[0, 2] = 0, STAKE - loss
    stakers.position[0, 2] = Position.IDLE
    authorities.bonded[0, 0], authorities.unbonding[0, 0] = 0, STAKE - loss
    authorities.seat[0, 0] = Seat.OUT
    remember_losses(engine.population, engine.chains, engine.terms, before)


def test_whoever_is_thrown_out_learns_its_loss_at_once_and_whoever_stays_with_its_next_pay(
    launch: ArrayEngine,
) -> None:
    """An eighth of a stake in a day is 365/8 a year, of which half is learnt; where a sixteenth is paid
    the next day, half of what is left.
    """
    stakers, authorities = launch.population.stakers, launch.population.authorities
    lose(launch, 1 / 8)
    yearly = 1 / launch.terms.epoch_years
    learnt = stakers.learnt[Position.VALIDATE, 0], authorities.learnt[:, 0]
    np.testing.assert_allclose(learnt[0], [0, 0, -yearly / 16], rtol=1e-12)
    np.testing.assert_allclose(learnt[1][Seat.SERVE, :2], [-yearly / 16, 0], rtol=1e-12)
    assert stakers.lost.tolist() == [[0, STAKE // 8, 0]]
    assert authorities.lost[0, :2].tolist() == [0, STAKE // 8]
    paid = np.array([[STAKE // 16] * 2 + [0]])
    remember_stakes(stakers, launch.chains, launch.terms, paid)
    remember_seats(authorities, launch.chains, launch.terms, np.zeros((1, 21), dtype=np.int64))
    rates = [yearly / 16, -yearly / 16, stakers.hurdle_rate[0, 2]]
    np.testing.assert_allclose(stakers.rate[0], rates, rtol=1e-12)
    np.testing.assert_allclose(learnt[0], np.array([1, -1, -2]) * yearly / 32, rtol=1e-12)
    np.testing.assert_allclose(authorities.rate[0, 1], -yearly / 8, rtol=1e-12)
    np.testing.assert_allclose(learnt[1][Seat.OFFLINE, 1], -yearly / 16, rtol=1e-12)
    assert not stakers.lost.any()
    assert not authorities.lost.any()


def test_a_loss_is_remembered_once(launch: ArrayEngine) -> None:
    stakers = launch.population.stakers
    lose(launch, 1 / 8)
    nothing = np.zeros((1, 3), dtype=np.int64)
    remember_stakes(stakers, launch.chains, launch.terms, nothing)
    assert stakers.rate[0, 1] < 0
    remember_stakes(stakers, launch.chains, launch.terms, nothing)
    assert stakers.rate[0, 1] == 0


@pytest.mark.parametrize("rule", [RULE, Imitation()])
def test_nobody_forgets_anything_but_where_it_was_slashed(rule: Any, launch: ArrayEngine) -> None:
    launch.terms = replace(launch.terms, settings=replace(launch.terms.settings, strategy=rule))
    before = held(launch.population)
    launch.population.stakers.liquid += 5
    remember_losses(launch.population, launch.chains, launch.terms, before)
    assert not launch.population.stakers.lost.any()
    assert not launch.population.stakers.learnt.any()


def test_learners_come_to_know_what_silence_costs(make_streams: Any, make_engine: Any) -> None:
    """Silence that is always noticed, and costs a hundredth of a stake a day or none of it. A day of it
    takes 3.65 / 10 off what is learnt; unpunished it brings nothing, and never less.
    """
    plan = load("plan")
    settings = EconomySettings(
        stakers=60,
        candidates=0,
        review_probability=0.5,
        strategy=Reinforcement(learning_rate=0.1, exploration=0.2),
        mean_gain=0.0,
        validator_cost=0.0,
    )
    worst = []
    for rate in (0.0, 0.01):
        slashing = replace(plan.slashing, unavailability_rate=rate, detection_probability=1.0)
        streams = [make_streams(2)]
        engine = make_engine(replace(plan, slashing=slashing), settings, streams)
        for _ in range(40):
            engine.step(draw_epoch(streams, settings, 21))
        population = engine.population
        worst.append(float(population.stakers.learnt[Position.OFFLINE].min()))
        worst.append(float(population.authorities.learnt[Seat.OFFLINE].min()))
    assert min(worst[:2]) >= 0
    assert max(worst[2:]) < -0.3
