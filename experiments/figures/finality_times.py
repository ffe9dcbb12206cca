"""Part of the rounds that are final by a time, per mode, on five deployments."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import COLOURS
from .theme import canvas

MODES = ("fast", "balanced", "secure")


@dataclass(frozen=True, slots=True)
class Label:
    """How a deployment's curve is named, and where: in the first panel, for the others are alike."""

    name: str
    height: float
    """Part of the rounds at which the name stands [1]."""
    alignment: Literal["left", "right"]
    shade: float
    """Opacity of the curve [1]."""


LABELS = {
    "one-region": Label("one region", 0.5, "left", 0.35),
    "europe": Label("Europe", 0.2, "left", 0.5),
    "atlantic": Label("Atlantic", 0.5, "right", 0.65),
    "ten-regions": Label("ten regions", 0.68, "left", 0.85),
    "everywhere": Label("everywhere", 0.28, "left", 1.0),
}
"""By deployment, from the closest to the widest."""


def draw(table: pd.DataFrame) -> Figure:
    """A panel for each mode of the plan with its own validators; its promise is the dashed line."""
    figure = canvas(3.6)
    panels = figure.subplots(len(MODES), 1, sharex=True)
    rows = table[(table["protocol"] == "plan") & table["own"]]
    finite = rows[np.isfinite(rows["finality_ms"])]
    for axes, mode in zip(panels, MODES, strict=True):
        panel(axes, finite[finite["mode"] == mode], mode)
        target = rows[rows["mode"] == mode]["target_ms"].iloc[0]
        axes.axvline(target, color="black", linestyle="--", linewidth=0.9)
        axes.text(target, 1.04, "promised", fontsize=6, ha="center", va="bottom")
    name_curves(panels[0])
    panels[-1].set_xlabel("time to finality [ms]")
    panels[1].set_ylabel("part of rounds and validators")
    return figure


def panel(axes: Axes, rows: pd.DataFrame, mode: str) -> None:
    """Curves of one mode."""
    axes.set(xscale="log", ylim=(0, 1), yticks=(0, 0.5, 1))
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_title(mode.capitalize())
    for deployment, label in LABELS.items():
        curve = rows[rows["deployment"] == deployment]
        axes.plot(
            curve["finality_ms"],
            curve["part"],
            color=COLOURS[mode],
            alpha=label.shade,
            label=deployment,
        )


def name_curves(axes: Axes) -> None:
    """The name of every curve that has points, beside it."""
    for line in axes.lines:
        label = LABELS.get(str(line.get_label()))
        times, parts = (np.asarray(each, dtype=float) for each in line.get_data())
        if label is None or not len(times):
            continue
        axes.annotate(
            label.name,
            (float(np.interp(label.height, parts, times)), label.height),
            xytext=(4 if label.alignment == "left" else -3, 0),
            textcoords="offset points",
            ha=label.alignment,
            va="center",
            fontsize=6,
        )
