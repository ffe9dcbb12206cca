"""Grams of a job by country and scheme, and the part of its energy that is security."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import BLUE, COLOURS, GREEN, ORANGE
from .theme import canvas

SHOWN = 0.9
"""Reliability of single results in the left panel [1]."""
SCHEMES = {
    "once": ("trusted, once", COLOURS["exact"], "o"),
    "iterative": ("iterative", GREEN, "D"),
    "progressive": ("progressive", BLUE, "s"),
    "traditional": ("traditional", ORANGE, "^"),
}
"""In words, from the least copies to the most."""


def draw(table: pd.DataFrame) -> Figure:
    """Two panels."""
    figure = canvas(2.9, width_inches=7)
    grams, part = figure.subplots(1, 2, width_ratios=(1.35, 1))
    rows = table[table["part"] == "emitted"]
    by_country(grams, rows[rows["reliability"] == SHOWN])
    by_reliability(part, rows[rows["country"] == "WLD"])
    return figure


def by_country(axes: Axes, rows: pd.DataFrame) -> None:
    """Countries from the cleanest grid down, a mark for each scheme."""
    order = rows[rows["scheme"] == "once"].sort_values("grams", ascending=False)["country"].tolist()
    for name, (words, colour, marker) in SCHEMES.items():
        own = rows[rows["scheme"] == name].set_index("country").loc[order]
        axes.plot(
            own["grams"], range(len(order)), color=colour, marker=marker, linestyle="none",
            markersize=3.5, label=words,
        )  # fmt: skip
    axes.set_yticks(range(len(order)), order)
    axes.set(xscale="log", xlabel="emissions of a job [g CO2e]")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_title("By the country of its grid", fontweight="normal")
    axes.legend(loc="lower left", fontsize=6)


def by_reliability(axes: Axes, rows: pd.DataFrame) -> None:
    """Security's part of the energy over the reliability of single results."""
    for name, (words, colour, marker) in SCHEMES.items():
        own = rows[rows["scheme"] == name].sort_values("reliability")
        if name != "once":
            axes.plot(
                own["reliability"], 100 * own["security_wh"] / own["job_wh"], color=colour,
                marker=marker, markersize=3.5, label=words,
            )  # fmt: skip
    axes.set(xlabel="reliability of one result", ylim=(0, 100))
    axes.set_title("Energy that is not the job's [%]", fontweight="normal")
