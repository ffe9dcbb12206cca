"""Each guard of the machine, loosened alone: a script then takes a step that is no transition."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.machine.acts import Act, Transition
from hybridstake.models.protocol.machine.rules import HONEST
from hybridstake.models.protocol.machine.scenario import Scenario, replay
from hybridstake.models.protocol.machine.schedule import SharedSchedule
from hybridstake.models.protocol.machine.stories import (
    A,
    B,
    decide,
    deployment,
    precommit,
    prevote,
    start_round,
)
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.machine.world import RefusedStep
from hybridstake.proofs.agreement.observed import is_instance, observed_steps

REFERENCE = load("reference")
NAMES = ("v1", "v2", "v3", "v4")
FOUR = ValidatorSet(tuple(Validator(name, authority=True, stake=1) for name in NAMES))
PLACE = deployment(REFERENCE, FOUR, SharedSchedule(REFERENCE), NAMES)
LOCKED = (*prevote(NAMES[:3], 0, A), *precommit(("v1",), 0, A), *start_round(("v1",), 1))
"""Balanced asks three of four: v1 is locked on A when it starts round 1."""


def citing(round_: int, earlier: int) -> tuple[Act, ...]:
    """A prevote of B by v1 on the certificate of an earlier round."""
    return (Act(Transition.PREVOTE_WITH_CERTIFICATE, "v1", round_, B, earlier),)


LAST = {
    "start_round": (*start_round(("v1",), 2), *start_round(("v1",), 1)),
    "prevote_new": (*LOCKED, *prevote(("v1",), 1, B)),
    "prevote_with_certificate": (*LOCKED, *citing(1, 0)),
    "precommit": (*prevote(NAMES[:2], 0, A), *precommit(("v1",), 0, A)),
    "precommit_nil": (
        *prevote(NAMES[:3], 0, A),
        *precommit(("v1",), 0, A),
        *precommit(("v1",), 0, None),
    ),
    "decide": (
        *prevote(NAMES[:3], 0, A),
        *precommit(NAMES[:2], 0, A),
        *decide(("v1",), 0, A),
    ),
}
"""By guard: the last step of the script is what the guard is for."""


@pytest.mark.parametrize("guard", LAST)
def test_what_a_loose_guard_lets_through_is_no_transition(guard: str) -> None:
    loose = replace(HONEST, **{guard: lambda node, act, place: True})
    with pytest.raises(RefusedStep, match=rf"^step {len(LAST[guard])} of .*{guard} must be"):
        replay(Scenario(guard, PLACE, LAST[guard]))
    told = replay(Scenario(guard, PLACE, LAST[guard], loose))
    *lawful, last = observed_steps(told, PLACE, 0)
    assert all(map(is_instance, lawful))
    assert last.act.transition == guard
    assert not is_instance(last)


RARE = (
    *LOCKED,
    *precommit(("v2", "v3"), 0, None),
    *start_round(("v2", "v3"), 1),
    *(Act(Transition.PREVOTE_WITH_CERTIFICATE, name, 1, A, 0) for name in NAMES[:3]),
    *precommit(NAMES[:3], 1, A),
    *start_round(("v1",), 2),
    *decide(("v1",), 1, A),
)
"""Two miss the certificate, all prevote with it a round later, and v1 decides in a round it has left."""


def test_the_rare_transitions_are_instances_too() -> None:
    told = replay(Scenario("rare", PLACE, RARE))
    steps = list(observed_steps(told, PLACE, 0))
    assert [step.act for step in steps] == list(RARE)
    assert all(map(is_instance, steps))
    assert steps[-1].before.left("v1", "r1")


def test_a_step_under_another_name_is_no_instance() -> None:
    """Nor is a stutter that changes something."""
    told = replay(Scenario("rare", PLACE, RARE))
    other: Callable[[Transition], Transition] = {
        Transition.START_ROUND: Transition.PRECOMMIT_NIL,
        Transition.PREVOTE_NEW: Transition.PRECOMMIT,
        Transition.PREVOTE_WITH_CERTIFICATE: Transition.DECIDE,
        Transition.PRECOMMIT: Transition.PREVOTE_NEW,
        Transition.PRECOMMIT_NIL: Transition.HEAR,
        Transition.DECIDE: Transition.BYZANTINE,
    }.__getitem__
    for step in observed_steps(told, PLACE, 0):
        wrong = step.act._replace(transition=other(step.act.transition))
        assert not is_instance(replace(step, act=wrong))
