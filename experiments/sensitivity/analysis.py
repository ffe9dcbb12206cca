"""Everything that is said of one metric, from the numbers of all candidates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..evaluating.evaluation import interval_of as of_replicates
from ..evaluating.metrics import SAMPLED, Kind, Metric, metric_named
from ..simulating.economy import Interval as Mean
from ..simulating.economy import mean_interval
from .answers import Answers
from .designs import Blocks
from .findings import Effect, rivals, verdict_of
from .intervals import Interval
from .noise import Noise, noise_of
from .question import Question
from .screening import screened
from .variance import variance_shares

STILL = 1e-12
"""A metric that moves by less, relative to its size, moves by rounding alone [1]."""

PLACES = 3
"""Fields that are named as those that matter most [1]."""

NOTHING = Interval(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Swing:
    """A field at both ends of its range, all else as in the file."""

    field: str
    low: float
    high: float
    """The ends."""
    at_low: Mean | None
    at_high: Mean | None
    """By how much the metric is more than with the file's own value; none where there is no such
    protocol."""
    broken_at_low: tuple[str, ...]
    broken_at_high: tuple[str, ...]
    """Invariants that break at the end and that the file keeps."""

    @property
    def size(self) -> float:
        """The larger move, or the distance between both ends."""
        moves = [0.0, *(each["mean"] for each in (self.at_low, self.at_high) if each)]
        return max(moves) - min(moves)


@dataclass(frozen=True, slots=True)
class MetricAnswer:
    """What moves one metric."""

    metric: Metric
    logarithmic: bool
    """Whether its logarithm to base ten is what is analysed."""
    given: Mean
    """With the file's own values."""
    effects: tuple[Effect, ...]
    """In the order of the ranges."""
    still: bool
    """Whether it is the same everywhere in Sobol's design, so that there is no variance to explain."""
    rivals: tuple[str, ...]
    """Fields that may belong among the first three instead of the third."""
    noise: Noise | None
    witness_distance: float
    """Largest difference between SALib's and SciPy's indices [1]."""
    swings: tuple[Swing, ...]
    """In the order of the ranges."""

    @property
    def ordered(self) -> tuple[Effect, ...]:
        """Effects by total index, the largest first."""
        return tuple(sorted(self.effects, key=lambda each: -each.total.value))


def analysed(question: Question, answers: Answers, name: str, threshold: float) -> MetricAnswer:
    """Indices, screening, chance and swings of one metric.

    Parameters
    ----------
    question, answers
        What was asked, and all that was evaluated.
    name
        Of the metric.
    threshold
        Total index below which a field does not matter [1].
    """
    metric = metric_named(name)
    logarithmic = metric.kind is Kind.ATTACK and all_positive(answers, name)
    sobol, morris = (
        scaled(each.numbers[name], logarithmic) for each in (answers.sobol, answers.morris)
    )
    values, walked = sobol.mean(axis=2), morris.mean(axis=2)
    drawn = metric.kind in SAMPLED
    noise = noise_of(np.concatenate([sobol[:, 0], sobol[:, -1]])) if drawn else None
    rounding = STILL * float(np.abs(values).max())
    still = float(np.ptp(values)) <= rounding
    shares = None if still else variance_shares(values, question.generator(2, name))
    walks = screened(answers.morris.points, walked, question.generator(3, name))
    changed = changed_alone(question, answers.sobol.points)
    moved = np.abs(values[:, 1:-1] - values[:, :1]) > rounding
    stepped = stepped_alone(answers.morris.points)
    walked_on = stepped & (np.abs(np.diff(walked, axis=1)) > rounding)[:, :, None]

    def effect(position: int) -> Effect:
        total = NOTHING if shares is None else shares.total[position]
        return Effect(
            field=question.fields[position],
            first=NOTHING if shares is None else shares.first[position],
            total=total,
            mean_size=walks.mean_size[position],
            spread=walks.spread[position],
            changes=int(changed[:, position].sum() + stepped[:, :, position].sum()),
            moved=int(moved[:, position].sum() + walked_on[:, :, position].sum()),
            verdict=verdict_of(total, threshold, noise),
        )

    last = min(PLACES, len(question.ranges)) - 1
    behind = () if shares is None else rivals(shares, last)
    return MetricAnswer(
        metric=metric,
        logarithmic=logarithmic,
        given=of_replicates(name, answers.given[name].tolist()),
        effects=tuple(effect(position) for position in range(len(question.ranges))),
        still=still,
        rivals=tuple(question.fields[position] for position in behind),
        noise=noise,
        witness_distance=0.0 if shares is None else shares.witness_distance,
        swings=swings(question, answers, name, logarithmic),
    )


def all_positive(answers: Answers, name: str) -> bool:
    """Whether a metric has a logarithm wherever it was asked for."""
    alone = [each.numbers for each in answers.ends if each.numbers is not None]
    everywhere = [answers.sobol.numbers, answers.morris.numbers, answers.given, *alone]
    return all(bool((numbers[name] > 0).all()) for numbers in everywhere)


def changed_alone(question: Question, points: Blocks) -> NDArray[np.bool_]:
    """(blocks, fields) Whether a field's value is another where it is crossed in Sobol's design."""
    return np.array(
        [
            [
                each.value_at(float(block[0, field])) != each.value_at(float(block[-1, field]))
                for field, each in enumerate(question.ranges)
            ]
            for block in points
        ]
    )


def stepped_alone(points: Blocks) -> NDArray[np.bool_]:
    """(trajectories, fields, fields) At which step of Morris's design which field is changed."""
    return np.diff(points, axis=1) != 0


def swings(question: Question, answers: Answers, name: str, logarithmic: bool) -> tuple[Swing, ...]:
    """What every field does alone, each replicate held against the same replicate of the file."""
    given = scaled(answers.given[name], logarithmic)
    changes = [
        None
        if end.numbers is None
        else interval_between(name, scaled(end.numbers[name], logarithmic) - given)
        for end in answers.ends
    ]
    return tuple(
        Swing(
            field=each.field,
            low=each.low,
            high=each.high,
            at_low=changes[2 * position],
            at_high=changes[2 * position + 1],
            broken_at_low=answers.ends[2 * position].broken,
            broken_at_high=answers.ends[2 * position + 1].broken,
        )
        for position, each in enumerate(question.ranges)
    )


def scaled(numbers: NDArray[np.float64], logarithmic: bool) -> NDArray[np.float64]:
    """Numbers of a metric as they are analysed."""
    return np.log10(numbers) if logarithmic else numbers


def interval_between(name: str, differences: NDArray[np.float64]) -> Mean:
    """Mean of differences over replicates; a point where nothing is drawn."""
    mean = float(differences.mean())
    if metric_named(name).kind not in SAMPLED:
        return {"mean": mean, "lower": mean, "upper": mean}
    return mean_interval(differences.tolist())
