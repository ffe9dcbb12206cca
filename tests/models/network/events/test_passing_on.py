"""Whoever is at an earlier height is brought to the others by what they pass on, and acts at once."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hybridstake.experiments.networking.deployments import of_regions
from hybridstake.models.network.events import rounds
from hybridstake.models.network.events.conditions import Conditions, Partition
from hybridstake.models.network.events.hearing import Node
from hybridstake.models.network.events.messages import PRECOMMIT, Chain, Decision, Vote
from hybridstake.models.network.events.passing_on import gossip_of, last_voted
from hybridstake.models.network.events.rounds import Rounds
from hybridstake.models.network.events.simulation import Simulation, Trial
from hybridstake.models.network.links import Links
from hybridstake.models.protocol.modes import Mode

SIZE, BEHIND = 7, (0, 1, 2)
HEALED_MS, SLOWEST_MS = 9_000.0, 20.0
EVERYBODY = (1 << SIZE) - 1


def left_behind(trial_on: Callable[..., Trial], relays: bool) -> Trial:
    """Four decide the first height on precommits of three, which hear nothing of it for ten seconds.

    The three have all prevotes after 20 ms, as those of the four reach them in 5 ms; these reach each
    other in 20 ms, so that the four precommit after 35 ms, when the network has parted. Either side is
    at least a third and goes from round to round, at its own height, in waits that grow.
    """
    delays = np.full((SIZE, SIZE), SLOWEST_MS)
    delays[:3, :3], delays[:3, 3:], delays[3:, :3] = 1.0, 15.0, 5.0
    np.fill_diagonal(delays, 0.0)
    return trial_on(
        of_regions(f"eu-west-1:{SIZE}"),
        mode=Mode.BALANCED,
        links=Links(tuple(f"v{each}" for each in range(SIZE)), delays, delays),
        places=np.arange(SIZE),
        timeout=0.4,
        heights=3,
        paced=False,
        relays=relays,
        conditions=Conditions(partitions=(Partition(30.0, HEALED_MS, frozenset(BEHIND)),)),
    )


def entered(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> tuple[dict[int, list[float]], list[float]]:
    """When rounds of the second height were entered, and when the first was final for each [ms]."""
    found: defaultdict[int, list[float]] = defaultdict(list)
    arrive = Rounds.arrive

    def noted(self: Rounds, node: Node) -> None:
        if node.height == 1:
            found[node.round].append(self.simulation.now)
        arrive(self, node)

    with monkeypatch.context() as patch:
        patch.setattr(Rounds, "arrive", noted)
        ledger = Simulation(trial, np.random.default_rng(1)).run()
    return found, ledger.final_ms[0]


@pytest.mark.parametrize("relays", [False, True])
def test_whoever_was_left_behind_enters_the_next_rounds_with_the_others(
    trial_on: Callable[..., Trial], monkeypatch: pytest.MonkeyPatch, relays: bool
) -> None:
    """From the first round that anybody enters after stabilisation on, within the slowest delay."""
    times, first = entered(left_behind(trial_on, relays), monkeypatch)
    assert max(first[3:]) < HEALED_MS < min(first[:3])
    after = {round_: each for round_, each in times.items() if min(each) > HEALED_MS}
    assert after
    assert {len(each) for each in after.values()} == {SIZE}
    assert max(max(each) - min(each) for each in after.values()) <= SLOWEST_MS + 1e-9


def test_it_comes_late_where_decisions_of_earlier_heights_are_not_passed_on(
    trial_on: Callable[..., Trial], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It then asks only when its own wait is over, which is seconds by now."""
    monkeypatch.setattr(rounds, "last_voted", lambda node, others: node.height)
    times, first = entered(left_behind(trial_on, True), monkeypatch)
    assert min(first[:3]) > HEALED_MS + 50 * SLOWEST_MS
    last = max(times)
    assert max(times[last]) - min(times[last]) > 50 * SLOWEST_MS


def first_of(trial_on: Callable[..., Trial]) -> tuple[Rounds, Node]:
    """Validator 6 of seven, which has decided two heights, each on five votes."""
    trial = replace(left_behind(trial_on, True), conditions=Conditions())
    protocol = Simulation(trial, np.random.default_rng(1)).protocol
    assert isinstance(protocol, Rounds)
    protocol.start()
    node = protocol.nodes[6]
    for height, voters in enumerate((range(1, 6), range(2, 7))):
        block = protocol.simulation.new_block(
            0, height, 0, Mode.BALANCED, Mode.BALANCED, height - 1 if height else None
        )
        for voter in voters:
            protocol.hear(6, Vote(PRECOMMIT, height, 0, block, voter))
    assert node.height == 2
    return protocol, node


def test_decisions_since_somebody_last_voted_are_passed_on(trial_on: Callable[..., Trial]) -> None:
    """Validator 1 has voted at height 0 only, validator 0 never, and 2 to 5 at height 1."""
    protocol, node = first_of(trial_on)
    of = [1 << voter for voter in range(SIZE)]
    assert [last_voted(node, of[voter]) for voter in (0, 1, 2)] == [0, 0, 1]
    assert last_voted(node, of[2] | of[3]) == 1
    assert last_voted(node, EVERYBODY ^ of[6]) == 0
    protocol.hear(6, Vote(PRECOMMIT, 2, 0, 9, 2))
    assert last_voted(node, of[2]) == 2
    assert gossip_of(node, 1).decided == Chain(1, (Decision(0, 1, 0b1111100),))


def test_who_hears_what_is_passed_on_goes_from_height_to_height_at_once(
    trial_on: Callable[..., Trial],
) -> None:
    protocol, node = first_of(trial_on)
    other = protocol.nodes[0]
    protocol.hear(0, gossip_of(node, 0))
    assert (other.height, other.decisions) == (2, node.decisions)


def test_who_asks_is_told_what_has_been_heard_of_the_present_height_too(
    trial_on: Callable[..., Trial],
) -> None:
    protocol, node = first_of(trial_on)
    protocol.hear(6, Vote(PRECOMMIT, 2, 0, 9, 2))
    protocol.hear(6, gossip_of(protocol.nodes[0], 0))
    told = [
        message
        for _, part, message in protocol.simulation.queue.events()
        if part == 0 and isinstance(message, rounds.Gossip)
    ]
    assert told == [gossip_of(node, 0)]
