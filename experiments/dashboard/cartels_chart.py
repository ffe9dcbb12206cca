"""Where a cartel holds: detection against what is lost, with both ends and the chosen point."""

import pandas as pd

from ..figures.colours import COLOURS
from ..questions.cartel_boundary import DETECTIONS, LOSSES
from .charts import DASHED, DRAWN, HEIGHT, ONE_ROW, PADDING, Spec, at, by, decades, log_axis, values

LINES = ("somebody cheats above", "it does not pay above")
LEAST_SHOWN = 1.2
"""Factor by which a point beyond an axis is drawn inside it [1]."""


def cartel_chart(boundaries: pd.DataFrame, loss_days: float, detection: float) -> Spec:
    """Both lines and the point.

    Parameters
    ----------
    boundaries
        As from `cartels.boundaries`.
    loss_days
        What is lost in the chosen case, in days of honest pay.
    detection
        Of the chosen case [1].
    """
    x = {"field": "loss_days", "type": "quantitative"}
    y = {"field": "detection", "type": "quantitative"}
    losses = log_axis(decades(LOSSES), ",~g")
    losses["axis"]["labelExpr"] = "format(datum.value, ',~r')"
    chances = log_axis(decades(DETECTIONS), "~%")
    lines = {
        "data": values(boundaries),
        "mark": {"type": "line", "clip": True, "strokeWidth": 2.5},
        "encoding": {
            "x": x | losses | {"title": "lost when found out, in days of honest pay"},
            "y": y | chances | {"title": "found out on a day"},
            "color": by("line", LINES, [COLOURS["authorities"], COLOURS["plan"]], columns=1),
            "strokeDash": by("line", LINES, [DRAWN, DASHED], columns=1),
            "tooltip": [
                {"field": "line"},
                {"field": "loss_days", "title": "lost [days]", "format": ".3~g"},
                {"field": "detection", "title": "found out on a day", "format": ".3~%"},
            ],
        },
    }
    below = area(boundaries)
    layers = [below, lines] if below else [lines]
    layers.append(
        {
            "data": ONE_ROW,
            "mark": {"type": "point", "shape": "diamond", "size": 170, "filled": True}
            | {"color": COLOURS["exact"], "opacity": 1},
            "encoding": {
                "x": at(within(loss_days, *LOSSES)),
                "y": at(within(detection, *DETECTIONS)),
            },
        }
    )
    return {"height": HEIGHT, "padding": PADDING, "layer": layers}


def area(boundaries: pd.DataFrame) -> Spec | None:
    """Where the cartel holds, shaded; nothing where it never does."""
    rows = boundaries[boundaries["line"] == LINES[0]]
    if rows.empty:
        return None
    return {
        "data": values(rows.assign(least=DETECTIONS[0])),
        "mark": {"type": "area", "clip": True, "opacity": 0.18, "color": COLOURS["authorities"]},
        "encoding": {
            "x": {"field": "loss_days", "type": "quantitative"},
            "y": {"field": "detection", "type": "quantitative"},
            "y2": {"field": "least"},
        },
    }


def within(value: float, least: float, most: float) -> float:
    """A value moved onto an axis, a little inside where it is beyond."""
    return min(max(value, least * LEAST_SHOWN), most / LEAST_SHOWN)
