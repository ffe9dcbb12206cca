"""The picture of one change at a time: a metric at both ends of every field's range."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import EngFormatter

from ..figures.colours import BLUE, ORANGE
from ..figures.theme import canvas
from ..simulating.economy import Interval as Mean
from .analysis import MetricAnswer, Swing
from .labels import number, with_unit

WIDTH_INCHES = 6.0
ROW_INCHES = 0.34
MARGIN_INCHES = 1.1
THICKNESS = 0.36
"""Of a bar, as a part of its row, which holds two [1]."""

LOW, HIGH = ORANGE, BLUE
"""Colours of the lower and of the upper end."""

MILLION = 1e6
"""From which on an axis says millions and more by a letter [1]."""

BREAKING = "†"
"""Marks an end at which an invariant breaks that the file keeps."""


def draw(answer: MetricAnswer) -> Figure:
    """A bar for either end of every range, from the metric with the file's values; widest on top."""
    shown = sorted(answer.swings, key=lambda each: -each.size)
    figure = canvas(MARGIN_INCHES + ROW_INCHES * len(shown), WIDTH_INCHES)
    axes = figure.subplots()
    if answer.logarithmic:
        axes.set_xscale("log")
    elif abs(answer.given["mean"]) >= MILLION:
        axes.xaxis.set_major_formatter(EngFormatter(sep=""))
    for row, swing in enumerate(shown):
        bar(axes, row - THICKNESS / 2, answer, swing.at_low, LOW, low_label(swing))
        bar(axes, row + THICKNESS / 2, answer, swing.at_high, HIGH, high_label(swing))
    axes.axvline(answer.given["mean"], color="black", linewidth=0.8)
    axes.margins(x=0.16)
    axes.set_yticks(range(len(shown)), [each.field for each in shown])
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(with_unit(answer.metric))
    axes.set_title("One field at a time, all others as in the file")
    figure.legend(
        handles=[
            Patch(color=LOW, label="at the lower end"),
            Patch(color=HIGH, label="at the upper end"),
        ],
        title=footnote(answer, shown),
        loc="outside lower center",
        ncols=2,
    )
    return figure


def bar(
    axes: Axes, height: float, answer: MetricAnswer, change: Mean | None, colour: str, label: str
) -> None:
    """One end of one range: a bar, the interval of its tip, and the field's value beside it."""
    given = answer.given["mean"]
    if change is None:
        axes.annotate(
            f"{label} is no valid value", (given, height), (4, 0), textcoords="offset points",
            va="center", fontsize=6, color="#666666",
        )  # fmt: skip
        return
    tip = moved(answer, change["mean"])
    axes.barh(height, tip - given, height=THICKNESS, left=given, color=colour, linewidth=0)
    ends = [tip]
    if change["lower"] is not None and change["upper"] is not None:
        ends += [moved(answer, change["lower"]), moved(answer, change["upper"])]
        axes.plot(ends[1:], [height, height], color="#222222", linewidth=0.8)
    rightwards = tip >= given
    axes.annotate(
        label,
        (max(ends) if rightwards else min(ends), height),
        (3 if rightwards else -3, 0),
        textcoords="offset points",
        ha="left" if rightwards else "right",
        va="center",
        fontsize=6,
    )


def moved(answer: MetricAnswer, change: float) -> float:
    """The metric after a change, which is one of its logarithm where that is analysed."""
    given = answer.given["mean"]
    return given * 10.0**change if answer.logarithmic else given + change


def low_label(swing: Swing) -> str:
    """Value of the lower end, marked where an invariant breaks."""
    return number(swing.low) + (BREAKING if swing.broken_at_low else "")


def high_label(swing: Swing) -> str:
    """Value of the upper end, marked where an invariant breaks."""
    return number(swing.high) + (BREAKING if swing.broken_at_high else "")


def footnote(answer: MetricAnswer, shown: list[Swing]) -> str:
    """What lines and marks mean."""
    given = f"Line: {number_of(answer)} with the file's own values."
    drawn = any(
        change and change["lower"] is not None and change["lower"] != change["upper"]
        for each in shown
        for change in (each.at_low, each.at_high)
    )
    whiskers = " Whiskers: 95 % interval of the change, by replicates." if drawn else ""
    broken = any(each.broken_at_low or each.broken_at_high for each in shown)
    marks = f"\n{BREAKING} breaks an invariant that the file keeps." if broken else ""
    return f"{given}{whiskers}{marks}"


def number_of(answer: MetricAnswer) -> str:
    """The metric with the file's values."""
    return f"{answer.given['mean']:.4g}"
