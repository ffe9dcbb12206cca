"""`hybridstake claims`: the ledger, each claim with its computed verdict."""

import os
import textwrap
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from ..claims.ledger import Entry, as_json, read_entries
from ..reproducing.reproduction import reproduce, study_of
from ..reproducing.steps import TEXT, Reproduction
from ..running.precision import Precision
from .progress import progress_bar
from .terminal import PROCESSORS, Json, Workers, columns, show, show_json

app = typer.Typer(add_completion=False)


@app.command()
def claims(
    as_json_: Json = False,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder of results.  [default: paper, or a cache]", file_okay=False),
    ] = None,
    precision: Precision = Precision.DEFAULT,
    workers: Workers = PROCESSORS,
) -> None:
    """Print every claim with its verdict, answering first what has changed since the last time."""
    folder = out or usual_folder()
    study = study_of(folder, precision=precision)
    reproduction = Reproduction(
        study=study, paper=folder, workers=workers, progress=progress_bar, with_figures=False
    )
    reproduce(reproduction, ["claims"], announce=lambda step: None)
    entries = read_entries(folder)
    if as_json_:
        show_json(as_json(entries))
    else:
        show(as_text(entries))


def as_text(entries: list[Entry]) -> str:
    """One paragraph per claim, and how many ended how."""
    rows = [("id", "verdict", "claim")]
    rows += [(entry.id, str(entry.verdict), entry.claim) for entry in entries]
    counts = Counter(str(entry.verdict) for entry in entries)
    summary = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
    return f"{columns(rows)}\n\n{textwrap.fill(f'{len(entries)} claims: {summary}', 100)}"


def usual_folder() -> Path:
    """The paper's folder in a checkout; elsewhere the user's cache, so that nothing is littered."""
    if (Path("paper") / TEXT).is_file():
        return Path("paper")
    caches = os.environ.get("XDG_CACHE_HOME")
    return (Path(caches) if caches else Path.home() / ".cache") / "hybridstake"
