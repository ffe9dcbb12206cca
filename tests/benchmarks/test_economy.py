"""The economy on arrays against the same economy person by person, everybody deciding every day."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from hybridstake.agents.arrays.engine import ArrayEngine
from hybridstake.agents.economy.terms import Terms, terms
from hybridstake.agents.objects.engine import ObjectEngine
from hybridstake.agents.population.founding import found_population
from hybridstake.agents.settings import EconomySettings
from hybridstake.agents.streams import EpochDraws, Streams, draw_epoch
from hybridstake.experiments.parameter_files import load

pytestmark = pytest.mark.exhaustive

STREAMS = ("stakes", "choices", "load", "misbehaviour", "order")
DAYS = 40


@dataclass(frozen=True)
class Economies:
    """Runs side by side on arrays, and the first of them person by person, with the same draws."""

    arrays: ArrayEngine
    objects: ObjectEngine
    draws: list[EpochDraws]
    people: int

    def live(self) -> None:
        """Some days of all runs."""
        for draws in self.draws:
            self.arrays.step(draws)

    def live_one_day(self) -> None:
        """A day of the first run, person by person."""
        self.objects.step(self.draws[0])


def economies(people: int, runs: int) -> Economies:
    """Populations in which everybody reconsiders every day."""
    settings = EconomySettings(epochs=DAYS, stakers=people, review_probability=1.0)
    run: Terms = terms(load("reference"), settings)
    streams = [
        Streams(
            **{
                name: np.random.default_rng(np.random.SeedSequence(number, spawn_key=(key,)))
                for key, name in enumerate(STREAMS)
            }
        )
        for number in range(runs)
    ]
    population = found_population(run, [each.stakes for each in streams])
    authorities = population.authorities.seat.shape[1]
    objects = ObjectEngine(run, population)
    draws = [draw_epoch(streams, settings, authorities) for _ in range(DAYS)]
    return Economies(ArrayEngine(run, population), objects, draws, runs * (people + authorities))


@pytest.mark.parametrize(("people", "runs", "least"), [(1_000, 10, 30), (10_000, 1, 80)])
def test_arrays_are_many_times_as_fast_as_objects(
    ratio: Callable[..., float], people: int, runs: int, least: int
) -> None:
    """By person and day: arrays live forty days of all runs, objects one day of one."""
    found = economies(people, runs)
    persons = ratio(found.live, found.live_one_day, name="objects over arrays", rounds=10)
    assert persons * runs * DAYS >= least


def test_five_million_full_decisions_a_second(shortest: Callable[..., float]) -> None:
    found = economies(10_000, 1)
    seconds = shortest(found.live, rounds=10)
    assert found.people * DAYS / seconds >= 5e6
