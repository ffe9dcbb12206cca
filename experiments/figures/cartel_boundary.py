"""Cartels that hold together over slashing and detection, with the closed-form boundary on top."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from .colours import COLOURS
from .theme import canvas

PROTOCOLS = ("plan", "reference")
KIND = "stealing"
MARKS = {"slash_days": ("slash", "white"), "loss_days_with_rent": ("slash and seat", None)}
"""What a protocol takes from those found out: its name, and the face of its mark if not the colour."""
LINES = ("holding_detection", "paying_detection")
SHADE = 0.55
"""Strength of the colour where all cartels hold [1]."""


def draw(table: pd.DataFrame) -> Figure:
    """A panel per protocol: share of simulated reward-stealing cartels that hold, and both lines."""
    figure = canvas(2.5)
    panels = figure.subplots(1, 2, sharey=True)
    for axes, protocol in zip(panels, PROTOCOLS, strict=True):
        rows = table[(table["protocol"] == protocol) & (table["kind"] == KIND)]
        axes.set(xscale="log", yscale="log", title=protocol.capitalize())
        draw_shares(axes, rows, protocol)
        draw_lines(axes, rows)
        draw_marks(axes, rows.iloc[0].to_dict(), protocol)
        axes.set(
            xlim=(rows["loss_days"].min(), rows["loss_days"].max()),
            ylim=(rows["detection"].min(), rows["detection"].max()),
        )
        axes.set_xticks([1e-3, 1, 1e3], ["0.001", "1", "1,000"])
        axes.minorticks_off()
        axes.grid(visible=False)
        axes.text(0.36, 0.5, "all hold", transform=axes.transAxes, ha="center", fontsize=6.5)
    panels[0].set_ylabel("found out on a day [%]")
    panels[0].set_yticks([1e-4, 1e-3, 1e-2, 0.1, 1.0], ["0.01", "0.1", "1", "10", "100"])
    panels[0].minorticks_off()
    figure.supxlabel("lost when found out [days of honest pay]", fontsize=8)
    return figure


def draw_shares(axes: Axes, rows: pd.DataFrame, protocol: str) -> QuadMesh:
    """Share of cartels that hold, from white for none to the protocol's colour for all."""
    grid = rows.pivot_table(index="detection", columns="loss_days", values="surviving")
    colours = LinearSegmentedColormap.from_list(protocol, ["white", COLOURS[protocol]])
    return axes.pcolormesh(
        edges(grid.columns.to_numpy()),
        edges(grid.index.to_numpy()),
        grid.to_numpy(),
        cmap=colours,
        vmin=0.0,
        vmax=1 / SHADE,
        linewidth=0,
    )


def edges(centres: np.ndarray) -> np.ndarray:
    """Edges of cells around points that are evenly spaced on a logarithmic scale."""
    step = np.sqrt(centres[1] / centres[0])
    return np.append(centres / step, centres[-1] * step)


def draw_lines(axes: Axes, rows: pd.DataFrame) -> None:
    """Where cheating begins to pay, and, dotted, where the cartel itself pays no more."""
    once = rows.drop_duplicates("loss_days")
    once = once.assign(
        **{name: once[name].astype(float).where(lambda line: line > 0) for name in LINES}
    )
    axes.plot(once["loss_days"], once["holding_detection"], color=COLOURS["exact"])
    axes.plot(
        once["loss_days"], once["paying_detection"], color=COLOURS["exact"], linewidth=0.9,
        linestyle=":",
    )  # fmt: skip


def draw_marks(axes: Axes, row: Mapping[Any, Any], protocol: str) -> None:
    """The protocol's own slash, and the same with the rewards of the time out."""
    for quantity, (name, face) in MARKS.items():
        days = row[quantity]
        if pd.isna(days) or not days > 0:
            continue
        axes.axvline(days, color=COLOURS["threshold"], linewidth=0.7, linestyle="--")
        height = row["holding_detection_slash" if face else "holding_detection_rent"]
        if not pd.isna(height) and height > 0:
            axes.plot(
                days, height, marker="o", markersize=4.5, markeredgecolor=COLOURS[protocol],
                markerfacecolor=face or COLOURS[protocol],
            )  # fmt: skip
        axes.annotate(
            name, (days, 0.03 if face else 0.97), xycoords=axes.get_xaxis_transform(),
            xytext=(2, 0), textcoords="offset points", rotation=90, fontsize=6, ha="left",
            va="bottom" if face else "top", color=COLOURS["threshold"], annotation_clip=True,
        )  # fmt: skip
