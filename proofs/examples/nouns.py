"""Every noun that claims speak of, with an execution from the start that reaches it."""

from collections.abc import Callable
from functools import partial

from ...models.parameters.parameters import Parameters
from ..agreement.transitions import TRANSITIONS
from ..solving.processes import LIMITS, Limits, Lost, carry_out
from .accounts import (
    a_change_is_enacted,
    change,
    slash,
    somebody_is_convicted,
    something_was_slashed,
    something_was_withdrawn,
    withdrawal,
)
from .chains import checkpoint, checkpoint_is_accepted, mode_has_switched, mode_switch
from .example import UNDECIDED, Example, NotReached, Noun, reach
from .heights import conflict, decided_later, in_conflict, later_decision, somebody_is_guilty
from .transitions import example_at

NOUNS = (
    Noun("a decision in a later round", later_decision, decided_later),
    Noun("a conflict", conflict, in_conflict),
    Noun("a guilty validator", conflict, somebody_is_guilty),
    Noun("a mode switch", mode_switch, mode_has_switched),
    Noun("a checkpoint accepted", checkpoint, checkpoint_is_accepted),
    Noun("a withdrawal", withdrawal, something_was_withdrawn),
    Noun("a conviction", slash, somebody_is_convicted),
    Noun("a slash", slash, something_was_slashed),
    Noun("an enacted change", change, a_change_is_enacted),
)
"""In the order of the paper: the protocol first, then its contracts."""


def example_of(noun: Noun, parameters: Parameters) -> Example:
    """What came of executing the steps to a noun."""
    try:
        return Example(noun.name, reach(noun, parameters).steps)
    except NotReached as error:
        return Example(noun.name, (), f"never reached: {error}")


def examples(
    parameters: Parameters,
    workers: int,
    progress: Callable[[int, int], None] | None = None,
    limits: Limits = LIMITS,
) -> list[Example]:
    """A step of every transition, found in other processes, and an execution to every noun.

    Parameters
    ----------
    parameters
        Of the protocol that is executed.
    workers
        Processes at the most [1].
    progress
        Told after every transition.
    limits
        What one transition may use.
    """
    jobs = [partial(example_at, position) for position in range(len(TRANSITIONS))]
    steps = [
        Example(f"a step: {transition.name}", (), f"{UNDECIDED}: {result.reason}")
        if isinstance(result, Lost)
        else result
        for transition, result in zip(
            TRANSITIONS, carry_out(jobs, workers, progress, limits), strict=True
        )
    ]
    return [*steps, *(example_of(noun, parameters) for noun in NOUNS)]
