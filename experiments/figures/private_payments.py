"""Private payments beside plain ones: throughput of a core, energy and least fee by validators."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import BLUE, COLOURS, GREEN, VERMILION
from .theme import canvas

LOOKS = {"plain": (GREEN, "-"), "batched": (BLUE, (0, (4, 1.5))), "private": (VERMILION, "-")}
"""Colour and stroke of each kind."""
NAMES = {"plain": "plain", "batched": "private, many", "private": "private"}


def draw(table: pd.DataFrame) -> Figure:
    """Three panels: bars of throughput; energy and fee as lines over the number of validators."""
    figure = canvas(5.0)
    speed, joules, fees = figure.subplots(3, 1, height_ratios=(0.9, 1.3, 1.3))
    bars(speed, table)
    for axes, name in ((joules, "joules"), (fees, "fee_usd")):
        lines(axes, table, name)
    speed.set_title("Payments checked by a core [1/s]", fontweight="normal")
    joules.set_title("Energy of a payment [J]", fontweight="normal")
    fees.set_title("Least fee of a payment [USD]", fontweight="normal")
    fees.set_xlabel("validators")
    amount, share = (
        float(costs_of(table, name, "small").iloc[0]) for name in ("amount_usd", "fee_share")
    )
    limit = amount * share
    fees.axhline(limit, color=COLOURS["threshold"], linestyle=":", linewidth=0.9)
    fees.text(900, limit / 1.4, f"{share:.0%} of {amount:g} USD", fontsize=6, va="top")
    return figure


def costs_of(table: pd.DataFrame, name: str, kind: str) -> pd.Series:
    """One cost of one kind, by the number of validators, under the plan."""
    chosen = (table["part"] == "cost") & (table["name"] == name) & (table["kind"] == kind)
    rows = table[chosen & (table["protocol"] == "plan")]
    return pd.Series(rows["value"].to_numpy(), index=rows["validators"].to_numpy())


def bars(axes: Axes, table: pd.DataFrame) -> None:
    """Throughput of each kind, the number beside its bar."""
    places = np.arange(len(LOOKS))[::-1]
    values = [float(costs_of(table, "per_second", kind).iloc[0]) for kind in LOOKS]
    axes.barh(places, values, color=[colour for colour, _ in LOOKS.values()], height=0.6)
    axes.set(xscale="log", xlim=(10, 200_000), yticks=places)
    axes.set_yticklabels([NAMES[kind] for kind in LOOKS])
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.grid(visible=False, axis="y")
    for place, value in zip(places, values, strict=True):
        axes.text(value * 1.15, place, f"{value:,.0f}", va="center", fontsize=6)


def lines(axes: Axes, table: pd.DataFrame, name: str) -> None:
    """One cost of each kind over validators, named at its right end."""
    for kind, (colour, stroke) in LOOKS.items():
        cost = costs_of(table, name, kind)
        axes.plot(cost.index, cost.to_numpy(), color=colour, linestyle=stroke)
        axes.annotate(
            NAMES[kind],
            (float(cost.index[-1]), float(cost.iloc[-1])),
            xytext=(3, -3 if kind == "batched" else 3 if kind == "private" else 0),
            textcoords="offset points",
            fontsize=6,
            va="center",
            color=colour,
        )
    axes.set(xscale="log", yscale="log")
    largest = float(costs_of(table, name, "plain").index.max())
    axes.set_xlim(1, largest * 8)
    axes.set_xticks([tick for tick in (1, 10, 100, 1_000, 10_000) if tick <= largest])
    axes.xaxis.set_major_formatter("{x:,.0f}")
