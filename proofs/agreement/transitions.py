"""What a step of the protocol does: when it is allowed, and what is different afterwards.

A transition has a guard, which looks at the moment before, and an effect, which compares it with the
moment after. The names are those of the state machine's steps, and a test holds every step of its
random runs against them. Message loss and delay need no transition of their own: a certificate is what
the honest votes allow, so whoever has not received it simply does not act on it.
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


@dataclass(frozen=True, slots=True)
class Transition:
    """One kind of step."""

    name: str
    allowed: Callable[[State, Act], Truth] | None
    """Its guard; nothing where nobody can stop it."""
    changes: Callable[[State, State, Act], Truth]

    def relates(self, before: State, after: State, act: Act) -> Truth:
        """Whether this kind of step leads from one moment to the other."""
        changed = self.changes(before, after, act)
        return changed if self.allowed is None else self.allowed(before, act) & changed


def may_act(before: State, act: Act) -> Truth:
    """The actor is honest and has not left the round."""
    return before.honest(act.actor) & negated(before.left(act.actor, act.round))


def has_not(before: State, relation: Relation, act: Act) -> Truth:
    """The actor has not cast this vote in the round, be it for a block or for nil."""
    return before.every(
        (BLOCK,), lambda block: negated(before.holds(relation, act.actor, act.round, block))
    )


def may_prevote(before: State, act: Act) -> Truth:
    """The actor has not voted in the round at all."""
    return conjunction(
        [
            may_act(before, act),
            has_not(before, Relation.PREVOTED, act),
            has_not(before, Relation.PRECOMMITTED, act),
        ]
    )


def may_prevote_new(before: State, act: Act) -> Truth:
    """The actor has not voted, and every lock of its is on the block; nil is always allowed."""
    free = before.every(
        (ROUND, BLOCK),
        lambda r, block: implies(before.locked(act.actor, r, block), block == act.block),
    )
    return may_prevote(before, act) & ((act.block == before.nil) | free)


def may_prevote_with_certificate(before: State, act: Act) -> Truth:
    """The actor has not voted, and an earlier round, no earlier than its lock, certified the block."""
    return (
        unlocked(before, act)
        & (act.block != before.nil)
        & before.before(act.earlier, act.round)
        & before.prevote_certificate(act.earlier, act.block)
    )


def unlocked(before: State, act: Act) -> Truth:
    """The actor has not voted, and its locks are on the block or not later than the cited round."""
    return may_prevote(before, act) & before.every(
        (ROUND, BLOCK),
        lambda r, block: implies(
            before.locked(act.actor, r, block),
            negated(before.before(act.earlier, r)) | (block == act.block),
        ),
    )


def may_precommit(before: State, act: Act) -> Truth:
    """The actor has not precommitted in the round, which has certified the block."""
    return conjunction(
        [
            may_act(before, act),
            act.block != before.nil,
            has_not(before, Relation.PRECOMMITTED, act),
            before.prevote_certificate(act.round, act.block),
        ]
    )


def may_precommit_nil(before: State, act: Act) -> Truth:
    """The actor has not precommitted in the round."""
    return conjunction(
        [
            may_act(before, act),
            act.block == before.nil,
            has_not(before, Relation.PRECOMMITTED, act),
        ]
    )


def may_decide(before: State, act: Act) -> Truth:
    """The round has certified the block with precommits, whether or not the actor has left it."""
    return conjunction(
        [
            before.honest(act.actor),
            act.block != before.nil,
            before.precommit_certificate(act.round, act.block),
        ]
    )


Added = Callable[..., Truth]


def grows(before: State, after: State, relation: Relation, added: Added | None) -> Truth:
    """A relation afterwards holds where it held, and where `added` says."""

    def afterwards(*at: Any) -> Truth:
        held = before.holds(relation, *at)
        return held | added(*at) if added else held

    return before.every(relation.sorts, lambda *at: after.holds(relation, *at) == afterwards(*at))


def only(before: State, after: State, added: dict[Relation, Added]) -> Truth:
    """Some relations grow, and all others stay what they were."""
    return conjunction(
        [grows(before, after, relation, added.get(relation)) for relation in Relation]
    )


def leaves(before: State, act: Act) -> Added:
    """By acting in a round the actor leaves all earlier ones."""
    return lambda each, r: (each == act.actor) & before.before(r, act.round)


def vote(act: Act) -> Added:
    """The actor's vote for the block in the round."""
    return lambda each, r, block: (each == act.actor) & (r == act.round) & (block == act.block)


