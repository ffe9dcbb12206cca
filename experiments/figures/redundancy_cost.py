"""Copies of a job by three redundancy schemes, against the reliability reached and that of one copy."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import BLUE, GREEN, ORANGE
from .theme import canvas

STYLES = {
    "traditional": (ORANGE, "-", "s"),
    "progressive": (GREEN, "--", "^"),
    "iterative": (BLUE, "-", "o"),
}
"""Colour, line and mark of a scheme."""
SINGLE, LEAD, COPIES = 0.7, 4, 9.4
"""The published example: single results, the lead, and its copies."""
TARGET = 0.999
"""Reliability to be reached in the second panel [1]."""


def draw(table: pd.DataFrame) -> Figure:
    """Copies by error at the published reliability; copies by reliability of single results."""
    figure = canvas(4.6)
    above, below = figure.subplots(2, 1)
    ladder = table[(table["asked"] == "ladder") & (table["error"] > 3e-4) & (table["error"] < 0.3)]
    wanted = table[(table["asked"] == "target") & (table["target"] == TARGET)]
    by_error(above, ladder)
    by_reliability(below, wanted)
    return figure


def by_error(axes: Axes, ladder: pd.DataFrame) -> None:
    """Every size of every scheme, closed form as a line and sampled jobs as marks."""
    for scheme, (colour, line, mark) in STYLES.items():
        rows = ladder[ladder["scheme"] == scheme].sort_values("error")
        axes.plot(rows["error"], rows["copies"], line, color=colour, label=scheme)
        middle = (rows["sampled_copies_low"] + rows["sampled_copies_high"]) / 2
        axes.plot(rows["error"], middle, mark, color=colour, markersize=3, fillstyle="none")
    leads = ladder[ladder["scheme"] == "iterative"]
    (error,) = leads[leads["size"] == LEAD]["error"]
    axes.plot(error, COPIES, "*", color="black", markersize=8, zorder=5)
    axes.annotate(
        f"published: {COPIES}",
        (error, COPIES),
        xytext=(-56, -12),
        textcoords="offset points",
        fontsize=7,
    )
    axes.set(xscale="log", xlabel="probability that the accepted result is wrong", ylim=(0, None))
    axes.set_ylabel("copies of a job")
    axes.set_title(f"single results right with chance {SINGLE}")
    axes.legend(loc="upper right")


def by_reliability(axes: Axes, wanted: pd.DataFrame) -> None:
    """The least scheme for a target."""
    for scheme, (colour, line, mark) in STYLES.items():
        rows = wanted[wanted["scheme"] == scheme].sort_values("single")
        axes.plot(rows["single"], rows["copies"], line, marker=mark, markersize=3, color=colour)
    axes.set(yscale="log", xlabel="chance that a single result is right", ylabel="copies of a job")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.set_title(f"{TARGET:.1%} of accepted results right")
