"""What a private draw hides, and its price: slots without a proposer, and with several."""

from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from .colours import BLUE, GREEN, ORANGE, VERMILION
from .theme import canvas

OUTCOMES = {
    "none": ("nobody may propose", VERMILION, "o"),
    "one": ("exactly one may", BLUE, "s"),
    "several": ("several may", ORANGE, "^"),
    "named": ("an outsider names\nthe proposer", GREEN, "D"),
}
"""Of a race: name, colour and mark."""


def draw(table: pd.DataFrame) -> Figure:
    """Probability of each outcome by the limit of the race, exact as curves and drawn as marks."""
    figure = canvas(2.6)
    axes = figure.subplots()
    rows = table[
        (table["protocol"] == "reference")
        & (table["rule"] == "private")
        & table["outcome"].isin(list(OUTCOMES))
    ]
    for outcome, (_, colour, mark) in OUTCOMES.items():
        chosen = rows[rows["outcome"] == outcome].sort_values("limit")
        axes.plot(chosen["limit"], chosen["probability"], color=colour, zorder=2)
        axes.plot(
            chosen["limit"],
            chosen["drawn"] / chosen["slots"],
            linestyle="none",
            marker=mark,
            markersize=3.5,
            markerfacecolor="white",
            color=colour,
            zorder=3,
        )
    finish(axes, rows)
    return figure


def finish(axes: Axes, rows: pd.DataFrame) -> None:
    """Axes, the public draw as a line, and the names of the curves at their right ends."""
    limits = np.sort(rows["limit"].unique())
    axes.plot(limits[[0, -1]], [1, 1], color="black", linestyle="--", linewidth=0.9)
    axes.text(limits[0], 1.02, "public draw: named by everybody", fontsize=6, va="bottom")
    axes.set(
        xscale="log",
        xlabel="mean number who may propose in a slot",
        ylabel="part of the slots",
        ylim=(0, 1.12),
        xlim=(limits[0] * 0.9, limits[-1] * 3.6),
        xticks=limits,
    )
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    axes.xaxis.set_major_formatter("{x:g}")
    axes.xaxis.set_minor_locator(NullLocator())
    ends = {
        outcome: float(
            rows[rows["outcome"] == outcome].sort_values("limit")["probability"].iloc[-1]
        )
        for outcome in OUTCOMES
    }
    places = spread([min(ends[outcome], 0.94) for outcome in OUTCOMES], 0.09)
    for (name, colour, _), place in zip(OUTCOMES.values(), places, strict=True):
        axes.text(limits[-1] * 1.12, place, name, color=colour, fontsize=6, va="center")


def spread(places: list[float], least: float) -> list[float]:
    """Places that are at least so far apart, in the order of the first, none below zero."""
    order = sorted(range(len(places)), key=lambda each: places[each])
    found = [max(place, least / 2) for place in places]
    for before, after in pairwise(order):
        found[after] = max(found[after], found[before] + least)
    return found
