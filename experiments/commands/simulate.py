"""`hybridstake simulate PARAMS`: the economy of stakers and authorities."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...agents.settings import MOST_STAKERS, EconomySettings
from ..parameter_files import load
from ..reproducing.later import later
from ..running.study import whole
from .progress import progress_bar
from .terminal import PROCESSORS, Json, Params, Seed, Workers, columns, show, show_json

if TYPE_CHECKING:
    from ..simulating.economy import Interval

app = typer.Typer(add_completion=False)

launch_staker_yield = later("simulating.economy", "launch_staker_yield")
mean_interval = later("simulating.economy", "mean_interval")
mean_metrics = later("simulating.economy", "mean_metrics")
mean_time_per_mode = later("simulating.economy", "mean_time_per_mode")
run_simulation = later("simulating.simulation", "run_simulation")
simulation_of = later("simulating.simulation", "Simulation")


@app.command()
def simulate(
    params: Params,
    agents: Annotated[
        int, typer.Option(min=1, max=MOST_STAKERS, help="People who may stake.")
    ] = 1_000,
    epochs: Annotated[int, typer.Option(min=1, max=1_000_000, help="Days.")] = 365,
    runs: Annotated[int, typer.Option(min=1, max=1_000_000, help="Independent runs.")] = 1,
    seed: Seed = 1,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the table and its manifest.", file_okay=False)
    ] = None,
    workers: Workers = PROCESSORS,
    as_json: Json = False,
) -> None:
    """Let rational stakers and authorities live under a parameter file."""
    parameters = load(params)
    simulation = simulation_of(
        parameters=parameters,
        settings=EconomySettings(epochs=epochs, stakers=agents),
        runs=runs,
        seed=seed,
    )
    started = time.perf_counter()
    with progress_bar("runs") as progress:
        found = run_simulation(simulation, workers=workers, progress=progress, out=out)
    metrics = mean_metrics(found.summaries)
    metrics["launch_staker_yield"] = mean_interval([launch_staker_yield(parameters)] * runs)
    in_modes = mean_time_per_mode(found.share_of_time_per_mode)
    if as_json:
        show_json(
            {
                "parameters": whole(parameters),
                "seed": seed,
                "runs": runs,
                "epochs": epochs,
                "agents": agents,
                "seconds": time.perf_counter() - started,
                "agent_steps_per_second": found.agent_steps / max(found.cpu_seconds, 1e-9),
                "metrics": metrics | {"share_of_time_per_mode": in_modes},
                "conservation_error": found.conservation_error,
                "certificate": None,
            }
        )
        return
    parts = ("mean", "lower", "upper") if runs > 1 else ("mean",)
    rows = [("metric", *parts)]
    rows += [
        (name, *(f"{value[part]:.6g}" for part in parts))
        for name, value in (*metrics.items(), *time_rows(in_modes))
    ]
    show(columns(rows))
    counted = f"{runs} runs" if runs > 1 else "one run"
    show(f"\nafter {epochs} days, {counted} of {agents} people")
    if runs == 1:
        show("one run: no interval")
    if out is not None:
        show(f"{out / 'simulation.parquet'}: every day of every run")


def time_rows(in_modes: "dict[str, Interval]") -> "list[tuple[str, Interval]]":
    """Share of time in each mode, as rows of the table."""
    return [(f"share_of_time {mode}", interval) for mode, interval in in_modes.items()]
