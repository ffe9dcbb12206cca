"""Chance that a censored transaction waits longer, against time, per mode."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import COLOURS
from .theme import canvas

SHARE = 0.2
"""Adversary that is drawn [1]."""
FLOOR = 1e-7
"""Chances below are off the page."""
SHORTEST = 0.05
"""Least time that the axis shows, where no curve has a shorter one [s]."""
STYLES = {"plan": "-", "reference": "--"}


def draw(table: pd.DataFrame) -> Figure:
    """Steps of every mode; the reference's only where they differ from the plan's."""
    figure = canvas(2.5)
    axes = figure.subplots()
    rows = table[(table["share"] == SHARE) & ~table["silent"]]
    times = rows[rows["seconds"] > 0]["seconds"]
    shortest = min([SHORTEST, *(times / 2)])
    axes.set(
        xscale="log",
        yscale="log",
        ylim=(FLOOR, 2),
        xlabel="time without the transaction, at most [s]",
        ylabel="chance to wait longer",
    )
    for mode in rows["mode"].unique():
        plan, reference = (
            rows[(rows["mode"] == mode) & (rows["protocol"] == protocol)] for protocol in STYLES
        )
        if are_same(plan, reference):
            add(axes, plan, mode, "plan", shortest, "")
        else:
            add(axes, plan, mode, "plan", shortest, ", plan")
            add(axes, reference, mode, "reference", shortest, ", reference")
    axes.set_xlim(left=shortest)
    axes.xaxis.set_major_formatter("{x:g}")
    axes.yaxis.minorticks_off()
    if axes.lines:
        axes.legend(loc="upper left", bbox_to_anchor=(0.0, 1.22), ncols=2, borderaxespad=0.0)
    return figure


def are_same(first: pd.DataFrame, second: pd.DataFrame) -> bool:
    """Whether two curves are drawn upon each other."""
    columns = ["seconds", "longer"]
    return first[columns].reset_index(drop=True).equals(second[columns].reset_index(drop=True))


def add(
    axes: Axes, curve: pd.DataFrame, mode: str, protocol: str, shortest: float, whose: str
) -> None:
    """One curve, from the left edge down to the first chance that is off the page."""
    seen = curve[curve["longer"].shift(1, fill_value=1.0) > FLOOR].dropna(subset=["longer"])
    if seen.empty or not seen["longer"].iloc[0] > 0:
        return
    axes.plot(
        seen["seconds"].clip(lower=shortest),
        seen["longer"].clip(lower=FLOOR / 10),
        drawstyle="steps-post",
        linestyle=STYLES[protocol],
        color=COLOURS[mode],
        label=f"{mode.capitalize()}{whose}",
    )
