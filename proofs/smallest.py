"""The smallest whole counterexample: few validators, little stake, and always the same one."""

import z3

from .condition import Condition
from .regions import Universe, symbolic
from .solver import ProofUndecided, fresh_solver

RESOURCES = 5_000_000
"""Work for one step of the descent; on giving up the smallest found so far is kept."""


def smallest_whole(condition: Condition) -> Universe:
    """Whole weights that satisfy the premises and break the conclusion.

    The number of validators is made least, then the stake, the Byzantine and the signatures, then
    every weight in turn, so that one counterexample alone is left and no solver's taste shows in it.

    Raises
    ------
    ProofUndecided
        When no whole weights are found; scaling says that they exist.
    """
    context = z3.Context()
    universe = symbolic(context, condition.sets, sort="whole")
    solver = fresh_solver(context, RESOURCES)
    solver.add(*condition.assertions(universe))
    if solver.check() != z3.sat:
        raise ProofUndecided(
            f"{condition.name} has no whole counterexample within {RESOURCES} steps"
        )
    model = solver.model()
    for objective in objectives(universe):
        model = descend(solver, objective, model)
    return universe.evaluated(model)


def objectives(universe: Universe) -> list[z3.ArithRef]:
    """What is made small, the most important first."""
    of_sets = [universe.validators(name) for name in reversed(universe.sets)]
    single = [weight for weights in universe.weights.values() for weight in weights.values()]
    return [universe.validators(), universe.stake(), *of_sets, *single]


def descend(solver: z3.Solver, objective: z3.ArithRef, model: z3.ModelRef) -> z3.ModelRef:
    """Model in which an objective is least, and stays so in what the solver is asked later.

    By halving, since awkward thresholds need hundreds of thousands of validators.
    """
    least, value = 0, whole_value(model, objective)
    while least < value:
        middle = (least + value) // 2
        solver.push()
        solver.add(objective <= middle)
        if solver.check() == z3.sat:
            model = solver.model()
            value = whole_value(model, objective)
        else:
            least = middle + 1
        solver.pop()
    solver.add(objective == value)
    return model


def whole_value(model: z3.ModelRef, objective: z3.ArithRef) -> int:
    """Value of an objective in a model."""
    return int(str(model.eval(objective, model_completion=True)))
