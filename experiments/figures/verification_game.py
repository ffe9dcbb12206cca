"""Cheating against checking: imitation circles the mixed equilibrium, a long record ends at it."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import BLUE, GREEN, ORANGE, PURPLE
from .theme import canvas

RULES = {
    "imitation": (GREEN, "--", "^", "imitation"),
    "record": (BLUE, "-", "o", "public record"),
    "short memory": (ORANGE, "-", "s", "short memory"),
    "last round": (PURPLE, ":", "D", "last round alone"),
}
"""Colour, line, mark of the time average, and name of a rule."""
CYCLES, TURNS = ("short memory", "last round"), 60
"""Rules that never come to rest, and of how many rounds they are shown."""


def draw(table: pd.DataFrame) -> Figure:
    """Paths and time averages of four ways to learn."""
    figure = canvas(3.7)
    axes = figure.subplots()
    for rule, (colour, line, mark, name) in RULES.items():
        path = table[(table["kind"] == "path") & (table["rule"] == rule)].sort_values("step")
        if rule in CYCLES:
            path = path.iloc[-TURNS:]
        axes.plot(path["cheating"], path["checked"], line, color=colour, linewidth=0.9)
        averages = table[(table["kind"] == "average") & (table["rule"] == rule)]
        axes.plot(
            averages["cheating"].mean(),
            averages["checked"].mean(),
            mark,
            color=colour,
            markersize=6,
            markeredgecolor="white",
            markeredgewidth=0.6,
            linestyle=line,
            linewidth=0.9,
            label=name,
            zorder=4,
        )
    label(axes, table)
    return figure


def label(axes: Axes, table: pd.DataFrame) -> None:
    """Axes, and where imitation's average stands: the mixed equilibrium."""
    orbit = table[(table["kind"] == "average") & (table["rule"] == "imitation")]
    axes.axvline(orbit["cheating"].iloc[0], color="#666666", linewidth=0.6, linestyle=":")
    axes.axhline(orbit["checked"].iloc[0], color="#666666", linewidth=0.6, linestyle=":")
    axes.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), aspect="equal")
    axes.set_xlabel("part of the providers that cheats")
    axes.set_ylabel("part of the jobs that is verified")
    axes.legend(loc="upper left", bbox_to_anchor=(0.0, 1.18), ncols=2, title="marks: time averages")
