"""A whole sensitivity study: candidates evaluated, metrics analysed, and what they say together."""

from dataclasses import dataclass
from pathlib import Path

from ...models.errors import InvalidParameter
from ..running.runner import Progress
from ..running.workplace import workplace
from . import blocks
from .analysis import MetricAnswer, analysed
from .answers import answered
from .breaking import Left
from .findings import LARGEST_THRESHOLD, Verdict
from .question import Question

PARTS = ".sensitivity"
"""Folder, in that of the results, of finished blocks: a larger study of the same goes on from them."""

AGREEING = 0.01
"""Difference of an index between SALib and SciPy beyond which they disagree, whatever the intervals
[1]. Source: ours."""


@dataclass(frozen=True, slots=True)
class Study:
    """What was asked and what was found."""

    question: Question
    threshold: float
    """Total index below which a field does not matter [1]."""
    metrics: tuple[MetricAnswer, ...]
    left: Left
    sobol_blocks: int
    """Of Sobol's design, that count [1]."""
    morris_blocks: int
    """Of Morris's design, that count [1]."""

    @property
    def witness_distance(self) -> float:
        """Largest difference between an index of SALib and of SciPy [1]."""
        return max(each.witness_distance for each in self.metrics)

    @property
    def agrees(self) -> bool:
        """Whether SALib and SciPy differ by no more than the intervals leave open."""
        return all(
            each.witness_distance <= max(AGREEING, widest_half(each)) for each in self.metrics
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields by their mean total index over all metrics, the largest first."""
        mean = {
            field: sum(each.effects[position].total.value for each in self.metrics)
            for position, field in enumerate(self.question.fields)
        }
        return tuple(sorted(mean, key=lambda field: -mean[field]))

    @property
    def nowhere(self) -> tuple[str, ...]:
        """Fields that matter for no metric, by the verdict of each."""
        return tuple(
            field
            for position, field in enumerate(self.question.fields)
            if all(each.effects[position].verdict is Verdict.NEGLIGIBLE for each in self.metrics)
        )


def widest_half(answer: MetricAnswer) -> float:
    """Half of the widest interval of a total index [1]."""
    return max((each.total.upper - each.total.lower) / 2 for each in answer.effects)


def studied(
    question: Question,
    threshold: float,
    *,
    workers: int,
    cluster: str | None,
    out: Path | None,
    progress: Progress,
) -> Study:
    """The study of a question.

    Parameters
    ----------
    question
        What is asked.
    threshold
        Total index below which a field does not matter [1].
    workers
        Processes at the most, where no cluster does the work.
    cluster
        Address of a Dask scheduler whose workers are to do it, or `local`.
    out
        Folder of the results; blocks that it already holds are not evaluated again. None: nothing is
        kept.
    progress
        Called with blocks done, and blocks in all.

    Raises
    ------
    InvalidParameter
        If the threshold is none, a metric is not finite, or the cluster cannot be used.
    """
    if not 0 < threshold <= LARGEST_THRESHOLD:
        raise InvalidParameter(f"threshold must lie in (0, {LARGEST_THRESHOLD}], got {threshold}")
    parts = None if out is None else out / PARTS
    with workplace(workers, cluster, blocks.__name__) as place:
        answers = answered(question, place=place, parts=parts, progress=progress)
    return Study(
        question=question,
        threshold=threshold,
        metrics=tuple(analysed(question, answers, name, threshold) for name in question.metrics),
        left=answers.left,
        sobol_blocks=len(answers.sobol.points),
        morris_blocks=len(answers.morris.points),
    )
