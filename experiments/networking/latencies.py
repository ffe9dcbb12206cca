"""Tables of measured round trips: CSV in, links out."""

import csv
from collections.abc import Iterable
from importlib import resources
from math import inf
from pathlib import Path

import numpy as np

from ...models.errors import InvalidParameter
from ...models.network.links import Floats, Links
from ..parameter_files import read_text, shorten

COLUMNS = ("from", "to", "rtt_p50_ms")
WITH_JITTER = "rtt_p90_ms"
MEASURED = "aws-2025-07"
"""Round trips where nothing else is said."""
MOST_REGIONS = 1_000
"""[1]"""


def shipped(name: str) -> Path:
    """A file that ships with the package."""
    return Path(str(resources.files("hybridstake.experiments.deployments").joinpath(name)))


def load_links(name_or_path: str, folder: Path = Path()) -> Links:
    """Links from a table of round trips.

    Parameters
    ----------
    name_or_path
        `aws-2025-07`, or the path of a CSV file with columns `from`, `to`, `rtt_p50_ms` and, where
        jitter is known, `rtt_p90_ms`; lines that begin with # are comments.
    folder
        Against which a path is meant.

    Raises
    ------
    InvalidParameter
        In one line: the column or the pair of regions, the rule and the value.
    """
    own = name_or_path == MEASURED
    path = shipped(f"{MEASURED}.csv") if own else folder / name_or_path
    if not path.is_file():
        raise InvalidParameter(
            f"latencies must be {MEASURED} or a readable CSV file, got {shorten(name_or_path)}"
        )
    lines = read_text(str(path)).splitlines()
    return links_of(csv.DictReader(line for line in lines if not line.startswith("#")))


def links_of(table: "csv.DictReader[str]") -> Links:
    """Links from the rows of a table."""
    missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
    if missing:
        raise InvalidParameter(
            f"latencies must have the columns {', '.join(COLUMNS)}, got a table without {missing[0]}"
        )
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for row in table:
        pair = row["from"], row["to"]
        if pair in found:
            raise InvalidParameter(f"latencies must name each pair once, got {told(pair)} twice")
        median = milliseconds(row, "rtt_p50_ms", pair)
        ninetieth = milliseconds(row, WITH_JITTER, pair) if row.get(WITH_JITTER) else median
        if ninetieth < median:
            raise InvalidParameter(
                f"{WITH_JITTER} {told(pair)} must be at least the median ({median:g}), "
                f"got {ninetieth:g}"
            )
        if ninetieth > median == 0:
            raise InvalidParameter(
                f"rtt_p50_ms {told(pair)} must be positive where {WITH_JITTER} is, got 0"
            )
        found[pair] = median, ninetieth
    regions = tuple(dict.fromkeys(region for pair in found for region in pair))
    if not 1 <= len(regions) <= MOST_REGIONS:
        raise InvalidParameter(
            f"latencies must be of 1 to {MOST_REGIONS:,} regions, got {len(regions):,}"
        )
    absent = next((pair for pair in pairs(regions) if pair not in found), None)
    if absent is not None:
        raise InvalidParameter(
            f"latencies must name every pair of regions, got none {told(absent)}"
        )
    size = (len(regions), len(regions), 2)
    halves: Floats = np.array([found[pair] for pair in pairs(regions)]).reshape(size) / 2
    return Links(regions, halves[..., 0], halves[..., 1])


def pairs(regions: Iterable[str]) -> list[tuple[str, str]]:
    """Every ordered pair, a region with itself among them."""
    return [(first, second) for first in regions for second in regions]


def told(pair: tuple[str, str]) -> str:
    """A pair in words."""
    return f"from {shorten(pair[0])} to {shorten(pair[1])}"


def milliseconds(row: dict[str, str], column: str, pair: tuple[str, str]) -> float:
    """A number of a row."""
    try:
        found = float(row[column])
    except (TypeError, ValueError) as error:
        raise InvalidParameter(
            f"{column} {told(pair)} must be a number, got {shorten(row[column])}"
        ) from error
    if not 0 <= found < inf:
        raise InvalidParameter(
            f"{column} {told(pair)} must be finite and not negative, got {found:g}"
        )
    return found
