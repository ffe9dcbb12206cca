"""Paid for security, cost of breaking the mode of the day, and their ratio, month by month."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, StrMethodFormatter

from .colours import COLOURS
from .theme import canvas

PROTOCOLS = ("plan", "reference")
DAYS_PER_YEAR = 365
DAYS_PER_MONTH = 30
DAYS_PER_QUARTER = 91
MILLION = 1e6

BUDGET, COST = "security_budget_token_per_year", "cost_of_corruption_token"


def draw(table: pd.DataFrame) -> Figure:
    """Calm runs with the range of all of them and their worst days; after a crash, dashed."""
    figure = canvas(4.4)
    paid, breaks, ratio = figure.subplots(3, 1, sharex=True, height_ratios=(1, 1.3, 1.2))
    for protocol in PROTOCOLS:
        own = table[table["protocol"] == protocol]
        months = {
            scenario: monthly(own[own["scenario"] == scenario])
            for scenario in ("calm", "price-crash")
        }
        calm, crash = months["calm"], months["price-crash"]
        colour = COLOURS[protocol]
        for axes, name in ((paid, "budget"), (breaks, "cost"), (ratio, "ratio")):
            curve(axes, calm, name, colour)
        for axes, name in ((paid, "budget"), (breaks, "cost")):
            line(axes, crash[name]["mean"], colour, (0, (3, 1.5)))
        worst = worst_days(own[own["scenario"] == "calm"])
        for axes, name in ((breaks, "cost"), (ratio, "ratio")):
            line(axes, worst[name], colour, (0, (1, 1)), width=0.9)
        for axes, name in ((paid, "budget"), (breaks, "cost"), (ratio, "ratio")):
            tag(axes, calm, name, protocol)
    titles = (
        "Paid in a year, millions (dashed: price crash)",
        "Cost to break the mode, millions (dotted: least)",
        "Cost over yearly pay (dotted: worst day)",
    )
    for axes, words in zip((paid, breaks, ratio), titles, strict=True):
        axes.set_title(words, fontweight="normal")
        scale(axes)
    ratio.set(xlabel="years since launch", xlim=(0, None))
    return figure


def monthly(days: pd.DataFrame) -> pd.DataFrame:
    """Means of each month and run, and what these are over runs.

    Parameters
    ----------
    days
        Of all runs of one protocol and scenario.

    Returns
    -------
    DataFrame
        By the year at the middle of the month; `budget`, `cost` in millions at launch prices, and
        `ratio`, each with mean, min and max.
    """
    month = stretch(days["epoch"], DAYS_PER_MONTH)
    means: Any = days.groupby([days["trial"], month])[[BUDGET, COST]].mean()
    found = pd.DataFrame(
        {
            "budget": means[BUDGET] / MILLION,
            "cost": means[COST] / MILLION,
            "ratio": means[COST] / means[BUDGET].where(means[BUDGET] > 0),
        }
    )
    over_runs: Any = found.groupby(level=1).agg(["mean", "min", "max"])
    over_runs.index = (over_runs.index + 0.5) * DAYS_PER_MONTH / DAYS_PER_YEAR
    return over_runs


def stretch(epochs: pd.Series, length: int) -> pd.Series:
    """Number of the month or quarter of every day; days left over at the end join the last."""
    return ((epochs - 1) // length).clip(upper=max(int(epochs.max()) // length - 1, 0))


def worst_days(days: pd.DataFrame) -> pd.DataFrame:
    """The least of every quarter over all runs: `cost` in millions at launch prices, and `ratio`."""
    quarter = stretch(days["epoch"], DAYS_PER_QUARTER)
    found = pd.DataFrame(
        {"cost": days[COST] / MILLION, "ratio": days[COST] / days[BUDGET].where(days[BUDGET] > 0)}
    )
    least: Any = found.groupby(quarter).min()
    least.index = (least.index + 0.5) * DAYS_PER_QUARTER / DAYS_PER_YEAR
    return least


def curve(axes: Axes, months: pd.DataFrame, name: str, colour: str) -> None:
    """Mean over runs, and their range."""
    found: Any = months[name]
    if found["max"].max() > 0:
        axes.fill_between(
            months.index, found["min"], found["max"], color=colour, alpha=0.2, linewidth=0
        )
        line(axes, found["mean"], colour, "-")


def line(axes: Axes, values: pd.Series, colour: str, style: object, width: float = 1.3) -> None:
    """One quantity by year, where there is any of it."""
    if values.max() > 0:
        axes.plot(
            values.index,
            values.where(values > 0),
            color=colour,
            linestyle=style,
            linewidth=width,  # pyright: ignore[reportArgumentType]
        )


def tag(axes: Axes, months: pd.DataFrame, name: str, protocol: str) -> None:
    """The protocol's name at the end of its line, or at the foot where it has none."""
    mean: Any = months[name]["mean"]
    end = float(mean.iloc[-1])
    nothing = not end > 0
    axes.annotate(
        f"{protocol}: none" if nothing else protocol,
        (float(months.index[-1]), 0.0 if nothing else end),
        xycoords=axes.get_xaxis_transform() if nothing else "data",
        xytext=(4, 0),
        textcoords="offset points",
        va="bottom" if nothing else "center",
        color=COLOURS[protocol],
    )


def scale(axes: Axes) -> None:
    """Logarithmic, with plain numbers."""
    values = np.concatenate(
        [np.asarray(each.get_ydata(), dtype=float) for each in axes.lines] or [[]]
    )
    positive = values[np.isfinite(values) & (values > 0)]
    axes.set_yscale("log")
    axes.yaxis.set_major_locator(LogLocator(numticks=6))
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    if len(positive):
        axes.set_ylim(positive.min() / 1.5, positive.max() * 1.5)
