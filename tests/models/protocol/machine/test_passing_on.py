"""Whoever is at an earlier height is brought to the others by what they pass on, and acts at once."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.machine.acts import Act, Step, Transition
from hybridstake.models.protocol.machine.adversary import Adversary
from hybridstake.models.protocol.machine.events import Gossip
from hybridstake.models.protocol.machine.execution import Run
from hybridstake.models.protocol.machine.network import Network
from hybridstake.models.protocol.machine.node import hear_votes
from hybridstake.models.protocol.machine.passing_on import is_passed_on, last_voted, passed_on
from hybridstake.models.protocol.machine.rotation import taking_turns
from hybridstake.models.protocol.machine.rules import HONEST
from hybridstake.models.protocol.machine.scenario import Scenario, replay
from hybridstake.models.protocol.machine.schedule import SharedSchedule
from hybridstake.models.protocol.machine.setting import setting
from hybridstake.models.protocol.machine.stories import (
    CALM,
    A,
    decide,
    precommit,
    prevote,
    sign,
    start_round,
)
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.machine.votes import Ballot, Kind, Vote
from hybridstake.models.protocol.machine.world import World, begin, next_height, with_node

REFERENCE = load("reference")
DELAY = REFERENCE.network.delay_seconds
AHEAD, LEFT_BEHIND, LIAR = ("v1", "v2"), "v3", "v4"
MEMBERS = ValidatorSet(
    tuple(Validator(f"v{number}", True, 1, byzantine=number == 4) for number in (1, 2, 3, 4))
)
PLACE = setting(
    REFERENCE,
    (MEMBERS,),
    SharedSchedule(REFERENCE),
    taking_turns((MEMBERS,)),
    lambda validator, height, round_: CALM,
)


def left_behind(heights: int) -> World:
    """v1 and v2 have finished some heights with v4's help; v3 is in a late round of the first one.

    Of all this v3 has heard nothing, and in round 9 it would wait for ten first waits before it asks.
    """
    acts = (
        act._replace(height=height)
        for height in range(heights)
        for act in (
            *prevote(AHEAD, 0, A),
            *(sign(LIAR, 0, kind, A) for kind in Kind),
            *precommit(AHEAD, 0, A),
            *decide(AHEAD, 0, A),
            *(Act(Transition.ENTER_HEIGHT, name, 0) for name in AHEAD),
        )
    )
    late = start_round((LEFT_BEHIND,), 9)
    return replay(Scenario("left behind", PLACE, (*late, *acts))).end


def entered(heights: int) -> dict[int, list[float]]:
    """When honest validators entered the rounds of the next height, from stabilisation on."""
    run = Run(
        PLACE, np.random.default_rng(0), Network(), Adversary(activity=0.0), HONEST, heights + 1
    )
    run.world = left_behind(heights)
    found: defaultdict[int, list[float]] = defaultdict(list)
    for step in islice(run.events(), 1_000):
        if step.act[:1] == (Transition.START_ROUND,) and step.act.height == heights:
            found[step.act.round].append(step.time)
    return found


@pytest.mark.parametrize("heights", [1, 2, 3])
def test_whoever_was_left_behind_enters_the_next_rounds_with_the_others(heights: int) -> None:
    """The round before them began with stabilisation; v4 is silent from then on."""
    times = entered(heights)
    assert {len(each) for each in times.values()} == {3}
    assert max(max(each) - min(each) for each in times.values()) <= DELAY * (1 + 1e-9)


def test_it_is_needed_there_and_the_first_round_with_an_honest_proposer_decides() -> None:
    """Three of four certify: v2 proposes to two in round 0, and to three in round 1."""
    assert list(entered(1)) == [1]


def only_what_was_heard(run: Run, name: str) -> Iterator[Step]:
    """What is passed on to all is without decisions of earlier heights; who asks is still answered."""
    told = passed_on(run.world, name, name)
    here = tuple(each for each in told.votes if each.ballot.height >= run.world.nodes[name].height)
    yield from run.broadcast(name, told._replace(votes=here))


def test_it_comes_late_where_decisions_of_earlier_heights_are_not_passed_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It then asks only when its own wait is over, and the rounds that need it decide nothing."""
    monkeypatch.setattr(Run, "pass_on", only_what_was_heard)
    times = entered(1)
    assert len(times) > 2
    assert max(max(each) - min(each) for each in times.values()) > 5 * DELAY


def heights_told(world: World, recipient: str) -> list[int]:
    """Heights of which v1 passes on a whole certificate."""
    precommits = [
        each.ballot.height
        for each in passed_on(world, "v1", recipient).votes
        if each.ballot.kind is Kind.PRECOMMIT
    ]
    return [height for height in dict.fromkeys(precommits) if precommits.count(height) == 3]


def test_only_decisions_that_the_other_may_lack_are_passed_on() -> None:
    """v3 has never voted; of v4 the last vote is of height 2; v2 has voted at the present one."""
    world = left_behind(3)
    heard = hear_votes(world.nodes["v1"], [Vote("v2", Ballot(Kind.PREVOTE, 3, 0, None))])
    world = with_node(world, heard)
    assert [last_voted(world, "v1", name) for name in ("v2", LEFT_BEHIND, LIAR)] == [3, 0, 2]
    assert heights_told(world, LEFT_BEHIND) == [0, 1, 2]
    assert heights_told(world, LIAR) == [2]
    assert heights_told(world, "v2") == []


def test_in_the_first_height_there_is_no_decision_to_pass_on() -> None:
    assert passed_on(begin(PLACE), "v1", "v3") == Gossip("v1", 0, (), ())


def test_whoever_has_decided_passes_on_its_decision_and_is_past_the_height() -> None:
    world = left_behind(2)
    world = with_node(world, world.finished["v1", 1])
    told = passed_on(world, "v1", LEFT_BEHIND)
    assert told.height == 2
    assert {each.ballot for each in told.votes} == {
        Ballot(Kind.PRECOMMIT, height, 0, A) for height in (0, 1)
    }
    assert next_height(world, "v1", PLACE).nodes["v1"].height == 2


def test_heights_from_the_last_vote_to_the_one_before_the_own_are_passed_on() -> None:
    found = is_passed_on(np.arange(6)[:, None], np.arange(6), 4)
    assert found.sum(axis=0).tolist() == [4, 3, 2, 1, 0, 0]
