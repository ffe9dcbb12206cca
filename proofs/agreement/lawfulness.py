"""What an honest validator can always show of itself, so that nobody can frame it.

These three are inductive one after the other, on top of the orderly ones of `invariants.py`. They are
kept apart because agreement does not need them.
"""

from collections.abc import Mapping

from ..solving.truth import Truth, implies, negated
from . import invariants
from .relations import Sort
from .state import Sentence, State

VALIDATOR, ROUND, BLOCK = Sort.VALIDATOR, Sort.ROUND, Sort.BLOCK


def locked_since_a_precommit(state: State) -> Truth:
    """An honest lock is on a block that its owner precommitted in the lock's round."""
    return state.every(
        (VALIDATOR, ROUND, BLOCK),
        lambda each, r, block: implies(
            state.honest(each) & state.locked(each, r, block),
            (block != state.nil)
            & state.some(
                (ROUND,),
                lambda t: negated(state.before(t, r)) & state.precommitted(each, t, block),
            ),
        ),
    )


def locked_once_precommitted(state: State) -> Truth:
    """Who precommitted a block has had a lock ever since."""
    return state.every(
        (VALIDATOR, ROUND, BLOCK),
        lambda each, r, block: implies(
            state.honest(each) & (block != state.nil) & state.precommitted(each, r, block),
            state.some((BLOCK,), lambda other: state.locked(each, r, other)),
        ),
    )


def prevotes_lawfully(state: State) -> Truth:
    """Who precommitted a block prevotes another later only on a certificate from in between."""
    return state.every(
        (VALIDATOR, ROUND, ROUND, BLOCK, BLOCK),
        lambda each, r, later, block, other: implies(
            state.honest(each)
            & (block != state.nil)
            & (other != state.nil)
            & (block != other)
            & state.before(r, later)
            & state.precommitted(each, r, block)
            & state.prevoted(each, later, other),
            state.some(
                (ROUND,),
                lambda t: (
                    negated(state.before(t, r))
                    & state.before(t, later)
                    & state.prevotes_seen(t, other)
                ),
            ),
        ),
    )


LAWFULNESS: tuple[Sentence, ...] = (
    locked_since_a_precommit,
    locked_once_precommitted,
    prevotes_lawfully,
)

LEANS_ON: Mapping[Sentence, tuple[Sentence, ...]] = {
    locked_since_a_precommit: (),
    locked_once_precommitted: (invariants.precommits_leave_earlier_rounds,),
    prevotes_lawfully: (
        invariants.precommitted_on_prevotes,
        invariants.prevotes_leave_earlier_rounds,
        invariants.precommits_leave_earlier_rounds,
        locked_since_a_precommit,
        locked_once_precommitted,
    ),
}
"""By sentence: those known before with which it is inductive. Others would only mislead a solver."""
