"""Which candidates to look at next: guided by what was found, or blindly at random."""

import warnings
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import optuna
from optuna.distributions import BaseDistribution, FloatDistribution
from optuna.study import StudyDirection
from optuna.trial import FrozenTrial
from scipy.stats import qmc

from ..running.seeds import Stream, generator
from .examining import Trial, costs_of, excesses_of, is_feasible
from .front import front
from .problem import Problem

Parts = tuple[float, ...]
"""(fields,) Part of the way through each range [1]."""

BY_DENSITY = 2
"""Of two candidates in a row, one comes from the estimator of densities, one from a neighbourhood."""

FEWEST_SPREAD = 4
"""Candidates at the least that are spread evenly before anything is learnt [1]."""

STEPS = (-2.5, -0.5)
"""Powers of ten between which the width of a neighbourhood is drawn [1]."""


class Proposer(Protocol):
    """Who names candidates."""

    def ask(self, count: int) -> list[Parts]:
        """So many candidates."""
        ...

    def tell(self, trials: Sequence[Trial]) -> None:
        """What became of those that were asked for last, in their order."""
        ...


class AtRandom:
    """Uniformly over all ranges, whatever was found."""

    def __init__(self, problem: Problem, attempt: int) -> None:
        self.fields = len(problem.ranges)
        self.rng = generator(problem.seed, "tune at random", attempt, Stream.SAMPLING)

    def ask(self, count: int) -> list[Parts]:
        """So many candidates."""
        return [tuple(float(part) for part in self.rng.random(self.fields)) for _ in range(count)]

    def tell(self, trials: Sequence[Trial]) -> None:
        """Nothing is learnt."""


class Guided:
    """By optuna: an even spread first, then densities of the good and the bad, and near the front."""

    def __init__(self, problem: Problem) -> None:
        optuna.logging.set_verbosity(optuna.logging.ERROR)
        self.problem = problem
        self.rng = generator(problem.seed, "tune", 0, Stream.SAMPLING)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # parts of the sampler are marked experimental
            sampler = optuna.samplers.TPESampler(
                multivariate=True,
                n_startup_trials=0,
                seed=int(self.rng.integers(2**32)),
                constraints_func=violations,
            )
        self.study = optuna.create_study(
            directions=[StudyDirection.MINIMIZE] * len(problem.objectives), sampler=sampler
        )
        self.axes: dict[str, BaseDistribution] = {
            each.field: FloatDistribution(0, 1) for each in problem.ranges
        }
        self.waiting = self.spread()
        self.asked: list[optuna.Trial] = []
        self.known: list[tuple[Parts, Trial]] = []

    def spread(self) -> list[Parts]:
        """What is given, where the ranges hold it, and points spread evenly over the ranges."""
        problem = self.problem
        count = max(FEWEST_SPREAD, min(problem.budget // 4, 4 * len(problem.ranges) + 4))
        halton = qmc.Halton(len(problem.ranges), rng=self.rng).random(count)
        own = [_number(problem, each.field) for each in problem.ranges]
        inside = [
            value is not None and each.low <= value <= each.high
            for each, value in zip(problem.ranges, own, strict=True)
        ]
        start = [
            each.part_of(value)
            for each, value in zip(problem.ranges, own, strict=True)
            if value is not None
        ]
        points = [tuple(float(part) for part in row) for row in halton]
        return [tuple(start), *points] if all(inside) else points

    def ask(self, count: int) -> list[Parts]:
        """So many candidates."""
        self.asked = []
        for number in range(count):
            if self.waiting:
                self.enqueue(self.waiting.pop(0))
            elif number % BY_DENSITY:
                self.enqueue(self.neighbour())
            self.asked.append(self.study.ask(self.axes))
        return [tuple(trial.params[field] for field in self.axes) for trial in self.asked]

    def enqueue(self, parts: Parts) -> None:
        """Let the study ask for this candidate next."""
        self.study.enqueue_trial(dict(zip(self.axes, parts, strict=True)))

    def neighbour(self) -> Parts:
        """A candidate near one of the front, or between two; anywhere where there is none."""
        feasible = [
            (parts, trial) for parts, trial in self.known if is_feasible(self.problem, trial)
        ]
        if not feasible:
            return self.towards_feasible()
        best = front([costs_of(self.problem, trial) for _, trial in feasible])
        chosen = np.array(feasible[best[int(self.rng.integers(len(best)))]][0])
        if len(best) > 1 and self.rng.random() < 0.5:
            other = np.array(feasible[best[int(self.rng.integers(len(best)))]][0])
            chosen = chosen + self.rng.random() * (other - chosen)
        return self.moved(chosen)

    def towards_feasible(self) -> Parts:
        """A candidate near the one that breaks the conditions least; anywhere if all were refused."""
        weighed = [(parts, trial) for parts, trial in self.known if trial.numbers is not None]
        if not weighed:
            return tuple(float(part) for part in self.rng.random(len(self.axes)))
        worst = [max(excesses_of(self.problem, trial)) for _, trial in weighed]
        return self.moved(np.array(weighed[worst.index(min(worst))][0]))

    def moved(self, parts: np.ndarray) -> Parts:
        """A step away, of any width, along some of the axes; steps end at the ends of the ranges."""
        width = 10 ** self.rng.uniform(*STEPS)
        along = self.rng.random(len(parts)) < max(0.5, 1 / len(parts))
        along[int(self.rng.integers(len(parts)))] = True
        step = np.where(along, self.rng.normal(0.0, width, len(parts)), 0.0)
        return tuple(float(part) for part in np.clip(parts + step, 0.0, 1.0))

    def tell(self, trials: Sequence[Trial]) -> None:
        """What became of those that were asked for last: the refused break most, and gain nothing."""
        for asked, trial in zip(self.asked, trials, strict=True):
            parts = tuple(asked.params[field] for field in self.axes)
            self.known.append((parts, trial))
            if trial.numbers is None:
                broken = [float(len(trial.refusals)), *(1.0 for _ in self.problem.conditions)]
                values = [0.0] * len(self.problem.objectives)
            else:
                broken = [0.0, *excesses_of(self.problem, trial)]
                values = list(costs_of(self.problem, trial))
            asked.set_user_attr("violations", broken)
            self.study.tell(asked, values)


def violations(trial: FrozenTrial) -> list[float]:
    """What a candidate breaks, as it was told."""
    return trial.user_attrs["violations"]


def _number(problem: Problem, field: str) -> float | None:
    """Value of a field of what all candidates share; none where it has none."""
    table, _, key = field.partition(".")
    value = getattr(getattr(problem.held, table), key)
    return None if value is None else float(value)
