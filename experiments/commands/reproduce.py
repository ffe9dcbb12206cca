"""`hybridstake reproduce`: experiments, figures and the paper; only what changed."""

from pathlib import Path
from typing import Annotated

import typer

from ...models.errors import InvalidParameter
from ..reproducing.reproduction import reproduce as carry_out
from ..reproducing.reproduction import study_of, warnings
from ..reproducing.steps import FORMATS, SENTENCES, TEXT, Reproduction
from ..running.precision import Precision
from .progress import progress_bar
from .terminal import PROCESSORS, REFUTED, Cluster, Json, Out, Seed, Workers, show, show_json

app = typer.Typer(add_completion=False)


@app.command()
def reproduce(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="A question, `claims` or `paper`; default: all."),
    ] = None,
    out: Out = Path("paper"),
    paper: Annotated[
        Path, typer.Option(help="Folder with the whitepaper's text.", file_okay=False)
    ] = Path("paper"),
    seed: Seed = 1,
    precision: Annotated[Precision, typer.Option(help="How much is computed.")] = Precision.DEFAULT,
    workers: Workers = PROCESSORS,
    cluster: Cluster = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with 1 where the text says what is not so.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Remake results, figures, numbers and the paper where something they stand on has changed."""
    reproduction = Reproduction(
        study=study_of(out, seed, precision),
        paper=paper,
        workers=workers,
        cluster=cluster,
        progress=progress_bar,
    )
    if strict and not reproduction.has_text:
        raise InvalidParameter(f"strict needs a paper folder with {TEXT}, got {paper}")
    steps = [*names, SENTENCES] if names and strict else names or []
    done = carry_out(reproduction, steps, announce=(lambda step: None) if as_json else show)
    printed = [
        str(out / "build" / file)
        for form, file in FORMATS.items()
        if reproduction.has_text and (not names or {"paper", f"paper:{form}"} & set(names))
    ]
    if as_json:
        show_json({"steps": done, "out": str(out), "made": printed})
    else:
        show(f"{(printed or [out])[0]}: " + (f"{done} steps carried out" if done else "up to date"))
        if not reproduction.has_text:
            show(f"no {TEXT} in {paper}, so no paper")
    if strict and warnings(out):
        raise typer.Exit(REFUTED)
