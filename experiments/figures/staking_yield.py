"""What stakers earn in a year against how much is staked."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from .colours import COLOURS
from .theme import canvas

STYLES = {"balanced": "-", "secure": "--"}

OFFSETS = {"plan, Balanced": (4, 6), "plan, Secure": (-30, -16), "reference, both": (-70, -3)}
"""Where a curve's name stands, from the curve's middle, if not as others do [point]."""


def draw(table: pd.DataFrame) -> Figure:
    """Both protocols on logarithmic axes, and the yield that the whitepaper promises."""
    figure = canvas(2.4)
    axes = figure.subplots()
    staked = table.loc[table["mode"].isin(STYLES), "staked_token"]
    low, high = (100 * table[f"promised_{end}_per_year"].iloc[0] for end in ("low", "high"))
    axes.axhspan(low, high, color="#bbbbbb", alpha=0.5, linewidth=0)
    axes.set(
        xscale="log",
        yscale="log",
        xlim=(staked.min() / 1.4, staked.max() * 1.4),
        xlabel="tokens staked",
        ylabel="yield of stakers [% a year]",
    )
    unpaid: list[str] = []
    for protocol in ("plan", "reference"):
        curves = {mode: curve(table, protocol, mode) for mode in STYLES}
        if np.array_equal(curves["balanced"], curves["secure"]):
            del curves["secure"]
        for mode, points in curves.items():
            name = f"{protocol}, {mode.capitalize() if len(curves) > 1 else 'both'}"
            if (points > 0).all():
                draw_curve(axes, points, COLOURS[protocol], STYLES[mode], name)
            else:
                unpaid.append(name)
    beside_axis = axes.get_yaxis_transform()
    axes.annotate(
        "promised", (0.055, high), xycoords=beside_axis, xytext=(0, 2),
        textcoords="offset points", color="#555555",
    )  # fmt: skip
    if unpaid:
        axes.text(
            0.98, 0.97, "\n".join(["nothing paid:", *unpaid]), transform=axes.transAxes,
            ha="right", va="top", color="#555555",
        )  # fmt: skip
    return figure


def curve(table: pd.DataFrame, protocol: str, mode: str) -> NDArray[np.float64]:
    """(n, 2) Tokens staked [token], and what they yield in a year [%]."""
    rows = table[(table["protocol"] == protocol) & (table["mode"] == mode)]
    return np.column_stack((rows["staked_token"], 100 * rows["staker_yield_per_year"]))


def draw_curve(axes: Axes, points: NDArray[np.float64], colour: str, style: str, name: str) -> None:
    """A curve with its name beside its middle; a dot where only one stake is possible."""
    lone = np.ptp(points[:, 0]) == 0
    axes.plot(*points.T, linestyle=style, color=colour, marker="o" if lone else None)
    axes.annotate(
        name,
        tuple(points[len(points) // 2]),
        xytext=(4, 6) if lone else OFFSETS.get(name, (4, 6)),
        textcoords="offset points",
        ha="right" if lone else "left",
        color=colour,
    )
