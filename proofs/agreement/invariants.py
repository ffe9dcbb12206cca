"""What holds in every state that the protocol can reach, each in one sentence.

They are inductive in two storeys: they hold at the start, and every transition keeps them. None says
that nobody disagrees; that follows from them in `ladder.py`, one step at a time.
"""

from ..solving.truth import Truth, conjunction, implies, negated
from .relations import Relation, Sort
from .state import Sentence, State

VALIDATOR, ROUND, BLOCK = Sort.VALIDATOR, Sort.ROUND, Sort.BLOCK


def decided_on_precommits(state: State) -> Truth:
    """What an honest validator decided has a certificate of precommits that was seen."""
    return state.every(
        (VALIDATOR, ROUND, BLOCK),
        lambda each, r, block: implies(
            state.honest(each) & state.decided(each, r, block), state.precommits_seen(r, block)
        ),
    )


def precommits_are_signed(state: State) -> Truth:
    """A seen certificate of precommits was signed by its honest members, and not for nil."""
    return state.every(
        (ROUND, BLOCK),
        lambda r, block: implies(
            state.precommits_seen(r, block),
            (block != state.nil) & state.precommit_certificate(r, block),
        ),
    )


def prevotes_are_signed(state: State) -> Truth:
    """A seen certificate of prevotes was signed by its honest members."""
    return state.every(
        (ROUND, BLOCK),
        lambda r, block: implies(
            state.prevotes_seen(r, block), state.prevote_certificate(r, block)
        ),
    )


def precommitted_on_prevotes(state: State) -> Truth:
    """An honest validator precommits a block only on a certificate of prevotes of that round."""
    return state.every(
        (VALIDATOR, ROUND, BLOCK),
        lambda each, r, block: implies(
            state.honest(each) & state.precommitted(each, r, block) & (block != state.nil),
            state.prevotes_seen(r, block),
        ),
    )


def one_prevote_a_round(state: State) -> Truth:
    """An honest validator never signs two different prevotes in a round."""
    return state.every(
        (VALIDATOR, ROUND, BLOCK, BLOCK),
        lambda each, r, block, other: implies(
            state.honest(each) & state.prevoted(each, r, block) & state.prevoted(each, r, other),
            block == other,
        ),
    )


def one_precommit_a_round(state: State) -> Truth:
    """An honest validator never signs two different precommits in a round."""
    return state.every(
        (VALIDATOR, ROUND, BLOCK, BLOCK),
        lambda each, r, block, other: implies(
            state.honest(each)
            & state.precommitted(each, r, block)
            & state.precommitted(each, r, other),
            block == other,
        ),
    )


def locked_while_choosable(state: State) -> Truth:
    """Who precommitted a block that may yet be certified is still locked on it."""
    return state.every(
        (VALIDATOR, ROUND, BLOCK),
        lambda each, r, block: implies(
            state.honest(each)
            & (block != state.nil)
            & state.precommitted(each, r, block)
            & state.choosable(r, block),
            state.locked(each, r, block),
        ),
    )


def locked_votes_alike(state: State) -> Truth:
    """Who precommitted a block that may yet be certified prevotes nothing else in later rounds."""
    return state.every(
        (VALIDATOR, ROUND, ROUND, BLOCK, BLOCK),
        lambda each, r, later, block, other: implies(
            state.honest(each)
            & (block != state.nil)
            & state.before(r, later)
            & state.precommitted(each, r, block)
            & state.prevoted(each, later, other)
            & state.choosable(r, block),
            (other == block) | (other == state.nil),
        ),
    )


def rounds_are_left_in_order(state: State) -> Truth:
    """Who left a round has left all earlier ones."""
    return state.every(
        (VALIDATOR, ROUND, ROUND),
        lambda each, r, later: implies(
            state.honest(each) & state.left(each, later) & state.before(r, later),
            state.left(each, r),
        ),
    )


def prevotes_leave_earlier_rounds(state: State) -> Truth:
    """Who prevoted in a round has left all earlier ones."""
    return state.every(
        (VALIDATOR, ROUND, ROUND, BLOCK),
        lambda each, r, later, block: implies(
            state.honest(each) & state.prevoted(each, later, block) & state.before(r, later),
            state.left(each, r),
        ),
    )


def precommits_leave_earlier_rounds(state: State) -> Truth:
    """Who precommitted in a round has left all earlier ones."""
    return state.every(
        (VALIDATOR, ROUND, ROUND, BLOCK),
        lambda each, r, later, block: implies(
            state.honest(each) & state.precommitted(each, later, block) & state.before(r, later),
            state.left(each, r),
        ),
    )


def votes_are_of_rounds_not_left(before: State, after: State) -> Truth:
    """Between two moments an honest validator votes only in rounds that it has not left."""

    def new_votes(relation: Relation) -> Truth:
        return before.every(
            relation.sorts,
            lambda each, r, block: implies(
                before.honest(each)
                & after.holds(relation, each, r, block)
                & negated(before.holds(relation, each, r, block)),
                negated(before.left(each, r)),
            ),
        )

    return new_votes(Relation.PREVOTED) & new_votes(Relation.PRECOMMITTED)


ORDERLY: tuple[Sentence, ...] = (
    decided_on_precommits,
    precommits_are_signed,
    prevotes_are_signed,
    precommitted_on_prevotes,
    one_prevote_a_round,
    one_precommit_a_round,
    rounds_are_left_in_order,
    prevotes_leave_earlier_rounds,
    precommits_leave_earlier_rounds,
)
"""Inductive among themselves, whoever is Byzantine and whatever may certify."""

SAFE: tuple[Sentence, ...] = (locked_while_choosable, locked_votes_alike)
"""Inductive where sets that may certify share an honest validator, the orderly being known."""

INVARIANTS: tuple[Sentence, ...] = (*ORDERLY, *SAFE)
"""All of them; the audit says which ones a proof needs."""


def nothing_has_happened(state: State) -> Truth:
    """The start of a height: nobody has left a round, voted, locked or decided."""
    return conjunction(
        [
            state.every(
                relation.sorts, lambda *at, relation=relation: negated(state.holds(relation, *at))
            )
            for relation in Relation
        ]
    )
