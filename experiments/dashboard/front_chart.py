"""A front: two objectives against each other, with intervals; a click on a point chooses it."""

from textwrap import wrap

import pandas as pd

from ..evaluating.metrics import Kind, Metric
from ..figures.colours import COLOURS
from .charts import HEIGHT, PADDING, Spec, by, values

CHOSEN = "chosen"
"""Name of what is clicked."""
POINTS = "points"
LOOKS = {
    "front": ("circle", COLOURS["authorities"]),
    "recommended": ("diamond", COLOURS["stakers"]),
    "given": ("cross", COLOURS["plan"]),
}
"""Shape and colour of what is drawn."""
LONGEST_LINE = 36
"""Of an axis' title [characters]."""
THOUSANDS = 1_000
"""From here on, numbers are told in thousands, millions and billions."""
ROOM = 0.06
"""Of an axis that stays free at either end, as a part of it [1]."""


def front_chart(table: pd.DataFrame, across: Metric, upward: Metric, chosen: int) -> Spec:
    """Points of a front.

    Parameters
    ----------
    table
        As from `fronts.front_rows`, with a row for what was given, whose point is 0.
    across, upward
        Metrics on the axes.
    chosen
        Number of the point that is ringed.
    """
    x, y = axis(table, across), axis(table, upward)
    tooltip = [
        {"field": "point"},
        {"field": across.name, "title": across.name, "format": ".4~g"},
        {"field": upward.name, "title": upward.name, "format": ".4~g"},
    ]
    spread = [
        {
            "mark": {"type": "rule", "color": "#888888"},
            "encoding": {
                "x": x | {"field": f"{across.name}_lower"},
                "x2": {"field": f"{across.name}_upper"},
                "y": y | {"field": upward.name},
            },
        },
        {
            "mark": {"type": "rule", "color": "#888888"},
            "encoding": {
                "y": y | {"field": f"{upward.name}_lower"},
                "y2": {"field": f"{upward.name}_upper"},
                "x": x | {"field": across.name},
            },
        },
    ]
    names = [name for name in LOOKS if name in set(table["is"])]
    place = {"x": x | {"field": across.name}, "y": y | {"field": upward.name}}
    points = {
        "name": POINTS,
        "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1, "cursor": "pointer"},
        "encoding": place
        | {
            "color": by("is", names, [LOOKS[name][1] for name in names], symbolSize=130, columns=3),
            "shape": by("is", names, [LOOKS[name][0] for name in names], symbolSize=130, columns=3),
            "tooltip": tooltip,
        },
    }
    ring = {
        "transform": [{"filter": f"datum.point == {chosen}"}],
        "mark": {"type": "point", "size": 420, "strokeWidth": 2.5, "color": COLOURS["exact"]},
        "encoding": place,
    }
    return {
        "height": HEIGHT,
        "padding": PADDING,
        "data": values(table),
        "params": [
            {
                "name": CHOSEN,
                "select": {"type": "point", "fields": ["point"]},
                "views": [POINTS],
            }
        ],
        "layer": [*spread, ring, points],
    }


def axis(table: pd.DataFrame, metric: Metric) -> Spec:
    """An axis with room for all intervals; logarithmic for chances."""
    numbers = table[[metric.name, f"{metric.name}_lower", f"{metric.name}_upper"]]
    low, high = float(numbers.min(axis=None)), float(numbers.max(axis=None))
    title = metric.title if metric.unit == "1" else f"{metric.title} [{metric.unit}]"
    found = {"type": "quantitative", "title": wrap(title, LONGEST_LINE)}
    if metric.kind is Kind.ATTACK and low > 0:
        scale = {"type": "log", "domain": [low / 2, min(2 * high, 1.0)]}
        return found | {"scale": scale, "axis": {"format": "~e", "titleLimit": 0}}
    room = ROOM * (high - low or abs(high) or 1.0)
    scale = {"domain": [low - room, high + room], "zero": False, "nice": False}
    form = "~s" if high >= THOUSANDS else "~g"
    return found | {"scale": scale, "axis": {"format": form, "titleLimit": 0, "tickCount": 5}}
