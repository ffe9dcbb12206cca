"""What a step of the protocol does: when it is allowed, and what is different afterwards.

A transition has guards, which look at the moment before, and an effect, which compares it with the
moment after. The names are those of the state machine's steps, and a test holds every step of its
random runs against them. Message loss and delay need no transition of their own: a certificate is what
the honest votes allow, so whoever has not received it simply does not act on it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..solving.truth import Truth, conjunction, implies, negated
from . import guards
from .guards import Act, Guard
from .relations import Relation, Sort
from .state import State


@dataclass(frozen=True, slots=True)
class Transition:
    """One kind of step."""

    name: str
    guards: tuple[Guard, ...]
    """All have to hold; none where nobody can stop it."""
    changes: Callable[[State, State, Act], Truth]

    def allowed(self, before: State, act: Act) -> Truth:
        """Whether every guard lets it be taken."""
        return guards.together(self.guards, before, act)

    def relates(self, before: State, after: State, act: Act) -> Truth:
        """Whether this kind of step leads from one moment to the other."""
        return conjunction([self.allowed(before, act), self.changes(before, after, act)])


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
    Transition("start_round", guards.TO_START_ROUND, starts_round),
    Transition("prevote_new", guards.TO_PREVOTE_NEW, prevotes),
    Transition(
        "prevote_with_certificate", guards.TO_PREVOTE_WITH_CERTIFICATE, prevotes_with_certificate
    ),
    Transition("precommit", guards.TO_PRECOMMIT, precommits),
    Transition("precommit_nil", guards.TO_PRECOMMIT_NIL, precommits_nil),
    Transition("decide", guards.TO_DECIDE, decides),
    Transition("byzantine", (), only_byzantine_change),
)
"""All that can happen."""
