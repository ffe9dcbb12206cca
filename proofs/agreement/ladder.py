"""From the invariants to agreement, one small step at a time.

Asked at once, "deciding keeps agreement" takes a solver minutes, or for ever. Each rung here follows
from a few named invariants and lower rungs in milliseconds, in any single state.
"""

from dataclasses import dataclass

from ..solving.truth import Truth, implies
from . import invariants
from .relations import Sort
from .state import Sentence, State

VALIDATOR, ROUND, BLOCK = Sort.VALIDATOR, Sort.ROUND, Sort.BLOCK


def one_block_prevoted(state: State) -> Truth:
    """A round has at most one block with a seen certificate of prevotes."""
    return state.every(
        (ROUND, BLOCK, BLOCK),
        lambda r, block, other: implies(
            state.prevotes_seen(r, block) & state.prevotes_seen(r, other), block == other
        ),
    )


def precommits_follow_prevotes(state: State) -> Truth:
    """What has a certificate of precommits in a round has one of prevotes there."""
    return state.every(
        (ROUND, BLOCK),
        lambda r, block: implies(state.precommits_seen(r, block), state.prevotes_seen(r, block)),
    )


def no_later_rival(state: State) -> Truth:
    """After a certificate of precommits no later round has prevotes for another block."""
    return state.every(
        (ROUND, ROUND, BLOCK, BLOCK),
        lambda r, later, block, other: implies(
            state.precommits_seen(r, block)
            & state.prevotes_seen(later, other)
            & state.before(r, later)
            & (other != state.nil),
            block == other,
        ),
    )


def agreement(state: State) -> Truth:
    """No two honest validators decide different blocks, in whatever rounds."""
    return state.every(
        (VALIDATOR, VALIDATOR, ROUND, ROUND, BLOCK, BLOCK),
        lambda one, two, r, s, block, other: implies(
            state.honest(one)
            & state.honest(two)
            & state.decided(one, r, block)
            & state.decided(two, s, other),
            block == other,
        ),
    )


@dataclass(frozen=True, slots=True)
class Rung:
    """A sentence, and those from which it follows."""

    sentence: Sentence
    follows_from: tuple[Sentence, ...]


LADDER = (
    Rung(one_block_prevoted, (invariants.prevotes_are_signed, invariants.one_prevote_a_round)),
    Rung(
        precommits_follow_prevotes,
        (invariants.precommits_are_signed, invariants.precommitted_on_prevotes),
    ),
    Rung(
        no_later_rival,
        (
            invariants.precommits_are_signed,
            invariants.prevotes_are_signed,
            invariants.locked_votes_alike,
        ),
    ),
    Rung(
        agreement,
        (
            invariants.decided_on_precommits,
            invariants.precommits_are_signed,
            one_block_prevoted,
            precommits_follow_prevotes,
            no_later_rival,
        ),
    ),
)
"""From the lowest to agreement itself."""
