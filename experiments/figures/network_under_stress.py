"""Modes and final blocks of a network that is parted for a while."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import COLOURS
from .theme import canvas

PROTOCOL = "reference"
MODES = ("secure", "balanced", "fast")
"""From the lowest lane."""
AFTER = 12.0
"""Shown after the partition has healed [s]."""


def draw(table: pd.DataFrame) -> Figure:
    """Above, the mode of each round; below, how many blocks are final."""
    table = table.loc[table["protocol"] == PROTOCOL]
    figure = canvas(2.6)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(1, 1.4))
    parted = table[table["part"] == "parted"].iloc[0]
    until = parted["until"] + AFTER
    for axes in (upper, lower):
        axes.axvspan(parted["value"], parted["until"], color="#eeeeee", zorder=0)
        axes.set_xlim(0, until)
    draw_modes(upper, table[table["part"] == "round"], until)
    blocks = table[(table["part"] == "block") & (table["value"] <= until)]
    lower.step(blocks["value"], range(1, len(blocks) + 1), where="post", color="black")
    lower.set(xlabel="time [s]", ylabel="final blocks", ylim=(0, None))
    middle = (parted["value"] + parted["until"]) / 2
    upper.text(middle, len(MODES) - 0.45, "parted", ha="center", va="bottom", fontsize=6)
    return figure


def draw_modes(axes: Axes, rounds: pd.DataFrame, until: float) -> None:
    """A bar in the lane of its mode for each round that was entered."""
    starts = rounds["value"].tolist()
    for mode, start, end in zip(rounds["what"], starts, [*starts[1:], until], strict=True):
        axes.barh(MODES.index(mode), end - start, left=start, height=0.6, color=COLOURS[mode])
    axes.set_yticks(range(len(MODES)), [mode.capitalize() for mode in MODES])
    axes.set_ylim(-0.5, len(MODES) - 0.4)
