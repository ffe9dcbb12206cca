"""Slots that the best policy wins against the adversary's due, per beacon."""

import pandas as pd
from matplotlib.figure import Figure

from .colours import BLUE, COLOURS, GREEN, ORANGE, VERMILION
from .theme import canvas

LABELS = {
    "commit-reveal": ("commit and reveal", VERMILION, "-"),
    "threshold": ("threshold signatures", ORANGE, (0, (5, 1.5))),
    "randao": ("RANDAO", BLUE, "-."),
    "vrf": ("VRF: its due", GREEN, ":"),
}
"""Name, colour and line of each beacon, from the most to the least that it loses to a third."""


def draw(table: pd.DataFrame) -> Figure:
    """One curve per beacon, and the part that the plan takes to be Byzantine at most."""
    figure = canvas(2.4)
    axes = figure.subplots()
    rows = table[(table["protocol"] == "plan") & ~table["is_bound"]]
    for beacon, (name, colour, line) in LABELS.items():
        curve = rows[rows["beacon"] == beacon].sort_values("share")
        axes.plot(
            100 * curve["share"], 100 * curve["slots_won"], color=colour, linestyle=line, label=name
        )
    bound = 100 * table[(table["protocol"] == "plan") & table["is_bound"]]["share"].iloc[0]
    most = 100 * rows["share"].max()
    if bound <= most:
        axes.axvline(bound, color=COLOURS["threshold"], linewidth=0.8, linestyle=":")
        axes.annotate(
            "most that may\nbe Byzantine", (bound, 2), xytext=(3, 0), textcoords="offset points",
            color=COLOURS["threshold"],
        )  # fmt: skip
    axes.set(
        xlim=(0, most),
        ylim=(0, None),
        xlabel="slots that are the adversary's due [%]",
        ylabel="slots that it wins [%]",
    )
    axes.legend(loc="upper left", handlelength=2.8)
    return figure
