"""`hybridstake simulate PARAMS`: the economy of stakers and authorities."""

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ...agents.limits import MOST_EPOCHS, MOST_STAKERS
from ...agents.population.wealth_law import WealthLaw
from ...agents.strategies.names import NAMES
from ...models.errors import InvalidParameter
from ..extending.plugin import names_with_added
from ..parameter_files import load
from ..reproducing.later import later
from ..running.study import whole
from .progress import progress_bar
from .terminal import PROCESSORS, Cluster, Json, Params, Seed, Workers, columns, show, show_json

if TYPE_CHECKING:
    from ...agents.settings import EconomySettings
    from ..simulating.economy import Interval

CERTIFIED = ("epsilon", "coalition_epsilon", "class_epsilon", "deviator")
"""What machines are told of a certificate."""

app = typer.Typer(add_completion=False)

launch_staker_yield = later("simulating.economy", "launch_staker_yield")
mean_interval = later("simulating.economy", "mean_interval")
mean_metrics = later("simulating.economy", "mean_metrics")
mean_time_per_mode = later("simulating.economy", "mean_time_per_mode")
run_simulation = later("simulating.simulation", "run_simulation")
simulation_of = later("simulating.simulation", "Simulation")
strategy_named = later("extending.strategies", "strategy_named")
settings_of = later(".agents.settings", "EconomySettings")
load_scenario = later("simulating.scenarios", "load_scenario")
read_stakes = later("stakes_files", "read_stakes")
read_shock = later("simulating.scenarios", "read_shock")
check_in_run = later("simulating.scenarios", "check_in_run")
read_settings = later("simulating.settings", "read_settings")
read_assignments = later("simulating.settings", "read_assignments")


@app.command()
def simulate(
    params: Params,
    agents: Annotated[
        int | None,
        typer.Option(min=1, max=MOST_STAKERS, help="People who may stake; without it 1,000."),
    ] = None,
    epochs: Annotated[
        int | None, typer.Option(min=1, max=MOST_EPOCHS, help="Days; without it 365.")
    ] = None,
    runs: Annotated[int, typer.Option(min=1, max=1_000_000, help="Independent runs.")] = 1,
    seed: Seed = 1,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the table and its manifest.", file_okay=False)
    ] = None,
    strategy: Annotated[
        str | None,
        typer.Option(
            help=f"How people choose: {', '.join(names_with_added('strategies', NAMES))}; "
            "without it discounted."
        ),
    ] = None,
    order_blocks: Annotated[
        int | None,
        typer.Option(
            min=1, max=MOST_STAKERS, help="Groups that decide one after another; without it 1."
        ),
    ] = None,
    scenario: Annotated[
        str | None, typer.Option(metavar="NAME|FILE", help="What happens to the economy.")
    ] = None,
    shock: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND:SIZE@EPOCH", help="One event more; may be repeated."),
    ] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="A setting as in a scenario file, such as cartel.detection=0.001; may be repeated.",
        ),
    ] = None,
    wealth: Annotated[
        WealthLaw | None,
        typer.Option(help="Law by which the supply is divided at launch; without it pareto."),
    ] = None,
    certify: Annotated[
        bool, typer.Option("--certify", help="Tell what the last day leaves to gain.")
    ] = False,
    stakes: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="CSV or Parquet whose column `stake` divides the supply at launch."
        ),
    ] = None,
    workers: Workers = PROCESSORS,
    cluster: Cluster = None,
    as_json: Json = False,
) -> None:
    """Let rational stakers and authorities live under a parameter file."""
    parameters = load(params)
    title, settings = "", settings_of(epochs=365)
    if scenario is not None:
        found_scenario = load_scenario(scenario)
        title, settings = found_scenario.title, found_scenario.settings
    given = () if stakes is None else tuple(read_stakes(Path(stakes)).tolist())
    if given and agents not in (None, len(given)):
        raise InvalidParameter(
            f"agents must be the number of stakes in the file ({len(given)}), got {agents}"
        )
    if strategy is not None:
        settings = replace(settings, strategy=strategy_named(strategy))
    settings = read_settings(read_assignments(changes or ()), settings)
    events = [read_shock(each) for each in shock or ()]
    check_in_run(events, settings.epochs if epochs is None else epochs)
    settings = replace(
        settings,
        order_blocks=settings.order_blocks if order_blocks is None else order_blocks,
        wealth_law=WealthLaw.GIVEN if given else wealth or settings.wealth_law,
        given_stakes=given,
        shocks=(*settings.shocks, *events),
        epochs=settings.epochs if epochs is None else epochs,
        stakers=len(given) or agents or settings.stakers,
    )
    simulation = simulation_of(
        parameters=parameters, settings=settings, runs=runs, seed=seed, certify=certify
    )
    started = time.perf_counter()
    with progress_bar("days of runs") as progress:
        found = run_simulation(
            simulation, workers=workers, progress=progress, out=out, cluster=cluster
        )
    metrics = mean_metrics(found.summaries)
    metrics["launch_staker_yield"] = mean_interval([launch_staker_yield(parameters)] * runs)
    in_modes = mean_time_per_mode(found.share_of_time_per_mode)
    if as_json:
        show_json(
            {
                "parameters": whole(parameters),
                "seed": seed,
                "runs": runs,
                "epochs": settings.epochs,
                "agents": settings.stakers,
                "seconds": time.perf_counter() - started,
                "agent_steps_per_second": found.agent_steps / max(found.cpu_seconds, 1e-9),
                "metrics": metrics | {"share_of_time_per_mode": in_modes},
                "conservation_error": found.conservation_error,
                "certificate": found.certificate
                and {name: found.certificate[name] for name in CERTIFIED},
                "certificate_exhaustive": found.certificate and found.certificate["exhaustive"],
            }
        )
        return
    if title:
        show(f"{title}\n")
    parts = ("mean", "lower", "upper") if runs > 1 else ("mean",)
    rows = [("metric", *parts)]
    rows += [
        (name, *(f"{value[part]:.6g}" for part in parts))
        for name, value in (*metrics.items(), *time_rows(in_modes))
    ]
    show(columns(rows))
    show(f"\n{told(settings, runs)}")
    if found.certificate is not None:
        show(promised(found.certificate))
    if runs == 1:
        show("one run: no interval")
    if out is not None:
        show(f"{out / 'simulation.parquet'}: every day of every run")


def told(settings: "EconomySettings", runs: int) -> str:
    """What was run, in a line."""
    counted = f"{runs} runs" if runs > 1 else "one run"
    return f"after {settings.epochs} days, {counted} of {settings.stakers} people"


def promised(certificate: "dict[str, Any]") -> str:
    """What the last day leaves to gain, in words."""
    whole = certificate["exhaustive"]
    together = "no three more than" if whole else "some three at least"
    rest = "" if whole else "; not every three were tried"
    return (
        f"nobody gains more than {certificate['epsilon']:.3g} of what it owns a year by another "
        f"choice, no class more than {certificate['class_epsilon']:.3g}, "
        f"{together} {certificate['coalition_epsilon']:.3g} each{rest}\n"
        f"who gains most: {certificate['deviator'] or 'nobody'}"
    )


def time_rows(in_modes: "dict[str, Interval]") -> "list[tuple[str, Interval]]":
    """Share of time in each mode, as rows of the table."""
    return [(f"share_of_time {mode}", interval) for mode, interval in in_modes.items()]
