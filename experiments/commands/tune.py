"""`hybridstake tune PARAMS`: better parameters, searched for among those that keep every invariant."""

import time
from pathlib import Path
from typing import Annotated, Any

import typer

from ...models.errors import InvalidParameter
from ..parameter_files import load
from ..reproducing.later import later
from .progress import progress_bar
from .terminal import (
    PROCESSORS,
    REFUTED,
    UNDECIDED,
    Cluster,
    Json,
    Out,
    Params,
    Seed,
    Workers,
    columns,
    show,
    show_json,
)
from .values import real, whole

app = typer.Typer(add_completion=False)

read_ranges = later("evaluating.ranges", "read_ranges")
read_condition = later("evaluating.expressions", "read_condition")
base_of = later("evaluating.variation", "base_of")
fixed = later("evaluating.variation", "fixed")
check_apart = later("evaluating.ranges", "check_apart")
metrics_table = later("evaluating.metrics", "metrics_table")
settings_of = later("evaluating.settings", "settings_of")
problem_of = later("tuning.problem", "Problem")
objective_of = later("tuning.problem", "Objective")
tuned = later("tuning.tuning", "tuned")
as_document = later("tuning.writing", "as_document")
paragraph = later("tuning.wording", "paragraph")
failings = later("tuning.wording", "failings")
no_candidate = later("tuning.wording", "no_candidate")

SEARCH, WORLD = "What is searched", "Under which circumstances"


def list_metrics(wanted: bool) -> None:
    """Print all metrics and leave."""
    if wanted:
        show(columns(metrics_table()))
        raise typer.Exit


@app.command()
def tune(
    params: Params,
    vary: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=LOW:HIGH",
            help="A number that may change, and between what; `:log` behind it where factors count. "
            "May be repeated.",
            rich_help_panel=SEARCH,
        ),
    ] = None,
    maximise: Annotated[
        list[str] | None,
        typer.Option(
            metavar="METRIC",
            help="What is to be as large as can be. May be repeated.",
            rich_help_panel=SEARCH,
        ),
    ] = None,
    minimise: Annotated[
        list[str] | None,
        typer.Option(
            metavar="METRIC",
            help="What is to be as small as can be. May be repeated.",
            rich_help_panel=SEARCH,
        ),
    ] = None,
    subject_to: Annotated[
        list[str] | None,
        typer.Option(
            metavar='"METRIC >= NUMBER"',
            help="What must hold; also <=, > and <. May be repeated.",
            rich_help_panel=SEARCH,
        ),
    ] = None,
    fix: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=VALUE",
            help="A field, switches too, that all candidates share, as in a file. May be repeated.",
            rich_help_panel=SEARCH,
        ),
    ] = None,
    budget: Annotated[
        int,
        whole(
            "budget", "Candidates that are evaluated; refused ones are free.", least=1, most=100_000
        ),
    ] = 200,
    replicates: Annotated[
        int, whole("replicates", "Runs for every number that is drawn.", least=1, most=10_000)
    ] = 4,
    against_random: Annotated[
        int,
        whole(
            "against-random",
            "Searches at random with the same budget, to compare with; each takes as long.",
            least=0,
            most=1_000,
        ),
    ] = 0,
    agents: Annotated[
        int | None,
        typer.Option(help="People who may stake; without it 200.", rich_help_panel=WORLD),
    ] = None,
    epochs: Annotated[
        int | None,
        typer.Option(help="Days of a run; without it 180.", rich_help_panel=WORLD),
    ] = None,
    scenario: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FILE", help="What happens to the economy.", rich_help_panel=WORLD
        ),
    ] = None,
    deployment: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FILE",
            help="Where validators stand; without it europe.",
            rich_help_panel=WORLD,
        ),
    ] = None,
    authority_corruption: Annotated[
        float, real("authority-corruption", "Chance that an authority is corrupted.")
    ] = 0.2,
    stake_corruption: Annotated[
        float, real("stake-corruption", "Chance that a staker is corrupted.")
    ] = 0.2,
    seed: Seed = 1,
    out: Out = Path("tuning"),
    workers: Workers = PROCESSORS,
    cluster: Cluster = None,
    as_json: Json = False,
    metrics: Annotated[
        bool,
        typer.Option(
            "--metrics", callback=list_metrics, is_eager=True, help="List all metrics and leave."
        ),
    ] = False,
) -> None:
    """Search for better parameters, and recommend a set that keeps every invariant.

    Candidates that break an invariant are refused before they are simulated. DIR receives
    recommended.toml, front.csv, candidates.csv, tuning.json and the picture of the front; a search that
    was stopped goes on from there.

    Exit code 1: no candidate passes; 2: bad input; 3: none passes, and the solver gave up on some.
    """
    if not vary:
        raise InvalidParameter("vary must name one field at least, got none")
    if not maximise and not minimise:
        raise InvalidParameter("maximise or minimise must name one metric at least, got none")
    given = load(params)
    held = fixed(given, fix or [])
    ranges = tuple(read_ranges(vary, held))
    check_apart(ranges, fix or [])
    problem = problem_of(
        given=given,
        held=held,
        ranges=ranges,
        objectives=(
            *(objective_of(name, True) for name in maximise or ()),
            *(objective_of(name, False) for name in minimise or ()),
        ),
        conditions=tuple(read_condition(text) for text in subject_to or ()),
        budget=budget,
        replicates=replicates,
        seed=seed,
        settings=settings_of(
            agents=agents,
            epochs=epochs,
            scenario=scenario,
            deployment=deployment,
            authority_corruption=authority_corruption,
            stake_corruption=stake_corruption,
        ),
    )
    started = time.perf_counter()
    with progress_bar("candidates") as progress:
        answer = tuned(
            problem,
            base_of(params),
            out=out,
            workers=workers,
            cluster=cluster,
            progress=progress,
            at_random=against_random,
        )
    seconds = time.perf_counter() - started
    if as_json:
        show_json({**as_document(answer), "seconds": seconds})
    elif answer.recommended is not None:
        show(as_text(answer, out, seconds))
    if answer.recommended is None:
        if not as_json and answer.given_fails:
            show(failings(answer))
        typer.echo(f"hybridstake: {no_candidate(answer)}", err=True)
        raise typer.Exit(UNDECIDED if answer.is_undecided else REFUTED)


def as_text(answer: Any, out: Path, seconds: float) -> str:
    """What people read: the front, why candidates were refused, and the paragraph."""
    fields = [each.field for each in answer.problem.ranges]
    rows = [("", *fields, *answer.problem.metrics)]
    for point in answer.front:
        star = "*" if point is answer.recommended else ""
        values = [f"{point.trial.values[field]:.6g}" for field in fields]
        found = [interval_text(each) for each in point.intervals().values()]
        rows.append((star, *values, *found))
    parts = [columns(rows)]
    if answer.given_fails:
        parts.append(failings(answer))
    if answer.refused:
        refused = ", ".join(f"{name} {count}" for name, count in answer.refused.items())
        parts.append(f"refused before they were simulated: {refused}")
    parts.append(paragraph(answer))
    parts.append(
        f"{out / 'recommended.toml'}: the set marked *; {answer.evaluated} candidates in {seconds:.0f} s"
    )
    return "\n\n".join(parts)


def interval_text(interval: Any) -> str:
    """A mean, and its interval where it has one."""
    mean, lower, upper = (interval[part] for part in ("mean", "lower", "upper"))
    if lower is None or lower == upper:
        return f"{mean:.4g}"
    return f"{mean:.4g} [{lower:.4g}, {upper:.4g}]"
