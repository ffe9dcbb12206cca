"""A sensitivity study as a page of text: the answer in words, then a table for every metric."""

from ..commands.terminal import columns
from .analysis import MetricAnswer
from .intervals import Interval
from .study import Study
from .wording import paragraphs

HEADING = ("field", "total", "interval", "alone", "interval", "mu*", "sigma", "")


def as_text(study: Study) -> str:
    """All of a study for people."""
    tables = [f"{each.metric.name}\n{table_of(each)}" for each in study.metrics if not each.still]
    return "\n\n".join(each for each in [*paragraphs(study), *tables] if each)


def table_of(answer: MetricAnswer) -> str:
    """Fields of one metric, those that move it most first."""
    rows = [
        (
            each.field,
            f"{each.total.value:.3f}",
            between(each.total),
            f"{each.first.value:.3f}",
            between(each.first),
            f"{each.mean_size.value:.3g}",
            f"{each.spread:.3g}",
            str(each.verdict),
        )
        for each in answer.ordered
    ]
    return columns([HEADING, *rows])


def between(interval: Interval) -> str:
    """Both ends of an interval."""
    return f"{interval.lower:.2f} to {interval.upper:.2f}"
