"""What a search comes to: a front with intervals, one recommended point, and what it is worth."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...models.errors import InvalidParameter
from ...models.parameters.parameters import Parameters
from ..evaluating.evaluation import Evaluation, ingredients, interval_of
from ..evaluating.expressions import Condition
from ..extending.invariants import invariants_of
from ..running.runner import unobserved
from ..running.sweep import swept
from ..running.workplace import Workplace
from ..simulating.economy import Interval, mean_interval
from .examining import Trial, costs_of, excesses_of, is_feasible, measure
from .front import Costs, front, hypervolume, knee, scaled, spans
from .gate import Refusal, broken, failing, refusal_of
from .problem import Problem

FEWEST_FRESH = 8
"""Replicates at the least that finalists are measured with anew, where anything is drawn [1]."""

NEAR = 0.05
"""A condition binds that holds by less than this part of its bound [1]."""

AT_END = 1e-3
"""A field stands at the end of its range that is nearer than this part of it [1]."""

PROBE = 0.02
"""Step to either side by which it is seen which invariant is in the way, in parts of a range [1]."""


@dataclass(frozen=True, slots=True)
class Point:
    """A candidate measured anew."""

    trial: Trial
    """How the search saw it."""
    numbers: dict[str, list[float]]
    """By metric, (fresh replicates,) each: chance that the search has not seen."""

    def intervals(self) -> dict[str, Interval]:
        """Mean of every metric with its interval."""
        return {name: interval_of(name, each) for name, each in self.numbers.items()}

    @property
    def anew(self) -> Trial:
        """The same candidate with the fresh numbers alone."""
        return Trial(self.trial.values, [], self.numbers)


@dataclass(frozen=True, slots=True)
class Binding:
    """Something that keeps the recommended set from going further."""

    kind: str
    """`condition`, `range` or `invariant`."""
    name: str
    """The condition, the field, or the invariant."""
    told: str
    """How it binds, in words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """All that a search found."""

    problem: Problem
    trials: list[Trial]
    given_fails: list[Refusal]
    """Invariants that the parameters given break."""
    given: dict[str, list[float]] | None
    """Their fresh numbers by metric; none where they cannot be evaluated."""
    given_in_search: dict[str, list[float]] | None
    """The same by the chance that the search saw."""
    front: list[Point] = field(default_factory=list[Point])
    """By the cost of the first objective."""
    recommended: Point | None = None
    parameters: Parameters | None = None
    """Those of the recommended point, which keep every invariant."""
    bindings: list[Binding] = field(default_factory=list[Binding])
    volume: float | None = None
    """Hypervolume of the search, as a part of the box that all candidates span; none: not asked [1]."""
    volumes_at_random: list[float] = field(default_factory=list[float])
    """The same of searches at random with the same budget [1]."""

    @property
    def refused(self) -> dict[str, int]:
        """Candidates by the rule that refused them, most frequent first; one may be under several."""
        counts = Counter(each["name"] for trial in self.trials for each in trial.refusals)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    @property
    def evaluated(self) -> int:
        """Candidates that were evaluated [1]."""
        return sum(trial.numbers is not None for trial in self.trials)

    @property
    def feasible(self) -> int:
        """Candidates that kept all conditions [1]."""
        return sum(is_feasible(self.problem, trial) for trial in self.trials)

    @property
    def is_undecided(self) -> bool:
        """Whether some candidate was refused only because the solver gave up."""
        return any(
            trial.refusals and all(each["verdict"] == "undecided" for each in trial.refusals)
            for trial in self.trials
        )

    def gains(self, point: Point) -> dict[str, Interval] | None:
        """By how much a point differs from what is given, pair by pair; none if that has no numbers."""
        if self.given is None:
            return None
        return {name: difference(point.numbers[name], each) for name, each in self.given.items()}


def difference(values: Sequence[float], others: Sequence[float]) -> Interval:
    """Mean difference of pairs with its interval; a point where there is one pair and no chance.

    Examples
    --------
    >>> difference([2.0, 3.0], [1.0, 2.0])
    {'mean': 1.0, 'lower': 1.0, 'upper': 1.0}
    """
    gaps = [value - other for value, other in zip(values, others, strict=True)]
    if len(gaps) == 1:
        return {"mean": gaps[0], "lower": gaps[0], "upper": gaps[0]}
    return mean_interval(gaps)


def answered(
    problem: Problem,
    trials: list[Trial],
    at_random: list[list[Trial]],
    place: Workplace,
    parts: Path | None,
) -> Answer:
    """What the candidates of a search come to.

    Parameters
    ----------
    problem
        What the search is about.
    trials
        All that it looked at.
    at_random
        The same of searches at random.
    place, parts
        As of `running.sweep.swept`.
    """
    finalists = finalists_of(problem, trials)
    asked = [problem.evaluation(problem.given, problem.replicates), fresh(problem, problem.given)]
    asked += [fresh(problem, problem.candidate(trial.values)) for trial in finalists]
    measured = swept(
        measure,
        [({"measured": ingredients(each)}, each) for each in asked],
        place=place,
        parts=parts,
        progress=unobserved,
    )
    seen, given, *found = [each["numbers"] for each in measured]
    points = [
        Point(trial, numbers)
        for trial, numbers in zip(finalists, found, strict=True)
        if numbers is not None
    ]
    points = [point for point in points if is_feasible(problem, point.anew)]
    best = [points[each] for each in front([costs_of(problem, point.anew) for point in points])]
    chosen = recommended(problem, best)
    volumes = hypervolumes(problem, [trials, *at_random]) if at_random else []
    return Answer(
        problem=problem,
        trials=trials,
        given_fails=[refusal_of(each) for each in failing(invariants_of(problem.given))],
        given=given,
        given_in_search=seen,
        front=best,
        recommended=chosen,
        parameters=None if chosen is None else accepted(problem.candidate(chosen.trial.values)),
        bindings=[] if chosen is None else bindings_of(problem, chosen),
        volume=volumes[0] if volumes else None,
        volumes_at_random=volumes[1:],
    )


