"""Runs in which everybody hears everything: they decide in the first round, height after height."""

import pytest
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.models.protocol.machine.acts import Transition
from hybridstake.models.protocol.machine.schedule import SharedSchedule
from hybridstake.models.protocol.machine.stories import CALM
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.machine.votes import Statistics
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.replaying.lockstep import in_turn, lockstep


def calm(validator: str, height: int, round_: int) -> Statistics:
    return CALM


def four(silent: int) -> ValidatorSet:
    """Four equal validators, of whom the last say nothing."""
    names = ("v-1", "v-2", "v-3", "v-4")
    return ValidatorSet(
        tuple(
            Validator(name, authority=True, stake=1, byzantine=number >= 4 - silent)
            for number, name in enumerate(names)
        )
    )


@pytest.mark.parametrize("mode", Mode)
def test_all_heights_are_decided_in_their_first_round(plan: Parameters, mode: Mode) -> None:
    place = in_turn(plan, four(silent=1), SharedSchedule(plan), calm, mode)
    run = lockstep(place, heights=3, rounds=1)
    taken = [step.act.transition for step in run.steps]
    assert taken.count(Transition.DECIDE) == 3 * 3
    assert taken.count(Transition.PROPOSE) == 3
    assert taken.count(Transition.START_ROUND) == 0
    assert {node.height for node in run.end.nodes.values()} == {2}
    assert len(run.worlds) == len(run.steps) + 1


def test_an_undecided_height_ends_after_its_rounds(plan: Parameters) -> None:
    """Two of four are no certificate of any mode that asks for 2/3; the walk changes nothing."""
    place = in_turn(plan, four(silent=2), SharedSchedule(plan), calm, Mode.FAST)
    run = lockstep(place, heights=1, rounds=4)
    assert [node.round for node in run.end.nodes.values()] == [4, 4]
    assert not any(node.decision for node in run.end.nodes.values())
    modes = [step.mode for step in run.steps if step.act.transition is Transition.PROPOSE]
    assert modes == [Mode.FAST, Mode.BALANCED, Mode.SECURE, Mode.BALANCED]
