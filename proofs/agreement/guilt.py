"""What convicts a validator: two votes of its own that no honest validator would sign both."""

from typing import Any

from ..solving.truth import Truth, negated
from .relations import Sort
from .state import State

ROUND, BLOCK = Sort.ROUND, Sort.BLOCK


def equivocated(state: State, validator: Any) -> Truth:
    """Signed two different prevotes, or two different precommits, in one round."""
    return state.some(
        (ROUND, BLOCK, BLOCK),
        lambda r, block, other: (
            (block != other)
            & (
                (state.prevoted(validator, r, block) & state.prevoted(validator, r, other))
                | (
                    state.precommitted(validator, r, block)
                    & state.precommitted(validator, r, other)
                )
            )
        ),
    )


def prevoted_unlawfully(state: State, validator: Any) -> Truth:
    """Precommitted a block and later prevoted another, with no certificate from in between to show.

    Known as amnesia: the lock was forgotten. An honest validator keeps the certificate that allowed it
    to change its mind, so that a conviction only needs the accused to have nothing to show.
    """
    return state.some(
        (ROUND, ROUND, BLOCK, BLOCK),
        lambda r, later, block, other: (
            state.before(r, later)
            & (block != other)
            & (block != state.nil)
            & (other != state.nil)
            & state.precommitted(validator, r, block)
            & state.prevoted(validator, later, other)
            & state.every(
                (ROUND,),
                lambda t: negated(
                    negated(state.before(t, r))
                    & state.before(t, later)
                    & state.prevotes_seen(t, other)
                ),
            )
        ),
    )


def guilty(state: State, validator: Any) -> Truth:
    """Equivocated, or prevoted unlawfully."""
    return equivocated(state, validator) | prevoted_unlawfully(state, validator)


def nobody_is_framed(state: State) -> Truth:
    """No honest validator is ever guilty."""
    return state.every(
        (Sort.VALIDATOR,),
        lambda each: negated(state.honest(each) & guilty(state, each)),
    )
