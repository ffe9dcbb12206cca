"""Every transition is enabled somewhere: a moment that all axioms and invariants allow, and a step.

The solver finds two moments, and plain Python evaluates the same sentences on them as finite sets before
they are believed. What honest validators can always show of themselves is asked there alone: with it the
solver looks for minutes. A transition without such a step would keep every invariant for want of a step.
"""

from typing import Any

from ..agreement.induction import AXIOMS, INTERSECTION, SETTING, START
from ..agreement.invariants import INVARIANTS
from ..agreement.lawfulness import LAWFULNESS
from ..agreement.moments import Moments, said, step, words_of
from ..agreement.relations import Relation
from ..agreement.transitions import TRANSITIONS, Transition
from ..solving.audit import NOTHING, found_counterexample
from ..solving.condition import Condition, Premise
from ..solving.solver import RESOURCES, ProofUndecided
from ..solving.truth import Truth, conjunction, negated
from .example import UNDECIDED, Example, NotReached


def something_changes(moments: Moments) -> Truth:
    """Some relation holds of others afterwards."""
    before, after = moments.before, moments.after
    return negated(
        conjunction(
            [
                before.every(
                    relation.sorts,
                    lambda *at, relation=relation: (
                        before.holds(relation, *at) == after.holds(relation, *at)
                    ),
                )
                for relation in Relation
            ]
        )
    )


def never(transition: Transition) -> Condition:
    """That a transition is never enabled, which an example refutes."""
    return Condition(
        f"{transition.name} is never enabled",
        (
            *AXIOMS,
            INTERSECTION,
            *map(said, INVARIANTS),
            *START.nontrivial(),
            *step(transition),
            Premise("something changes", something_changes),
        ),
        NOTHING,
        SETTING,
    )


def enabled(transition: Transition, resources: int = RESOURCES) -> tuple[str, ...]:
    """A moment and what a transition changes in it, as lines.

    Parameters
    ----------
    transition
        To be taken.
    resources
        Work after which Z3 gives up [1].

    Raises
    ------
    NotReached
        When no moment lets it be taken.
    ProofUndecided
        When Z3 gives up, or its moments do not replay, or are not lawful.
    """
    found = found_counterexample(never(transition), resources)
    if found is None:
        raise NotReached(f"{transition.name} is never enabled")
    world: Any = found.story.world()
    for sentence in LAWFULNESS:
        if not sentence(world.before):
            raise ProofUndecided(f"{transition.name}: not {words_of(sentence)} before it")
    return tuple(found.story.as_table().splitlines())


def example_of(transition: Transition, resources: int = RESOURCES) -> Example:
    """What came of looking for a step of a transition."""
    noun = f"a step: {transition.name}"
    try:
        return Example(noun, enabled(transition, resources))
    except NotReached:
        return Example(noun, (), "never enabled")
    except ProofUndecided as error:
        return Example(noun, (), f"{UNDECIDED}: {error}")


def example_at(position: int, resources: int = RESOURCES) -> Example:
    """The same of a transition by its number, for another process."""
    return example_of(TRANSITIONS[position], resources)
