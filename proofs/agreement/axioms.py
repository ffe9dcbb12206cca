"""All that the protocol's proofs assume of the world, each axiom with its justification.

There are two kinds: that rounds come one after another, which is how they are numbered, and that sets
which may certify share an honest validator. The second is never assumed of a protocol: it is settled
by arithmetic for every pair of its modes, in `proofs/quorums/`, before a theorem is applied to it. Nor
is it written here: it is what those lemmas conclude, said of all sets that may certify.
"""

from typing import Any

from ..quorums.premises import BYZANTINE, FIRST, SECOND, SHARED_HONEST
from ..solving.truth import Truth, implies, negated
from .named_sets import NamedSets
from .relations import Sort
from .state import Sentence, State

ROUND = Sort.ROUND


def no_round_precedes_itself(state: State) -> Truth:
    """Rounds are numbered."""
    return state.every((ROUND,), lambda r: negated(state.before(r, r)))


def rounds_precede_transitively(state: State) -> Truth:
    """Rounds are numbered."""
    return state.every(
        (ROUND, ROUND, ROUND),
        lambda r, s, t: implies(state.before(r, s) & state.before(s, t), state.before(r, t)),
    )


def rounds_follow_one_another(state: State) -> Truth:
    """Rounds are numbered."""
    return state.every(
        (ROUND, ROUND), lambda r, s: state.before(r, s) | state.before(s, r) | (r == s)
    )


def quorums_share_an_honest_validator(state: State) -> Truth:
    """Settled for every pair of modes in `proofs/quorums/intersection.py`, whose conclusion it is."""

    def byzantine(each: Any) -> Truth:
        return negated(state.honest(each))

    return state.any_two_quorums(
        lambda first, second: SHARED_HONEST.holds(
            NamedSets(state, {FIRST: first, SECOND: second, BYZANTINE: byzantine})
        )
    )


ORDER: tuple[Sentence, ...] = (
    no_round_precedes_itself,
    rounds_precede_transitively,
    rounds_follow_one_another,
)
