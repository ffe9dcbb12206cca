"""Where conditions about the protocol's steps are asked: two moments, an act, and a good round."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import z3

from ..solving.condition import Condition, Premise
from ..solving.truth import Truth, negated
from .conflict import Conflict
from .example import reading, transcript
from .finite import FiniteState
from .good_round import GoodRound
from .guards import Act, Guard
from .relations import Relation, Sort
from .state import Sentence, State
from .symbols import Symbols, Vocabulary
from .transitions import Transition

NAMED = {
    "actor": Sort.VALIDATOR,
    "other": Sort.VALIDATOR,
    "here": Sort.ROUND,
    "there": Sort.ROUND,
    "elsewhere": Sort.ROUND,
    "locked_in": Sort.ROUND,
    "block": Sort.BLOCK,
    "rival": Sort.BLOCK,
}
"""Who and what conditions name: an actor and another validator, four rounds, a block and its rival."""


@dataclass(frozen=True, eq=False, slots=True)
class Moments:
    """A moment, another moment, and who and what may be named in between."""

    before: State
    after: State
    act: Act
    good: GoodRound
    good_after: GoodRound
    """The same round after the step."""
    conflict: Conflict
    other: Any
    """A validator beside the actor."""

    def rules(self) -> list[Any]:
        """Nothing goes without saying here: all that is assumed is a premise."""
        return []


@dataclass(frozen=True, slots=True)
class Rounds:
    """The setting of one height: any number of validators, rounds and blocks."""

    begun: bool = True
    """Whether an example may show what has happened; at the start nothing has."""

    def unknowns(self, context: z3.Context) -> Moments:
        """Moments whose relations are the solver's to choose."""
        words = Vocabulary(context)
        named = {name: words.constant(name, sort) for name, sort in NAMED.items()}
        return moments(Symbols(words, "before"), Symbols(words, "after"), **named)

    def story(self, condition: Condition, unknowns: Moments, model: z3.ModelRef) -> "Example":
        """The moments of a model, with its few validators, rounds and blocks."""
        before, after = unknowns.before, unknowns.after
        assert isinstance(before, Symbols)
        assert isinstance(after, Symbols)
        found = reading(before.vocabulary, model)
        structure = found.structure()
        return Example(
            FiniteState(structure, found.facts(before)),
            FiniteState(structure, found.facts(after)),
            {
                name: found.name(before.vocabulary.constant(name, sort), sort)
                for name, sort in NAMED.items()
            },
        )

    def nontrivial(self) -> tuple[Premise, ...]:
        """Somebody is Byzantine, there are two rounds, and votes have led to a lock and a decision."""
        always = (somebody_is_byzantine, there_are_two_rounds)
        later = (somebody_has_locked, somebody_has_decided) if self.begun else ()
        return tuple(map(said, (*always, *later)))

    def small(self) -> tuple[Premise, ...]:
        """Nobody, no round and no block beside those that are named."""
        return (
            Premise("validators are the actor and another", lambda each: only_named(each)[0]),
            Premise("rounds are those named", lambda each: only_named(each)[1]),
            Premise("blocks are nil, the block and its rival", lambda each: only_named(each)[2]),
        )


def moments(
    before: State,
    after: State,
    *,
    actor: Any,
    other: Any,
    here: Any,
    there: Any,
    elsewhere: Any,
    locked_in: Any,
    block: Any,
    rival: Any,
) -> Moments:
    """Moments with every part named."""
    return Moments(
        before,
        after,
        Act(actor, here, block, there),
        GoodRound(before, elsewhere, rival, locked_in),
        GoodRound(after, elsewhere, rival, locked_in),
        Conflict(before, here, block, there, rival),
        other,
    )


@dataclass(frozen=True, slots=True)
class Example:
    """Moments that a solver found, as plain sets."""

    before: FiniteState
    after: FiniteState
    named: Mapping[str, str]

    def world(self) -> Moments:
        """What premises speak of."""
        return moments(self.before, self.after, **self.named)

    def as_dict(self) -> dict[str, Any]:
        """The story as JSON."""
        return {"named": dict(self.named), "story": transcript(self.before, self.after)}

    def as_table(self) -> str:
        """The story as lines."""
        return "\n".join(transcript(self.before, self.after))


def only_named(moments: Moments) -> tuple[Truth, Truth, Truth]:
    """No validators, rounds, and blocks but those that have a name."""
    state, act, good, conflict = moments.before, moments.act, moments.good, moments.conflict

    def only(sort: Sort, *names: Any) -> Truth:
        first, *others = names

        def is_named(each: Any) -> Truth:
            found = each == first
            for name in others:
                found = found | (each == name)
            return found

        return state.every((sort,), is_named)

    return (
        only(Sort.VALIDATOR, act.actor, moments.other),
        only(Sort.ROUND, act.round, act.earlier, good.round, good.locked_in),
        only(Sort.BLOCK, conflict.block, conflict.rival, state.nil),
    )


def somebody_is_byzantine(state: State) -> Truth:
    """A validator is Byzantine."""
    return state.some((Sort.VALIDATOR,), lambda each: negated(state.honest(each)))


def there_are_two_rounds(state: State) -> Truth:
    """A round comes before another."""
    return state.some((Sort.ROUND, Sort.ROUND), state.before)


def somebody_has_locked(state: State) -> Truth:
    """A validator is locked on a block."""
    return some_fact(state, Relation.LOCKED)


def somebody_has_decided(state: State) -> Truth:
    """A validator has decided a block."""
    return some_fact(state, Relation.DECIDED)


def some_fact(state: State, relation: Relation) -> Truth:
    """A relation holds of something."""
    return state.some(relation.sorts, lambda *at: state.holds(relation, *at))


def said(sentence: Sentence) -> Premise:
    """A sentence about the moment before."""
    return Premise(words_of(sentence), lambda moments: sentence(moments.before))


def kept(sentence: Sentence) -> Premise:
    """A sentence about the moment after."""
    return Premise(f"{words_of(sentence)}, afterwards", lambda moments: sentence(moments.after))


def step(transition: Transition) -> tuple[Premise, ...]:
    """A transition leads from the one moment to the other: its effect, and every guard by itself."""
    return (effect(transition), *(guarded(transition, guard) for guard in transition.guards))


def effect(transition: Transition) -> Premise:
    """What a transition leaves as it was, and what it changes."""
    return Premise(
        f"a step: {transition.name}",
        lambda moments: transition.changes(moments.before, moments.after, moments.act),
    )


def guarded(transition: Transition, guard: Guard) -> Premise:
    """One guard of a transition lets it be taken."""
    return Premise(
        f"a step: {transition.name} only where {words_of(guard)}",
        lambda moments: guard(moments.before, moments.act),
    )


def words_of(sentence: Callable[..., Truth]) -> str:
    """A sentence's name in words."""
    return sentence.__name__.replace("_", " ")
