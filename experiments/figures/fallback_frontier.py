"""Oversight of a fallback against Fast's threshold: unsafe, useless, or between the two."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import COLOURS
from .theme import canvas

PROTOCOLS = ("plan", "reference")
GREY, LIGHT = "#666666", "#e8e8e8"
LABELS = {
    "unsafe": (
        0.53,
        0.12,
        "unsafe: a Fast and a fallback certificate\nneed not share an honest authority",
    ),
    "useless": (0.53, 0.93, "useless: asks for no fewer than Fast"),
    "useful": (0.86, 0.70, "safe and useful"),
}
"""What is said of each area, and where; left out where a fault bound moves the area away."""


def draw(table: pd.DataFrame) -> Figure:
    """The frontier, as fractions and for a number, how easy Fast itself is, and the two protocols."""
    figure = canvas(2.5)
    axes = figure.subplots()
    rows = table[table["protocol"] == "reference"]
    frontier = rows[rows["kind"] == "frontier"]
    fast, oversight = frontier["fast"], frontier["oversight"]
    axes.fill_between(fast, 0, oversight.clip(upper=1), color=LIGHT, linewidth=0)
    axes.plot(fast, oversight, color=COLOURS["exact"])
    axes.plot(fast, fast, color=COLOURS["threshold"], linestyle="--", linewidth=0.9)
    counted = (frontier["least_oversight_count"] - 1) / frontier["authorities"]
    axes.plot(
        fast, counted, color=COLOURS["exact"], drawstyle="steps-post", linestyle=":", linewidth=0.8
    )
    useful = oversight < fast
    axes.fill_between(
        fast, oversight, fast, where=useful, color=COLOURS["secure"], alpha=0.12, linewidth=0
    )
    for protocol in PROTOCOLS:
        mark(axes, table, protocol)
    for area, (x, y, text) in LABELS.items():
        if area_at(frontier, x, y) == area:
            axes.text(x, y, text, fontsize=6.5, color=GREY, va="center")
    axes.set(
        xlabel="Threshold of Fast, part of the authorities",
        ylabel="Oversight of the fallback",
        xlim=(0.5, 1.0),
        ylim=(0.0, 1.0),
    )
    return figure


def mark(axes: Axes, table: pd.DataFrame, protocol: str) -> None:
    """One protocol's own point, with its name beside it."""
    own = table[(table["protocol"] == protocol) & (table["kind"] == "own")].iloc[0]
    colour = COLOURS[protocol]
    axes.scatter(own["fast"], own["oversight"], color=colour, s=22, zorder=3)
    axes.annotate(
        protocol,
        (own["fast"], own["oversight"]),
        xytext=(4, 5),
        textcoords="offset points",
        color=colour,
        fontsize=7,
        fontweight="bold",
    )


def area_at(frontier: pd.DataFrame, fast: float, oversight: float) -> str:
    """The area of a point, which moves with the fault bound."""
    if oversight < np.interp(fast, frontier["fast"], frontier["oversight"]):
        return "unsafe"
    return "useful" if oversight < fast else "useless"
