"""The front of a search as a picture: every candidate, the front with intervals, and what was given.

Metrics that are drawn are shown as differences from what was given, run by run under the same chance:
all runs of one seed are lucky together, and that says nothing about candidates.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..evaluating.metrics import SAMPLED, Kind, metric_named
from ..figures.colours import BLUE, ORANGE, VERMILION
from ..figures.theme import canvas, themed
from ..running.files import write_atomically
from ..simulating.economy import Interval
from .answering import Answer, Point, worst_end
from .examining import Trial

NAME = "front"
PANEL_INCHES = 3.4
DOTS_PER_INCH = 200


class Look(NamedTuple):
    """How points are marked."""

    marker: str
    size: float
    colour: str
    name: str


def write_picture(answer: Answer, out: Path) -> None:
    """The picture as SVG and PNG; nothing where no candidate was evaluated.

    Parameters
    ----------
    answer
        Of a search.
    out
        Folder that receives both files.
    """
    if not answer.evaluated:
        for suffix in ("svg", "png"):
            (out / f"{NAME}.{suffix}").unlink(missing_ok=True)
        return
    with themed():
        figure = draw(answer)
        for suffix, metadata in (("svg", {"Date": None}), ("png", {"Software": None})):
            write_atomically(
                out / f"{NAME}.{suffix}",
                lambda file, suffix=suffix, metadata=metadata: figure.savefig(
                    file, format=suffix, metadata=metadata, dpi=DOTS_PER_INCH
                ),
            )


def draw(answer: Answer) -> Figure:
    """A panel for the first objective over each other one; of one objective, over the candidates."""
    names = [each.metric for each in answer.problem.objectives]
    across: Sequence[str | None] = names[1:] or [None]
    figure = canvas(3.2, PANEL_INCHES * len(across))
    panels = figure.subplots(1, len(across), sharey=True, squeeze=False)[0]
    for axes, name in zip(panels, across, strict=True):
        panel(axes, answer, names[0], name)
    panels[0].set_ylabel(label(answer, names[0]))
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper left", ncols=4, columnspacing=1.0)
    return figure


def panel(axes: Axes, answer: Answer, upward: str, across: str | None) -> None:
    """One panel: all that was evaluated, the front, what was given and what is recommended."""
    weighed = [(at, trial) for at, trial in enumerate(answer.trials, start=1) if trial.numbers]
    axes.scatter(
        [at if across is None else seen(answer, trial, across) for at, trial in weighed],
        [seen(answer, trial, upward) for _, trial in weighed],
        s=9,
        color="#aaaaaa",
        linewidths=0,
        label="evaluated",
    )
    for metric, scale in ((across, axes.set_xscale), (upward, axes.set_yscale)):
        if metric is not None and metric_named(metric).kind is Kind.ATTACK:
            scale("log")
    mark(axes, answer, answer.front, (upward, across), Look("o", 3.5, BLUE, "front"))
    if answer.recommended is not None:
        look = Look("*", 9.0, ORANGE, "recommended")
        mark(axes, answer, [answer.recommended], (upward, across), look)
    if answer.given is not None and across is None:
        here = own(answer, upward)["mean"]
        axes.axhline(here, color=VERMILION, linestyle="--", linewidth=0.9, label="given")
    elif answer.given is not None and across is not None:
        look = Look("X", 6.0, VERMILION, "given")
        cross(axes, own(answer, across), own(answer, upward), look)
    axes.set_xlabel("candidate" if across is None else label(answer, across))
    axes.margins(0.08)


def is_difference(answer: Answer, name: str) -> bool:
    """Whether a metric is shown as the difference from what was given."""
    there = answer.given is not None and answer.given_in_search is not None
    return there and metric_named(name).kind in SAMPLED


def seen(answer: Answer, trial: Trial, name: str) -> float:
    """Where a candidate stands by what the search saw of it."""
    mean = trial.means()[name]
    if not is_difference(answer, name) or answer.given_in_search is None:
        return mean
    numbers = answer.given_in_search[name]
    return mean - sum(numbers) / len(numbers)


def measured(answer: Answer, point: Point, name: str) -> Interval:
    """Where a point of the front stands by fresh runs."""
    gains = answer.gains(point)
    if gains is not None and is_difference(answer, name):
        return gains[name]
    return point.intervals()[name]


def own(answer: Answer, name: str) -> Interval:
    """Where what was given stands."""
    assert answer.given is not None, "it has numbers"
    here = 0.0 if is_difference(answer, name) else answer.given[name][0]
    return {"mean": here, "lower": here, "upper": here}


def mark(
    axes: Axes,
    answer: Answer,
    points: Sequence[Point],
    metrics: tuple[str, str | None],
    look: Look,
) -> None:
    """Points of the front with their intervals; of one objective, at the candidate's number."""
    upward, across = metrics
    for number, point in enumerate(points):
        place = float(1 + answer.trials.index(point.trial))
        flat: Interval = {"mean": place, "lower": place, "upper": place}
        named = look if number == 0 else look._replace(name="_nolegend_")
        along = flat if across is None else measured(answer, point, across)
        cross(axes, along, measured(answer, point, upward), named)


def cross(axes: Axes, across: Interval, upward: Interval, look: Look) -> None:
    """One point with its intervals."""
    axes.errorbar(
        [across["mean"]],
        [upward["mean"]],
        xerr=arms(across),
        yerr=arms(upward),
        marker=look.marker,
        markersize=look.size,
        color=look.colour,
        markeredgecolor="white",
        markeredgewidth=0.4,
        elinewidth=0.7,
        linestyle="none",
        label=look.name,
        zorder=3,
    )


def arms(interval: Interval) -> list[list[float]]:
    """Lengths of the two arms of an interval, as matplotlib asks for them."""
    lower, upper = worst_end(interval)
    return [[max(interval["mean"] - lower, 0.0)], [max(upper - interval["mean"], 0.0)]]


def label(answer: Answer, name: str) -> str:
    """Words, unit and direction of an objective."""
    metric = metric_named(name)
    objective = next(each for each in answer.problem.objectives if each.metric == name)
    better = "more" if objective.maximise else "less"
    unit = "" if metric.unit == "1" else f" [{metric.unit}]"
    change = "against what was given; " if is_difference(answer, name) else ""
    return f"{metric.title}{unit}\n({change}{better} is better)"
