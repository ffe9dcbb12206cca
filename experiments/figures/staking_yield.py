"""What stakers earn in a year against how much is staked."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import COLOURS
from .theme import canvas


def draw(table: pd.DataFrame) -> Figure:
    """Both protocols on logarithmic axes, and the yield that the whitepaper promises."""
    figure = canvas(2.4)
    axes = figure.subplots()
    axes.axhspan(
        100 * table["promised_low_per_year"].iloc[0],
        100 * table["promised_high_per_year"].iloc[0],
        color="#bbbbbb",
        alpha=0.5,
        linewidth=0,
    )
    styles = {"balanced": "-", "secure": "--"}
    for protocol in ("plan", "reference"):
        for mode, style in styles.items():
            rows = table[(table["protocol"] == protocol) & (table["mode"] == mode)]
            axes.plot(
                rows["staked_token"],
                100 * rows["staker_yield_per_year"],
                linestyle=style,
                color=COLOURS[protocol],
            )
    axes.set(
        xscale="log",
        yscale="log",
        xlabel="tokens staked",
        ylabel="yield of stakers [% a year]",
    )
    label(axes, table, "plan", "balanced", "plan, Balanced", (4, 6))
    label(axes, table, "plan", "secure", "plan, Secure", (-30, -16))
    axes.text(1.1e6, 90, "reference, both", color=COLOURS["reference"])
    axes.annotate("promised", (1.05e6, 16.5), color="#555555")
    return figure


def label(
    axes: Axes,
    table: pd.DataFrame,
    protocol: str,
    mode: str,
    text: str,
    offset: tuple[float, float],
) -> None:
    """Name a curve beside its middle."""
    rows = table[(table["protocol"] == protocol) & (table["mode"] == mode)]
    middle = rows.iloc[len(rows) // 2]
    axes.annotate(
        text,
        (middle["staked_token"], 100 * middle["staker_yield_per_year"]),
        xytext=offset,
        textcoords="offset points",
        color=COLOURS[protocol],
    )
