"""`hybridstake check PARAMS`: every invariant of a parameter file, in seconds."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from ...models.errors import InvalidParameter
from ..checking.annotations import annotations, harmless, refusal
from ..checking.answer import Answer, as_document, exit_code
from ..checking.junit import write_junit
from ..checking.places import place_of_refusal
from ..parameter_files import load, read_text
from ..reproducing.later import later
from .terminal import Json, columns, show, show_json

app = typer.Typer(add_completion=False)

invariants_of = later(".proofs.invariants.gate", "invariants_of")

Files = Annotated[
    list[str],
    typer.Argument(metavar="PARAMS", help="`plan`, `reference`, or TOML files: one or more."),
]
Junit = Annotated[
    Path | None, typer.Option("--junit", metavar="FILE", help="Also write JUnit XML to FILE.")
]
Github = Annotated[
    bool, typer.Option("--github", help="Also annotate the lines at fault in GitHub Actions.")
]


@app.command()
def check(
    params: Files, as_json: Json = False, junit: Junit = None, github: Github = False
) -> None:
    """Check every invariant of a parameter file.

    Exit code 1: something is refuted; 3: something is undecided.
    """
    if as_json and github:
        raise InvalidParameter("--github must not be used with --json, got both")
    answers = [answer(each, github) for each in params]
    if junit is not None:
        write_junit(junit, answers)
    if as_json:
        show_json(as_document(answers))
    else:
        text = as_text(answers)
        show(harmless(text) if github else text)
    if github:
        for line in (line for each in answers for line in annotations(each)):
            show(line)
    code = exit_code(answers)
    if code:
        raise typer.Exit(code)


def answer(params: str, github: bool) -> Answer:
    """Every invariant of one file; with `github`, a file that is refused is annotated as well."""
    try:
        return Answer(params, invariants_of(load(params)))
    except InvalidParameter as error:
        if github:
            show(refusal(place_of_refusal(params, readable(params), str(error)), str(error)))
        raise


def readable(params: str) -> str | None:
    """Text of a file, if it has any."""
    try:
        return read_text(params)
    except InvalidParameter:
        return None


def as_text(answers: Sequence[Answer]) -> str:
    """What people read: file after file, and how many of several hold."""
    paragraphs = [as_paragraphs(each) for each in answers]
    if len(answers) > 1:
        count = sum(each.holds for each in answers)
        paragraphs.append(f"{count} of {len(answers)} files hold")
    return "\n\n".join(paragraphs)


def as_paragraphs(found: Answer) -> str:
    """A table of invariants, then what is wrong with those that fail."""
    rows = [("invariant", "verdict", "field")]
    rows += [(item.name, item.verdict, item.field) for item in found.invariants]
    paragraphs = [columns(rows)]
    for item in found.failing:
        paragraphs.append(f"{item.name}: {item.message}")
        if item.counterexample is not None:
            paragraphs.append(item.counterexample["text"])
    total = len(found.invariants)
    held = total - len(found.failing)
    paragraphs.append(
        f"{found.params}: {'all ' if found.holds else f'{held} of '}{total} invariants hold"
    )
    return "\n\n".join(paragraphs)
