"""The solver's reading of a moment of the protocol: any number of validators, rounds and blocks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import z3

from ..solving.truth import Truth, implies
from .relations import Relation, Sort
from .state import Member, State


@dataclass(eq=False, slots=True)
class Vocabulary:
    """What does not change while the protocol runs: sorts, order of rounds, honesty and quorums."""

    context: z3.Context
    sorts: dict[Sort, z3.SortRef] = field(init=False)
    quorum: z3.SortRef = field(init=False)
    honest: Any = field(init=False)
    before: Any = field(init=False)
    member: Any = field(init=False)
    valid: Any = field(init=False)
    nil: z3.ExprRef = field(init=False)
    depth: int = 0
    """Variables bound around the formula that is being built, so that no name is bound twice."""

    def __post_init__(self) -> None:
        truth = z3.BoolSort(self.context)
        self.sorts = {sort: z3.DeclareSort(sort.capitalize(), self.context) for sort in Sort}
        validator, round_ = self.sorts[Sort.VALIDATOR], self.sorts[Sort.ROUND]
        self.quorum = z3.DeclareSort("Quorum", self.context)
        self.honest = z3.Function("honest", validator, truth)
        self.before = z3.Function("before", round_, round_, truth)
        self.member = z3.Function("member", validator, self.quorum, truth)
        self.valid = z3.Function("valid", self.quorum, round_, truth)
        self.nil = z3.Const("nil", self.sorts[Sort.BLOCK])

    def constant(self, name: str, sort: Sort) -> z3.ExprRef:
        """A named member of a sort."""
        return z3.Const(name, self.sorts[sort])

    def bind(
        self,
        quantifier: Callable[..., z3.BoolRef],
        sorts: tuple[z3.SortRef, ...],
        holds: Callable[..., Truth],
    ) -> Truth:
        """A quantified formula over variables of their own."""
        variables = [
            z3.Const(f"{sort.name().lower()}{self.depth + index}", sort)
            for index, sort in enumerate(sorts)
        ]
        self.depth += len(variables)
        body = holds(*variables)
        self.depth -= len(variables)
        return quantifier(variables, body)


@dataclass(eq=False, slots=True)
class Symbols(State):
    """A moment whose relations are unknown."""

    vocabulary: Vocabulary
    moment: str
    """Distinguishes the relations of two moments, such as `before` and `after`."""
    relations: dict[Relation, Any] = field(init=False)
    nil: Any = field(init=False)

    def __post_init__(self) -> None:
        words = self.vocabulary
        truth = z3.BoolSort(words.context)
        self.nil = words.nil
        self.relations = {
            relation: z3.Function(
                f"{relation.label}_{self.moment}",
                *(words.sorts[sort] for sort in relation.sorts),
                truth,
            )
            for relation in Relation
        }

    def every(self, sorts: tuple[Sort, ...], holds: Callable[..., Truth]) -> Truth:
        """A universally quantified formula."""
        words = self.vocabulary
        return words.bind(z3.ForAll, tuple(words.sorts[sort] for sort in sorts), holds)

    def some(self, sorts: tuple[Sort, ...], holds: Callable[..., Truth]) -> Truth:
        """An existentially quantified formula."""
        words = self.vocabulary
        return words.bind(z3.Exists, tuple(words.sorts[sort] for sort in sorts), holds)

    def holds(self, relation: Relation, *at: Any) -> Truth:
        """The relation's symbol at this moment."""
        return self.relations[relation](*at)

    def honest(self, validator: Any) -> Truth:
        """A symbol that does not change."""
        return self.vocabulary.honest(validator)

    def before(self, first: Any, second: Any) -> Truth:
        """A symbol that does not change."""
        return self.vocabulary.before(first, second)

    def quorum(self, round_: Any, signed: Callable[[Any], Truth]) -> Truth:
        """There is a set, valid for the round, whose members all signed."""
        words = self.vocabulary
        return words.bind(
            z3.Exists,
            (words.quorum,),
            lambda quorum: (
                words.valid(quorum, round_)
                & self.every(
                    (Sort.VALIDATOR,),
                    lambda each: implies(words.member(each, quorum), signed(each)),
                )
            ),
        )

    def any_two_quorums(self, holds: Callable[[Member, Member], Truth]) -> Truth:
        """A universally quantified formula over two sets, and rounds that they are valid for."""
        words = self.vocabulary
        round_ = words.sorts[Sort.ROUND]
        return words.bind(
            z3.ForAll,
            (words.quorum, words.quorum, round_, round_),
            lambda one, two, r, s: implies(
                words.valid(one, r) & words.valid(two, s),
                holds(lambda each: words.member(each, one), lambda each: words.member(each, two)),
            ),
        )
