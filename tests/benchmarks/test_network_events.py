"""The event engine beside a bare heap at the same depth, and a thousand validators at all."""

from collections.abc import Callable
from dataclasses import replace
from heapq import heapify, heappop, heappush

import numpy as np
import pytest
from hybridstake.experiments.networking.course import trial_of
from hybridstake.experiments.networking.deployments import Deployment, load_deployment
from hybridstake.experiments.networking.question import Engine, Question, placement
from hybridstake.experiments.parameter_files import load
from hybridstake.models.network.events.ledger import Ledger
from hybridstake.models.network.events.simulation import Simulation, Trial
from hybridstake.models.protocol.modes import Mode

MOST_TIMES_AS_LONG = {21: 5, 100: 3, 1_000: 3}
"""With 21 validators a bare heap of 420 takes half as long as one of 10,000 for each event."""
BLOCKS = {21: 40, 100: 3, 1_000: 1}


def trial(size: int, blocks: int, jitter: bool) -> Trial:
    """Equal validators over ten regions."""
    links = load_deployment("ten-regions").links
    regions = list(load_deployment("ten-regions").validators)
    counts = {
        region: size // len(regions) + (number < size % len(regions))
        for number, region in enumerate(regions)
    }
    question = Question(
        load("reference"),
        Mode.BALANCED,
        Deployment("as large", links, counts),
        rounds=blocks,
        asked=Engine.EVENTS,
    )
    return replace(trial_of(question, placement(question), 0.0), jitter=jitter)


def bare(events: int, depth: int) -> None:
    """So many pushes and pops on a heap that holds so much, and nothing else."""
    rng = np.random.default_rng(1)
    heap = [(time, number, None) for number, time in enumerate(rng.random(depth).tolist())]
    heapify(heap)
    delays = rng.random(events).tolist()
    for number, delay in enumerate(delays, start=depth):
        now, _, _ = heappop(heap)
        heappush(heap, (now + delay, number, None))


@pytest.mark.parametrize("jitter", [False, True])
@pytest.mark.parametrize("size", [21, 100, pytest.param(1_000, marks=pytest.mark.exhaustive)])
def test_an_event_takes_no_more_than_some_times_a_bare_push_and_pop(
    size: int, jitter: bool, ratio: Callable[..., float]
) -> None:
    """Of as many events, on a heap as deep as the votes of one phase that are on their way."""
    runs: list[Simulation] = []
    tried = trial(size, BLOCKS[size], jitter)

    def ours() -> Ledger:
        runs.append(Simulation(tried, np.random.default_rng(1)))
        return runs[-1].run()

    ours()
    events = runs[-1].queue.addressed - runs[-1].queue.pending()
    rounds = 2 if size == 1_000 else 5
    found = ratio(ours, lambda: bare(events, size * (size - 1)), "bare heap", rounds=rounds)
    assert len(runs[-1].ledger.chain) == BLOCKS[size]
    assert found >= 1 / MOST_TIMES_AS_LONG[size]
