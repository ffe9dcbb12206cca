"""The certificate reads what is each one's own: cost and risk, by the formula that decides."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hybridstake.agents.arrays.engine import ArrayEngine
from hybridstake.agents.arrays.sums import total
from hybridstake.agents.choices.news import made_to, stake_offer
from hybridstake.agents.choices.positions import POSITIONS, options
from hybridstake.agents.equilibrium.game import aggregates_of
from hybridstake.agents.equilibrium.staking_game import staking_game
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.streams import draw_epoch
from hybridstake.experiments.parameter_files import load

SETTINGS = EconomySettings(
    epochs=40, stakers=12, review_probability=0.2, validator_cost_spread=0.9, risk_aversion=0.1
)


def test_pay_offs_count_each_one_s_own_cost_and_risk(
    make_engine: Callable[..., ArrayEngine], make_streams: Callable[..., Any]
) -> None:
    """Every person in every position, at a price that is not that at launch; nobody waits in it."""
    streams = [make_streams(5)]
    engine = make_engine(load("reference"), SETTINGS, streams)
    columns = engine.population.authorities.seat.shape[1]
    for _ in range(SETTINGS.epochs):
        engine.step(draw_epoch(streams, SETTINGS, columns))
    chain, stakers = engine.chains[0], engine.population.stakers
    asked = staking_game(engine.terms, chain, engine.population, 0)
    known = stake_offer(chain, engine.terms, total(engine.population)[0])
    sums = aggregates_of(asked.game, asked.profile)
    rows = [int(name.split()[1]) for name in asked.names if name.startswith("staker")]
    assert abs(chain.price - 1) > 0.01
    assert len(rows) > 5
    for kind, row in enumerate(rows):
        cost = float(stakers.cost[0, row]) / chain.price
        offer = made_to(known, cost, float(stakers.risk_premium[0, row]), exit_share=0.0)
        staked, position = int(stakers.staked[0, row]), int(stakers.position[0, row])
        wealth = int(stakers.liquid[0, row]) + staked
        hurdle_rate = float(stakers.hurdle_rate[0, row])
        worths = options(offer, wealth, staked, position, hurdle_rate, 0.0).worths
        for target in range(POSITIONS):
            contributions = asked.game.contributions[kind]
            change = contributions[target] - contributions[position]
            paid = asked.game.payoffs(np.array([kind]), np.array([target]), (sums + change)[None])
            assert paid[0] * wealth == pytest.approx(worths[target], rel=1e-9), (row, target)
