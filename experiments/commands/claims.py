"""`hybridstake claims`: the ledger, each claim with its computed verdict."""

import textwrap
from collections import Counter
from pathlib import Path

import typer

from ..claims.ledger import Entry, as_json, questions_needed, settled
from ..precision import Precision
from ..reproduction import reproduce, study_of
from ..steps import Reproduction
from .progress import progress_bar
from .terminal import PROCESSORS, Json, Out, Workers, columns, show, show_json

app = typer.Typer(add_completion=False)


@app.command()
def claims(
    as_json_: Json = False,
    out: Out = Path("paper"),
    precision: Precision = Precision.DEFAULT,
    workers: Workers = PROCESSORS,
) -> None:
    """Print every claim with its verdict, answering first what has changed since the last time."""
    study = study_of(out, precision=precision)
    reproduction = Reproduction(study=study, paper=out, workers=workers, progress=progress_bar)
    reproduce(reproduction, questions_needed(), announce=lambda step: None)
    entries = settled(study)
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
