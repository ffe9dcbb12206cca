"""A lock that is formed late in a round reaches the next proposer, if it listens before it proposes."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.machine import execution
from hybridstake.models.protocol.machine.acts import Step, Transition
from hybridstake.models.protocol.machine.adversary import Adversary
from hybridstake.models.protocol.machine.execution import Run
from hybridstake.models.protocol.machine.network import Network
from hybridstake.models.protocol.machine.node import Node
from hybridstake.models.protocol.machine.rules import HONEST
from hybridstake.models.protocol.machine.schedule import SharedSchedule, Standing
from hybridstake.models.protocol.machine.setting import Setting, setting
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.machine.votes import (
    Ballot,
    Block,
    Kind,
    Proposal,
    Statistics,
    Vote,
)
from hybridstake.models.protocol.modes import Mode

REFERENCE = load("reference")
MEMBERS = ValidatorSet(
    tuple(Validator(f"v{number}", True, 1, byzantine=number == 4) for number in (1, 2, 3, 4))
)
MEASURED = Statistics(0.5, 4, 4, 0.9, 1.0)
LATE, OTHER = Block("late", MEASURED), Block("other", MEASURED)


class InBalanced(SharedSchedule):
    """Every round in Balanced, so that three of four certify."""

    def mode(self, validator: str, standing: Standing, height: int, round_: int) -> Mode:
        return Mode.BALANCED


def a_lock_at_the_last_moment() -> Run:
    """v4 shows v2 and v3 different blocks, v1 the first one late, and at 0.58 s v1 alone its prevote.

    v2 and v3 precommit nothing at 0.4 s, and by 0.5 s all have heard both: the last wait of each begins.
    v1, who prevotes at 0.29 s, locks a hundredth of a second before it would give up. All enter the next
    round at 0.8 s. What v1 passes on as it enters is there at 0.9 s. v2 proposes in round 1.
    """
    turns = ("v4", "v2", "v3", "v1")
    place = setting(
        REFERENCE,
        (MEMBERS,),
        InBalanced(REFERENCE),
        lambda height, round_, mode: turns[round_ % len(turns)],
        lambda validator, height, round_: MEASURED,
    )
    run = Run(place, np.random.default_rng(0), Network(), Adversary(activity=0.0), HONEST, 1)
    for time, name, block in ((0.1, "v2", LATE), (0.1, "v3", OTHER), (0.29, "v1", LATE)):
        run.put(time, name, Proposal("v4", 0, 0, block))
    run.put(0.58, "v1", Vote("v4", Ballot(Kind.PREVOTE, 0, 0, LATE)))
    return run


def steps_of(run: Run, transition: Transition, round_: int) -> Iterator[Step]:
    """The steps of one kind in a round."""
    return (
        step
        for step in run.events()
        if (step.act.transition, step.act.round) == (transition, round_)
    )


def test_an_honest_proposer_that_listens_knows_the_late_lock_and_its_round_decides() -> None:
    """It enters at 0.8 s, listens for half of 0.6 s, and three delays later everybody has decided."""
    run = a_lock_at_the_last_moment()
    (proposed,) = steps_of(run, Transition.PROPOSE, 1)
    assert (proposed.act.actor, proposed.act.block, proposed.act.earlier) == ("v2", LATE, 0)
    assert proposed.time == pytest.approx(1.1)
    decided = list(steps_of(a_lock_at_the_last_moment(), Transition.DECIDE, 1))
    assert {(step.act.actor, step.act.block) for step in decided} == {
        (name, LATE) for name in ("v1", "v2", "v3")
    }
    assert [step.time for step in decided] == pytest.approx([1.4] * 3)


@pytest.mark.parametrize(("listening", "known"), [(0.0, False), (0.099, False), (0.101, True)])
def test_a_round_with_an_honest_proposer_fails_where_it_listens_for_too_short(
    monkeypatch: pytest.MonkeyPatch, listening: float, known: bool
) -> None:
    """v1 enters when v2 does, and its lock arrives 0.1 s later.

    Who proposes before that proposes a block of its own, and v1, who is locked, votes for nothing.
    """

    def listens(node: Node, place: Setting) -> float:
        return listening if node.round else 0.0

    monkeypatch.setattr(execution, "listening_of", listens)
    run = a_lock_at_the_last_moment()
    steps = list(run.events())
    proposed = [step.act.block for step in steps if step.act.transition is Transition.PROPOSE]
    assert (proposed[0] == LATE) is known
    refused = [
        step.act.actor
        for step in steps
        if step.act.transition is Transition.PREVOTE_NEW
        and (step.act.round, step.act.block) == (1, None)
    ]
    assert refused == ([] if known else ["v1"])
    decided = {step.act.round for step in steps if step.act.transition is Transition.DECIDE}
    assert (decided == {1}) is known


def test_who_enters_a_round_passes_on_what_it_has_heard_whatever_made_it_enter() -> None:
    """Into round 1 as the last wait is over, and v1 into round 2 on a certificate of nil."""
    delay = REFERENCE.network.delay_seconds
    steps = list(a_lock_that_its_proposer_alone_could_open().events())
    entries = [step for step in steps if step.act.transition is Transition.START_ROUND]
    heard = {
        (step.act.source, step.act.actor, round(step.time, 6))
        for step in steps
        if step.act.transition is Transition.HEAR and step.act.kind is None
    }
    assert len(entries) == 6
    for entry in entries:
        others = {"v1", "v2", "v3"} - {entry.act.actor}
        there = round(entry.time + delay, 6)
        assert {(entry.act.actor, other, there) for other in others} <= heard


def a_lock_that_its_proposer_alone_could_open() -> Run:
    """Round 0 ends as above, v4 proposes the other block in round 1 to v2 and v3, who prevote it.

    v4's own prevote, with which it is certified, reaches v2 alone, while it listens in round 2.
    """
    run = a_lock_at_the_last_moment()
    turns = ("v4", "v4", "v2", "v1")
    run.setting = replace(run.setting, proposers=lambda height, round_, mode: turns[round_ % 4])
    for name in ("v2", "v3"):
        run.put(0.9, name, Proposal("v4", 0, 1, OTHER))
    run.put(1.9, "v2", Vote("v4", Ballot(Kind.PREVOTE, 0, 1, OTHER)))
    return run


def test_a_proposer_shows_the_certificate_that_it_alone_has_heard() -> None:
    """v1 is locked on the late block since round 0, and votes for the other on round 1's certificate."""
    steps = list(a_lock_that_its_proposer_alone_could_open().events())
    opened = [step for step in steps if step.act.transition is Transition.PREVOTE_WITH_CERTIFICATE]
    assert [(step.act.actor, step.act.block, step.act.earlier) for step in opened] == [
        ("v1", OTHER, 1)
    ]
    decided = [step for step in steps if step.act.transition is Transition.DECIDE]
    assert {(step.act.round, step.act.block) for step in decided} == {(2, OTHER)}
    assert len(decided) == 3
