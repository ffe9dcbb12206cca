"""Lorenz curves of stake at the ends of some years, and the Nakamoto coefficient over all of them."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import COLOURS
from .theme import canvas

PROTOCOLS = ("plan", "reference")
GREY = "#666666"
STYLES = ((0, (1, 1)), (0, (4, 1.5)), "-")
"""Lines of the years, the last one solid."""


def draw(table: pd.DataFrame) -> Figure:
    """Means over runs; the coefficient with the range of all runs."""
    figure = canvas(3.9)
    grid = figure.add_gridspec(2, 2, height_ratios=(1.25, 1))
    left = figure.add_subplot(grid[0, 0])
    panels = (left, figure.add_subplot(grid[0, 1], sharey=left))
    over_years = figure.add_subplot(grid[1, :])
    for axes, protocol in zip(panels, PROTOCOLS, strict=True):
        own = table[(table["protocol"] == protocol) & (table["name"] == "lorenz")]
        draw_lorenz(axes, own, protocol)
        axes.set_title(protocol, color=COLOURS[protocol])
    panels[0].set_ylabel("of the stake [%]")
    panels[1].tick_params(labelleft=False)
    panels[0].legend(loc="upper left", fontsize=6.5, handlelength=2.2, borderaxespad=0.1)
    for axes in panels:
        axes.set_xlabel("poorest stakers [%]")
    draw_coefficient(over_years, table[table["name"] == "nakamoto"])
    return figure


def draw_lorenz(axes: Axes, rows: pd.DataFrame, protocol: str) -> None:
    """Curves of one protocol, equality, and what people owned at launch."""
    means: Any = 100 * rows.pivot_table(index="part", columns="year", values="value")
    parts = 100 * np.asarray(means.index, dtype=float)
    axes.plot((0, 100), (0, 100), color="#bbbbbb", linewidth=0.8)
    first, *years = means.columns
    axes.plot(parts, means[first], color=GREY, linewidth=0.9, label="launch")
    for year, style in zip(years, STYLES[-len(years) :], strict=True):
        axes.plot(
            parts, means[year], color=COLOURS[protocol], linestyle=style, label=f"year {year:g}"
        )
    axes.set(xlim=(0, 100), ylim=(0, 100), xticks=(0, 50, 100), yticks=(0, 50, 100))


def draw_coefficient(axes: Axes, rows: pd.DataFrame) -> None:
    """Both protocols over the years, each named at the end of its line."""
    for protocol in PROTOCOLS:
        over_runs: Any = (
            rows[rows["protocol"] == protocol].groupby("year")["value"].agg(["mean", "min", "max"])
        )
        years, colour = np.asarray(over_runs.index, dtype=float), COLOURS[protocol]
        axes.fill_between(
            years, over_runs["min"], over_runs["max"], color=colour, alpha=0.2, linewidth=0
        )
        axes.plot(years, over_runs["mean"], color=colour)
        axes.annotate(
            protocol,
            (float(years[-1]), float(over_runs["mean"].iloc[-1])),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            color=colour,
        )
    axes.set_title("Nakamoto coefficient: fewest who break safety", fontweight="normal")
    axes.set(xlabel="years since launch", xlim=(0, None), ylim=(0, None))
