"""A condition in the solver's symbols: written down once, asked as often as need be.

To write a condition down costs more than to answer it, and a minimal core or an audit asks it many
times with a premise less. Each is written into a context of its own and each question goes to a solver
of its own, so that no other condition can colour an answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import z3

from .condition import Condition, Premise, World
from .solver import RESOURCES, Answer, core, decide
from .truth import Truth, negated


@dataclass(frozen=True, eq=False, slots=True)
class Stated:
    """A condition, and its assertions in one context of the solver."""

    condition: Condition
    unknowns: World
    context: z3.Context
    rules: tuple[z3.BoolRef, ...]
    premises: dict[str, z3.BoolRef]
    """By name; more than the condition's own once some are dropped."""
    denial: z3.BoolRef
    """That the conclusion fails."""

    def keeping(self, names: Iterable[str]) -> "Stated":
        """The same with only these premises."""
        return replace(self, condition=self.condition.keeping(names))

    def without(self, name: str) -> "Stated":
        """The same with one premise removed."""
        return replace(self, condition=self.condition.without(name))

    def with_premises(self, more: Iterable[Premise]) -> "Stated":
        """The same with further premises."""
        more = tuple(more)
        condition = replace(self.condition, premises=(*self.condition.premises, *more))
        premises = self.premises | written(more, self.unknowns, self.context)
        return replace(self, condition=condition, premises=premises)

    def concluding(self, conclusion: Premise) -> "Stated":
        """The same premises with another conclusion."""
        condition = replace(self.condition, conclusion=conclusion)
        return replace(
            self, condition=condition, denial=denial(condition, self.unknowns, self.context)
        )

    def assertions(self) -> list[z3.BoolRef]:
        """What must not be satisfiable together if the condition is to hold."""
        return [*self.rules, *(self.premises[name] for name in self.names()), self.denial]

    def names(self) -> list[str]:
        """Names of its premises."""
        return [premise.name for premise in self.condition.premises]

    def answer(self, resources: int = RESOURCES) -> Answer:
        """Z3's answer; a model speaks of the unknowns.

        Parameters
        ----------
        resources
            Work after which Z3 gives up [1].
        """
        return decide(self.assertions(), resources)

    def core(self, resources: int = RESOURCES) -> list[str]:
        """Names of premises that Z3 needed, or all where it gave up; they need not be minimal."""
        named = {name: self.premises[name] for name in self.names()}
        return core([*self.rules, self.denial], named, resources)


def stated(condition: Condition | Stated) -> Stated:
    """A condition, written down; one that is already is taken as it is."""
    if isinstance(condition, Stated):
        return condition
    context = z3.Context()
    unknowns = condition.setting.unknowns(context)
    return Stated(
        condition=condition,
        unknowns=unknowns,
        context=context,
        rules=tuple(formula(rule, context) for rule in unknowns.rules()),
        premises=written(condition.premises, unknowns, context),
        denial=denial(condition, unknowns, context),
    )


def written(
    premises: Iterable[Premise], unknowns: World, context: z3.Context
) -> dict[str, z3.BoolRef]:
    """Premises in the solver's symbols, by name."""
    return {premise.name: formula(premise.holds(unknowns), context) for premise in premises}


def denial(condition: Condition, unknowns: World, context: z3.Context) -> z3.BoolRef:
    """That the conclusion of a condition fails."""
    return formula(negated(condition.conclusion.holds(unknowns)), context)


def formula(truth: Truth, context: z3.Context) -> z3.BoolRef:
    """A truth value for the solver, which may have turned out plain."""
    return truth if isinstance(truth, z3.BoolRef) else z3.BoolVal(bool(truth), context)
