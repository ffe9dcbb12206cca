"""The smallest whole counterexample: few validators, little stake, and always the same one."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from math import isqrt, lcm
from typing import Any

import z3

from ..solving.condition import Condition
from ..solving.solver import fresh_solver
from .regions import KINDS, Universe, symbolic

TOTAL_RESOURCES = 200_000
"""Work for a whole descent as Z3 counts it, about a second of the longest numbers that a file may
hold; then the smallest found so far is the answer."""
STEP_RESOURCES = 20_000
"""Work for one question of it: a little above the least the answer is often found at once, where the
least itself would take the solver hours."""
GROWTH = 4
"""How much faster than by squares a bound grows while nothing is found below it."""

Objective = Callable[[Universe], Any]


def smallest_whole(condition: Condition, sets: tuple[str, ...], found: Universe) -> Universe:
    """Whole weights that satisfy the premises and break the conclusion.

    The number of validators is made least, then the stake, the Byzantine and the signatures, then
    every weight in turn, so that one counterexample alone is left and no solver's taste shows in it.
    Where the thresholds are so awkward that the work runs out, it is the smallest that was found:
    not always the least, but the same in every run.

    Parameters
    ----------
    condition
        Refuted.
    sets
        That its premises name.
    found
        Weights that refute it, rational.
    """
    context = z3.Context()
    unknown = symbolic(context, sets, sort="whole")
    solver = fresh_solver(context)
    solver.add(*condition.assertions(unknown))
    descent = Descent(solver, unknown, scaled(found))
    for objective in objectives(sets):
        descent.lower(objective)
    return descent.smallest


def scaled(found: Universe) -> Universe:
    """The same shares of whole weights: what refutes a condition still does, as `regions` says."""
    weights = [weight for each in found.weights.values() for weight in each.values()]
    factor = lcm(*(weight.denominator for weight in weights))
    return Universe(
        found.sets,
        {
            kind: {region: weight * factor for region, weight in each.items()}
            for kind, each in found.weights.items()
        },
        found.numbers,
    )


def objectives(sets: tuple[str, ...]) -> list[Objective]:
    """What is made small, the most important first."""
    regions = list(product((False, True), repeat=len(sets)))
    return [
        lambda each: each.validators(),
        lambda each: each.stake(),
        *(lambda each, name=name: each.validators(name) for name in reversed(sets)),
        *(
            lambda each, kind=kind, region=region: each.weights[kind][region]
            for kind in KINDS
            for region in regions
        ),
    ]


@dataclass(eq=False, slots=True)
class Descent:
    """From one counterexample to smaller ones, as far as the work allows."""

    solver: z3.Solver
    """Holds the premises, the opposite of the conclusion, and what has been made least."""
    unknown: Universe
    smallest: Universe
    """Found so far."""
    work: int = 0
    """Done so far, as Z3 counts it."""

    def lower(self, objective: Objective) -> None:
        """Make an objective least, or less, and keep it so in what is asked later.

        From below in growing steps, since most counterexamples are small, then by halving the
        ratio to the smallest found: a scaled counterexample may have a hundred digits.
        """
        least, value = 0, int(objective(self.smallest))
        while least < value and self.work < TOTAL_RESOURCES:
            bound = min(isqrt(least * value), GROWTH * least * least)
            if self.finds(objective, bound):
                value = int(objective(self.smallest))
            else:
                least = bound + 1
        self.solver.add(objective(self.unknown) == value)

    def finds(self, objective: Objective, bound: int) -> bool:
        """Whether a counterexample in which the objective is at most the bound was found, and kept."""
        self.solver.set("rlimit", min(STEP_RESOURCES, TOTAL_RESOURCES - self.work))
        self.solver.push()
        self.solver.add(objective(self.unknown) <= bound)
        found = self.solver.check() == z3.sat
        if found:
            self.smallest = self.unknown.evaluated(self.solver.model())
        self.work = self.solver.statistics().get_key_value("rlimit count")
        self.solver.pop()
        return found
