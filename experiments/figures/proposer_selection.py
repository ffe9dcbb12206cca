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
    finish(left, right, table)
    return figure


def finish(left: Axes, right: Axes, table: pd.DataFrame) -> None:
    """Words of both panels; the curves are named in the right one."""
    of_class = table.groupby(["protocol", "run", "class"])
    members = int(of_class["rank"].max().xs("authority", level="class").max()) + 1
    most = 100 * of_class["probability"].sum().xs("staker", level="class").max()
    left.set(
        title="Authorities", xlabel="authority", ylabel="proposes [% of blocks]", ylim=(0, None)
    )
    left.set_xticks(sorted({1, *(round(members * part / 3) or 1 for part in (1, 2, 3))}))
    right.set(
        title="Stakers",
        xlabel="cumulative stake [%]",
        ylabel="proposed by them [% of blocks]",
        xlim=(0, 100),
        ylim=(0, 1.1 * most or 1),
    )
    for x, y, words, protocol in (
        (0.03, 0.52, "two draws\n(reference)", "reference"),
        (0.3, 0.03, "one draw\n(plan)", "plan"),
    ):
        right.text(x, y, words, color=COLOURS[protocol], transform=right.transAxes)
