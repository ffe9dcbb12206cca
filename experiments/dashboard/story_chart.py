"""Counterexamples drawn: who is in which set, and how large the numbers are."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from ..figures.colours import COLOURS
from .charts import PADDING, Spec

ROW = 30
"""Height of a row [px]."""
MARGIN = 60
"""Of a chart beside its rows [px]."""
INSIDE, TWICE, OUTSIDE = "inside", "inside, signs both", "outside"
LOOKS = {INSIDE: COLOURS["authorities"], TWICE: COLOURS["plan"], OUTSIDE: "#eeeeee"}
WORDS = {INSIDE: "✓", TWICE: "✓ signs both", OUTSIDE: "–"}


def validators_chart(story: Mapping[str, Any]) -> Spec:
    """A row per validator, a column per set: who is inside, and who is inside two that conflict.

    Parameters
    ----------
    story
        With `validators` and `sets`, as a counterexample about quorums tells it.
    """
    rows = [
        {"validator": called(each), "set": name, "is": where, "mark": WORDS[where]}
        for each in story["validators"]
        for name in (one["name"] for one in story["sets"])
        for where in (whereabouts(each, name),)
    ]
    names = [called(each) for each in story["validators"]]
    x = {
        "field": "set",
        "type": "nominal",
        "title": None,
        "sort": [each["name"] for each in story["sets"]],
        "axis": {
            "orient": "top",
            "labelAngle": 0,
            "labelLimit": 0,
            "labelFontSize": 13,
            "labelFlush": False,
        },
    }
    y = {
        "field": "validator",
        "type": "nominal",
        "title": None,
        "sort": names,
        "axis": {"labelLimit": 240, "labelFontSize": 13, "labelFlush": False},
    }
    tooltip = [{"field": name} for name in ("validator", "set", "is")]
    return {
        "height": ROW * len(names) + MARGIN,
        "padding": PADDING,
        "data": values_of(rows),
        "encoding": {"x": x, "y": y, "tooltip": tooltip},
        "layer": [
            {
                "mark": {"type": "rect", "stroke": "white", "strokeWidth": 3},
                "encoding": {
                    "color": {
                        "field": "is",
                        "type": "nominal",
                        "scale": {"domain": list(LOOKS), "range": list(LOOKS.values())},
                        "legend": None,
                    }
                },
            },
            {
                "mark": {"type": "text", "fontSize": 14},
                "encoding": {
                    "text": {"field": "mark"},
                    "color": {
                        "condition": {"test": f"datum.is == '{OUTSIDE}'", "value": "#444444"},
                        "value": "white",
                    },
                },
            },
        ],
    }


def whereabouts(validator: Mapping[str, Any], name: str) -> str:
    """Whether a validator is in a set, and whether it signed what conflicts."""
    if not validator[name]:
        return OUTSIDE
    return TWICE if validator["equivocates"] else INSIDE


def called(validator: Mapping[str, Any]) -> str:
    """A validator, or several alike, with the stake of each."""
    stake = validator["stake"]
    return f"{validator['name']}, stake {stake:,}" if stake else str(validator["name"])


def numbers_chart(numbers: Mapping[str, Any]) -> Spec:
    """A line per number as long as it is large, on a scale that has room for all.

    Parameters
    ----------
    numbers
        By name: whole numbers, or fractions as text; what is neither is left out.
    """
    rows = [
        {"name": name, "value": float(number), "told": str(told)}
        for name, told in numbers.items()
        for number in (exact(told),)
        if number is not None
    ]
    x = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "scale": {"type": "symlog", "nice": False},
        "axis": None,
    }
    y = {
        "field": "name",
        "type": "nominal",
        "title": None,
        "sort": None,
        "axis": {
            "labelLimit": 240,
            "labelFontSize": 13,
            "labelFlush": False,
            "ticks": False,
            "domain": False,
        },
    }
    return {
        "height": ROW * len(rows) + 20,
        "data": values_of(rows),
        "encoding": {"y": y, "x": x, "tooltip": [{"field": "name"}, {"field": "told"}]},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 3, "color": COLOURS["authorities"]}}
            | {"encoding": {"x2": {"datum": 0}}},
            {"mark": {"type": "circle", "size": 120, "opacity": 1, "color": COLOURS["plan"]}},
            {
                "mark": {"type": "text", "align": "left", "dx": 10, "fontSize": 13},
                "encoding": {"text": {"field": "told"}},
            },
        ],
        "padding": PADDING | {"right": 90},
    }


def exact(told: Any) -> Fraction | None:
    """A number out of a story; nothing where it is a word."""
    try:
        return Fraction(str(told))
    except (ValueError, ZeroDivisionError):
        return None


def values_of(rows: Sequence[Mapping[str, Any]]) -> Spec:
    """Rows inside a specification."""
    return {"values": [dict(row) for row in rows]}
