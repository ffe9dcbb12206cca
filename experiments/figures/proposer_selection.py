"""Who proposes in Balanced mode, under one draw for two decisions and under two draws."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import COLOURS
from .theme import canvas


def draw(table: pd.DataFrame) -> Figure:
    """Probability of each authority, and of the stakers by their place in the cumulative stake."""
    figure = canvas(2.5)
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.25))
    for protocol in ("plan", "reference"):
        rows = table[(table["protocol"] == protocol) & (table["run"] == 0)]
        colour = COLOURS[protocol]
        authorities = rows[rows["class"] == "authority"]
        left.plot(
            authorities["rank"] + 1,
            100 * authorities["probability"],
            drawstyle="steps-mid",
            color=colour,
        )
        stakers = rows[rows["class"] == "staker"]
        place = stakers["stake_token"].cumsum() / stakers["stake_token"].sum()
        right.plot([0, *(100 * place)], [0, *(100 * stakers["probability"].cumsum())], color=colour)
    finish(left, right)
    return figure


def finish(left: Axes, right: Axes) -> None:
    """Words of both panels; the curves are named in the right one."""
    left.set(
        title="Authorities", xlabel="authority", ylabel="proposes [% of blocks]", ylim=(0, None)
    )
    left.set_xticks([1, 7, 14, 21])
    right.set(
        title="Stakers",
        xlabel="cumulative stake [%]",
        ylabel="proposed by them [% of blocks]",
        xlim=(0, 100),
        ylim=(0, 33),
    )
    right.text(3, 17, "two draws\n(reference)", color=COLOURS["reference"])
    right.text(48, 1, "one draw\n(plan)", color=COLOURS["plan"], ha="center")
