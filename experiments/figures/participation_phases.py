"""Part of the wealth that is staked, simulated as colour, with lines where free entry puts it."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from .colours import COLOURS
from .theme import canvas

LEVELS = (20, 40, 60, 80, 100)
"""Closed-form staking ratios that get a line [%]."""

INSIDE = 0.97
"""Where a line is named, as a part of the way from no pay to the edge of the diagram [1]."""

DRAWN = "reference"
"""The other protocol's cells are the same but for chance: both are paid what the axis says."""

OUTLINE = [withStroke(linewidth=1.8, foreground="white")]


def draw(table: pd.DataFrame) -> Figure:
    """The phase diagram, and where the protocols themselves are."""
    rows = table[table["protocol"] == DRAWN]
    simulated = grid(rows)
    hurdles = np.asarray(simulated.columns, dtype=float)
    rewards = np.asarray(simulated.index, dtype=float)
    figure = canvas(2.9)
    axes = figure.subplots()
    colours = axes.pcolormesh(
        hurdles, rewards, simulated.to_numpy(), cmap="cividis", vmin=0, vmax=100, shading="nearest"
    )
    colours.set_edgecolor("face")
    figure.colorbar(colours, ax=axes, label="staked, simulated [% of wealth]")
    axes.grid(False)
    axes.set(xlabel="mean hurdle rate [% a year]", ylabel="paid to stakers [% of supply a year]")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    limits = (axes.get_xlim(), axes.get_ylim())
    for level in LEVELS:
        draw_line(axes, rows, level, limits)
    outside = [mark(axes, table, protocol, limits) for protocol in ("plan", "reference")]
    axes.set(xlim=limits[0], ylim=limits[1])
    axes.set_title("; ".join(filter(None, outside)), fontweight="normal", fontsize=7)
    return figure


def grid(rows: pd.DataFrame) -> Any:
    """What is staked, mean over runs by reward and hurdle rate, all in per cent."""
    means: Any = rows.pivot_table(index="reward", columns="hurdle", values="staked")
    return 100 * means.set_axis(100 * means.index, axis=0).set_axis(100 * means.columns, axis=1)


def draw_line(axes: Axes, rows: pd.DataFrame, level: int, limits: tuple[Any, Any]) -> None:
    """Where free entry stakes so much in closed form: a ray, for only pay over tastes counts."""
    (_, right), (_, top) = limits
    slope = float((rows[f"reward_for_{level}"] / rows["hurdle"]).mean())
    end = min(right, top / slope)
    axes.plot((0, end), (0, end * slope), color=COLOURS["exact"], path_effects=OUTLINE)
    axes.annotate(
        f"{level} %",
        (INSIDE * end, INSIDE * end * slope),
        color=COLOURS["exact"],
        fontsize=6.5,
        ha="right",
        va="top" if end < right else "bottom",
        path_effects=OUTLINE,
    )


def mark(axes: Axes, table: pd.DataFrame, protocol: str, limits: tuple[Any, Any]) -> str:
    """A protocol's own point; in words where it lies outside the diagram."""
    own = table[table["protocol"] == protocol].iloc[0]
    x, y = 100 * own["own_hurdle"], 100 * own["own_reward"]
    (left, right), (bottom, top) = limits
    if not (left <= x <= right and bottom <= y <= top):
        return f"off the chart: {protocol}, {y:,.3g} % at {x:.3g} %"
    axes.scatter(x, y, color=COLOURS[protocol], s=26, zorder=4, edgecolor="white", linewidth=0.8)
    axes.annotate(
        protocol,
        (x, y),
        xytext=(5, 4),
        textcoords="offset points",
        color=COLOURS[protocol],
        fontweight="bold",
        path_effects=OUTLINE,
        zorder=5,
    )
    return ""
