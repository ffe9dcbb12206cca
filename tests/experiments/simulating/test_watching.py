"""Runs that are watched are the runs that are simulated."""

from functools import partial

import numpy as np
import pytest
from hybridstake.agents.economy.metrics import METRICS, measure
from hybridstake.agents.settings import EconomySettings
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.running.seeds import Stream, generator
from hybridstake.experiments.simulating.economy import run_economies
from hybridstake.experiments.simulating.watching import side_by_side, watched

SETTINGS = EconomySettings(epochs=60, stakers=40)


@pytest.mark.parametrize("protocol", ["plan", "reference"])
def test_what_is_watched_is_what_is_simulated(protocol: str) -> None:
    """Mesa's way and this one give the same numbers, to the last bit, on every day."""
    runs = [partial(generator, 1, "test", run) for run in (0, 1)]
    simulated = run_economies(load(protocol), SETTINGS, runs)
    days = 0
    for epoch, engine in enumerate(watched(load(protocol), SETTINGS, runs)):
        people = engine.population.stakers
        found = measure(engine.terms, engine.chains, engine.totals, people.staked, people.seated)
        for name in METRICS:
            expected = [each.metrics[name][epoch] for each in simulated]
            assert np.array_equal(found[name], expected), (epoch, name)
        days += 1
    assert days == SETTINGS.epochs + 1


def test_runs_side_by_side_have_chances_of_their_own() -> None:
    first, second = side_by_side(partial(generator, 1, "test", 0), 2)
    assert first(Stream.LOAD).random() != second(Stream.LOAD).random()
    assert first(Stream.LOAD, 3).random() != first(Stream.LOAD).random()
    again, _ = side_by_side(partial(generator, 1, "test", 0), 2)
    assert again(Stream.LOAD).random() == first(Stream.LOAD).random()
