"""The picture of all total indices: which field has a share in the variance of which metric."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..figures.theme import canvas
from .findings import Effect, Verdict
from .study import Study

CELL_INCHES = 0.27
COLUMN_INCHES = 0.62
NAMES_INCHES = 2.4
MARGIN_INCHES = 2.0
LEAST_WIDTH_INCHES = 5.0
COLOURS = "magma_r"
DARK = 0.4
"""Index above which a cell's text is white [1]."""

STILL, NO_VARIANCE = "–", "#e6e6e6"
"""What stands, and in which colour, where a metric is the same everywhere."""


def draw(study: Study) -> Figure:
    """Fields by their mean index over all metrics, a column for each metric."""
    fields, metrics = study.fields, study.metrics
    width = max(NAMES_INCHES + COLUMN_INCHES * len(metrics) + 0.6, LEAST_WIDTH_INCHES)
    figure = canvas(MARGIN_INCHES + CELL_INCHES * len(fields), width)
    axes = figure.subplots()
    found = [{each.field: each for each in metric.effects} for metric in metrics]
    cells = np.ma.masked_invalid(
        [
            [
                np.nan if metric.still else column[field].total.value
                for metric, column in zip(metrics, found, strict=True)
            ]
            for field in fields
        ]
    )
    axes.set_facecolor(NO_VARIANCE)
    mesh = axes.pcolormesh(cells, cmap=COLOURS, vmin=0, vmax=1, edgecolors="white", linewidth=0.8)
    for row, field in enumerate(fields):
        for column, metric in enumerate(metrics):
            write(axes, column + 0.5, row + 0.5, found[column][field], metric.still)
    axes.set_yticks([row + 0.5 for row in range(len(fields))], fields)
    axes.set_xticks(
        [column + 0.5 for column in range(len(metrics))],
        [each.metric.name for each in metrics],
        rotation=30,
        ha="right",
        rotation_mode="anchor",
    )
    axes.invert_yaxis()
    axes.grid(visible=False)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    figure.colorbar(mesh, ax=axes, aspect=25, pad=0.02, label="total index")
    figure.suptitle(
        f"Total index: part of the metric's variance in which the field has a share.\n"
        f"Bold: surely above {study.threshold:g}; ?: above or below it, this sample does not tell; "
        f"0: never moved it.",
        fontsize=7,
        x=0.01,
        ha="left",
    )
    return figure


def write(axes: Axes, across: float, down: float, effect: Effect, still: bool) -> None:
    """The index in its cell, as sure as it is."""
    value = effect.total.value
    unsure = " ?" if effect.verdict is Verdict.UNSETTLED else ""
    shown = f"{value:.2f}{unsure}" if effect.moved else "0"
    axes.text(
        across,
        down,
        STILL if still else shown,
        ha="center",
        va="center",
        fontsize=6,
        color="white" if value > DARK else "black",
        weight="bold" if effect.verdict is Verdict.MATTERS else "normal",
    )
