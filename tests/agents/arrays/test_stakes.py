"""Who decides by what, and who still gets through a door of limited width, run by run and in turn."""

from typing import Any

import numpy as np
import pytest
from hybridstake.agents.arrays.stakes import admitted
from hybridstake.agents.choices.positions import Position
from hybridstake.agents.population.wealth_law import WealthLaw
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.streams import draw_epoch
from hybridstake.experiments.parameter_files import load


def test_everybody_weighs_by_its_own_cost_risk_and_horizon(
    make_streams: Any, make_engine: Any
) -> None:
    """Ten who cannot afford a validator stand behind others, ten who fear for their stake keep out, and
    ten validate; of these five look no further than the way out, and stay when all others leave.
    """
    settings = EconomySettings(
        stakers=30,
        candidates=0,
        review_probability=1.0,
        mean_gain=0.0,
        wealth_law=WealthLaw.EQUAL,
    )
    streams = [make_streams(4), make_streams(5)]
    engine = make_engine(load("plan"), settings, streams)
    people = engine.population.stakers
    people.cost[:, :10] = 1e30
    people.risk_premium[:, 10:20] = 1e3
    for _ in range(3):
        engine.step(draw_epoch(streams, settings, 21))
    assert (people.position[:, :10] == Position.DELEGATE).all()
    assert (people.position[:, 10:20] == Position.IDLE).all()
    assert (people.position[:, 20:] == Position.VALIDATE).all()
    people.hurdle_rate[:] = 1e3
    people.exit_share[:, 20:25] = 1.0
    engine.step(draw_epoch(streams, settings, 21))
    assert (people.position[:, 20:25] == Position.VALIDATE).all()
    assert (people.position[:, 25:] == Position.IDLE).all()


@pytest.mark.parametrize(
    ("limit", "passes"),
    [
        (0, [False, False, False]),
        (1, [True, False, False]),
        (30, [True, False, False]),
        (31, [True, True, False]),
        (60, [True, True, False]),
        (61, [True, True, True]),
    ],
)
def test_the_wish_that_reaches_the_limit_still_fits(limit: int, passes: list[bool]) -> None:
    """Three of thirty each, one after another."""
    through = [0]
    wishes, run = np.ones(3, dtype=np.bool_), np.zeros(3, dtype=np.int64)
    found = admitted(wishes, np.full(3, 30), run, through, limit)
    assert found.tolist() == passes
    assert through == [30 * sum(passes)]


def test_the_next_group_finds_what_the_last_one_has_left_of_the_door() -> None:
    through = [40]
    found = admitted(np.array([True, True]), np.array([15, 1]), np.zeros(2, dtype=int), through, 50)
    assert found.tolist() == [True, False]
    assert through == [55]


def test_every_run_has_a_door_of_its_own() -> None:
    """Against one run at a time, over random wishes."""
    rng = np.random.default_rng(1)
    for _ in range(50):
        run = np.sort(rng.integers(0, 3, 30))
        wishes, amounts = rng.random(30) < 0.6, rng.integers(0, 20, 30)
        together = [0, 0, 0]
        found = admitted(wishes, amounts, run, together, 60)
        for number in range(3):
            own, alone = run == number, [0]
            expected = admitted(wishes[own], amounts[own], np.zeros(own.sum(), int), alone, 60)
            assert found[own].tolist() == expected.tolist()
            assert together[number] == alone[0]
