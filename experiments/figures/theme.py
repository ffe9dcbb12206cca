"""One look for all figures, readable in print at column width.

Files are the same bytes for the same picture: no dates, no random identifiers.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib as mpl
import seaborn as sns
from matplotlib.figure import Figure

from ..running.files import write_atomically

COLUMN_INCHES = 3.4
"""Width of one column of the paper [in]."""

PLACES = 6
"""Decimals to which the position of a picture's parts is rounded: a thousandth of a pixel."""

SETTINGS = sns.axes_style("ticks") | {
    "axes.grid": True,
    "axes.labelsize": 8,
    "axes.linewidth": 0.6,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 8,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "figure.constrained_layout.use": True,
    "font.family": "DejaVu Sans",
    "font.size": 7,
    "grid.color": "#dddddd",
    "grid.linewidth": 0.5,
    "legend.fontsize": 7,
    "legend.frameon": False,
    "lines.linewidth": 1.3,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "hybridstake",
    "xtick.labelsize": 7,
    "ytick.labelsize": 7,
}


@contextmanager
def themed() -> Iterator[None]:
    """Settings for drawing, and the old ones back afterwards."""
    with mpl.rc_context(SETTINGS):
        yield


def canvas(height_inches: float, width_inches: float = COLUMN_INCHES) -> Figure:
    """An empty figure of the paper's width; no window, no global state."""
    return Figure(figsize=(width_inches, height_inches))


def settle(figure: Figure) -> None:
    """Lay a figure out once and round where its parts stand.

    The layout's solver orders its variables by their addresses in memory, so that its last digits, and
    with them bytes of the file, would differ from one process to the next.
    """
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for axes in figure.axes:
        axes.set_position([round(edge, PLACES) for edge in axes.get_position(original=True).bounds])


def save(figure: Figure, folder: Path, name: str) -> None:
    """Write a figure as SVG for the page and as PDF for LaTeX."""
    settle(figure)
    for suffix, metadata in (("svg", {"Date": None}), ("pdf", {"CreationDate": None})):
        write_atomically(
            folder / f"{name}.{suffix}",
            lambda file, suffix=suffix, metadata=metadata: figure.savefig(
                file, format=suffix, metadata=metadata
            ),
        )
