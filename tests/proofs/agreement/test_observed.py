"""The machine refines the relational model: its steps are instances, its moments keep the invariants."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import takewhile

import numpy as np
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.models.protocol.machine.acts import Transition
from hybridstake.models.protocol.machine.adversary import Adversary
from hybridstake.models.protocol.machine.drawing import drawn_setting
from hybridstake.models.protocol.machine.execution import Execution, random_execution
from hybridstake.models.protocol.machine.network import Network
from hybridstake.models.protocol.machine.scenario import replay
from hybridstake.models.protocol.machine.setting import Setting
from hybridstake.models.protocol.machine.stories import equivocation, fast_beside_secure
from hybridstake.models.protocol.machine.validators import Validator, ValidatorSet
from hybridstake.models.protocol.machine.votes import Ballot, Kind
from hybridstake.models.protocol.modes import Mode
from hybridstake.models.protocol.quorums import Quorum
from hybridstake.proofs.agreement.axioms import quorums_share_an_honest_validator
from hybridstake.proofs.agreement.guilt import guilty, nobody_is_framed
from hybridstake.proofs.agreement.invariants import INVARIANTS
from hybridstake.proofs.agreement.ladder import agreement
from hybridstake.proofs.agreement.lawfulness import LAWFULNESS
from hybridstake.proofs.agreement.observed import (
    is_instance,
    observed_steps,
    smallest_certificates,
)
from hybridstake.proofs.agreement.relations import Relation, Sort
from hybridstake.proofs.agreement.transitions import TRANSITIONS
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

PLAN, REFERENCE = load("plan"), load("reference")
LAST_ROUND = 8
"""Where a run is broken off, since looking at it costs more with every round [1]."""


@dataclass(frozen=True, slots=True)
class Cut(Network):
    """A network that is cut in places until it stabilises, and fast everywhere else."""

    def remoteness(self, rng: np.random.Generator) -> float:
        """A message goes at once or not at all."""
        return 1e9 if rng.random() < 0.4 else 0.0


@dataclass(frozen=True)
class Case:
    """One execution: where, on what network, among what liars, and from what seed."""

    place: Setting
    network: Network
    adversary: Adversary
    heights: int
    seed: int

    def run(self) -> Execution:
        """The execution to its end, to somebody's ninth round, or for a while."""
        rng = np.random.default_rng(self.seed)
        run = random_execution(
            self.place, rng, self.network, heights=self.heights, steps=500, adversary=self.adversary
        )
        short = takewhile(lambda step: step.act.round <= LAST_ROUND, run.steps)
        steps = tuple(short)
        return Execution(steps, run.worlds[: len(steps) + 1])


@st.composite
def committees(draw: st.DrawFn, heights: int) -> tuple[ValidatorSet, ...]:
    """Validators of each height: one is always there, others leave and enter, some may be Byzantine."""
    size = draw(st.sampled_from([3, 4, 4, 4, 5, 5, 6]))
    many = draw(st.sampled_from([1, 1, 1, 0, 2, size - 1]))
    liars = draw(st.permutations(range(size - 1)))[:many]
    members = []
    for number in range(size):
        authority = draw(st.booleans()) or number == size - 1
        stake = draw(st.integers(1 if number == size - 1 or not authority else 0, 4))
        members.append(Validator(f"v{number + 1}", authority, stake, number in liars))
    sets = [ValidatorSet(tuple(members))]
    for _ in range(1, heights):
        leaving = draw(st.integers(0, len(members) - 1))
        members = [*members[:leaving], *members[leaving + 1 : -1], members[-1]]
        if draw(st.booleans()):
            newcomer = Validator("newcomer", draw(st.booleans()), draw(st.integers(1, 4)))
            members.insert(draw(st.integers(0, len(members) - 1)), newcomer)
        sets.append(ValidatorSet(tuple(members)))
    return tuple(sets)


