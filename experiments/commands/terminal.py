"""What commands print: text for people, JSON for machines, bars are in `progress.py`."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from .values import whole

Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Seed = Annotated[int, whole("seed", "All randomness comes from it.", least=0, most=2**63 - 1)]
Workers = Annotated[
    int,
    whole("workers", "Processes at the most; results do not depend on it.", least=1, most=4096),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Dask scheduler whose workers do the work, tcp://host:8786; or `local`: one started here.",
    ),
]
Out = Annotated[Path, typer.Option(help="Folder for results.", file_okay=False)]
Params = Annotated[
    str, typer.Argument(metavar="PARAMS", help="`plan`, `reference`, or a TOML file.")
]

PROCESSORS = os.cpu_count() or 1
"""Processors of this machine."""

REFUTED = 1
UNDECIDED = 3


def printable(text: str) -> str:
    """Text without control characters, which a terminal would obey."""
    return "".join(
        character if character.isprintable() or character == "\n" else repr(character)[1:-1]
        for character in text
    )


def show(text: str) -> None:
    """Print text for people."""
    typer.echo(printable(text))


def show_json(content: Any) -> None:
    """Print one JSON document in ASCII; what is not finite is refused rather than printed as no JSON."""
    typer.echo(json.dumps(content, indent=2, allow_nan=False))


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows of text in aligned columns, the first row a heading."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])
