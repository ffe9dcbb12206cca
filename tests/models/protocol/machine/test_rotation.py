"""Proposers take turns within each mode, and so no mode meets liars for ever."""

from collections.abc import Iterable
from itertools import count, islice

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.machine.acts import Transition
from hybridstake.models.protocol.machine.execution import random_execution
from hybridstake.models.protocol.machine.network import Network
from hybridstake.models.protocol.machine.rotation import taking_turns, turn
from hybridstake.models.protocol.machine.schedule import WALK, SharedSchedule
from hybridstake.models.protocol.machine.setting import Proposers, setting
from hybridstake.models.protocol.machine.stories import CALM
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.modes import Mode

REFERENCE = load("reference")
RESONANT = ValidatorSet(
    tuple(
        each
        for number in range(4)
        for each in (
            Validator(f"h{number}", authority=True, stake=10),
            *(
                Validator(f"z{number}{mark}", stake=1, byzantine=True)
                for mark in ("abc" if number else "bc")
            ),
            *([] if number else [Validator("z0a", authority=True, byzantine=True)]),
        )
    )
)
"""Twelve liars with one authority of five and 11 stake of 51; every fourth validator is honest."""
LIARS = sum(each.byzantine for each in RESONANT.members)


def over_all_rounds(height: int, round_: int, mode: Mode) -> str:
    """The schedule that will not do: turns are taken whatever the mode."""
    return RESONANT.members[round_ % len(RESONANT.members)].name


def rounds_of(mode: Mode, start: Mode) -> Iterable[int]:
    """Rounds of a height that are in one mode, without end."""
    return (round_ for round_ in count() if WALK[(start + round_) % len(WALK)] is mode)


@pytest.mark.parametrize("start", Mode)
@pytest.mark.parametrize("mode", Mode)
def test_a_turn_counts_the_earlier_rounds_of_the_mode(start: Mode, mode: Mode) -> None:
    rounds = islice(rounds_of(mode, start), 50)
    assert [turn(mode, round_) for round_ in rounds] == list(range(50))


@pytest.mark.parametrize("start", Mode)
@pytest.mark.parametrize(("mode", "many"), [(Mode.FAST, 5), (Mode.BALANCED, 16), (Mode.SECURE, 15)])
def test_everybody_who_may_proposes_once_in_as_many_rounds_of_a_mode(
    start: Mode, mode: Mode, many: int
) -> None:
    """Five authorities, 16 validators, 15 with stake; each height begins with the next of them."""
    proposer = taking_turns((RESONANT,))
    named = [proposer(3, round_, mode) for round_ in islice(rounds_of(mode, start), 2 * many)]
    assert len(set(named[:many])) == many
    assert named[many:] == named[:many]
    assert proposer(4, 0, mode) == named[1]


def test_in_a_height_without_some_of_them_the_others_take_turns() -> None:
    fewer = ValidatorSet(RESONANT.members[:4])
    proposer = taking_turns((RESONANT, fewer))
    named = {proposer(2, round_, Mode.BALANCED) for round_ in range(100)}
    assert named == {each.name for each in fewer.members}


def balanced_proposers(proposers: Proposers, start: Mode) -> list[bool]:
    """Whether the proposers of a hundred Balanced rounds are Byzantine."""
    rounds = islice(rounds_of(Mode.BALANCED, start), 100)
    named = [proposers(0, round_, Mode.BALANCED) for round_ in rounds]
    return [RESONANT.by_name[each].byzantine for each in named]


def test_turns_over_all_rounds_may_give_a_mode_to_liars_for_ever() -> None:
    """Balanced has every second round and every fourth validator is honest: the two never meet."""
    assert RESONANT.is_within(REFERENCE.assumptions)
    assert all(balanced_proposers(over_all_rounds, Mode.FAST))


@pytest.mark.parametrize("start", Mode)
def test_turns_within_a_mode_give_one_of_f_plus_one_rounds_to_an_honest_validator(
    start: Mode,
) -> None:
    found = balanced_proposers(taking_turns((RESONANT,)), start)
    assert not any(all(found[at : at + LIARS + 1]) for at in range(100 - LIARS))


@pytest.mark.parametrize(
    ("proposers", "decided"), [(over_all_rounds, set()), (taking_turns((RESONANT,)), {1})]
)
def test_the_machine_decides_where_an_honest_validator_proposes_in_balanced(
    proposers: Proposers, decided: set[int]
) -> None:
    """Fast lacks an authority; the liars are silent, and get Balanced and Secure, or one turn there."""
    place = setting(
        REFERENCE,
        (RESONANT,),
        SharedSchedule(REFERENCE),
        proposers,
        lambda validator, height, round_: CALM,
        Mode.FAST,
    )
    run = random_execution(place, np.random.default_rng(0), Network(), heights=1, steps=2_500)
    rounds = {step.act.round for step in run.steps if step.act.transition is Transition.DECIDE}
    assert rounds == decided
    assert decided or max(step.act.round for step in run.steps) > 2 * LIARS + 1
