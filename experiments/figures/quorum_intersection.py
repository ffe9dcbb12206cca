"""Which pairs of certificates always share an honest validator, plan beside reference."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .colours import COLOURS
from .theme import canvas

MODES = ("fast", "balanced", "secure")
MARKS = {"proved": ("proved", COLOURS["reference"]), "refuted": ("refuted", COLOURS["plan"])}


def draw(table: pd.DataFrame) -> Figure:
    """One triangle of pairs per protocol, verdict in words and colour."""
    figure = canvas(1.65)
    for axes, protocol in zip(figure.subplots(1, 2), ("plan", "reference"), strict=True):
        verdicts = table[table["protocol"] == protocol].set_index("name")["verdict"]
        triangle(axes, protocol, verdicts)
    return figure


def triangle(axes: Axes, protocol: str, verdicts: pd.Series) -> None:
    """The pairs of one protocol."""
    for row, second in enumerate(MODES):
        for column, first in enumerate(MODES[: row + 1]):
            word, colour = MARKS.get(
                str(verdicts[f"{protocol}.{first}-{second}.intersection"]), ("open", "#888888")
            )
            corner = (column - 0.47, row - 0.47)
            axes.add_patch(Rectangle(corner, 0.94, 0.94, facecolor=colour, linewidth=0))
            axes.text(column, row, word, ha="center", va="center", color="white", fontsize=6.5)
    names = [mode.capitalize() for mode in MODES]
    axes.set(title=protocol, xlim=(-0.5, 2.5), ylim=(2.5, -0.5), aspect="equal")
    axes.set_xticks(range(3), names, fontsize=6)
    axes.set_yticks(range(3), names, fontsize=6)
    axes.grid(False)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
