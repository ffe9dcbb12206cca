"""Every transition has a step, and one whose guard cannot be met is found out."""

from dataclasses import replace

import pytest
from hybridstake.proofs.agreement.finite import FiniteState
from hybridstake.proofs.agreement.guards import the_block_is_nil
from hybridstake.proofs.agreement.invariants import INVARIANTS
from hybridstake.proofs.agreement.lawfulness import LAWFULNESS
from hybridstake.proofs.agreement.moments import Moments
from hybridstake.proofs.agreement.transitions import TRANSITIONS, Transition
from hybridstake.proofs.examples import transitions
from hybridstake.proofs.examples.example import NotReached
from hybridstake.proofs.examples.transitions import (
    enabled,
    example_of,
    never,
    something_changes,
)
from hybridstake.proofs.solving.audit import found_counterexample
from hybridstake.proofs.solving.solver import RESOURCES

NAMED = {transition.name: transition for transition in TRANSITIONS}


@pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda each: each.name)
def test_a_transition_is_enabled_at_a_moment_that_keeps_every_invariant(
    transition: Transition,
) -> None:
    found = found_counterexample(never(transition), RESOURCES)
    assert found is not None
    world: Moments = found.story.world()  # pyright: ignore[reportAssignmentType]
    assert isinstance(world.before, FiniteState)
    assert [each.__name__ for each in (*INVARIANTS, *LAWFULNESS) if not each(world.before)] == []
    assert [each.__name__ for each in INVARIANTS if not each(world.after)] == []
    assert transition.relates(world.before, world.after, world.act)
    assert something_changes(world)


def test_an_example_tells_what_changes() -> None:
    found = example_of(NAMED["decide"])
    assert found.noun == "a step: decide"
    assert not found.fault
    assert any(line.startswith("then decided ") for line in found.steps)


def test_a_guard_that_cannot_be_met_is_reported() -> None:
    """Nil has to be decided, and may not be."""
    decide = NAMED["decide"]
    stuck = replace(decide, guards=(*decide.guards, the_block_is_nil))
    with pytest.raises(NotReached, match="decide is never enabled"):
        enabled(stuck)
    found = example_of(stuck)
    assert (found.steps, found.fault) == ((), "never enabled")
    assert not found.is_undecided


def test_a_step_that_changes_nothing_is_no_example() -> None:
    idle = Transition("idle", (), lambda before, after, act: False)
    same = replace(NAMED["start_round"], guards=(), changes=transitions_to_the_same)
    assert example_of(idle).fault == "never enabled"
    assert example_of(same).fault == "never enabled"


def transitions_to_the_same(before: FiniteState, after: FiniteState, act: object) -> object:
    """Everything stays."""
    moments = type("Both", (), {"before": before, "after": after})
    return transitions.negated(something_changes(moments))  # pyright: ignore[reportArgumentType]


def test_a_moment_that_is_not_lawful_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    def unlawful(state: FiniteState) -> bool:
        return False

    monkeypatch.setattr(transitions, "LAWFULNESS", (unlawful,))
    found = example_of(NAMED["precommit_nil"])
    assert found.fault == "undecided: precommit_nil: not unlawful before it"
    assert found.is_undecided


def test_a_solver_without_resources_is_undecided() -> None:
    found = example_of(NAMED["start_round"], resources=10)
    assert found.is_undecided
    assert found.steps == ()