NETWORKS = st.one_of(
    st.builds(
        Network,
        stabilises_seconds=st.sampled_from([3.0, 1.0, 5.0]),
        loss=st.sampled_from([0.05, 0.0, 0.3]),
        slowest_seconds=st.sampled_from([5.0, 2.0, 0.3]),
        crash=st.sampled_from([0.2, 0.0, 0.6]),
    ),
    st.builds(Cut, stabilises_seconds=st.sampled_from([2.0, 4.0]), slowest_seconds=st.just(1.0)),
    st.just(Network()),
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Either protocol, either schedule, any committee, network, waits and liars."""
    parameters = draw(st.sampled_from([PLAN, REFERENCE]))
    wait = parameters.network.timeout_seconds * draw(st.sampled_from([0.3, 1.0, 2.0]))
    parameters = replace(parameters, network=replace(parameters.network, timeout_seconds=wait))
    heights = draw(st.sampled_from([1, 2]))
    seed = draw(st.integers(0, 2**63))
    place = drawn_setting(
        parameters,
        draw(committees(heights)),
        np.random.default_rng([seed, 1]),
        shared=draw(st.booleans()),
        start=draw(st.sampled_from(list(Mode))),
    )
    lies = Adversary(
        activity=draw(st.sampled_from([0.7, 0.3, 1.0])),
        loudness=draw(st.sampled_from([0.2, 0.0, 1.0])),
        secrecy=draw(st.sampled_from([0.4, 0.0])),
        latest_seconds=draw(st.sampled_from([0.0, 1.0])),
    )
    return Case(place, draw(NETWORKS), lies, heights, seed)


WAITED, LATE, FREED = "a wait ends", "a decision in a round left", "a lock gives way"
OTHER_ROUND, OTHER_HEIGHT = "a round in another mode", "a height in another mode"
TWO_MODES = "a round in two modes"
GONE, COME = "a height without one that left", "a height with one that entered"
STRANGERS, APART = "certificates without a common honest signer", "a disagreement"
EVENTS = {
    *(transition.name for transition in TRANSITIONS),
    *("lose", "crash", "recover", WAITED, LATE, FREED),
    *(OTHER_ROUND, OTHER_HEIGHT, TWO_MODES, GONE, COME, STRANGERS, APART),
}
"""What must have happened in many runs, or they show little."""
RARE = {"prevote_with_certificate", FREED, APART}
"""What happens on the clock about once in a hundred runs; runs without clocks do it often."""


def events(case: Case, run: Execution) -> Iterator[str]:
    """What happened in a run, by name."""
    modes: defaultdict[tuple[int, int], set[Mode]] = defaultdict(set)
    for before, step in zip(run.worlds, run.steps, strict=False):
        act = step.act
        yield act.transition
        if step.mode is None:
            continue
        node = before.nodes[act.actor]
        modes[act.height, act.round].add(step.mode)
        nil = Ballot(Kind.PREVOTE, act.height, act.round, None)
        if act.transition is Transition.PRECOMMIT_NIL and not case.place.certified(node, nil):
            yield WAITED
        if act.transition is Transition.DECIDE and act.round < node.round:
            yield LATE
        votes = act.transition in (Transition.PREVOTE_WITH_CERTIFICATE, Transition.PRECOMMIT)
        if votes and node.lock is not None and node.lock.block != act.block:
            yield FREED
    for (height, round_), here in modes.items():
        if len(here) > 1:
            yield TWO_MODES
        if round_ and here != modes.get((height, round_ - 1), here):
            yield OTHER_ROUND
        if height and not round_:
            if here != modes[height - 1, 0]:
                yield OTHER_HEIGHT
            now, then = (set(case.place.validators(at).by_name) for at in (height, height - 1))
            yield from [GONE] * bool(then - now) + [COME] * bool(now - then)


def explored(judge, examples: int, *, fixed: bool) -> Counter[str]:
    """Events of so many executions, each held against the model, height by height."""
    seen: Counter[str] = Counter()

    @settings(
        max_examples=examples,
        derandomize=fixed,
        database=None,
        phases=[Phase.generate],  # to make a failing run smaller would take minutes
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(cases())
    def explore(case: Case) -> None:
        run = case.run()
        found = [judge(run, case.place, height) for height in range(case.heights)]
        assert [fault for each in found for fault in each.faults] == []
        seen.update({"executions": 1, STRANGERS: not all(each.intersect for each in found)})
        seen.update({APART: not all(each.agree for each in found)})
        seen.update(events(case, run))
        seen["steps"] += sum(len(each.steps) for each in found)

    explore()
    return seen


def test_every_step_is_an_instance_and_every_moment_keeps_the_invariants(judge) -> None:
    """The plan and the reference, messages late and lost, crashes, lies, modes that change, exits."""
    seen = explored(judge, 120, fixed=True)
    assert seen["executions"] >= 120
    assert {event for event in EVENTS - RARE if seen[event] < 2} == set()


@pytest.mark.exhaustive
def test_every_step_of_thousands_of_executions_is_an_instance(judge) -> None:
    """Others every time."""
    seen = explored(judge, 2_500, fixed=False)
    assert seen["executions"] >= 2_500
    assert seen["steps"] >= 100_000
    assert {event for event in EVENTS - RARE if seen[event] < 100} == set()
    assert {event for event in RARE if seen[event] < 2} == set()


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
