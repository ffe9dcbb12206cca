"""Honest providers accused on mixed hardware, and what a tolerance trades for them."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import BLUE, COLOURS, GREEN, ORANGE, VERMILION
from .theme import canvas

COPIES = {3: (BLUE, "-", "o"), 5: (ORANGE, "--", "s"), 9: (GREEN, "-.", "^")}
"""Colour, line and mark by the number of copies."""


def draw(table: pd.DataFrame) -> Figure:
    """Above, votes on hashes by mix; below, votes with a tolerance, all kinds of machine alike often."""
    figure = canvas(4.2)
    above, below = figure.subplots(2, 1)
    of_hashes(above, table[table["part"] == "votes"])
    of_tolerances(below, table[table["part"] == "tolerance"])
    return figure


def of_hashes(axes: Axes, rows: pd.DataFrame) -> None:
    """Part of the honest copies accused: formula and draws."""
    for copies, (colour, line, mark) in COPIES.items():
        curve = rows[rows["copies"] == copies].sort_values("share")
        axes.plot(100 * curve["share"], 100 * curve["due"], line, color=colour)
        axes.plot(
            100 * curve["share"], 100 * curve["found"], mark, color=colour, markersize=3.5,
            label=f"{copies} copies",
        )  # fmt: skip
    axes.set_title("Votes on hashes")
    axes.set(
        ylim=(0, None),
        xlabel="providers on the commoner of two kinds [%]",
        ylabel="honest copies\naccused [%]",
    )
    axes.legend(loc="lower left")


def of_tolerances(axes: Axes, rows: pd.DataFrame) -> None:
    """Accused, unseen and turned parts by tolerance, in the mean of the networks."""
    mean = rows.pivot_table(index="tolerance", values=["found", "unseen", "turned"])
    lines = {
        "found": ("honest copies accused", BLUE, "-"),
        "unseen": ("half precision unseen", VERMILION, "--"),
        "turned": ("decisions turned", ORANGE, "-."),
    }
    for column, (name, colour, line) in lines.items():
        axes.plot(mean.index, 100 * mean[column], line, color=colour, label=name)
    spread, cheat = float(rows["low"].max()), float(rows["high"].min())
    axes.axvspan(spread, cheat, color=COLOURS["threshold"], alpha=0.15, linewidth=0)
    axes.set_title("Votes with a tolerance")
    axes.set(
        xscale="log", ylim=(-3, 103), xlabel="tolerance [parts of the largest number]",
        ylabel="part [%]",
    )  # fmt: skip
    axes.legend(loc="upper left", bbox_to_anchor=(-0.1, -0.34), ncols=2, handlelength=2.2)
