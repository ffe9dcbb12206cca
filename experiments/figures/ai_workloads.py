"""Chance that withheld data goes unnoticed, capacity that copies leave, and waits of jobs."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import BLUE, COLOURS, GREEN, ORANGE, VERMILION
from .theme import canvas

CODES = {
    "none": ("not coded", VERMILION),
    "each blob": ("each blob coded", ORANGE),
    "whole model": ("whole model coded", GREEN),
}
"""Over what the data is extended, in words."""
LEAST = 1e-12
"""Chance below which nothing is drawn [1]."""
SCHEMES = {
    "iterative": ("iterative", GREEN, "D"),
    "progressive": ("progressive", BLUE, "s"),
    "traditional": ("traditional", ORANGE, "^"),
}
"""In words, from the least copies to the most."""
SIZES = {"variation 1": ("even sizes", "-"), "variation 3": ("heavy tail", "--")}
"""How sizes of jobs differ, in words."""


def draw(table: pd.DataFrame) -> Figure:
    """Three panels, of the plan, which differs from the reference in its modes alone."""
    figure = canvas(2.6, width_inches=7)
    sampling, capacity, waiting = figure.subplots(1, 3)
    rows = table[table["protocol"] == "plan"]
    over_samples(sampling, rows[rows["part"] == "sampling"])
    over_reliability(capacity, rows[rows["part"] == "capacity"])
    over_load(waiting, rows[rows["part"] == "waiting"])
    return figure


def over_samples(axes: Axes, rows: pd.DataFrame) -> None:
    """One node as a line, all nodes together as a dashed one."""
    for name, (words, colour) in CODES.items():
        own = rows[rows["name"] == name]
        for column, style in (("value", "-"), ("witness", "--")):
            curve = own[own[column] >= LEAST]
            axes.plot(curve["at"], curve[column], color=colour, linestyle=style,
                      label=words if style == "-" else None)  # fmt: skip
    axes.set(xscale="log", yscale="log", xlabel="samples of a node", ylim=(LEAST, 3))
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_title("Withheld data goes unnoticed", fontweight="normal")
    axes.legend(loc="lower left", fontsize=6)


def over_reliability(axes: Axes, rows: pd.DataFrame) -> None:
    """Useful part of the capacity for each scheme."""
    for name, (words, colour, marker) in SCHEMES.items():
        own = rows[rows["name"] == name].sort_values("at")
        axes.plot(own["at"], 100 * own["value"], color=colour, marker=marker, markersize=3.5,
                  label=words)  # fmt: skip
    axes.set(xlabel="reliability of one result", ylim=(0, 60))
    axes.set_title("Capacity that is left [%]", fontweight="normal")
    axes.legend(loc="upper left", fontsize=6)


def over_load(axes: Axes, rows: pd.DataFrame) -> None:
    """Mean waits, of jobs computed once and with copies; dots are simulated."""
    stays = rows[rows["value"] > 0]
    copies = sorted(stays["copies"].unique())
    for each, colour in zip(copies, (COLOURS["exact"], GREEN), strict=False):
        for name, (words, style) in SIZES.items():
            own = stays[(stays["copies"] == each) & (stays["name"] == name)].sort_values("at")
            scheme = "once" if each == 1 else f"{each:.1f} copies"
            axes.plot(own["at"], own["value"], color=colour, linestyle=style,
                      label=f"{scheme}, {words}")  # fmt: skip
            axes.plot(own["at"], own["witness"], color=colour, marker="o", markersize=2.5,
                      linestyle="none")  # fmt: skip
    axes.set(xscale="log", yscale="log", xlabel="load, if computed once", ylim=(3e-3, 200))
    axes.xaxis.set_major_formatter("{x:g}")
    axes.xaxis.set_minor_formatter("")
    axes.set_title("Mean wait [jobs' mean times]", fontweight="normal")
    axes.legend(loc="lower right", fontsize=5.5)
