"""`hybridstake claims`: the ledger, each claim with its computed verdict."""

import os
import textwrap
from pathlib import Path
from typing import Annotated

import typer

from ...models.errors import InvalidParameter
from ..claims.ledger import Entry, as_json, read_entries
from ..claims.markdown import SHORT, as_markdown, summary, updated
from ..parameter_files import shorten
from ..publishing.problems import nearest
from ..reproducing.reproduction import reproduce, study_of
from ..reproducing.steps import TEXT, Reproduction
from ..running.precision import Precision
from .progress import progress_bar
from .terminal import PROCESSORS, Json, Workers, columns, show, show_json

app = typer.Typer(add_completion=False)

PARTS = {
    "source": "source",
    "condition": "condition",
    "evidence": "rests on",
    "witness": "witness",
    "tests": "tested by",
    "repair": "repair",
}
"""What stands under a claim, and how it is called."""

WIDTH = 100
"""Of a line of text [1]."""


@app.command()
def claims(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="A claim, as C17; default: all.")
    ] = None,
    as_json_: Json = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print a Markdown table with all that is known.")
    ] = False,
    short: Annotated[bool, typer.Option("--short", help="Claims and verdicts alone.")] = False,
    update: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Put the short table between the marks of a Markdown file, as of the README.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
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
    settled = read_entries(folder)
    entries = chosen(settled, names or [])
    if update is not None:
        update.write_text(updated(update.read_text(encoding="utf-8"), settled), encoding="utf-8")
    elif as_json_:
        show_json(as_json(entries))
    elif markdown:
        show(as_markdown(entries, SHORT) if short else as_markdown(entries))
    else:
        show(as_lines(entries) if short else as_text(entries))


def chosen(entries: list[Entry], names: list[str]) -> list[Entry]:
    """The claims of some ids, in the order of the ledger; all where none is named."""
    known = [entry.id for entry in entries]
    for name in names:
        if name not in known:
            raise InvalidParameter(
                f"ID must be that of a claim, got {shorten(name)}{nearest(name, known)}"
            )
    return [entry for entry in entries if not names or entry.id in names]


def as_text(entries: list[Entry]) -> str:
    """One paragraph per claim, and how many ended how."""
    return "\n\n".join([*map(paragraph, entries), counted(entries)])


def paragraph(entry: Entry) -> str:
    """All that is known of a claim; what there is nothing of is left out."""
    lines = [f"{entry.id}  {entry.verdict}", f"  {entry.claim}"]
    for name, title in PARTS.items():
        if told := getattr(entry, name):
            lines.append(f"  {title:<10}{told}")
    wrapped = [
        textwrap.fill(
            line,
            WIDTH,
            subsequent_indent=" " * 12,
            break_on_hyphens=False,
            break_long_words=False,
        )
        for line in lines
    ]
    return "\n".join(wrapped)


def as_lines(entries: list[Entry]) -> str:
    """One line per claim, and how many ended how."""
    rows = [("id", "verdict", "claim")]
    rows += [(entry.id, str(entry.verdict), entry.claim) for entry in entries]
    return f"{columns(rows)}\n\n{counted(entries)}"


def counted(entries: list[Entry]) -> str:
    """How many ended how, in lines."""
    return textwrap.fill(summary(entries), WIDTH)


def usual_folder() -> Path:
    """The paper's folder in a checkout; elsewhere the user's cache, so that nothing is littered."""
    if (Path("paper") / TEXT).is_file():
        return Path("paper")
    caches = os.environ.get("XDG_CACHE_HOME")
    return (Path(caches) if caches else Path.home() / ".cache") / "hybridstake"
