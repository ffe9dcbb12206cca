"""Draws that are won with a share of the tickets, by the number of reveals that may be withheld."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from .colours import BLUE, COLOURS, GREEN, ORANGE, PURPLE, VERMILION
from .theme import canvas

LINES = (
    ("none: VRF, threshold keys", GREEN, "-", "o"),
    ("one", BLUE, "--", "s"),
    ("two", ORANGE, "-.", "^"),
    ("three", VERMILION, ":", "D"),
)
"""Name, colour, line and mark by the number of reveals withheld at will."""


def draw(table: pd.DataFrame) -> Figure:
    """Lines are the formula, marks the draws; dashes the long run with forfeits, solved exactly."""
    figure = canvas(3.0)
    axes = figure.subplots()
    rows = table[table["part"] == "chosen"]
    shares = np.linspace(0, rows["share"].max(), 101)
    for reveals, (name, colour, line, mark) in enumerate(LINES):
        drawn = rows[rows["reveals"] == reveals].sort_values("share")
        axes.plot(100 * shares, 100 * (1 - (1 - shares) ** 2**reveals), line, color=colour)
        spread = np.array([drawn["won"] - drawn["low"], drawn["high"] - drawn["won"]])
        axes.errorbar(
            100 * drawn["share"], 100 * drawn["won"], yerr=100 * spread, fmt=mark, color=colour,
            markersize=3.5, linewidth=0.7, label=name,
        )  # fmt: skip
    solved = table[(table["part"] == "solved") & (table["beacon"] == "randao")]
    solved = solved.sort_values("share")
    axes.plot(
        100 * solved["share"], 100 * solved["due"], color=PURPLE, linewidth=0.9, marker="x",
        markersize=4, label="RANDAO, long run",
    )  # fmt: skip
    axes.axhline(0, color=COLOURS["threshold"], linewidth=0)
    axes.set(
        xlim=(0, 100 * float(rows["share"].max()) * 1.02),
        ylim=(0, 102),
        xlabel="share of the tickets [%]",
        ylabel="draws won [%]",
    )
    axes.legend(
        title="reveals it may withhold", loc="upper left", bbox_to_anchor=(0, -0.2), ncols=2,
        title_fontsize=7,
    )  # fmt: skip
    return figure
