"""Authorities follow the rule that is named, as people do."""

from typing import Any

import numpy as np
import pytest
from hybridstake.agents.arrays.seats import decide_seats
from hybridstake.agents.choices.seats import Seat
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.strategies.best import Discounted
from hybridstake.agents.strategies.bounded import Bounded
from hybridstake.agents.strategies.imitation import Imitation
from hybridstake.agents.strategies.reinforcement import Reinforcement
from hybridstake.agents.strategies.strategy import Strategy
from hybridstake.agents.streams import draw_epoch
from hybridstake.experiments.parameter_files import load

OUTSIDE = 0.05
"""What a bond earns elsewhere [1/year]."""


def seats_after(
    rule: Strategy, serving: float, worth: float, make_streams: Any, make_engine: Any
) -> list[int]:
    """Seats once everybody has reconsidered: the first two of 23 wait, two seats are free, and to serve
    comes to mind.

    Parameters
    ----------
    serving, worth
        What serving has brought, and what it would bring, over the offer outside [1].
    """
    settings = EconomySettings(
        stakers=5, candidates=2, review_probability=1.0, strategy=rule, epochs=2
    )
    streams = [make_streams(6)]
    engine = make_engine(load("plan"), settings, streams)
    authorities, bond = engine.population.authorities, engine.terms.bond
    draws = draw_epoch(streams, settings, 23)
    if draws.seat_pick is not None:
        draws.seat_pick[:] = 0.45
    authorities.seat[:] = [Seat.OUT] * 2 + [Seat.SERVE] * 21
    authorities.bonded[:] = bond * (authorities.seat == Seat.SERVE)
    authorities.liquid[:] = bond
    authorities.outside_rate[:] = OUTSIDE
    authorities.rate[:] = np.where(authorities.seat == Seat.SERVE, serving * OUTSIDE, OUTSIDE)
    if authorities.learnt.size:
        authorities.learnt[Seat.OUT], authorities.learnt[Seat.SERVE] = OUTSIDE, serving * OUTSIDE
        authorities.learnt[Seat.OFFLINE] = -1.0
    pay = engine.chains[0].expected_authorities / engine.terms.epoch_years / 20
    authorities.cost[:, :2] = pay - worth * OUTSIDE * bond
    authorities.cost[:, 2:] = 0.0
    before = engine.totals[0]._replace(holding=19, serving=19)
    decide_seats(authorities, engine.chains, engine.terms, [before], draws)
    return authorities.seat[0, :2].tolist()


@pytest.mark.parametrize(
    ("rule", "serving", "worth", "enters"),
    [
        (Discounted(), 0.5, 1.01, True),
        (Discounted(), 2.0, 0.99, False),
        (Bounded(inertia=0.2, noise=0.0), 0.5, 1.25, True),
        (Bounded(inertia=0.2, noise=0.0), 2.0, 1.15, False),
        (Imitation(noise=0.0), 1.1, 0.5, True),
        (Imitation(noise=0.0), 0.9, 2.0, False),
        (Reinforcement(exploration=0.0), 1.1, 0.5, True),
        (Reinforcement(exploration=0.0), 0.9, 2.0, False),
    ],
)
def test_authorities_follow_the_rule_that_is_named(
    rule: Strategy, serving: float, worth: float, enters: bool, make_streams: Any, make_engine: Any
) -> None:
    """By what serving would bring, more than a fifth more of it, and what it has brought to another and
    to oneself.
    """
    found = seats_after(rule, serving, worth, make_streams, make_engine)
    assert found == [Seat.SERVE if enters else Seat.OUT] * 2
