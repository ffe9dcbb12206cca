"""Staking ratio, yields, who owns what, and the supply over ten years, plan against reference."""

from collections.abc import Iterable
from itertools import chain

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, StrMethodFormatter

from .colours import COLOURS
from .theme import canvas

DAYS_PER_YEAR = 365

FIRST_DAY = 30
"""Before, a month's mean has no month behind it."""

ROOM = 1.3
"""Left on a logarithmic axis above and below, as a factor."""


def draw(table: pd.DataFrame) -> Figure:
    """Mean over runs with the range of all runs, from the first month on."""
    figure = canvas(4.6)
    staked, earned, owned, supply = figure.subplots(4, 1, sharex=True, height_ratios=(1, 1.4, 1, 1))
    launch = table[table["epoch"] == 0].groupby("protocol")["supply_token"].mean()
    months = table[table["epoch"] >= FIRST_DAY]
    grown = months["supply_token"] / months["protocol"].map(launch)
    panel(staked, months, 100 * months["staking_ratio"], "Staked, % of supply")
    yields = 100 * months["staker_yield"]
    words = "Yield of stakers, % a year (grey: what they ask for)"
    panel(earned, months, yields, words, logarithmic=True)
    panel(owned, months, 100 * months["authority_wealth"], "Owned by the authorities, % of supply")
    panel(supply, months, grown, "Supply, in multiples of the launch's", logarithmic=True)
    bands = asked_for(table)
    supply.set_ylim(around(grown))
    earned.set_ylim(around([*yields, *chain.from_iterable(bands)]))
    for low, high in bands:
        earned.axhspan(low, high, color="#bbbbbb", alpha=0.5, linewidth=0.5, zorder=0)
    supply.set(xlabel="years since launch", xlim=(0, None))
    return figure


def around(values: Iterable[float]) -> tuple[float, float]:
    """Limits of a logarithmic axis: some room beyond the least and the largest positive value."""
    positive = [value for value in values if value > 0]
    return min(positive) / ROOM, max(positive) * ROOM


def asked_for(table: pd.DataFrame) -> list[tuple[float, float]]:
    """Least and largest yields below which people do not stake, once for protocols with the same [%]."""
    ends = table[["hurdle_rate_low", "hurdle_rate_high"]].drop_duplicates()
    return sorted((100 * low, 100 * high) for low, high in ends.itertuples(index=False))


def panel(
    axes: Axes, months: pd.DataFrame, values: pd.Series, words: str, *, logarithmic: bool = False
) -> None:
    """One quantity, both protocols, named at the right end of their lines."""
    rows = months[["protocol", "epoch"]].assign(value=values)
    over_runs = rows.groupby(["protocol", "epoch"])["value"].agg(["mean", "min", "max"])
    ends = {
        protocol: over_runs.loc[protocol]["mean"].iloc[-1] for protocol in ("plan", "reference")
    }
    upper = max(ends, key=lambda protocol: ends[protocol])
    if logarithmic:
        axes.set_yscale("log")
        axes.yaxis.set_major_locator(LogLocator(numticks=6))
        axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    for protocol, end in ends.items():
        found = over_runs.loc[protocol]
        years = np.asarray(found.index, dtype=np.float64) / DAYS_PER_YEAR
        colour = COLOURS[protocol]
        if not logarithmic or found["max"].any():
            axes.fill_between(
                years, found["min"], found["max"], color=colour, alpha=0.2, linewidth=0
            )
            axes.plot(years, found["mean"], color=colour)
        nothing = logarithmic and not end
        axes.annotate(
            f"{protocol}: none" if nothing else protocol,
            (float(years[-1]), 0.0 if nothing else float(end)),
            xycoords=axes.get_xaxis_transform() if nothing else "data",
            xytext=(3, 0),
            textcoords="offset points",
            va="bottom" if protocol == upper else "top",
            color=colour,
        )
    axes.set_title(words, fontweight="normal")
