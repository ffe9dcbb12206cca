"""The front of a search, made here or read from the file of a finished one, which is untrusted."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

import pandas as pd

from ...models.errors import InvalidParameter
from ...models.parameters.parameters import Parameters
from ..evaluating.metrics import Metric, metric_named
from ..evaluating.ranges import variable_fields
from ..evaluating.variation import as_toml, differences, varied
from ..parameter_files import (
    ABSENT,
    PRESETS,
    load,
    overlay,
    parse,
    read_layers,
    shorten,
    table_types,
)

LARGEST_BYTES = 1_000_000
"""Of a file, as the page takes it [B]."""
MOST_POINTS = 1_000
MOST_OBJECTIVES = 6
NUMBER, LOWER, UPPER = "mean", "lower", "upper"


@dataclass(frozen=True, slots=True)
class Point:
    """One set of parameters on a front."""

    values: dict[str, float]
    """Of the varied fields."""
    metrics: dict[str, tuple[float, float, float]]
    """Mean and the ends of its interval, by metric; the mean thrice where there is none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Front:
    """What a search came to."""

    held: Parameters
    """What all points share but the varied fields."""
    objectives: tuple[tuple[Metric, str], ...]
    """With what is to be done, `maximise` or `minimise`."""
    points: tuple[Point, ...]
    given: Point
    """What the search started from; without metrics where it cannot be evaluated."""
    recommended: int | None
    """Number among the points."""
    paragraph: str
    """What is recommended and why, in words; empty where nothing is."""


def front_of_file(data: bytes) -> Front:
    """The front in a `tuning.json` of `hybridstake tune`.

    Parameters
    ----------
    data
        Untrusted.

    Raises
    ------
    InvalidParameter
        In one line: what is wrong with the file.
    """
    if len(data) > LARGEST_BYTES:
        raise InvalidParameter(f"file must be at most {LARGEST_BYTES:,} bytes, got {len(data):,}")
    try:
        document = json.loads(data)
    except RecursionError as error:
        raise InvalidParameter("file must be JSON, got one nested too deeply") from error
    except ValueError as error:  # no UTF-8, no JSON, or more digits than the interpreter reads
        raise InvalidParameter("file must be the tuning.json of a search, got no JSON") from error
    try:
        return front_of(document)
    except InvalidParameter:
        raise
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise InvalidParameter(
            "file must be the tuning.json of a search, got other JSON"
        ) from error


def front_of(document: Mapping[str, Any]) -> Front:
    """The front in the JSON of a search.

    Raises
    ------
    InvalidParameter
        In one line, for values that no search has.
    KeyError, TypeError, AttributeError, ValueError
        For JSON of another kind.
    """
    objectives = tuple(
        (metric_named(str(each["metric"])), direction(each["direction"]))
        for each in document["objectives"]
    )
    points = tuple(point_of(each) for each in document["front"])
    if not 1 <= len(objectives) <= MOST_OBJECTIVES or len(points) > MOST_POINTS:
        raise InvalidParameter(
            f"a front must have 1 to {MOST_OBJECTIVES} objectives and at most {MOST_POINTS:,} points, "
            f"got {len(objectives)} and {len(points):,}"
        )
    for point in points:
        for metric, _ in objectives:
            point.metrics[metric.name]
    chosen = document["recommended"]
    given = parameters_of(document["parameters"])
    numbers = document["given"]["metrics"]
    return Front(
        held=given if chosen is None else parameters_of(chosen["parameters"]),
        objectives=objectives,
        points=points,
        given=Point({}, {} if numbers is None else intervals_of(numbers)),
        recommended=None if chosen is None else points.index(point_of(chosen)),
        paragraph="" if chosen is None else str(chosen["paragraph"]),
    )


def direction(word: Any) -> str:
    """What is to be done with an objective."""
    if word not in ("maximise", "minimise"):
        raise ValueError(word)
    return word


def point_of(told: Mapping[str, Any]) -> Point:
    """One point of a front."""
    known = variable_fields()
    values = {str(field): number(value) for field, value in told["values"].items()}
    for field in values:
        if field not in known:
            raise InvalidParameter(f"a point must vary fields of a file, got {shorten(field)}")
    return Point(values, intervals_of(told["metrics"]))


def intervals_of(told: Mapping[str, Any]) -> dict[str, tuple[float, float, float]]:
    """Means with their intervals, by metric."""
    found: dict[str, tuple[float, float, float]] = {}
    for name, interval in told.items():
        mean = number(interval[NUMBER])
        ends = (interval[LOWER], interval[UPPER])
        low, high = (mean if end is None else number(end) for end in ends)
        found[metric_named(str(name)).name] = (mean, low, high)
    return found


def number(value: Any) -> float:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(value)
    return float(value)


def parameters_of(tables: Mapping[str, Mapping[str, Any]]) -> Parameters:
    """Parameters out of a search's JSON, validated like a file."""
    raw = {
        table: {key: ABSENT if value is None else value for key, value in values.items()}
        for table, values in tables.items()
        if table in table_types()
    }
    return parse(overlay(read_layers(PRESETS[0]), raw))


def parameters_at(front: Front, position: int) -> Parameters:
    """Parameters of a point."""
    return varied(front.held, front.points[position].values)


def text_at(front: Front, position: int) -> str:
    """The same as a parameter file, over the preset from which less differs."""
    parameters = parameters_at(front, position)
    base = min(PRESETS, key=lambda name: len(differences(parameters, load(name))))
    return as_toml(parameters, base)


def front_rows(front: Front) -> pd.DataFrame:
    """A row per point: its number, the varied fields, and every metric with its interval.

    Returns
    -------
    DataFrame
        Columns `point`, the fields, per metric its name and the same with `_lower` and `_upper`, and
        `is`: `front` or `recommended`.
    """
    rows: list[dict[str, Any]] = []
    for position, point in enumerate(front.points):
        row: dict[str, Any] = {"point": position + 1, **point.values}
        for name, (mean, low, high) in point.metrics.items():
            row |= {name: mean, f"{name}_lower": low, f"{name}_upper": high}
        rows.append(row | {"is": "recommended" if position == front.recommended else "front"})
    return pd.DataFrame(rows)
