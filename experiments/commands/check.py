"""`hybridstake check PARAMS`: every invariant of a parameter file, in seconds."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from ..parameter_files import load
from ..reproducing.later import later
from .terminal import REFUTED, UNDECIDED, Json, Params, columns, show, show_json

if TYPE_CHECKING:
    from ...proofs.invariants import Invariant

app = typer.Typer(add_completion=False)

invariants_of = later(".proofs.invariants", "invariants_of")


@app.command()
def check(params: Params, as_json: Json = False) -> None:
    """Check every invariant of a parameter file. Exit code 1: something is refuted."""
    invariants: list[Invariant] = invariants_of(load(params))
    holds = all(invariant.verdict == "proved" for invariant in invariants)
    if as_json:
        show_json({"holds": holds, "invariants": [asdict(item) for item in invariants]})
    else:
        show(as_text(params, invariants, holds))
    if any(invariant.verdict == "undecided" for invariant in invariants):
        raise typer.Exit(UNDECIDED)
    if not holds:
        raise typer.Exit(REFUTED)


def as_text(params: str, invariants: "list[Invariant]", holds: bool) -> str:
    """A table of invariants, then what is wrong with those that fail."""
    rows = [("invariant", "verdict", "field")]
    rows += [(item.name, item.verdict, item.field) for item in invariants]
    failing = [item for item in invariants if item.verdict != "proved"]
    paragraphs = [columns(rows)]
    for item in failing:
        paragraphs.append(f"{item.name}: {item.message}")
        if item.counterexample is not None:
            paragraphs.append(item.counterexample["text"])
    count = len(invariants) - len(failing)
    paragraphs.append(
        f"{params}: {'all ' if holds else f'{count} of '}{len(invariants)} invariants hold"
    )
    return "\n\n".join(paragraphs)
