"""`hybridstake check PARAMS`: every invariant of a parameter file, in seconds."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from ...models.errors import InvalidParameter
from ..checking.annotations import annotations, harmless
from ..checking.answer import BAD_INPUT, Answer, as_document, exit_code
from ..checking.junit import write_junit
from ..parameter_files import load, shorten
from ..reproducing.later import later
from .terminal import Json, columns, show, show_json

app = typer.Typer(add_completion=False)

invariants_of = later("extending.invariants", "invariants_of")

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

    Exit code 1: something is refuted; 2: a file is no input; 3: something is undecided.
    """
    if as_json and github:
        raise InvalidParameter("--github must not be used with --json, got both")
    answers = [answer(each) for each in params]
    if junit is not None:
        write_junit(junit, answers)
    refused = next((each for each in answers if each.refusal is not None), None)
    if as_json and (refused is None or len(answers) > 1):
        show_json(as_document(answers))
    elif refused is None or len(answers) > 1:
        text = as_text(answers)
        show(harmless(text) if github else text)
    if github:
        for line in (line for each in answers for line in annotations(each)):
            show(line)
    if refused is not None:
        message = as_refusal(refused, several=len(answers) > 1)
        raise InvalidParameter(harmless(message) if github else message) from refused.refusal
    code = exit_code(answers)
    if code:
        raise typer.Exit(code)


def answer(params: str) -> Answer:
    """Every invariant of one file, or why it is none."""
    try:
        return Answer(params, invariants_of(load(params)))
    except InvalidParameter as error:
        return Answer(params, refusal=error)


def as_refusal(refused: Answer, several: bool) -> str:
    """Why a file is no input; among several, which one it is."""
    return f"{shorten(refused.params)}: {refused.refusal}" if several else str(refused.refusal)


def as_text(answers: Sequence[Answer]) -> str:
    """What people read: file after file, and how many of several hold."""
    paragraphs = [as_paragraphs(each) for each in answers]
    if len(answers) > 1:
        count = sum(each.holds for each in answers)
        paragraphs.append(f"{count} of {len(answers)} files hold")
    return "\n\n".join(paragraphs)


def as_paragraphs(found: Answer) -> str:
    """A table of invariants, then what is wrong with those that fail; or why it is no input."""
    if found.refusal is not None:
        return f"{found.params}: {BAD_INPUT}: {found.refusal}"
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
