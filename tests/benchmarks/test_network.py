"""Rounds by order statistics against a plain loop over single messages, as ratios within one run.

`pytest -m exhaustive tests/benchmarks/test_network.py -s` prints them. The loop is as plain as one can
be: a heap of arrivals, and a count of votes for each validator and phase.
"""

import heapq
import time
from collections.abc import Callable
from fractions import Fraction
from functools import partial

import numpy as np
import pytest
from hybridstake.experiments.networking.latencies import MEASURED, load_links
from hybridstake.models.network.finality import Placement, rounds_of, sampled_times
from hybridstake.models.network.samples import sampled_by_region
from hybridstake.models.network.votes import Electorate, equals
from hybridstake.models.protocol.quorums import Quorum

pytestmark = pytest.mark.exhaustive

TWO_THIRDS = Quorum(Fraction(2, 3), None, strict=True)
BY_STAKE = Quorum(None, Fraction(2, 3), strict=True)
REGIONS = 10
FASTER = {21: 15, 100: 60, 1_000: 200}
"""How many times as fast the engine must be at the least, by validators [1]."""
ROUNDS = {21: 250, 100: 12, 1_000: 1}
"""Of ours at once, as many as it takes itself [1]."""
TURNS = {21: 100, 100: 20, 1_000: 2}
"""Times that each is timed, of which the shortest counts [1]."""


def placed(validators: int, electorate: Electorate | None = None) -> Placement:
    places = np.arange(validators) % REGIONS
    online = np.ones(validators, dtype=np.bool_)
    return Placement(
        load_links(MEASURED), places, electorate or equals(validators, TWO_THIRDS), online
    )


def message_by_message(delays: list[list[float]], proposer: int, needed: int) -> list[float]:
    """Time at which each validator holds the second certificate, every message in a heap."""
    people = range(len(delays))
    votes = [[0, 0, 0] for _ in people]
    sent = [[False, False] for _ in people]
    final = [0.0 for _ in people]
    queue: list[tuple[float, int, int]] = []
    for to in people:
        heapq.heappush(queue, (delays[proposer][to], 0, to))
    while queue:
        now, phase, to = heapq.heappop(queue)
        votes[to][phase] += 1
        if votes[to][phase] != (needed if phase else 1):
            continue
        if phase == 2:
            final[to] = now
            continue
        # A certificate waits for its block, and goes on together with it.
        for each in (phase, 1 - phase):
            if votes[to][0] and votes[to][each] >= (needed if each else 1) and not sent[to][each]:
                sent[to][each] = True
                for other in people:
                    heapq.heappush(queue, (now + delays[to][other], each + 1, other))
    return final


def shortest(work: Callable[[], object], turns: int) -> float:
    """Shortest CPU time of some turns [s]."""
    found: list[float] = []
    for _ in range(turns):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return min(found)


@pytest.mark.parametrize("validators", FASTER)
def test_rounds_beat_a_loop_over_messages(validators: int) -> None:
    """On the same delays, with equal times; and where each way draws its own delays too."""
    place, rng = placed(validators), np.random.default_rng(1)
    rounds, turns = ROUNDS[validators], TURNS[validators]
    needed = place.electorate.votes_needed()
    delays = place.links.drawn(place.places, rounds, rng).astype(np.float64)
    proposers = rng.integers(0, validators, (rounds, 2))
    rows, proposer = delays[0].tolist(), int(proposers[0, 0])
    times = rounds_of(delays, proposers, place.electorate, 3)
    assert times[0].tolist() == message_by_message(rows, proposer, needed)

    def draw_and_loop() -> None:
        once = place.links.drawn(place.places, 1, rng)[0].tolist()
        message_by_message(once, proposer, needed)

    loop = shortest(partial(message_by_message, rows, proposer, needed), turns)
    drawn = delays.astype(np.float32)
    ours = shortest(partial(rounds_of, drawn, proposers, place.electorate, 3), 4 * turns) / rounds
    whole_loop = shortest(draw_and_loop, turns)
    whole = shortest(partial(sampled_times, place, 3, rounds, rng), 4 * turns) / rounds
    print(  # noqa: T201
        f"\n{validators:,} validators: {loop / ours:.0f} times a loop over messages, "
        f"{whole_loop / whole:.0f} times with the delays drawn"
    )
    assert loop / ours > FASTER[validators]
    assert whole_loop / whole > 0.75 * FASTER[validators]


@pytest.mark.parametrize("regions", [10, 33])
@pytest.mark.parametrize("by_stake", [False, True])
def test_a_hundred_thousand_rounds_of_a_thousand_validators_take_less_than_two_minutes(
    regions: int, by_stake: bool
) -> None:
    """By region, with jitter, in less memory than one round validator by validator at a time would."""
    stakes = np.where(np.arange(1_000) % regions % 2 == 0, 10_000, 30_000)
    electorate = Electorate(np.ones(1_000, dtype=np.int64), stakes, BY_STAKE) if by_stake else None
    place = Placement(
        load_links(MEASURED),
        np.arange(1_000) % regions,
        electorate or equals(1_000, TWO_THIRDS),
        np.ones(1_000, dtype=np.bool_),
    )
    started = time.process_time()
    sample = sampled_by_region(place, 3, 100_000, np.random.default_rng(1), jitter=True)
    seconds = time.process_time() - started
    print(f"\n{regions} regions: {sample.size:,} times in {seconds:.1f} CPU s")  # noqa: T201
    assert sample.size == 100_000 * 1_000
    assert sample.times.nbytes + sample.heads.nbytes < 100e6
    assert seconds < 60
