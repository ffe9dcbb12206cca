"""The load and the mode of every half day, all three years and a window around the surge's start."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import COLOURS
from .theme import canvas

MODES = ("fast", "balanced", "secure")
LANES = {"reference": 0.0, "plan": 1.0}
"""Where the strip of a protocol lies; 0.8 high."""

WINDOW_DAYS = 30
"""Shown before and after the surge begins, at most [day]."""


def draw(table: pd.DataFrame) -> Figure:
    """One run, the same load for both protocols: on top all of it, below a window."""
    rows = table[table["trial"] == table["trial"].min()]
    step = float(np.diff(np.sort(rows["day"].unique())).min())
    surge = rows[rows["period"] == "during"]["day"]
    start, end = float(surge.min()), float(surge.max()) + step
    figure = canvas(3.9)
    panels = list(
        figure.subplots(4, 1, height_ratios=(1.0, 0.8, 1.0, 0.8), gridspec_kw={"hspace": 0.02})
    )
    whole = (0.0, float(rows["day"].max()) + step)
    near = (max(start - WINDOW_DAYS, 0.0), min(start + WINDOW_DAYS, whole[1]))
    for load, strips, (first, last) in (
        (panels[0], panels[1], whole),
        (panels[2], panels[3], near),
    ):
        seen = rows[(rows["day"] >= first) & (rows["day"] < last)]
        draw_load(load, seen, (start, min(end, last)))
        for protocol, lane in LANES.items():
            draw_strip(strips, seen[seen["protocol"] == protocol], lane, step)
        for axes in (load, strips):
            axes.set_xlim(first, last)
        dress(load, strips)
    panels[0].set_title("Load, and mode of every half day (grey: the surge)", fontweight="normal")
    panels[2].set_title("The same around the start of the surge", fontweight="normal")
    panels[3].set_xlabel("days since launch")
    name_modes(panels[1])
    return figure


def draw_load(axes: Axes, rows: pd.DataFrame, surge: tuple[float, float]) -> None:
    """The load, which does not depend on the protocol."""
    own = rows[rows["protocol"] == "plan"]
    axes.axvspan(*surge, color="#e8e8e8", linewidth=0, zorder=0)
    axes.plot(
        own["day"], own["load"], color=COLOURS["exact"], linewidth=0.6, drawstyle="steps-post"
    )
    axes.set(ylim=(0, 1), yticks=(0, 0.5, 1))


def draw_strip(axes: Axes, rows: pd.DataFrame, lane: float, step: float) -> None:
    """Stretches of one protocol's modes."""
    ordered = rows.sort_values("day")
    modes, days = ordered["mode"].to_numpy(), ordered["day"].to_numpy()
    for number, name in enumerate(MODES):
        axes.broken_barh(
            stretches(modes == number, days, step),
            (lane + 0.1, 0.8),
            facecolor=COLOURS[name],
            linewidth=0,
        )


def stretches(chosen: np.ndarray, days: np.ndarray, step: float) -> list[tuple[float, float]]:
    """First day and length of every stretch in which something is so."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], chosen.astype(np.int8), [0]))))
    return [
        (float(days[first]), float(days[last - 1] + step - days[first]))
        for first, last in zip(edges[::2], edges[1::2], strict=True)
    ]


def dress(load: Axes, strips: Axes) -> None:
    """Names of the lanes in place of numbers, and no frame where nothing is measured."""
    load.set_xticklabels([])
    strips.set(ylim=(0, 2), yticks=[lane + 0.5 for lane in LANES.values()])
    strips.set_yticklabels(list(LANES))
    for label, protocol in zip(strips.get_yticklabels(), LANES, strict=True):
        label.set_color(COLOURS[protocol])
    strips.grid(False)
    strips.tick_params(axis="y", length=0)
    strips.spines["left"].set_visible(False)


def name_modes(axes: Axes) -> None:
    """The modes in their colours, below the strips of the whole run."""
    for place, name in zip((0.16, 0.5, 0.84), MODES, strict=True):
        axes.text(
            place, -0.42, f"■ {name.capitalize()}", transform=axes.transAxes, color=COLOURS[name],
            ha="center", va="top",
        )  # fmt: skip