def seen(round_: Any, act: Act) -> Added:
    """The round's certificate for the block."""
    return lambda r, block: (r == round_) & (block == act.block)


def starts_round(before: State, after: State, act: Act) -> Truth:
    """The actor leaves the earlier rounds."""
    return only(before, after, {Relation.LEFT: leaves(before, act)})


def prevotes(before: State, after: State, act: Act) -> Truth:
    """The actor's prevote is there."""
    return only(before, after, {Relation.LEFT: leaves(before, act), Relation.PREVOTED: vote(act)})


def prevotes_with_certificate(before: State, after: State, act: Act) -> Truth:
    """The actor's prevote is there, and the certificate that it cites has been seen."""
    return only(
        before,
        after,
        {
            Relation.LEFT: leaves(before, act),
            Relation.PREVOTED: vote(act),
            Relation.PREVOTES_SEEN: seen(act.earlier, act),
        },
    )


def precommits(before: State, after: State, act: Act) -> Truth:
    """The actor's precommit is there, and its lock is on the block and no other."""
    locks = before.every(
        Relation.LOCKED.sorts,
        lambda each, r, block: (
            after.locked(each, r, block)
            == (
                ((each == act.actor) & negated(before.before(act.round, r)) & (block == act.block))
                | ((each != act.actor) & before.locked(each, r, block))
            )
        ),
    )
    added = {
        Relation.LEFT: leaves(before, act),
        Relation.PRECOMMITTED: vote(act),
        Relation.PREVOTES_SEEN: seen(act.round, act),
    }
    others = [relation for relation in Relation if relation is not Relation.LOCKED]
    return locks & conjunction([grows(before, after, each, added.get(each)) for each in others])


def precommits_nil(before: State, after: State, act: Act) -> Truth:
    """The actor's precommit of nil is there, and its lock stays."""
    return only(
        before, after, {Relation.LEFT: leaves(before, act), Relation.PRECOMMITTED: vote(act)}
    )


def decides(before: State, after: State, act: Act) -> Truth:
    """The actor's decision is there, and its certificate has been seen."""
    return only(
        before,
        after,
        {Relation.DECIDED: vote(act), Relation.PRECOMMITS_SEEN: seen(act.round, act)},
    )


def only_byzantine_change(before: State, after: State, act: Act) -> Truth:
    """Byzantine validators sign, and claim, what they like; nothing else changes."""

    def kept(relation: Relation) -> Callable[..., Truth]:
        def holds(*at: Any) -> Truth:
            same = after.holds(relation, *at) == before.holds(relation, *at)
            about_somebody = relation.sorts[0] is Sort.VALIDATOR
            return implies(before.honest(at[0]), same) if about_somebody else same

        return holds

    return conjunction([before.every(relation.sorts, kept(relation)) for relation in Relation])


TRANSITIONS = (
    Transition("start_round", may_act, starts_round),
    Transition("prevote_new", may_prevote_new, prevotes),
    Transition("prevote_with_certificate", may_prevote_with_certificate, prevotes_with_certificate),
    Transition("precommit", may_precommit, precommits),
    Transition("precommit_nil", may_precommit_nil, precommits_nil),
    Transition("decide", may_decide, decides),
    Transition("byzantine", None, only_byzantine_change),
)
"""All that can happen."""
