"""Copies of a job against the length of a record, and what cheating brings against the bond."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import BLUE, GREEN, ORANGE, VERMILION
from .theme import canvas

HISTORIES = {
    "exact": (BLUE, "-", "compared (exact)"),
    "history": (GREEN, "--", "partners' too (agents)"),
    "all count": (ORANGE, ":", "all"),
}
"""Colour, line and name of a way to count."""


def draw(table: pd.DataFrame) -> Figure:
    """Two panels: what a record saves, and what keeps people from using it up."""
    figure = canvas(4.4)
    above, below = figure.subplots(2, 1)
    copies(above, table)
    bonds(below, table)
    return figure


def copies(axes: Axes, table: pd.DataFrame) -> None:
    """Copies per job after so many jobs of an honest provider."""
    for kind, (colour, line, name) in HISTORIES.items():
        rows = table[table["kind"] == kind].sort_values("amount")
        axes.plot(rows["amount"], rows["copies"], line, color=colour, label=name)
    axes.set(xscale="log", xlabel="jobs that a provider has had", ylabel="copies of a job")
    axes.set(ylim=(0.98, 2.05))
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_title("an honest provider")
    axes.legend(loc="upper right", title="jobs that count", handlelength=1.8)


def bonds(axes: Axes, table: pd.DataFrame) -> None:
    """What cheating once trusted brings beyond honest work, by the bond that is lost with a name."""
    rows = table[table["kind"] == "bond"]
    for _, run in rows.groupby("trial"):
        axes.plot(run["amount"], run["advantage"], color=VERMILION, linewidth=0.6, alpha=0.4)
    means = rows.groupby("amount")["advantage"].mean()
    axes.plot(means.index, means.to_numpy(), color=VERMILION)
    axes.axhline(0, color="#666666", linewidth=0.8)
    right = float(means.index.max())
    axes.text(right, 0, "honest work", fontsize=7, ha="right", va="bottom", color="#444444")
    axes.set(xlabel="bond lost with a name [token]", ylabel="gain per copy [token]")
    axes.set_title("cheating once trusted, ever new names")
