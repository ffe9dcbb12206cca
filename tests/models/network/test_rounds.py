"""Rounds by order statistics, against a queue of single messages and what others have measured."""

import heapq
from fractions import Fraction

import numpy as np
import pytest
from hybridstake.models.errors import InvalidParameter
from hybridstake.models.network.rounds import all_to_all, chained, check_delays
from hybridstake.models.network.votes import Electorate, equals
from hybridstake.models.protocol.quorums import Quorum
from hypothesis import given
from hypothesis import strategies as st

TWO_THIRDS = Quorum(Fraction(2, 3), None, strict=True)
BOTH = Quorum(Fraction(2, 3), Fraction(2, 3), strict=False)


def message_by_message(
    delays: np.ndarray, proposer: int, electorate: Electorate, phases: int
) -> list[float]:
    """The same round on a heap: who has the block and a certificate votes again, to everybody."""
    people = range(electorate.size)
    heard = [[set[int]() for _ in range(phases + 1)] for _ in people]
    done = [[False] * (phases + 1) for _ in people]
    voted = [set[int]() for _ in people]
    final = [np.inf for _ in people]
    queue = [(float(delays[proposer, to]), 0, proposer, to) for to in people]
    heapq.heapify(queue)
    while queue:
        now, phase, sender, to = heapq.heappop(queue)
        heard[to][phase].add(sender)
        signed = list(heard[to][phase])
        enough = phase == 0 or electorate.quorum.is_met(
            int(electorate.authorities[signed].sum()),
            int(electorate.authorities.sum()),
            int(electorate.stake[signed].sum()),
            int(electorate.stake.sum()),
        )
        if not enough or done[to][phase]:
            continue
        done[to][phase] = True
        if phase == phases:
            final[to] = now
        # The block may come after a certificate for it: what was waiting for it goes on now.
        ready = [each for each in range(phases) if done[to][0] and done[to][each]]
        for each in (each for each in ready if each not in voted[to]):
            voted[to].add(each)
            for other in people:
                heapq.heappush(queue, (now + float(delays[to, other]), each + 1, to, other))
    return final


@given(
    seed=st.integers(0, 2**32 - 1),
    size=st.integers(1, 9),
    phases=st.integers(1, 3),
    by_head=st.booleans(),
)
def test_a_round_takes_as_long_as_message_by_message(
    seed: int, size: int, phases: int, by_head: bool
) -> None:
    rng = np.random.default_rng(seed)
    delays = rng.uniform(1, 100, (size, size))
    np.fill_diagonal(delays, 0)
    electorate = (
        equals(size, TWO_THIRDS)
        if by_head
        else Electorate(rng.integers(0, 2, size), rng.integers(1, 50, size), BOTH)
    )
    proposer = int(rng.integers(size))
    found = all_to_all(delays[None], np.array([proposer]), electorate, phases + 1)[0]
    assert found.tolist() == message_by_message(delays, proposer, electorate, phases)


def test_nobody_votes_for_a_block_that_has_not_reached_it() -> None:
    """The last of four hears of the block at 50 ms, long after its certificate, and the third has its
    certificate at 41 ms: it is the third's vote that the first waits for, and not the last's."""
    delays = np.where(np.eye(4, dtype=bool), 0.0, 1.0)
    delays[0, 3], delays[1, 2] = 50.0, 40.0
    electorate = equals(4, TWO_THIRDS)
    times = all_to_all(delays[None], np.array([0]), electorate, 3)[0]
    assert times[0] == 42.0
    assert times.tolist() == message_by_message(delays, 0, electorate, 2)


def test_on_equal_links_every_message_delay_costs_one_delay() -> None:
    delays = np.where(np.eye(7, dtype=bool), 0.0, 10.0)[None]
    electorate = equals(7, TWO_THIRDS)
    for message_delays in (2, 3):
        times = all_to_all(delays, np.array([0]), electorate, message_delays)
        assert times.max() == 10.0 * message_delays
    for message_delays in (3, 5, 7):
        proposers = np.arange(message_delays // 2 + 1)[None]
        times = chained(delays, proposers, electorate, message_delays)
        assert times.max() == 10.0 * message_delays


def test_silent_validators_are_waited_for_in_vain() -> None:
    """Of seven, five must vote: with two silent the slowest of the rest, with three for ever."""
    delays = np.where(np.eye(7, dtype=bool), 0.0, 10.0)
    for silent, final in ((2, 30.0), (3, np.inf)):
        heard = delays.copy()
        heard[7 - silent :] = np.inf
        times = all_to_all(heard[None], np.array([0]), equals(7, TWO_THIRDS), 3)
        assert times[0, 1] == final


@pytest.mark.parametrize("message_delays", [-1, 0, 1, 4, 6])
def test_no_round_has_such_a_number_of_delays(message_delays: int) -> None:
    with pytest.raises(InvalidParameter, match="phases must be 2, 3 or an odd number above, got"):
        check_delays(message_delays)
