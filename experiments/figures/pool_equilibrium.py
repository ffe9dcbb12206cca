"""Operators of stake pools as their own stake counts more, and who would rather do something else."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator, StrMethodFormatter

from .colours import COLOURS
from .theme import canvas

LINES = {
    "operators": ("operators", COLOURS["authorities"]),
    "operators_for_majority": ("fewest with half of the stake", COLOURS["stakers"]),
}
"""What the upper panel shows, in which words."""


def draw(table: pd.DataFrame) -> Figure:
    """Counts of operators above, the largest gain of anybody below, over the weight of the pledge."""
    rows = table[table["wanted_pools"] == table["wanted_pools"].min()]
    figure = canvas(3.1)
    counts, gains = figure.subplots(2, 1, sharex=True, height_ratios=(1.5, 1))
    wanted = int(rows["wanted_pools"].iloc[0])
    counts.axhline(wanted, color=COLOURS["exact"], linewidth=0.8, linestyle="--")
    counts.annotate(
        f"wanted: {wanted}", (0.0, wanted), (2, 2), xycoords=counts.get_yaxis_transform(),
        textcoords="offset points",
    )  # fmt: skip
    for name, (words, colour) in LINES.items():
        spread(counts, rows, rows[name], colour)
        last = rows[rows["pledge_influence"] == rows["pledge_influence"].max()][name].mean()
        counts.annotate(
            words, (1.0, last), (0, -3), xycoords=counts.get_yaxis_transform(),
            textcoords="offset points", ha="right", va="top", color=colour,
        )  # fmt: skip
    counts.set_ylim(0, 1.2 * max(wanted, rows["operators"].max()))
    counts.set_title("Operators of pools (grey: theory, one pool each)", fontweight="normal")
    percent = 100 * rows["gain_token"] / rows["mean_cost_token"]
    spread(gains, rows, percent, COLOURS["plan"])
    gains.set_title("Largest gain of anybody, % of a pool's cost", fontweight="normal")
    gains.set_ylim(0, None)
    for axes in (counts, gains):
        axes.axvspan(
            rows["least_pledge_influence"].min(), rows["least_pledge_influence"].max(),
            color="#bbbbbb", alpha=0.5, linewidth=0.5, zorder=0,
        )  # fmt: skip
    over_influence(gains, rows["pledge_influence"])
    return figure


def spread(axes: Axes, rows: pd.DataFrame, values: pd.Series, colour: str) -> None:
    """Mean over populations with the range of all of them."""
    found = values.groupby(rows["pledge_influence"]).agg(["mean", "min", "max"])
    axes.fill_between(found.index, found["min"], found["max"], color=colour, alpha=0.2, linewidth=0)
    axes.plot(found.index, found["mean"], color=colour, marker="o", markersize=2.5)


def over_influence(axes: Axes, influences: pd.Series) -> None:
    """A logarithmic axis with room for zero."""
    least = influences[influences > 0].min()
    axes.set_xscale("symlog", linthresh=least, linscale=0.5)
    ticks = [0.0, *(value for value in (0.001, 0.01, 0.1, 1.0) if value >= least)]
    axes.xaxis.set_major_locator(FixedLocator(ticks))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    axes.set(xlabel="weight of the operators' own stake", xlim=(0, 1.1 * influences.max()))
