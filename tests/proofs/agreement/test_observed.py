"""The machine refines the relational model: its steps are instances, its moments keep the invariants."""

from collections import Counter
from fractions import Fraction

import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.machine.scenario import replay
from hybridstake.models.protocol.machine.stories import equivocation, fast_beside_secure
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.quorums import Quorum
from hybridstake.proofs.agreement.axioms import quorums_share_an_honest_validator
from hybridstake.proofs.agreement.guilt import guilty, nobody_is_framed
from hybridstake.proofs.agreement.invariants import INVARIANTS
from hybridstake.proofs.agreement.ladder import agreement
from hybridstake.proofs.agreement.lawfulness import LAWFULNESS
from hybridstake.proofs.agreement.observed import (
    ObservedStep,
    is_instance,
    observed_steps,
    smallest_certificates,
)
from hybridstake.proofs.agreement.relations import Relation, Sort
from hybridstake.proofs.agreement.transitions import TRANSITIONS

PLAN, REFERENCE = load("plan"), load("reference")
LATE = "decide in an earlier round"
OPENED = (147, 245, 262, 268)
"""Runs in which a lock is opened by a later certificate: about one in a hundred."""


def test_every_step_is_an_instance_and_every_moment_keeps_the_invariants(play, faults) -> None:
    """Messages late and lost, crashes, lies, modes that change, members who leave between heights."""
    seen: Counter[str] = Counter()

    def count(step: ObservedStep) -> None:
        seen[step.act.transition] += 1
        left = step.before.left(step.act.actor, f"r{step.act.round}")
        seen[LATE] += step.act.transition == "decide" and left

    for seed in (*range(14), *OPENED):
        run, place = play(seed, heights=2)
        for height in range(2):
            assert faults(run, place, height, count=count) == [], (seed, height)
    wanted = [*(transition.name for transition in TRANSITIONS), LATE]
    assert {name: seen[name] for name in wanted if seen[name] < len(OPENED)} == {}


@pytest.mark.slow
def test_every_step_of_many_runs_is_an_instance(play) -> None:
    steps = 0
    for seed in range(10_000, 10_150):
        run, place = play(seed)
        for step in observed_steps(run, place, 0):
            assert is_instance(step), (seed, step.act)
            steps += 1
    assert steps > 9_000


@pytest.mark.slow
def test_every_moment_of_many_runs_keeps_the_invariants(play, faults) -> None:
    for seed in range(20_000, 20_035):
        run, place = play(seed)
        assert faults(run, place) == [], seed


def test_under_the_plan_every_step_is_lawful_and_only_the_axiom_fails() -> None:
    story = fast_beside_secure(PLAN)
    steps = list(observed_steps(replay(story), story.setting, 0))
    end = steps[-1].after
    assert [step.act for step in steps if not is_instance(step)] == []
    assert end.structure.honest == {"a1", "a2", "a3", "s1", "s2", "s3"}
    assert end.facts[Relation.DECIDED] == {("a1", "r0", "A"), ("s1", "r1", "B")}
    assert not agreement(end)
    assert all(agreement(step.before) for step in steps)
    assert not quorums_share_an_honest_validator(end)
    assert nobody_is_framed(end)


@pytest.mark.parametrize("mode", Mode)
def test_beyond_the_bounds_the_axiom_fails_and_only_the_liars_are_guilty(mode: Mode) -> None:
    story = equivocation(REFERENCE, mode)
    steps = list(observed_steps(replay(story), story.setting, 0))
    end = steps[-1].after
    assert all(map(is_instance, steps))
    assert not agreement(end)
    assert not quorums_share_an_honest_validator(end)
    liars = {each.name for each in story.setting.everybody() if each.byzantine}
    assert {name for name in end.structure.members[Sort.VALIDATOR] if guilty(end, name)} == liars
    assert [each for each in (*LAWFULNESS, *INVARIANTS) if not each(end)] == []


def test_smallest_certificates_are_those_of_whom_nobody_can_go() -> None:
    """Two of three authorities, or two of four stake: s holds two, a and b one each, c none."""
    members = ValidatorSet(
        (
            Validator("a", authority=True, stake=1),
            Validator("b", authority=True, stake=1),
            Validator("c", authority=True),
            Validator("s", stake=2),
        )
    )
    authorities = Quorum(Fraction(2, 3), None, strict=False)
    stake = Quorum(None, Fraction(1, 2), strict=False)
    assert set(smallest_certificates(members, authorities)) == {
        frozenset("ab"),
        frozenset("ac"),
        frozenset("bc"),
    }
    assert set(smallest_certificates(members, stake)) == {frozenset("s"), frozenset("ab")}
