"""What each lever leaves of a cost, and how fee and block size answer a load that doubles."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import BLUE, COLOURS, GREEN, ORANGE, VERMILION
from .theme import canvas

MODES = ("fast", "balanced", "secure")
LEVERS = {
    "aggregation": "votes checked\nas an aggregate",
    "messages": "votes collected\nby one",
    "caching": "signatures\nremembered",
    "compression": "blocks\ncompressed",
    "parallel": "strangers' payments\nvalidated in parallel",
    "crowded": "popular accounts\nvalidated in parallel",
    "pruning": "history\npruned",
    "control": "blocks bounded\nin a surge",
}
"""In which words, from the top."""
OFFSETS = {"fast": 0.22, "balanced": 0.0, "secure": -0.22}
"""Where a mode's mark is, above or below the middle of its row."""
SHADES = (BLUE, GREEN, ORANGE, VERMILION)
"""Of the elasticities, from the least."""
SHOWN = 40
"""Blocks after the step [1]."""


def draw(table: pd.DataFrame) -> Figure:
    """Two panels: from a hollow mark without a lever to a full one with it, and the fee over blocks."""
    figure = canvas(3.4, width_inches=7)
    left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
    rows = table[table["protocol"] == "plan"]
    before_and_after(left, rows[rows["part"] == "lever"])
    over_blocks(right, rows[rows["part"] == "response"])
    return figure


def before_and_after(axes: Axes, rows: pd.DataFrame) -> None:
    """A row for each lever, on a logarithmic scale; without a cost before there is nothing to draw."""
    places = {name: len(LEVERS) - 1 - place for place, name in enumerate(LEVERS)}
    for mode in MODES:
        of_mode = rows[(rows["mode"] == mode) & (rows["before"] > 0)]
        left = (of_mode["after"] / of_mode["before"]).to_numpy(dtype=float)
        heights = [places[name] + OFFSETS[mode] for name in of_mode["lever"]]
        colour = COLOURS[mode]
        axes.hlines(heights, left, 1.0, color=colour, linewidth=0.9)
        axes.plot(
            [1.0] * len(heights), heights, "o", color=colour, markersize=3.5, fillstyle="none"
        )
        axes.plot(left, heights, "o", color=colour, markersize=4, label=mode.capitalize())
    axes.set(xscale="log", ylim=(-0.7, len(LEVERS) - 0.3), xlabel="part of the cost that is left")
    axes.set_yticks(list(places.values()), list(LEVERS.values()))
    axes.legend(loc="lower center", bbox_to_anchor=(0.4, 1.0), ncols=3, handletextpad=0.1)
    axes.minorticks_off()


def over_blocks(axes: Axes, rows: pd.DataFrame) -> None:
    """The fee as a multiple of what it was, by how much demand falls with it; dashed the target."""
    shown = rows[rows["block"] <= SHOWN]
    for colour, (elasticity, curve) in zip(SHADES, shown.groupby("elasticity"), strict=True):
        axes.plot(curve["block"], curve["before"], color=colour, label=f"elasticity {elasticity:g}")
        axes.plot(curve["block"], curve["after"], color=colour, linestyle="--", linewidth=0.8)
    axes.set(
        xlabel="blocks after the load has doubled",
        ylabel="times the fee (dashed: the block) before",
    )
    axes.legend(loc="center right", bbox_to_anchor=(1.0, 0.6))
