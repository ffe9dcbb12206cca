"""One candidate: refused for a reason, or evaluated; what travels to workers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any

from ...agents.economy.conservation import SupplyOverflow
from ...models.errors import InvalidParameter, Unreliable
from ..evaluating.evaluation import Evaluation, evaluated, ingredients
from ..extending import invariants
from ..running.runner import Progress, unobserved
from ..running.sweep import swept
from ..running.workplace import Workplace
from .front import Costs
from .gate import Refusal, broken, refusal_by_rule, refusal_of
from .problem import Problem

NO_FILE = "parameter file"
"""Name of the refusal of values that do not go together."""
NO_NUMBER = "evaluation"
"""Name of the refusal of parameters under which a metric is no finite number."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One candidate and what became of it."""

    values: dict[str, float]
    """Of the varied fields."""
    refusals: list[Refusal] = field(default_factory=list[Refusal])
    """Why it was not evaluated; empty where it was."""
    numbers: dict[str, list[float]] | None = None
    """By metric, (replicates,) each; none where it was refused."""

    def means(self) -> dict[str, float]:
        """Mean of every metric over the replicates."""
        assert self.numbers is not None, "only what was evaluated has means"
        return {name: sum(each) / len(each) for name, each in self.numbers.items()}


def examine(evaluation: Evaluation) -> dict[str, Any]:
    """The gate, and only behind it the evaluation.

    Parameters
    ----------
    evaluation
        What is asked of one candidate.

    Returns
    -------
    dict
        `refusals`, and `numbers`: by metric, or none where it was refused.
    """
    refusals = [refusal_of(each) for each in broken(evaluation.parameters)]
    if refusals:
        return {"refusals": refusals, "numbers": None}
    return measure(evaluation)


def measure(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation without the gate, as what the user has may need it."""
    try:
        numbers = evaluated(evaluation)
    except (InvalidParameter, Unreliable, SupplyOverflow) as error:
        return {"refusals": [refusal_by_rule(NO_NUMBER, str(error))], "numbers": None}
    wild = [name for name, each in numbers.items() if not all(isfinite(value) for value in each)]
    if wild:
        message = f"{', '.join(wild)} must be finite, got nan or inf"
        return {"refusals": [refusal_by_rule(NO_NUMBER, message)], "numbers": None}
    return {"refusals": [], "numbers": numbers}


def examined(
    problem: Problem,
    candidates: Sequence[dict[str, float]],
    place: Workplace,
    parts: Path | None,
    progress: Progress = unobserved,
) -> list[Trial]:
    """Candidates in their order, those of an earlier call taken as they are.

    Parameters
    ----------
    problem
        What the search is about.
    candidates
        Values of the varied fields.
    place, parts, progress
        As of `running.sweep.swept`.
    """
    found: dict[int, Trial] = {}
    jobs: dict[int, Evaluation] = {}
    for number, values in enumerate(candidates):
        try:
            jobs[number] = problem.evaluation(problem.candidate(values), problem.replicates)
        except InvalidParameter as error:
            found[number] = Trial(values, [refusal_by_rule(NO_FILE, str(error))])
    gate = invariants.ingredients()
    results = swept(
        examine,
        [({"examined": ingredients(each), "gate": gate}, each) for each in jobs.values()],
        place=place,
        parts=parts,
        progress=progress,
    )
    for number, result in zip(jobs, results, strict=True):
        found[number] = Trial(candidates[number], result["refusals"], result["numbers"])
    return [found[number] for number in range(len(candidates))]


def costs_of(problem: Problem, trial: Trial) -> Costs:
    """Means of the objectives, turned so that less is better."""
    means = trial.means()
    return tuple(each.cost(means[each.metric]) for each in problem.objectives)


def excesses_of(problem: Problem, trial: Trial) -> tuple[float, ...]:
    """By how much the conditions are broken, as parts of their bounds; not positive where they hold."""
    means = trial.means()
    return tuple(
        _excess(each.excess(means[each.metric]), each.number, each.holds(means[each.metric]))
        for each in problem.conditions
    )


def _excess(excess: float, number: float, holds: bool) -> float:
    """An excess as a part of its bound; a strict bound that is met exactly is broken by a trifle."""
    part = excess / max(abs(number), 1e-9)
    return part if holds else max(part, 1e-12)


def is_feasible(problem: Problem, trial: Trial) -> bool:
    """Whether a candidate was evaluated and keeps all conditions on average."""
    return trial.numbers is not None and all(each <= 0 for each in excesses_of(problem, trial))
