"""What each resource carries, against what the modes promise."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import COLOURS
from .theme import canvas

MODES = ("fast", "balanced", "secure")
LINE = 1e9
"""Upload of each node that is drawn [bit/s]."""
UPLOADS = {
    "star": "sent by the proposer",
    "gossip": "gossiped",
    "coded": "erasure-coded",
    "shared": "sent ahead by all",
}
VOTES = {"sequential": "votes, block by block", "chained": "votes, in a chain"}
SIGNATURES = "signatures, 4 cores"
KINDS = {
    "uniform": "strangers' payments",
    "patients": "patients' records",
    "feeders": "feeders' readings",
    "lots": "supply chain",
    "ai_jobs": "AI jobs",
    "zipf": "popular accounts",
    "pools": "20 pools",
    "one_counter": "one counter",
}
"""Of blocks that are executed, from the freest to the most crowded."""
OFFSETS = {"fast": 0.22, "balanced": 0.0, "secure": -0.22}
"""Where a mode's mark is, above or below the middle of its row."""


def draw(table: pd.DataFrame) -> Figure:
    """A row for each resource; a dashed line for each promise: what lies left of it binds."""
    figure = canvas(3.9)
    axes = figure.subplots()
    rows = table[table["protocol"] == "plan"]
    names = [*UPLOADS.values(), SIGNATURES, *VOTES.values(), *KINDS.values()]
    axes.set(xscale="log", ylim=(-0.7, len(names) - 0.3), xlabel="transactions a second, at most")
    axes.set_yticks(range(len(names)), names[::-1])
    places = {name: len(names) - 1 - place for place, name in enumerate(names)}
    for mode in MODES:
        of_mode = rows[rows["mode"] == mode]
        uploads = of_mode[(of_mode["resource"] == "upload") & (of_mode["bandwidth"] == LINE)]
        marks = {UPLOADS[row["way"]]: row["value"] for row in uploads.to_dict("records")}
        signatures = of_mode[of_mode["resource"] == "signatures"]["value"].iloc[0]
        votes = of_mode[of_mode["resource"] == "voting"].to_dict("records")
        voted = {VOTES[row["way"]]: row["value"] for row in votes}
        add(axes, {**marks, SIGNATURES: signatures, **voted}, places, mode)
        promise = of_mode[of_mode["resource"] == "promise"]["value"].iloc[0]
        axes.axvline(promise, color=COLOURS[mode], linestyle="--", linewidth=0.9)
    executed = rows[rows["resource"] == "execution"]
    for row in executed.to_dict("records"):
        axes.plot(row["value"], places[KINDS[row["way"]]], "D", color="black", markersize=3.5)
    split = len(KINDS) - 0.5
    for height in (split, split + len(VOTES), split + len(VOTES) + 1):
        axes.axhline(height, color="#999999", linewidth=0.6)
    axes.legend(loc="lower center", bbox_to_anchor=(0.3, 1.0), ncols=3, handletextpad=0.1)
    axes.minorticks_off()
    return figure


def add(axes: Axes, marks: dict[str, float], places: dict[str, int], mode: str) -> None:
    """Marks of one mode, where a resource has a bound at all."""
    shown = {name: value for name, value in marks.items() if np.isfinite(value) and value > 0}
    axes.plot(
        list(shown.values()),
        [places[name] + OFFSETS[mode] for name in shown],
        "o",
        color=COLOURS[mode],
        markersize=4,
        label=mode.capitalize(),
    )
