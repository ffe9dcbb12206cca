"""Cost of corruption per mode and target, plan and reference."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .colours import COLOURS
from .theme import canvas

WORDS = {"safety": "two blocks final", "veto": "no block final"}
"""What a bribe is for."""
OFFSETS = {"plan": 0.17, "reference": -0.17}
"""Where a protocol's marks are, above or below the middle of their row."""
GREY = "#555555"


def draw(table: pd.DataFrame) -> Figure:
    """A row per mode and target; filled with the lost rewards, hollow for the slash alone."""
    figure = canvas(2.7)
    axes = figure.subplots()
    kinds = list(dict.fromkeys(zip(table["mode"], table["target"], strict=True)))[::-1]
    heights = {kind: height for height, kind in enumerate(kinds)}
    axes.set(xscale="log", ylim=(-0.6, len(kinds) - 0.4), xlabel="cost of corruption [token]")
    for row in table.to_dict("records"):
        draw_mark(axes, row, heights[row["mode"], row["target"]] + OFFSETS[row["protocol"]])
    profit = table["profit_token"].iloc[0]
    axes.axvline(profit, color=COLOURS["threshold"], linewidth=0.8, linestyle=":")
    axes.annotate(
        "profit", (profit, len(kinds) - 0.4), xytext=(3, -1), textcoords="offset points", va="top",
        color=COLOURS["threshold"],
    )  # fmt: skip
    axes.set_yticks(
        range(len(kinds)), [f"{mode.capitalize()}, {WORDS[target]}" for mode, target in kinds]
    )
    axes.minorticks_off()
    figure.legend(
        handles=[
            dot(COLOURS["plan"], COLOURS["plan"], "plan"),
            dot(COLOURS["reference"], COLOURS["reference"], "reference"),
            dot(GREY, GREY, "slash and lost rewards"),
            dot("white", GREY, "slash alone"),
        ],
        loc="outside upper center",
        ncols=2,
        columnspacing=1.0,
        handletextpad=0.2,
    )
    return figure


def draw_mark(axes: Axes, row: dict[str, float | str], height: float) -> None:
    """Both costs of one protocol in one row; a cost of nothing is written."""
    colour = COLOURS[str(row["protocol"])]
    whole, slash = float(row["cost_token"]), float(row["slash_cost_token"])
    shown = [cost for cost in (slash, whole) if cost > 0]
    axes.plot(shown, [height] * len(shown), color="#cccccc", zorder=1)
    if slash > 0:
        axes.scatter(slash, height, s=18, facecolor="white", edgecolor=colour, zorder=2)
    if whole > 0:
        axes.scatter(whole, height, s=18, facecolor=colour, edgecolor=colour, zorder=2)
    else:
        axes.annotate(
            "nothing", (0.02, height), xycoords=axes.get_yaxis_transform(), color=colour,
            va="center",
        )  # fmt: skip


def dot(face: str, edge: str, label: str) -> Line2D:
    """A mark of the legend."""
    return Line2D(
        [], [], linestyle="none", marker="o", markersize=4.5, markerfacecolor=face,
        markeredgecolor=edge, label=label,
    )  # fmt: skip
