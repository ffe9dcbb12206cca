"""Chance of a captured certificate against the adversary's share, per mode."""

import pandas as pd
from matplotlib.figure import Figure

from .colours import COLOURS
from .theme import canvas

FLOOR = 1e-30
"""Chances below are off the page."""

LABELS = {"fast": (20, 3e-4), "balanced": (36, 1e-17), "secure": (57, 1e-19)}
"""Where the curves are named, in the coordinates of the axes."""


def draw(table: pd.DataFrame) -> Figure:
    """Exact curves of the plan, with what a sample says where sampling can see anything."""
    figure = canvas(2.4)
    axes = figure.subplots()
    plan = table[(table["protocol"] == "plan") & ~table["just_under_a_third"]]
    for mode, rows in plan.groupby("mode", sort=False):
        colour = COLOURS[str(mode)]
        curve = rows[rows["probability"] > FLOOR]
        axes.plot(100 * curve["adversary_share"], curve["probability"], color=colour)
        sampled = curve[curve["witness_trials"] > 0]
        axes.plot(
            100 * sampled["adversary_share"],
            sampled["witness_probability"],
            linestyle="none",
            marker="o",
            markersize=3,
            markerfacecolor="white",
            markeredgecolor=colour,
        )
        words = f"{str(mode).capitalize()}, {rows['committee'].iloc[0]:,}"
        axes.text(*LABELS[str(mode)], words, color=colour)
    axes.axvline(100 / 3, color=COLOURS["threshold"], linewidth=0.8, linestyle=":")
    axes.annotate(
        "a third", (100 / 3, 3e-29), xytext=(3, 0), textcoords="offset points",
        color=COLOURS["threshold"],
    )  # fmt: skip
    axes.set(
        yscale="log",
        ylim=(FLOOR, 3),
        xlabel="candidates held by the adversary [%]",
        ylabel="chance of a certificate",
    )
    return figure
