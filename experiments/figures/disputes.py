"""Work that is run again to settle a dispute, and questions asked, by the number of checkpoints."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from .colours import BLUE, COLOURS, GREEN, ORANGE, PURPLE
from .theme import canvas

MARKS = {
    "coin-flips": ("coin flips", BLUE, "o"),
    "matrix-product": ("matrix product", ORANGE, "s"),
    "hash-search": ("hash search", GREEN, "^"),
    "inference": ("inference", PURPLE, "D"),
}
"""Name, colour and mark of each job."""


def draw(table: pd.DataFrame) -> Figure:
    """Above, the part of each job that is run again; below, the most questions of any dispute."""
    figure = canvas(3.4)
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
    segments = np.array(sorted(table["segments"].unique()), dtype=float)
    above.plot(segments, 100 / segments, color=COLOURS["exact"], linewidth=0.9, zorder=1)
    above.annotate("one segment of so many", (4, 25), xytext=(5, 3), textcoords="offset points")
    for job, (name, colour, mark) in MARKS.items():
        rows = table[table["job"] == job].sort_values("segments")
        above.plot(
            rows["segments"], 100 * rows["most_run_again"], mark, color=colour, label=name,
            markersize=4.5, markerfacecolor="none",
        )  # fmt: skip
    most = table.groupby("segments")["queries"].max()
    bound = table.groupby("segments")["query_bound"].max()
    below.step(
        bound.index, bound, where="mid", color=COLOURS["exact"], linewidth=0.9, label="bound"
    )
    below.plot(most.index, most, "o", color=BLUE, markersize=4, label="most asked")
    above.set(xscale="log", yscale="log", ylabel="run again [% of the job]")
    above.set_xscale("log", base=2)
    above.xaxis.set_major_formatter("{x:g}")
    above.yaxis.set_major_formatter("{x:g}")
    below.set(xlabel="segments, with a checkpoint after each", ylabel="questions")
    above.legend(loc="lower left")
    below.legend(loc="upper left")
    return figure
