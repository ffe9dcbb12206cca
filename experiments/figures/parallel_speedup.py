"""Speed-up over conflicts and over workers, and how far measured numbers are found again."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator, StrMethodFormatter

from .colours import BLUE, COLOURS, GREEN, ORANGE, PURPLE, VERMILION
from .theme import canvas

WAYS = {
    "graph": ("dependencies known", ORANGE),
    "optimistic": ("optimistic", BLUE),
}
"""Schedulers, in which words."""

PUBLISHED = {"best": "their best", "contended": "contended"}
"""What Block-STM's authors print, by how the row begins, in which words."""

FAMILIES = {
    "uniform": ("uniform", BLUE),
    "patients": ("patients", GREEN),
    "feeders": ("feeders", ORANGE),
    "lots": ("lots", PURPLE),
    "ai_jobs": ("AI jobs", VERMILION),
    "zipf": ("Zipf", "#999999"),
    "pools": ("pools", "#555555"),
    "one_counter": ("one counter", "#111111"),
}
"""Blocks, in which words; from the fastest to the slowest."""

SPACING = 1.33
"""Least ratio between the heights of two words at the edge."""


def draw(table: pd.DataFrame) -> Figure:
    """Three panels: conflicts, workers, and ours over what others measured."""
    figure = canvas(2.7, width_inches=7)
    conflicts, workers, measured = figure.subplots(1, 3, width_ratios=(1, 1, 1.1))
    over_conflicts(conflicts, table)
    over_workers(workers, table[table["part"] == "workers"])
    over_measured(measured, table[table["part"] == "published"])
    return figure


def over_conflicts(axes: Axes, table: pd.DataFrame) -> None:
    """Payments on the measured machines' workers, with the published speed-ups as lines."""
    rows = table[table["part"] == "contention"].sort_values("count")
    for height, (way, (words, colour)) in zip((0.34, 0.26), WAYS.items(), strict=True):
        curve = rows[rows["way"] == way]
        axes.plot(curve["count"], curve["value"], color=colour, marker="o", markersize=2.5)
        axes.text(0.98, height, words, color=colour, ha="right", transform=axes.transAxes)
    bound = rows[rows["way"] == "graph"]
    axes.plot(bound["count"], bound["most"], color=COLOURS["exact"], linewidth=0.8, linestyle="--")
    published = table[(table["part"] == "published") & (table["name"] == "Block-STM")]
    for row in published.itertuples():
        axes.axhline(row.value, color=COLOURS["threshold"], linewidth=0.6, linestyle=":")
    for beginning, words in PUBLISHED.items():
        named = published[published["what"].str.startswith(beginning)]
        axes.annotate(
            words, (0.02, named["value"].max()), (0, 1.5), xycoords=axes.get_yaxis_transform(),
            textcoords="offset points", color=COLOURS["threshold"],
        )  # fmt: skip
    axes.set(xscale="log", yscale="log", xlabel="accounts paid from and to", ylim=(0.5, 45))
    axes.set_title("Speed-up over accounts", fontweight="normal")
    plain(axes, (1, 2, 5, 10, 20))


def over_workers(axes: Axes, rows: pd.DataFrame) -> None:
    """Every family, optimistically, with its name at the right."""
    chosen = rows[rows["way"] == "optimistic"]
    height = np.inf
    ends: list[tuple[float, str, str]] = []
    for name, (words, colour) in FAMILIES.items():
        curve = chosen[chosen["name"] == name].sort_values("count")
        axes.plot(curve["count"], curve["value"], color=colour, marker="o", markersize=2)
        ends.append((float(curve["value"].iloc[-1]), words, colour))
    most = int(chosen["count"].max())
    for value, words, colour in sorted(ends, reverse=True):
        height = min(value, height / SPACING)
        axes.annotate(
            words, (most, height), (4, 0), textcoords="offset points", color=colour, va="center",
            annotation_clip=False,
        )  # fmt: skip
    axes.set(xscale="log", yscale="log", xlabel="workers", xlim=(0.9, 4.5 * most), ylim=(0.5, 45))
    axes.set_title("Speed-up over workers", fontweight="normal")
    plain(axes, (1, 2, 5, 10, 20))
    axes.set_xticks([count for count in (1, 4, 16, 64) if count <= most])
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    axes.xaxis.set_minor_locator(NullLocator())


def over_measured(axes: Axes, rows: pd.DataFrame) -> None:
    """Ours over the measured number, a line for each system; hollow where it was fitted."""
    answered = rows[rows["way"].isin(["fitted", "predicted"])]
    systems = list(dict.fromkeys(answered["name"]))
    axes.axvline(1, color=COLOURS["threshold"], linewidth=0.8)
    for place, system in enumerate(reversed(systems)):
        group = answered[answered["name"] == system]
        spread = np.linspace(-0.32, 0.32, len(group)) if len(group) > 1 else np.zeros(1)
        for offset, row in zip(spread, group.itertuples(), strict=True):
            colour = BLUE if row.agrees else VERMILION
            ends = [row.least / row.value, row.most / row.value]
            axes.plot(ends, [place + offset] * 2, color=colour, linewidth=0.8)
            axes.plot(
                float(np.sqrt(ends[0] * ends[1])), place + offset, color=colour, marker="o",
                markersize=2.6, markerfacecolor="white" if row.way == "fitted" else colour,
            )  # fmt: skip
    axes.set_yticks(range(len(systems)), list(reversed(systems)))
    axes.set(xscale="log", xlabel="ours over measured", xlim=(0.5, 2))
    axes.set_xticks([0.5, 0.7, 1, 1.4, 2])
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_title("Measured by others", fontweight="normal")


def plain(axes: Axes, ticks: tuple[int, ...]) -> None:
    """Whole numbers on a logarithmic axis."""
    axes.set_yticks(ticks)
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    axes.yaxis.set_minor_locator(NullLocator())
