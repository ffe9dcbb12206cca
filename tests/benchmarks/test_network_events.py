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
from hybridstake.models.network.events.simulation import Simulation
from hybridstake.models.protocol.modes import Mode

MOST_TIMES_AS_LONG = 3
BLOCKS = {100: 3, 1_000: 1}


def simulation(size: int, blocks: int, jitter: bool) -> Simulation:
    """A run of equal validators over ten regions, not begun yet."""
    links = load_deployment("ten-regions").links
    regions = list(load_deployment("ten-regions").validators)
    counts = {region: size // len(regions) for region in regions}
    question = Question(
        load("reference"),
        Mode.BALANCED,
        Deployment("as large", links, counts),
        rounds=blocks,
        asked=Engine.EVENTS,
    )
    trial = replace(trial_of(question, placement(question), 0.0), jitter=jitter)
    return Simulation(trial, np.random.default_rng(1))


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
@pytest.mark.parametrize("size", [100, pytest.param(1_000, marks=pytest.mark.exhaustive)])
def test_an_event_takes_no_more_than_three_times_a_bare_push_and_pop(
    size: int, jitter: bool, ratio: Callable[..., float]
) -> None:
    """Of as many events, on a heap as deep as the votes of one phase that are on their way."""
    runs: list[Simulation] = []
    blocks = BLOCKS[size]
    tried = simulation(size, blocks, jitter)
    tried.run()
    events = tried.queue.addressed - tried.queue.pending()

    def ours() -> Ledger:
        runs.append(simulation(size, blocks, jitter))
        return runs[-1].run()

    rounds = 5 if size == 100 else 2
    found = ratio(ours, lambda: bare(events, size * (size - 1)), "bare heap", rounds=rounds)
    assert len(runs[-1].ledger.chain) == blocks
    assert found >= 1 / MOST_TIMES_AS_LONG
