"""A search: batches of candidates until the budget is spent, the same with any number of workers."""

from pathlib import Path

from ..running.runner import Progress
from ..running.workplace import Workplace
from .examining import Trial, examined
from .problem import Problem
from .proposing import Proposer

BATCH = 8
"""Candidates between two looks at what was found; whatever the workers, or results would differ [1]."""

MOST_REFUSED = 4
"""Candidates that are looked at, for each that may be evaluated [1]."""

HOPELESS = 32
"""Candidates, from the first, that one and the same fixed rule must refuse to end a search [1]."""


def searched(
    problem: Problem, proposer: Proposer, place: Workplace, parts: Path | None, progress: Progress
) -> list[Trial]:
    """Candidates in the order in which they were looked at, each set of values once.

    Parameters
    ----------
    problem
        What the search is about.
    proposer
        Who names candidates.
    place, parts
        As of `running.sweep.swept`.
    progress
        Called with candidates evaluated, and the budget.
    """
    known: dict[tuple[float, ...], Trial] = {}
    asked = weighed = 0
    progress(weighed, problem.budget)
    while weighed < problem.budget and asked < MOST_REFUSED * max(problem.budget, BATCH):
        wanted = [
            problem.values_at(parts_of)
            for parts_of in proposer.ask(min(BATCH, problem.budget - weighed))
        ]
        asked += len(wanted)
        fresh = {key_of(values): values for values in wanted if key_of(values) not in known}
        done = weighed
        results = examined(
            problem,
            list(fresh.values()),
            place,
            parts,
            lambda some, _, done=done: progress(done + some, problem.budget),
        )
        known |= dict(zip(fresh, results, strict=True))
        proposer.tell([known[key_of(values)] for values in wanted])
        weighed = sum(trial.numbers is not None for trial in known.values())
        progress(weighed, problem.budget)
        if weighed == 0 and asked >= HOPELESS and always_refused(problem, list(known.values())):
            break
    return list(known.values())


def key_of(values: dict[str, float]) -> tuple[float, ...]:
    """What makes two candidates the same."""
    return tuple(values.values())


def always_refused(problem: Problem, trials: list[Trial]) -> set[str]:
    """Rules that refused every candidate and read no field that varies.

    Parameters
    ----------
    problem
        What the search is about.
    trials
        All candidates so far.
    """
    fields = {each.field for each in problem.ranges}
    fixed = [
        {
            each["name"]
            for each in trial.refusals
            if each["field"] and not fields & {each["field"], *each["others"]}
        }
        for trial in trials
    ]
    return set.intersection(*fixed) if fixed else set()
