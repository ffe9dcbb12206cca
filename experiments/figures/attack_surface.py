"""Chance that safety fails over the corruption of both classes, per mode, plan above reference."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.contour import QuadContourSet
from matplotlib.figure import Figure

from .theme import canvas

PROTOCOLS = ("plan", "reference")
MODES = ("fast", "balanced", "secure")
LEVELS = list(range(-30, 1, 3))
"""Borders of the bands of colour, as logarithms to base ten; what is below has the lightest [1]."""

CONTOUR = -9
COLOURS_OF_BANDS = "magma_r"
LINE = "#ffffff"
TICKS = (10, 20, 30, 40, 50)


def draw(table: pd.DataFrame) -> Figure:
    """A row of panels per protocol, a column per mode, one scale of colours for all."""
    figure = canvas(3.5, width_inches=7)
    panels = figure.subplots(len(PROTOCOLS), len(MODES), sharex=True, sharey=True)
    bands: QuadContourSet | None = None
    for row, protocol in enumerate(PROTOCOLS):
        for column, mode in enumerate(MODES):
            own = table[(table["protocol"] == protocol) & (table["mode"] == mode)]
            bands = panel(panels[row, column], own)
            panels[row, column].set_title(f"{protocol}, {mode.capitalize()}")
    assert bands is not None
    scale = figure.colorbar(bands, ax=panels, ticks=LEVELS[::2], aspect=30, pad=0.01)
    scale.ax.set_yticklabels(["1" if not each else f"$10^{{{each}}}$" for each in LEVELS[::2]])
    scale.set_label("chance that safety fails", fontsize=8)
    scale.ax.axhline(CONTOUR, color=LINE, linewidth=1.2)
    figure.supxlabel("chance that an authority is corrupted [%]", fontsize=8)
    figure.supylabel("chance that a staker is corrupted [%]", fontsize=8)
    return figure


def panel(axes: Axes, rows: pd.DataFrame) -> QuadContourSet:
    """The surface of one mode, its contour, and the largest equal corruption below that."""
    surface = rows[rows["kind"] == "surface"].pivot(
        index="stake_corruption", columns="authority_corruption", values="log10_probability"
    )
    across, up = 100 * surface.columns.to_numpy(), 100 * surface.index.to_numpy()
    logs = np.clip(surface.to_numpy(), 2 * LEVELS[0], 0)
    bands = axes.contourf(across, up, logs, levels=LEVELS, extend="min", cmap=COLOURS_OF_BANDS)
    if logs.min() < CONTOUR < logs.max():
        axes.contour(
            across, up, logs, levels=[CONTOUR], colors=LINE, linewidths=1.2, linestyles="solid"
        )
    mark(axes, rows[rows["kind"] == "border"].iloc[0])
    axes.set(xlim=(across[0], across[-1]), ylim=(up[0], up[-1]), xticks=TICKS, yticks=TICKS)
    return bands


def mark(axes: Axes, border: pd.Series) -> None:
    """Where equal corruption of both classes comes to the contour, with its value."""
    share = 100 * border["authority_corruption"]
    axes.plot(share, share, "o", color=LINE, markersize=4)
    axes.annotate(
        f"$10^{{{CONTOUR}}}$ at {share:.1f} %",
        (share, share),
        xytext=(5, 4),
        textcoords="offset points",
        color=LINE,
    )
