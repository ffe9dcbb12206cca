"""From which comparator on the promise holds, and which number moves that most."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .colours import BLUE, COLOURS, GREEN, ORANGE, VERMILION
from .theme import canvas

PROMISED = 95.0
"""[%]"""
HARDWARE = {
    "home": ("at home", GREEN),
    "professional": ("professional", BLUE),
    "cloud": ("cloud", ORANGE),
    "server": ("worst machine", VERMILION),
}
"""Classes in words, from the least power to the most."""
CHAINS = {"small chain": "1 MW", "ethereum-pow": "Ethereum, mined", "bitcoin": "Bitcoin"}
"""Comparators that are marked, in words."""
INPUTS = {
    "spares": "machines per validator",
    "watts": "watts of a machine",
    "pue": "overhead of the site",
    "utilisation": "utilisation",
}
"""Uncertain numbers, in words."""


def draw(table: pd.DataFrame) -> Figure:
    """Two panels: part saved over the comparator's power, and the tornado of the break-even."""
    figure = canvas(2.6, width_inches=7)
    saved, moved = figure.subplots(1, 2, width_ratios=(1.25, 1))
    rows = table[table["protocol"] == "plan"]
    over_comparators(saved, rows)
    over_inputs(moved, rows[rows["part"] == "tornado"])
    return figure


def over_comparators(axes: Axes, rows: pd.DataFrame) -> None:
    """Energy left over, each class with its interval as a band; the promise is the dashed line."""
    compared = rows[rows["part"] == "compared"]
    powers = rows[(rows["part"] == "power") & (rows["what"] == "secure")].set_index("hardware")
    across = np.geomspace(2e5, 6e10, 200)
    for name, (words, colour) in HARDWARE.items():
        known = powers.loc[name]
        axes.plot(across / 1e6, 100 * known["value"] / across, color=colour, label=words)
        axes.fill_between(
            across / 1e6, 100 * known["low"] / across, 100 * known["high"] / across,
            color=colour, alpha=0.18, linewidth=0,
        )  # fmt: skip
    axes.axhline(100 - PROMISED, color=COLOURS["threshold"], linestyle="--", linewidth=0.9)
    axes.text(1.2e3, 1.2 * (100 - PROMISED), "below: 95 % saved", ha="right", fontsize=6)
    own = compared[compared["hardware"] == "home"].set_index("what")
    for name, words in CHAINS.items():
        power = own.loc[name, "extra"] * powers.loc["home", "value"] / 1e6
        axes.axvline(power, color=COLOURS["threshold"], linewidth=0.6, linestyle=":")
        axes.annotate(
            words, (power, 0.97), xycoords=axes.get_xaxis_transform(), xytext=(-2, 0),
            textcoords="offset points", fontsize=6, ha="right", va="top", rotation=90,
        )  # fmt: skip
    axes.set(xscale="log", yscale="log", xlabel="power of the comparator [MW]", ylim=(1e-5, 150))
    axes.set_xlim(0.2, 6e4)
    axes.set_title("Energy left of the comparator's [%]", fontweight="normal")
    axes.legend(
        loc="lower left",
        fontsize=6,
        frameon=True,
        facecolor="white",
        edgecolor="none",
        framealpha=1,
    )


def over_inputs(axes: Axes, rows: pd.DataFrame) -> None:
    """Break-even of the worst and of the professional machine, one number moved at a time."""
    for name, shift in (("server", 0.18), ("professional", -0.18)):
        words, colour = HARDWARE[name]
        own = rows[rows["hardware"] == name].set_index("what")
        for place, what in enumerate(INPUTS):
            ends = [own.loc[what, "low"] / 1e6, own.loc[what, "high"] / 1e6]
            axes.plot(ends, [place + shift] * 2, color=colour, linewidth=6, solid_capstyle="butt")
        stated = own["value"].iloc[0] / 1e6
        axes.axvline(stated, color=colour, linewidth=0.8)
        axes.annotate(
            words, (stated, 1), xycoords=axes.get_xaxis_transform(), xytext=(0, -2),
            textcoords="offset points", color=colour, fontsize=6, ha="center", va="top",
            bbox={"facecolor": "white", "linewidth": 0, "pad": 1},
        )  # fmt: skip
    axes.set_yticks(range(len(INPUTS)), list(INPUTS.values()))
    axes.set(xscale="log", xlabel="comparator that the promise needs [MW]")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.xaxis.set_minor_formatter("")
    axes.set_title("What is uncertain, one at a time", fontweight="normal")
    axes.set_ylim(-0.5, len(INPUTS) - 0.2)
