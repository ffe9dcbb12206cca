"""Each guard of the machine, loosened alone: a script then takes a step that is no transition."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.machine.acts import Act, Transition
from hybridstake.models.protocol.machine.node import Node, Stage
from hybridstake.models.protocol.machine.rules import HONEST, Guard, Rules
from hybridstake.models.protocol.machine.scenario import Scenario, replay
from hybridstake.models.protocol.machine.schedule import SharedSchedule
from hybridstake.models.protocol.machine.setting import Setting
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
from hybridstake.models.protocol.machine.votes import Ballot, Kind, is_certificate
from hybridstake.models.protocol.machine.world import RefusedStep
from hybridstake.models.protocol.modes import Mode
from hybridstake.proofs.agreement.observed import is_instance, observed_steps
from hybridstake.proofs.agreement.transitions import TRANSITIONS

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


WANDERERS = tuple(
    deployment(
        REFERENCE,
        ValidatorSet((*FOUR.members[:3], replace(FOUR.members[3], byzantine=lies))),
        SharedSchedule(REFERENCE),
        NAMES,
        start=mode,
    )
    for lies in (True, False)
    for mode in (Mode.BALANCED, Mode.FAST)
)


RIVALS = (*prevote(NAMES[:3], 0, B), *start_round(NAMES[:3], 1), *prevote(NAMES[:3], 1, A))
"""Two blocks are certified in two rounds, and nobody is locked yet: where half of the runs begin."""


def test_whatever_the_guards_allow_in_any_order_is_a_transition(wander, judge) -> None:
    """Rare steps are frequent without clocks; all of them keep every invariant."""
    taken: dict[str, int] = {}
    for seed in range(100):
        place = WANDERERS[seed % len(WANDERERS)]
        prologue = RIVALS if seed % 8 < 4 else ()
        run = wander(place, np.random.default_rng(seed), 250, prologue=prologue)
        found = judge(run, place)
        assert found.faults == []
        assert found.intersect
        for step in found.steps:
            taken[step.act.transition] = taken.get(step.act.transition, 0) + 1
    assert {each.name: taken[each.name] for each in TRANSITIONS if taken[each.name] < 20} == {}


def despite_a_lock_of_before(node: Node, act: Act, place: Setting) -> bool:
    """A lock binds in its round and the next one only."""
    forgets = node.lock is not None and node.lock.round + 1 < node.round
    return HONEST.prevote_new(replace(node, lock=None) if forgets else node, act, place)


def on_any_earlier_certificate(node: Node, act: Act, place: Setting) -> bool:
    """A certificate opens a later lock too."""
    return HONEST.prevote_with_certificate(replace(node, lock=None), act, place)


def as_if_just_started(guard: Guard) -> Guard:
    """A prevote may follow another vote of the round."""
    return lambda node, act, place: guard(replace(node, stage=Stage.STARTED), act, place)


def as_if_only_prevoted(guard: Guard) -> Guard:
    """A precommit may follow another, or come before the prevote."""
    return lambda node, act, place: guard(replace(node, stage=Stage.PREVOTED), act, place)


def one_vote_short(guard: Guard, kind: Kind) -> Guard:
    """A certificate may lack one signature."""

    def allowed(node: Node, act: Act, place: Setting) -> bool:
        round_ = act.round if act.earlier is None else act.earlier
        ballot = Ballot(kind, act.height, round_, act.block)
        heard = node.certificate(ballot).signers
        quorum = place.quorums[place.mode(node, round_)]
        validators = place.validators(act.height)
        for name in validators.by_name:
            more = heard | {name}
            if is_certificate(node.certificate(ballot)._replace(signers=more), quorum, validators):
                return guard(replace(node, heard={**node.heard, ballot: more}), act, place)
        return False

    return allowed


PREVOTES, PRECOMMITS = Kind.PREVOTE, Kind.PRECOMMIT
MUTANTS: dict[str, Rules] = {
    "a round started again": replace(
        HONEST, start_round=lambda node, act, place: act.round >= node.round - 1
    ),
    "a lock ignored": replace(
        HONEST, prevote_new=lambda n, act, place: n.stage is Stage.STARTED and n.round == act.round
    ),
    "a lock forgotten after a round": replace(HONEST, prevote_new=despite_a_lock_of_before),
    "a second prevote": replace(HONEST, prevote_new=as_if_just_started(HONEST.prevote_new)),
    "a second prevote with a certificate": replace(
        HONEST, prevote_with_certificate=as_if_just_started(HONEST.prevote_with_certificate)
    ),
    "a later lock opened": replace(HONEST, prevote_with_certificate=on_any_earlier_certificate),
    "a cited certificate one vote short": replace(
        HONEST, prevote_with_certificate=one_vote_short(HONEST.prevote_with_certificate, PREVOTES)
    ),
    "a certificate of the same round cited": replace(
        HONEST,
        prevote_with_certificate=lambda node, act, place: (
            act.earlier == act.round
            and HONEST.prevote_with_certificate(
                replace(node, round=act.round + 1), act._replace(round=act.round + 1), place
            )
            and node.round == act.round
        ),
    ),
    "a second precommit": replace(HONEST, precommit=as_if_only_prevoted(HONEST.precommit)),
    "a precommit without a certificate": replace(
        HONEST,
        precommit=lambda node, act, place: (
            act.round == node.round and node.stage is Stage.PREVOTED and act.block is not None
        ),
    ),
    "a precommit one vote short": replace(
        HONEST, precommit=one_vote_short(HONEST.precommit, PREVOTES)
    ),
    "a second precommit of nil": replace(
        HONEST, precommit_nil=as_if_only_prevoted(HONEST.precommit_nil)
    ),
    "a decision without a certificate": replace(
        HONEST, decide=lambda node, act, place: act.block is not None
    ),
    "a decision one vote short": replace(HONEST, decide=one_vote_short(HONEST.decide, PRECOMMITS)),
}
"""Machines with one guard changed, some by little."""
TRIES = 200
"""Runs within which each is caught; most in the first few [1]."""


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_machine_with_one_guard_changed_is_caught_by_random_runs(
    mutant: str, wander, judge
) -> None:
    for seed in range(TRIES):
        place = WANDERERS[seed % len(WANDERERS)]
        prologue = RIVALS if seed % 8 < 4 else ()
        run = wander(place, np.random.default_rng([seed, 7]), 150, MUTANTS[mutant], prologue)
        if judge(run, place).faults:
            return
    pytest.fail(f"{mutant} was not caught in {TRIES} runs")