def accepted(parameters: Parameters) -> Parameters:
    """Parameters of which every invariant is proved, as `hybridstake check` asks."""
    assert not failing(invariants_of(parameters)), "the gate has let nothing else through"
    return parameters


def finalists_of(problem: Problem, trials: list[Trial]) -> list[Trial]:
    """The front of the search, and what keeps the conditions by the most."""
    feasible = [trial for trial in trials if is_feasible(problem, trial)]
    if not feasible:
        return []
    found = [feasible[each] for each in front([costs_of(problem, trial) for trial in feasible])]
    if problem.conditions:
        worst = [max(excesses_of(problem, trial)) for trial in feasible]
        safest = feasible[worst.index(min(worst))]
        found += [] if safest in found else [safest]
    return found


def fresh(problem: Problem, parameters: Parameters) -> Evaluation:
    """A measurement by chance that the search has not seen, so that luck is not taken for worth."""
    if not problem.is_drawn:
        return problem.evaluation(parameters, 1)
    count = max(FEWEST_FRESH, 2 * problem.replicates)
    return problem.evaluation(parameters, count, first=problem.replicates)


def recommended(problem: Problem, points: Sequence[Point]) -> Point | None:
    """The knee of the front: of what keeps the conditions for sure, or else on average."""
    if not points:
        return None
    sure = [point for point in points if keeps_for_sure(problem, point)] or list(points)
    return sure[knee([costs_of(problem, point.anew) for point in sure])]


def keeps_for_sure(problem: Problem, point: Point) -> bool:
    """Whether whole intervals are within the bounds."""
    intervals = point.intervals()
    return all(
        each.holds(end) for each in problem.conditions for end in worst_end(intervals[each.metric])
    )


def worst_end(interval: Interval) -> tuple[float, float]:
    """Both ends of an interval; twice the mean where there is none."""
    mean = interval["mean"]
    lower, upper = interval["lower"], interval["upper"]
    return (mean if lower is None else lower), (mean if upper is None else upper)


def bindings_of(problem: Problem, point: Point) -> list[Binding]:
    """What binds at a point: conditions that hold barely, ends of ranges, invariants beside it."""
    intervals = point.intervals()
    found = [
        Binding(
            "condition", str(each), f"here {each.metric} is {intervals[each.metric]['mean']:.4g}"
        )
        for each in problem.conditions
        if is_near(each, intervals[each.metric])
    ]
    for each in problem.ranges:
        part = each.part_of(point.trial.values[each.field])
        edge = 0.5 / (each.high - each.low + 1) + AT_END if each.whole else AT_END
        if part <= edge or part >= 1 - edge:
            end = "lower" if part <= edge else "upper"
            told = f"it stands at the {end} end of its range"
            found.append(Binding("range", each.field, told))
    return found + barriers(problem, point)


def is_near(condition: Condition, interval: Interval) -> bool:
    """Whether a bound lies within the interval of what it bounds, or close to its mean."""
    lower, upper = worst_end(interval)
    away = abs(interval["mean"] - condition.number)
    return lower <= condition.number <= upper or away <= NEAR * abs(condition.number)


def barriers(problem: Problem, point: Point) -> list[Binding]:
    """Invariants that a small step along one field would break."""
    found: list[Binding] = []
    for each in problem.ranges:
        here = each.part_of(point.trial.values[each.field])
        step = max(PROBE, 1 / (each.high - each.low + 1)) if each.whole else PROBE
        for word, part in (("lower", here - step), ("higher", here + step)):
            if not 0 <= part <= 1:
                continue
            values = point.trial.values | {each.field: each.value_at(part)}
            try:
                names = [every.name for every in broken(problem.candidate(values))]
            except InvalidParameter:
                names = ["parameter file"]
            found += [
                Binding("invariant", name, f"a little {word}, {each.field} would break it")
                for name in names
            ]
    return found


def hypervolumes(problem: Problem, searches: Sequence[list[Trial]]) -> list[float]:
    """Part of the box spanned by all feasible candidates that each search dominates.

    Parameters
    ----------
    problem
        What all of them are about.
    searches
        Candidates of each, whose numbers share their chance.

    Returns
    -------
    list
        (searches,) In [0, 1]; for one objective, how much of the way to the best it came [1].
    """
    costs: list[list[Costs]] = [
        [costs_of(problem, trial) for trial in trials if is_feasible(problem, trial)]
        for trials in searches
    ]
    every = [point for points in costs for point in points]
    if not every:
        return [0.0 for _ in searches]
    ends = spans(every)
    worst = tuple(1.0 for _ in problem.objectives)
    return [hypervolume([scaled(point, ends) for point in points], worst) for points in costs]
