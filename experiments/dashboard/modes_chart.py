"""Finality and throughput of the modes beside what they promise."""

import pandas as pd

from ..figures.colours import COLOURS
from .charts import PADDING, Spec, by, decades, log_axis, values

ROW = {
    "field": "mode",
    "type": "nominal",
    "title": None,
    "sort": ["Fast", "Balanced", "Secure"],
    "axis": {"labelFlush": False},
}
"""A row per mode."""
HEIGHT = 190
"""Of a chart without its legend [px]."""
PROMISE = {"type": "tick", "thickness": 3, "size": 34, "color": COLOURS["plan"], "opacity": 1}
"""Mark of what a mode promises."""
LOOKS = {
    "upload": ("square", COLOURS["authorities"]),
    "signatures": ("circle", COLOURS["stakers"]),
    "execution": ("triangle-up", COLOURS["secure"]),
    "voting": ("diamond", COLOURS["fast"]),
    "no quorum": ("cross", COLOURS["exact"]),
}
"""Shape and colour of every resource that may bind."""


def finality_chart(table: pd.DataFrame) -> Spec:
    """From half of the times to nearly all of them, and the promise.

    Parameters
    ----------
    table
        As from `modes.finality_rows`; not empty.
    """
    times = ["p50_ms", "p99_ms", "target_ms"]
    x = {"type": "quantitative", "title": "time to finality, in milliseconds"}
    axis = log_axis(decades(table[times].to_numpy().ravel().tolist()), ",.0f")
    tooltip = [
        {"field": "mode"},
        {"field": "p50_ms", "title": "half within [ms]", "format": ".0f"},
        {"field": "p99_ms", "title": "99 % within [ms]", "format": ".0f"},
        {"field": "target_ms", "title": "promised [ms]", "format": ".0f"},
    ]
    spans = {
        "mark": {"type": "rule", "strokeWidth": 12, "color": COLOURS["authorities"]},
        "encoding": {
            "y": ROW,
            "x": x | axis | {"field": "p50_ms"},
            "x2": {"field": "p99_ms"},
            "tooltip": tooltip,
        },
    }
    halves = {
        "mark": {"type": "point", "filled": True, "size": 130, "color": COLOURS["exact"]}
        | {"opacity": 1},
        "encoding": {"y": ROW, "x": x | axis | {"field": "p50_ms"}, "tooltip": tooltip},
    }
    promises = {
        "mark": PROMISE,
        "encoding": {"y": ROW, "x": x | axis | {"field": "target_ms"}, "tooltip": tooltip},
    }
    return {
        "height": HEIGHT,
        "padding": PADDING,
        "data": values(table),
        "layer": [spans, halves, promises],
    }


def throughput_chart(table: pd.DataFrame) -> Spec:
    """What each resource carries, the one that binds drawn larger, and the promise.

    Parameters
    ----------
    table
        As from `modes.throughput_rows`; zero where there is no quorum.
    """
    shown = table[table["throughput_tps"] > 0]
    names = [name for name in LOOKS if name in set(shown["resource"])]
    rates = [*shown["throughput_tps"], *table["target_tps"]]
    x = {"type": "quantitative", "title": "transactions a second, at most"}
    axis = log_axis(decades(rates), "~s")
    points = {
        "data": values(shown.assign(size=[330 if binds else 110 for binds in shown["binds"]])),
        "mark": {"type": "point", "filled": True, "opacity": 1, "stroke": "white"},
        "encoding": {
            "y": ROW,
            "x": x | axis | {"field": "throughput_tps"},
            "color": by("resource", names, [LOOKS[name][1] for name in names], symbolSize=160),
            "shape": by("resource", names, [LOOKS[name][0] for name in names], symbolSize=160),
            "size": {"field": "size", "type": "quantitative", "scale": None, "legend": None},
            "tooltip": [
                {"field": "mode"},
                {"field": "resource"},
                {"field": "throughput_tps", "title": "carries [1/s]", "format": ",.0f"},
                {"field": "target_tps", "title": "promised [1/s]", "format": ",.0f"},
            ],
        },
    }
    promises = {
        "data": values(table.drop_duplicates("mode")),
        "mark": PROMISE,
        "encoding": {"y": ROW, "x": x | axis | {"field": "target_tps"}},
    }
    return {"height": HEIGHT + 60, "padding": PADDING, "layer": [points, promises]}
