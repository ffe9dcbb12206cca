"""The page's charts as Vega-Lite specifications: logarithmic, labelled, in the paper's colours.

Written out rather than through Altair, whose import alone takes two seconds of the page's start.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from ..figures.colours import COLOURS

Spec = dict[str, Any]

FLOOR = 1e-30
"""Least probability that is drawn, as in the figure `committee_capture` [1]."""

HEIGHT = 380
"""Of a chart with its legend [px]."""

PADDING = {"left": 6, "top": 26, "right": 8, "bottom": 4}
"""Room for what stands out of a chart, such as half a label, and for what saves it [px]."""

BELOW = {"orient": "bottom", "columns": 2, "symbolSize": 500, "labelLimit": 0}
"""A legend that a narrow screen has room for."""

OPEN = {"grid": True, "labelOverlap": True}
"""An axis with lines, that leaves out labels where they would touch."""

DRAWN, DASHED, DOTTED = [1, 0], [5, 4], [2, 3]

ONE_ROW: Spec = {"values": [{}]}
"""Data of a mark that stands at a constant: without a row nothing is drawn."""

WIDTHS = {"Balanced": 4, "Secure": 1.6}
"""Where both modes pay alike, the narrow line lies visibly on the wide one [px]."""


def yield_chart(curves: pd.DataFrame, preset_name: str, staked: float, hurdle_rate: float) -> Spec:
    """Yield of stakers against stake: the chosen parameters drawn, their preset dashed.

    Parameters
    ----------
    curves
        As from `rewards.yield_curves`; not empty.
    preset_name
        Name of the preset in it.
    staked
        Where a vertical line is drawn [token].
    hurdle_rate
        Where a horizontal line is drawn [1/year].
    """
    stakes = decades([staked, *curves["staked_token"]])
    yields = decades([hurdle_rate, *curves["staker_yield_per_year"]])
    pairs = [(mode, name) for name in ("chosen", preset_name) for mode in WIDTHS]
    names = [f"{mode}, {name}" for mode, name in pairs]
    x = {"field": "staked_token", "type": "quantitative", "title": "tokens staked"}
    y = {
        "field": "staker_yield_per_year",
        "type": "quantitative",
        "title": "yield of stakers a year",
    }
    lines = {
        "data": values(curves.assign(line=curves["mode"] + ", " + curves["parameters"])),
        "mark": {"type": "line", "clip": True},
        "encoding": {
            "x": x | log_axis(stakes, "~s"),
            "y": y | log_axis(yields, ",~%"),
            "color": by("line", names, [COLOURS[mode.lower()] for mode, _ in pairs]),
            "strokeDash": by(
                "line", names, [DRAWN if name == "chosen" else DASHED for _, name in pairs]
            ),
            "strokeWidth": by("line", names, [WIDTHS[mode] for mode, _ in pairs]),
            "tooltip": [
                {"field": "line", "title": "mode"},
                {"field": "staked_token", "title": "staked [token]", "format": ",.0f"},
                {"field": "staker_yield_per_year", "title": "yield a year", "format": ",.3~%"},
            ],
        },
    }
    layers = [lines, rule("x", staked), rule("y", hurdle_rate)]
    return {"height": HEIGHT, "padding": PADDING, "layer": layers}


def capture_chart(curve: pd.DataFrame, share: float, probability: float) -> Spec:
    """Chance of capture against the adversary's share, exact and bounded, with the chosen case.

    Parameters
    ----------
    curve
        As from `attacks.curve`.
    share
        Adversary's part of the population in the chosen case [1].
    probability
        Exact answer of the chosen case; below the floor it is not drawn [1].
    """
    tenths = {"values": [tenth / 10 for tenth in range(11)], "format": "~%"} | OPEN
    methods = ["exact", "bound"]
    x = {"field": "adversary_share", "type": "quantitative", "scale": {"domain": [0, 1]}}
    y = {"field": "probability", "type": "quantitative", "title": "chance of capture"}
    lines = {
        "data": values(curve),
        "mark": {"type": "line", "clip": True},
        "encoding": {
            "x": x | {"title": "validators held by the adversary", "axis": tenths},
            "y": y | log_axis(decades([FLOOR, 1.0])[::5], "~e"),
            "color": by("method", methods, [COLOURS["exact"], COLOURS["authorities"]]),
            "strokeDash": by("method", methods, [DRAWN, DASHED]),
            "tooltip": [
                {"field": "method"},
                {"field": "adversary_share", "title": "adversary", "format": ".1~%"},
                {"field": "probability", "title": "chance", "format": ".3~e"},
            ],
        },
    }
    words = {
        "data": ONE_ROW,
        "mark": {"type": "text", "text": "a third", "align": "left", "dx": 4}
        | {"color": COLOURS["threshold"]},
        "encoding": {"x": at(1 / 3), "y": at(10 * FLOOR)},
    }
    layers = [lines, rule("x", 1 / 3), words]
    if probability >= FLOOR:
        layers.append(
            {
                "data": ONE_ROW,
                "mark": {"type": "circle", "size": 90, "opacity": 1, "color": COLOURS["plan"]},
                "encoding": {"x": at(share), "y": at(probability)},
            }
        )
    return {"height": HEIGHT, "padding": PADDING, "layer": layers}


def rule(axis: str, value: float) -> Spec:
    """A dotted line across the chart at a value of one axis."""
    mark = {"type": "rule", "color": COLOURS["threshold"], "strokeDash": DOTTED}
    return {"data": ONE_ROW, "mark": mark, "encoding": {axis: at(value)}}


def at(value: float) -> Spec:
    """A constant place on an axis."""
    return {"datum": value, "type": "quantitative"}


def values(table: pd.DataFrame) -> Spec:
    """Rows of a table inside a specification."""
    return {"values": table.to_dict("records")}


def by(field: str, names: Sequence[str], looks: Sequence[object], **legend: Any) -> Spec:
    """A look per name, told in the one legend that all looks of a field share."""
    return {
        "field": field,
        "type": "nominal",
        "sort": list(names),
        "title": None,
        "scale": {"type": "ordinal", "domain": list(names), "range": list(looks)},
        "legend": BELOW | legend,
    }


def decades(positive: Iterable[float]) -> list[float]:
    """Powers of ten around positive values, at least two.

    Examples
    --------
    >>> decades([0.2, 30.0]), decades([10.0])
    ([0.1, 1.0, 10.0, 100.0], [10.0, 100.0])
    """
    logarithms = [math.log10(value) for value in positive]
    lowest, highest = math.floor(min(logarithms)), math.ceil(max(logarithms))
    return [10.0**exponent for exponent in range(lowest, max(highest, lowest + 1) + 1)]


def log_axis(powers: Sequence[float], number_format: str) -> Spec:
    """A logarithmic axis that names each power of ten as far as there is room, a billion as B."""
    label = f"replace(replace(format(datum.value, '{number_format}'), 'G', 'B'), /^1e.0$/, '1')"
    return {
        "scale": {"type": "log", "domain": [powers[0], powers[-1]], "nice": False},
        "axis": {"values": list(powers), "labelExpr": label} | OPEN,
    }
