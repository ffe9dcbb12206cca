"""The chance of a failure over the corruption of both classes, as a map with its contour."""

import numpy as np
import pandas as pd

from .charts import PADDING, Spec, at, values

STEP = 0.0125
"""Of the map, either way [1]."""
GRID = tuple(round(step * STEP, 6) for step in range(int(0.6 / STEP) + 1))
"""Corruption chances that are drawn [1]."""
CELL = 0.55 * STEP
"""Half of a drawn cell: a little more than half a step, so that no seam shows between two [1]."""
LOWEST = -30.0
"""Logarithm to base ten that has the faintest colour, and so have all below [1]."""
CONTOUR = -9.0
HEIGHT = 440
"""Of the map with its scale of colours [px]."""


def surface_chart(surface: pd.DataFrame, authorities: float, stake: float) -> Spec:
    """A cell per pair of corruptions, the line of small chances, and the chosen point.

    Parameters
    ----------
    surface
        As from `surface_form.surface`.
    authorities, stake
        Where the point is drawn [1].
    """
    cells = surface.assign(
        x1=surface["authority_corruption"] - CELL,
        x2=surface["authority_corruption"] + CELL,
        y1=surface["stake_corruption"] - CELL,
        y2=surface["stake_corruption"] + CELL,
        shade=surface["log10_probability"].clip(lower=LOWEST),
        told=surface["log10_probability"].clip(lower=-9_999.0),
    ).drop(columns="log10_probability")
    end = GRID[-1] + STEP / 2
    axis = {"format": ".0%", "tickCount": 7, "grid": False}
    scale = {"domain": [-STEP / 2, end], "nice": False, "zero": False}
    x = {"type": "quantitative", "scale": scale, "axis": axis}
    shades = {
        "field": "shade",
        "type": "quantitative",
        "title": "chance",
        "scale": {"scheme": "viridis", "reverse": True, "domain": [LOWEST, 0.0]},
        "legend": {
            "orient": "bottom",
            "gradientLength": 260,
            "titleLimit": 0,
            "values": [-30, -20, -10, 0],
            "labelExpr": "{'-30': '≤ 10⁻³⁰', '-20': '10⁻²⁰', '-10': '10⁻¹⁰', '0': '1'}"
            "[datum.value]",
        },
    }
    map_of_cells = {
        "data": values(cells),
        "mark": {"type": "rect", "clip": True},
        "encoding": {
            "x": x | {"field": "x1", "title": "authorities corrupted"},
            "x2": {"field": "x2"},
            "y": x | {"field": "y1", "title": "stakers corrupted"},
            "y2": {"field": "y2"},
            "color": shades,
            "tooltip": [
                {"field": "authority_corruption", "title": "authorities", "format": ".2%"},
                {"field": "stake_corruption", "title": "stakers", "format": ".2%"},
                {"field": "told", "title": "log₁₀ of the chance", "format": ".2f"},
            ],
        },
    }
    layers = [map_of_cells]
    line = contour(surface)
    if not line.empty:
        layers.append(
            {
                "data": values(line),
                "mark": {"type": "rule", "color": "white", "strokeWidth": 2.5},
                "encoding": {
                    "x": {"field": "x1", "type": "quantitative"},
                    "x2": {"field": "x2"},
                    "y": {"field": "y1", "type": "quantitative"},
                    "y2": {"field": "y2"},
                },
            }
        )
    if authorities <= end and stake <= end:
        layers.append(
            {
                "data": {"values": [{}]},
                "mark": {"type": "point", "shape": "diamond", "size": 160, "filled": True}
                | {"color": "white", "stroke": "black", "strokeWidth": 2, "opacity": 1},
                "encoding": {"x": at(authorities), "y": at(stake)},
            }
        )
    return {"height": HEIGHT, "padding": PADDING, "layer": layers}


def contour(surface: pd.DataFrame) -> pd.DataFrame:
    """Edges between cells below the small chance and cells above it.

    Examples
    --------
    >>> grid = [(0.0, 0.0, -20.0), (0.0, STEP, -5.0), (STEP, 0.0, -20.0), (STEP, STEP, -20.0)]
    >>> names = ["authority_corruption", "stake_corruption", "log10_probability"]
    >>> len(contour(pd.DataFrame(grid, columns=names)))
    2
    """
    table = surface.pivot(
        index="stake_corruption", columns="authority_corruption", values="log10_probability"
    )
    above, half = table.to_numpy() >= CONTOUR, STEP / 2
    up, across = table.index.to_numpy(), table.columns.to_numpy()
    rows, columns = np.nonzero(above[1:] != above[:-1])
    heights = up[rows] + half
    flat = np.stack([across[columns] - half, heights, across[columns] + half, heights], axis=1)
    rows, columns = np.nonzero(above[:, 1:] != above[:, :-1])
    places = across[columns] + half
    upright = np.stack([places, up[rows] - half, places, up[rows] + half], axis=1)
    return pd.DataFrame(np.concatenate([flat, upright]), columns=["x1", "y1", "x2", "y2"])
