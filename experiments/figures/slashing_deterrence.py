"""How soon a slashed validator has earned back what it lost."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import COLOURS
from .theme import canvas

TICKS = {"1 min": 60, "1 hour": 3_600, "1 day": 86_400, "1 month": 2_592_000}


def draw(table: pd.DataFrame) -> Figure:
    """One row per kind of validator: plan, reference alone, reference with a third offending."""
    figure = canvas(2.3)
    axes = figure.subplots()
    once = table[table["gain_in_stakes"] == table["gain_in_stakes"].min()]
    kinds = list(dict.fromkeys(zip(once["class"], once["mode"], strict=True)))[::-1]
    for height, (kind, mode) in enumerate(kinds):
        rows = once[(once["class"] == kind) & (once["mode"] == mode)]
        alone = rows[rows["offending_share"] == 0].set_index("protocol")["seconds_to_recoup"]
        together = rows[rows["offending_share"] > 0].set_index("protocol")["seconds_to_recoup"]
        axes.plot(
            [alone["plan"], together["reference"]], [height, height], color="#cccccc", zorder=1
        )
        axes.scatter(alone["plan"], height, color=COLOURS["plan"], s=22, zorder=2)
        axes.scatter(alone["reference"], height, color=COLOURS["reference"], s=22, zorder=2)
        axes.scatter(
            together["reference"], height, s=22, zorder=2,
            facecolor="white", edgecolor=COLOURS["reference"],
        )  # fmt: skip
    axes.set(
        xscale="log", xlim=(10, 8e6), ylim=(-0.6, len(kinds) - 0.1), xlabel="time to earn it back"
    )
    axes.set_yticks(range(len(kinds)), [f"{kind}, {mode.capitalize()}" for kind, mode in kinds])
    axes.set_xticks(list(TICKS.values()), list(TICKS))
    axes.minorticks_off()
    name_dots(axes, once, len(kinds) - 1)
    return figure


def name_dots(axes: Axes, once: pd.DataFrame, height: int) -> None:
    """Name the three dots of the top row."""
    top = once.iloc[0]
    rows = once[(once["class"] == top["class"]) & (once["mode"] == top["mode"])]
    names = {
        ("plan", False): ("plan", "center"),
        ("reference", False): ("reference, alone", "right"),
        ("reference", True): ("a third together", "left"),
    }
    for row in rows.itertuples():
        found = names.get((row.protocol, row.offending_share > 0))
        if found is not None:
            name, side = found
            axes.annotate(
                name, (row.seconds_to_recoup, height), xytext=(0, 6), textcoords="offset points",
                ha=side, color=COLOURS[row.protocol],
            )  # fmt: skip
