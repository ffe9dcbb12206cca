"""A condition in the solver's symbols: written down once, asked as often as need be.

To write a condition down costs more than to answer it, and a minimal core or an audit asks it many
times with a premise less. Every question is carried into a context of its own, so that no earlier one
can colour its answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import z3

from .condition import Condition, Premise, World
from .solver import RESOURCES, SEED, Answer, core, decide
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

    def assertions(self) -> list[z3.BoolRef]:
        """What must not be satisfiable together if the condition is to hold."""
        chosen = [self.premises[premise.name] for premise in self.condition.premises]
        return [*self.rules, *chosen, self.denial]

    def answer(
        self, resources: int = RESOURCES, seed: int = SEED, order: Iterable[int] | None = None
    ) -> Answer:
        """Z3's answer; a model speaks of the unknowns.

        Parameters
        ----------
        resources
            Work after which Z3 gives up [1].
        seed
            Of the choices that Z3 makes at random.
        order
            Places of the assertions as they are to be asserted; none: as they are written.
        """
        assertions = self.assertions()
        context = z3.Context()
        chosen = assertions if order is None else [assertions[place] for place in order]
        answer = decide([carried(each, context) for each in chosen], resources, seed)
        if answer.model is None:
            return answer
        return replace(answer, model=answer.model.translate(self.context))

    def core(self, resources: int = RESOURCES) -> list[str]:
        """Names of premises that Z3 needed, or all where it gave up; they need not be minimal."""
        context = z3.Context()
        named = {
            premise.name: carried(self.premises[premise.name], context)
            for premise in self.condition.premises
        }
        background = [carried(each, context) for each in (*self.rules, self.denial)]
        return core(background, named, resources)


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
        denial=formula(negated(condition.conclusion.holds(unknowns)), context),
    )


def written(
    premises: Iterable[Premise], unknowns: World, context: z3.Context
) -> dict[str, z3.BoolRef]:
    """Premises in the solver's symbols, by name."""
    return {premise.name: formula(premise.holds(unknowns), context) for premise in premises}


def formula(truth: Truth, context: z3.Context) -> z3.BoolRef:
    """A truth value for the solver, which may have turned out plain."""
    return truth if isinstance(truth, z3.BoolRef) else z3.BoolVal(bool(truth), context)


def carried(formula: z3.BoolRef, context: z3.Context) -> Any:
    """The same formula in another context."""
    return formula.translate(context)
