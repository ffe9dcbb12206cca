"""Runs of the machine to hold against the relational model, and what of it they break."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hybridstake.models.protocol.machine.acts import Act, Step, Transition
from hybridstake.models.protocol.machine.execution import Execution
from hybridstake.models.protocol.machine.rules import HONEST, Rules
from hybridstake.models.protocol.machine.setting import Setting
from hybridstake.models.protocol.machine.stories import A, B
from hybridstake.models.protocol.machine.votes import Ballot, Block, Kind, Vote, name_of
from hybridstake.models.protocol.machine.world import World, begin, deliver, sign, take
from hybridstake.proofs.agreement.axioms import quorums_share_an_honest_validator
from hybridstake.proofs.agreement.courses import Course, course_of
from hybridstake.proofs.agreement.example import transcript
from hybridstake.proofs.agreement.guilt import nobody_is_framed
from hybridstake.proofs.agreement.invariants import (
    INVARIANTS,
    locked_votes_alike,
    locked_while_choosable,
    nothing_has_happened,
)
from hybridstake.proofs.agreement.ladder import LADDER
from hybridstake.proofs.agreement.lawfulness import LAWFULNESS
from hybridstake.proofs.agreement.moments import words_of
from hybridstake.proofs.agreement.observed import BY_NAME, ObservedStep, act_of, observed_steps

WHERE_QUORUMS_INTERSECT = (
    locked_while_choosable,
    locked_votes_alike,
    *(rung.sentence for rung in LADDER),
)
"""What needs sets that may certify to share an honest validator."""
ANYWHERE = (
    *(each for each in INVARIANTS if each not in WHERE_QUORUMS_INTERSECT),
    *LAWFULNESS,
    nobody_is_framed,
)
"""What holds of honest validators, whatever the thresholds and whoever is Byzantine."""
BATCH = 64
"""Moments that are looked at together [1]."""
ROUNDS = 4
"""Rounds of which a wandering run speaks [1]."""


@dataclass(frozen=True)
class Finding:
    """What came of holding one height of a run against the model."""

    steps: list[ObservedStep]
    faults: list[str]
    """Steps that are no instance, and sentences that do not hold, each with the step in words."""
    intersect: bool
    """Whether the sets that may certify share an honest validator."""
    agree: bool
    """Whether nobody honest disagrees at the end."""


Judge = Callable[..., Finding]
Wander = Callable[..., Execution]


@pytest.fixture(scope="session")
def judge() -> Judge:
    """One height of a run against every transition and every invariant."""

    def find(run: Execution, setting: Setting, height: int = 0) -> Finding:
        steps = list(observed_steps(run, setting, height))
        if not steps:
            return Finding([], [], True, True)
        moments = [steps[0].before, *(step.after for step in steps)]
        assert all(one.after is two.before for one, two in pairwise(steps))
        assert nothing_has_happened(moments[0])
        intersect = bool(quorums_share_an_honest_validator(moments[-1]))
        sentences = (*ANYWHERE, *WHERE_QUORUMS_INTERSECT) if intersect else ANYWHERE
        agree = bool(LADDER[-1].sentence(moments[-1]))
        faults: dict[int, list[str]] = defaultdict(list)
        for start in range(0, len(steps), BATCH):
            some = steps[start : start + BATCH]
            course = course_of(moments[start : start + len(some) + 1])
            for at in no_instances(course, some):
                faults[start + at].append(f"{some[at].act.transition} is no instance")
            for sentence in sentences:
                for at in np.flatnonzero(~course.keeps(sentence)):
                    faults[max(0, start + int(at) - 1)].append(f"not: {words_of(sentence)}")
        told = [
            "\n".join([*what, *transcript(steps[at].before, steps[at].after)])
            for at, what in sorted(faults.items())
        ]
        return Finding(steps, told, intersect, agree)

    return find


def no_instances(course: Course, steps: list[ObservedStep]) -> Iterator[int]:
    """Numbers of the steps that are not what they are called."""
    at: dict[str, list[int]] = defaultdict(list)
    for number, step in enumerate(steps):
        at[step.act.transition].append(number)
    for name, numbers in at.items():
        acts = [act_of(steps[number].act) for number in numbers]
        known = name in BY_NAME
        right = course.takes(BY_NAME[name], acts, numbers) if known else [False] * len(numbers)
        yield from (number for number, each in zip(numbers, right, strict=True) if not each)


@pytest.fixture(scope="session")
def wander() -> Wander:
    """A run without clocks: whatever the guards allow, in any order; most votes are for a favourite."""

    def run(
        setting: Setting,
        rng: np.random.Generator,
        steps: int,
        rules: Rules = HONEST,
        prologue: Sequence[Act] = (),
    ) -> Execution:
        world = begin(setting)
        honest = list(world.nodes)
        temper = one_of([SHY, SHY, BOLD], rng)
        favourites = [one_of([A, B], rng) for _ in range(ROUNDS)]
        liars = [each.name for each in setting.everybody() if each.byzantine]
        taken: list[Step] = []
        worlds = [world]
        for act in prologue:
            world = take(world, act, setting, HONEST)
            taken.append(Step(0.0, act, None))
            worlds.append(world)
        for _ in range(steps):
            act, world = (
                lie(world, one_of(liars, rng), rng)
                if liars and rng.random() < 0.2
                else attempt(world, setting, one_of(honest, rng), temper, favourites, rules, rng)
            )
            if world is not worlds[-1]:
                taken.append(Step(0.0, act, None))
                worlds.append(world)
        return Execution(tuple(taken), tuple(worlds))

    return run


def one_of(some: Sequence[Any], rng: np.random.Generator) -> Any:
    """One of some, each as likely."""
    return some[int(rng.integers(len(some)))]


def lie(world: World, liar: str, rng: np.random.Generator) -> tuple[Act, World]:
    """Any vote of a Byzantine validator."""
    ballot = Ballot(
        one_of(list(Kind), rng), 0, int(rng.integers(ROUNDS)), one_of([A, B, None], rng)
    )
    act = Act(Transition.BYZANTINE, liar, ballot.round, ballot.block, kind=ballot.kind)
    vote = Vote(liar, ballot)
    return act, world if vote in world.signed else sign(world, vote)


VOTES = (Transition.PREVOTE_NEW, Transition.PREVOTE_WITH_CERTIFICATE, Transition.PRECOMMIT)
SHY = (*VOTES, Transition.PREVOTE_NEW, Transition.PRECOMMIT_NIL, Transition.DECIDE)
BOLD = (*VOTES, *(Transition.PREVOTE_NEW, Transition.PRECOMMIT, Transition.DECIDE) * 3)
"""What is attempted, as often as it stands here: the shy seldom lock, the bold often decide."""


def attempt(
    world: World,
    setting: Setting,
    name: str,
    temper: tuple[Transition, ...],
    favourites: list[Block],
    rules: Rules,
    rng: np.random.Generator,
) -> tuple[Act, World]:
    """One act that a guard may refuse, on the votes of some of those who have signed."""
    node = world.nodes[name]
    if rng.random() < 0.06:
        act = Act(Transition.START_ROUND, name, min(ROUNDS - 1, int(rng.integers(node.round + 2))))
    else:
        absent = one_of([None, *setting.validators(0).by_name], rng)
        votes = tuple(each for each in sorted(world.signed, key=in_words) if each.voter != absent)
        world = deliver(world, name, votes)
        node = world.nodes[name]
        kind = one_of(temper, rng)
        round_ = int(rng.integers(ROUNDS)) if kind is Transition.DECIDE else node.round
        block = favourites[round_] if rng.random() < 0.8 else one_of([A, B], rng)
        nil = 0.1 if kind is Transition.PREVOTE_NEW else kind is Transition.PRECOMMIT_NIL
        if rng.random() < nil:
            block = None
        earlier = None
        if kind is Transition.PREVOTE_WITH_CERTIFICATE:
            earlier = int(rng.integers(ROUNDS))
            block = favourites[earlier]
        act = Act(kind, name, round_, block, earlier)
    if not rules.allow(node, act, setting):
        return act._replace(transition=Transition.HEAR), world
    return act, take(world, act, setting, rules)


def in_words(vote: Vote) -> tuple[str, str, int, str]:
    """An order of votes."""
    kind, _, round_, block = vote.ballot
    return vote.voter, kind, round_, name_of(block)
