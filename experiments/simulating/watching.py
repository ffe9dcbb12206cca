"""Runs of the economy as they go: what the metrics leave out is seen on the people themselves."""

from collections.abc import Iterator, Sequence

from ...agents.arrays.engine import ArrayEngine
from ...agents.economy.terms import terms
from ...agents.population.founding import found_population
from ...agents.settings import EconomySettings
from ...agents.streams import draw_epoch
from ...models.parameters.parameters import Parameters
from ..running.seeds import Generators
from .economy import streams_of


def watched(
    parameters: Parameters, settings: EconomySettings, runs: Sequence[Generators]
) -> Iterator[ArrayEngine]:
    """The engine of some runs at launch and after every epoch; always the same object, moved on.

    Parameters
    ----------
    parameters, settings
        The protocol and the runs.
    runs
        Generators of each run; the runs step side by side, and each is what it would be alone.

    Notes
    -----
    Without the metrics and without Mesa: whoever watches sees the people.
    """
    streams = [streams_of(each) for each in runs]
    run = terms(parameters, settings)
    engine = ArrayEngine(run, found_population(run, [each.stakes for each in streams]))
    columns = engine.population.authorities.seat.shape[1]
    yield engine
    for _ in range(settings.epochs):
        engine.step(draw_epoch(streams, settings, columns))
        yield engine


def side_by_side(generators: Generators, runs: int) -> list[Generators]:
    """Generators of several runs of one case, each with an address of its own below the case's."""
    return [lambda stream, *chunk, run=run: generators(stream, run, *chunk) for run in range(runs)]
