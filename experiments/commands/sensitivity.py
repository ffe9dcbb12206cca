"""`hybridstake sensitivity PARAMS`: which parameters move which metrics, and which do not."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from ...agents.limits import MOST_EPOCHS, MOST_STAKERS
from ..parameter_files import load
from ..reproducing.later import later
from .progress import progress_bar
from .terminal import PROCESSORS, REFUTED, Json, Params, Seed, Workers, show, show_json
from .values import real, whole

app = typer.Typer(add_completion=False)

read_ranges = later("evaluating.ranges", "read_ranges")
usual_ranges = later("sensitivity.usual", "usual_ranges")
usual_samples = later("sensitivity.usual", "usual_samples")
circumstances = later("sensitivity.usual", "circumstances")
question_of = later("sensitivity.question", "Question")
breakers_named = later("sensitivity.question", "breakers_named")
studied = later("sensitivity.study", "studied")
as_text = later("sensitivity.text", "as_text")
as_document = later("sensitivity.document", "as_document")
opened = later("sensitivity.writing", "opened")
write = later("sensitivity.writing", "write")

METRICS = (
    "staker_yield", "issuance_rate", "staking_ratio", "nakamoto_coefficient", "cost_of_corruption",
)  # fmt: skip
"""Where none is named."""


@app.command()
def sensitivity(
    params: Params,
    vary: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=LOW:HIGH",
            help="A field and its range, `:log` behind it to spread factors; may be repeated. Without "
            "it the usual fields, half of their values up and down, thresholds a tenth.",
        ),
    ] = None,
    metric: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A metric, as `tune --metrics` lists them; may be repeated. "
            f"Without it {', '.join(METRICS)}.",
        ),
    ] = None,
    seed: Seed = 1,
    samples: Annotated[
        int | None,
        typer.Option(
            help="Blocks of Sobol's design, a power of two, each with as many candidates as fields and "
            "two more; without it 64, or 256 where nothing is drawn."
        ),
    ] = None,
    trajectories: Annotated[int, typer.Option(help="Of Morris's screening.")] = 16,
    replicates: Annotated[
        int,
        whole("replicates", "Runs of a candidate; all have the same chance.", least=1, most=10_000),
    ] = 8,
    threshold: Annotated[
        float, real("threshold", "Total index below which a field does not matter.")
    ] = 0.05,
    invariants: Annotated[
        str,
        typer.Option(
            help="What becomes of candidates that break what the file keeps. count: they count, and are "
            "counted. exclude: their blocks are left out. ignore: nobody looks."
        ),
    ] = "count",
    epochs: Annotated[int, whole("epochs", "Days of a run.", least=1, most=MOST_EPOCHS)] = 180,
    agents: Annotated[
        int, whole("agents", "People who may stake in a run.", least=1, most=MOST_STAKERS)
    ] = 200,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for figures and tables; a call that was stopped goes on in it.",
            file_okay=False,
        ),
    ] = None,
    workers: Workers = PROCESSORS,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Dask scheduler whose workers do the work, tcp://host:8786, or `local`.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Sobol's indices, Morris's screening, and one change at a time, for any metrics."""
    parameters = load(params)
    metrics = tuple(metric or METRICS)
    question = question_of(
        parameters=parameters,
        ranges=tuple(read_ranges(vary, parameters)) if vary else usual_ranges(parameters, metrics),
        metrics=metrics,
        samples=usual_samples(metrics) if samples is None else samples,
        trajectories=trajectories,
        replicates=replicates,
        seed=seed,
        breakers=breakers_named(invariants),
        settings=circumstances(epochs, agents),
    )
    with nullcontext() if out is None else opened(out), progress_bar("blocks") as progress:
        study = studied(
            question, threshold, workers=workers, cluster=cluster, out=out, progress=progress
        )
        written = [] if out is None else write(study, out)
    if as_json:
        show_json(as_document(study))
    else:
        show(as_text(study))
        for path in written:
            show(str(path))
    if not study.agrees:
        raise typer.Exit(REFUTED)
