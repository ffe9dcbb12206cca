"""Mean waits in the job queue by load, and what replicas cost."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import BLUE, ORANGE
from .theme import canvas

LAWS = {"exponential": (BLUE, "o"), "log-normal": (ORANGE, "s")}
"""Colour and mark by the law of the jobs' times."""
LINES = {4: "--", 16: "-"}
"""By the number of operators."""


def draw(table: pd.DataFrame) -> Figure:
    """Lines are formulas, marks the queue with its intervals."""
    figure = canvas(2.7)
    axes = figure.subplots()
    rows = table[table["part"] == "waits"]
    for law, (colour, mark) in LAWS.items():
        for operators, line in LINES.items():
            chosen = (rows["name"] == law) & (rows["operators"] == operators)
            curve_of(axes, rows[chosen].sort_values("busy"), colour, line, mark)
    axes.set(
        yscale="log",
        xlabel="operators' time that jobs need [%]",
        ylabel="mean wait [blocks]",
    )
    axes.legend(
        title="times of copies, operators",
        loc="upper left",
        bbox_to_anchor=(-0.05, -0.24),
        ncols=2,
        title_fontsize=7,
    )
    return figure


def curve_of(axes: Axes, rows: pd.DataFrame, colour: str, line: str, mark: str) -> None:
    """One law with one number of operators."""
    if rows.empty:
        return
    busy = 100 * rows["busy"]
    name, operators = rows["name"].iloc[0], rows["operators"].iloc[0]
    axes.plot(busy, rows["due_blocks"], line, color=colour)
    spread = [rows["mean_blocks"] - rows["low_blocks"], rows["high_blocks"] - rows["mean_blocks"]]
    axes.errorbar(
        busy, rows["mean_blocks"], yerr=spread, fmt=mark, color=colour, markersize=3.5,
        linewidth=0.7, label=f"{name}, {operators}",
        markerfacecolor=colour if operators == max(LINES) else "white",
    )  # fmt: skip
