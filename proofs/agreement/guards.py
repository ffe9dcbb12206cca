"""When an honest validator may take a step of the protocol: every conjunct of a guard by itself.

Each looks at the moment before. Whoever drops one of them asks what it is for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..solving.truth import Truth, conjunction, implies, negated
from .relations import Relation, Sort
from .state import State

BLOCK, ROUND = Sort.BLOCK, Sort.ROUND


@dataclass(frozen=True, eq=False, slots=True)
class Act:
    """Who does what; a transition may leave some of it unused."""

    actor: Any
    round: Any
    block: Any
    earlier: Any
    """Round of the certificate that is cited."""


Guard = Callable[[State, Act], Truth]
"""One conjunct; its name says it in words."""


def the_actor_is_honest(before: State, act: Act) -> Truth:
    """Who is not needs nobody's leave."""
    return before.honest(act.actor)


def the_round_is_not_left(before: State, act: Act) -> Truth:
    """The actor is in no later round."""
    return negated(before.left(act.actor, act.round))


def nothing_is_prevoted(before: State, act: Act) -> Truth:
    """The actor has not prevoted in the round, be it for a block or for nil."""
    return has_not(before, Relation.PREVOTED, act)


def nothing_is_precommitted(before: State, act: Act) -> Truth:
    """The actor has not precommitted in the round, be it a block or nil."""
    return has_not(before, Relation.PRECOMMITTED, act)


def no_lock_is_on_another_block(before: State, act: Act) -> Truth:
    """Every lock of the actor is on the block; nil is always allowed."""
    free = before.every(
        (ROUND, BLOCK),
        lambda r, block: implies(before.locked(act.actor, r, block), block == act.block),
    )
    return (act.block == before.nil) | free


def no_later_lock_is_on_another_block(before: State, act: Act) -> Truth:
    """The actor's locks are on the block, or not later than the cited round."""
    return before.every(
        (ROUND, BLOCK),
        lambda r, block: implies(
            before.locked(act.actor, r, block),
            negated(before.before(act.earlier, r)) | (block == act.block),
        ),
    )


def the_block_is_not_nil(before: State, act: Act) -> Truth:
    """Nil has no certificate that counts."""
    return act.block != before.nil


def the_block_is_nil(before: State, act: Act) -> Truth:
    """The vote is for no block."""
    return act.block == before.nil


def the_cited_round_is_earlier(before: State, act: Act) -> Truth:
    """The certificate that is cited comes from before the round."""
    return before.before(act.earlier, act.round)


def the_cited_round_certified_the_block(before: State, act: Act) -> Truth:
    """The honest prevotes of the cited round allow a certificate."""
    return before.prevote_certificate(act.earlier, act.block)


def the_round_certified_the_block(before: State, act: Act) -> Truth:
    """The honest prevotes of the round allow a certificate."""
    return before.prevote_certificate(act.round, act.block)


def precommits_certified_the_block(before: State, act: Act) -> Truth:
    """The honest precommits of the round allow a certificate."""
    return before.precommit_certificate(act.round, act.block)


TO_START_ROUND = (the_actor_is_honest, the_round_is_not_left)
TO_PREVOTE = (*TO_START_ROUND, nothing_is_prevoted, nothing_is_precommitted)
TO_PREVOTE_NEW = (*TO_PREVOTE, no_lock_is_on_another_block)
TO_PREVOTE_UNLOCKED = (*TO_PREVOTE, no_later_lock_is_on_another_block)
TO_PREVOTE_WITH_CERTIFICATE = (
    *TO_PREVOTE_UNLOCKED,
    the_block_is_not_nil,
    the_cited_round_is_earlier,
    the_cited_round_certified_the_block,
)
TO_PRECOMMIT = (
    *TO_START_ROUND,
    the_block_is_not_nil,
    nothing_is_precommitted,
    the_round_certified_the_block,
)
TO_PRECOMMIT_NIL = (*TO_START_ROUND, the_block_is_nil, nothing_is_precommitted)
TO_DECIDE = (the_actor_is_honest, the_block_is_not_nil, precommits_certified_the_block)
"""Whether or not the actor has left the round."""


def has_not(before: State, relation: Relation, act: Act) -> Truth:
    """The actor has not cast this vote in the round, be it for a block or for nil."""
    return before.every(
        (BLOCK,), lambda block: negated(before.holds(relation, act.actor, act.round, block))
    )


def together(guards: tuple[Guard, ...], before: State, act: Act) -> Truth:
    """All of some guards."""
    return conjunction([guard(before, act) for guard in guards])


def may_prevote_new(before: State, act: Act) -> Truth:
    """The actor has not voted, and every lock of its is on the block; nil is always allowed."""
    return together(TO_PREVOTE_NEW, before, act)


def unlocked(before: State, act: Act) -> Truth:
    """The actor has not voted, and its locks are on the block or not later than the cited round."""
    return together(TO_PREVOTE_UNLOCKED, before, act)


def may_precommit(before: State, act: Act) -> Truth:
    """The actor has not precommitted in the round, which has certified the block."""
    return together(TO_PRECOMMIT, before, act)


def may_decide(before: State, act: Act) -> Truth:
    """The round has certified the block with precommits, whether or not the actor has left it."""
    return together(TO_DECIDE, before, act)
