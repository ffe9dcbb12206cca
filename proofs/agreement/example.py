"""The solver's model of two moments as finite sets, with names that a person can follow."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import product
from typing import Any

import z3

from .finite import FiniteState, Structure
from .relations import Relation, Sort
from .symbols import Symbols, Vocabulary

LETTERS = {Sort.VALIDATOR: "v", Sort.ROUND: "r", Sort.BLOCK: "B"}


@dataclass(frozen=True, slots=True)
class Reading:
    """Members of a model's sorts by name, and what is true of them."""

    model: z3.ModelRef
    words: Vocabulary
    names: Mapping[Sort, Mapping[str, z3.ExprRef]]

    def holds(self, predicate: Any, *at: z3.ExprRef) -> bool:
        """Whether a predicate holds in the model; false where the model leaves it open."""
        return z3.is_true(self.model.eval(predicate(*at), model_completion=True))

    def name(self, constant: z3.ExprRef, sort: Sort) -> str:
        """Name of what a constant stands for."""
        value = self.model.eval(constant, model_completion=True)
        return next(name for name, each in self.names[sort].items() if each.eq(value))

    def facts(self, state: Symbols) -> dict[Relation, frozenset[tuple[str, ...]]]:
        """All that a moment's relations hold of."""
        return {
            relation: frozenset(
                tuple(name for name, _ in at)
                for at in product(*(self.names[sort].items() for sort in relation.sorts))
                if self.holds(state.relations[relation], *(each for _, each in at))
            )
            for relation in Relation
        }

    def structure(self) -> Structure:
        """What does not change between the moments."""
        words = self.words
        validators, rounds = self.names[Sort.VALIDATOR], self.names[Sort.ROUND]
        sets = members(self.model, words.quorum, z3.Const("some_quorum", words.quorum))
        return Structure(
            members={sort: tuple(self.names[sort]) for sort in Sort},
            nil=self.name(words.nil, Sort.BLOCK),
            honest=frozenset(
                name for name, each in validators.items() if self.holds(words.honest, each)
            ),
            order=frozenset(
                (first, second)
                for first, second in product(rounds, repeat=2)
                if self.holds(words.before, rounds[first], rounds[second])
            ),
            quorums={
                name: tuple(
                    {
                        frozenset(
                            voter
                            for voter, each in validators.items()
                            if self.holds(words.member, each, quorum)
                        ): None
                        for quorum in sets
                        if self.holds(words.valid, quorum, round_)
                    }
                )
                for name, round_ in rounds.items()
            },
        )


def reading(words: Vocabulary, model: z3.ModelRef) -> Reading:
    """A model with names: v1, v2 …, rounds r1, r2 … in their order, blocks nil, B1, B2 …"""
    names: dict[Sort, dict[str, z3.ExprRef]] = {}
    for sort in Sort:
        found = members(model, words.sorts[sort], words.constant(f"some_{sort}", sort))
        if sort is Sort.ROUND:
            found = sorted(found, key=lambda each: precedents(model, words, each, found))
        names[sort] = {f"{LETTERS[sort]}{number}": each for number, each in enumerate(found, 1)}
    nil = model.eval(words.nil, model_completion=True)
    blocks = [each for each in names[Sort.BLOCK].values() if not each.eq(nil)]
    names[Sort.BLOCK] = {"nil": nil} | {f"B{number}": each for number, each in enumerate(blocks, 1)}
    return Reading(model, words, names)


def members(model: z3.ModelRef, sort: z3.SortRef, default: z3.ExprRef) -> list[z3.ExprRef]:
    """All members that a model gives a sort; at least one."""
    universe: Any = model.get_universe(sort)
    return list(universe or [model.eval(default, model_completion=True)])


def precedents(
    model: z3.ModelRef, words: Vocabulary, round_: z3.ExprRef, rounds: list[z3.ExprRef]
) -> int:
    """How many rounds come before a round in a model."""
    return sum(
        z3.is_true(model.eval(words.before(each, round_), model_completion=True)) for each in rounds
    )


def transcript(before: FiniteState, after: FiniteState) -> list[str]:
    """The moment before as lines, and then what is different afterwards."""
    structure = before.structure
    lines = [
        f"{'honest' if each in structure.honest else 'Byzantine'}: {each}"
        for each in structure.members[Sort.VALIDATOR]
    ]
    for round_, quorums in structure.quorums.items():
        lines += [
            f"may certify {round_}: {', '.join(sorted(each)) or 'nobody'}" for each in quorums
        ]
    lines += told(before.facts)
    gained = {each: after.facts[each] - before.facts[each] for each in Relation}
    lost = {each: before.facts[each] - after.facts[each] for each in Relation}
    lines += [f"then {line}" for line in told(gained)]
    return lines + [f"then no longer {line}" for line in told(lost)]


def told(facts: Mapping[Relation, Set[tuple[str, ...]]]) -> list[str]:
    """Facts as lines, such as `precommitted v1 r2 B1`."""
    return [
        " ".join([relation.label.replace("_", " "), *at])
        for relation in Relation
        for at in sorted(facts[relation])
    ]
