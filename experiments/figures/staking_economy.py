"""Staking ratio and yields over ten years, plan against reference."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import COLOURS
from .theme import canvas

DAYS_PER_YEAR = 365


def draw(table: pd.DataFrame) -> Figure:
    """Mean over runs with the range of all runs, from the first month on."""
    figure = canvas(3.6)
    above, middle, below = figure.subplots(3, 1, sharex=True)
    panel(above, table, "staking_ratio", "Staked, % of supply")
    panel(middle, table, "staker_yield", "Yield of stakers, % a year")
    panel(below, table, "authority_wealth", "Owned by the 21 authorities, % of supply")
    middle.set_yscale("log")
    below.set(xlabel="years since launch", xlim=(0, None))
    return figure


def panel(axes: Axes, table: pd.DataFrame, name: str, words: str) -> None:
    """One metric, both protocols, named at the right end of their lines."""
    last = table[table["epoch"] == table["epoch"].max()].groupby("protocol")[name].mean()
    plan_above = last.loc["plan"] > last.loc["reference"]
    for protocol in ("plan", "reference"):
        side = "bottom" if (protocol == "plan") == plan_above else "top"
        rows = table[(table["protocol"] == protocol) & (table["epoch"] % 30 == 0)]
        over_runs = rows[rows["epoch"] >= 30].groupby("epoch")[name]
        years = np.array(list(over_runs.groups), dtype=float) / DAYS_PER_YEAR
        mean = 100 * np.asarray(over_runs.mean(), dtype=np.float64)
        colour = COLOURS[protocol]
        axes.fill_between(
            years,
            100 * over_runs.min().to_numpy(),
            100 * over_runs.max().to_numpy(),
            color=colour,
            alpha=0.2,
            linewidth=0,
        )
        axes.plot(years, mean, color=colour)
        axes.annotate(
            protocol,
            (float(years[-1]), float(mean[-1])),
            xytext=(3, 0),
            textcoords="offset points",
            va=side,
            color=colour,
        )
    axes.set_title(words, fontweight="normal")
