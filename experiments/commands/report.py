"""`hybridstake report PARAMS`: one parameter file, and all that is measured of it."""

import typer

from ..reproducing.later import later
from .compare import (
    Agents,
    Corruption,
    DeploymentName,
    Epochs,
    Html,
    Runs,
    conditions_of,
    read_shares,
    tell,
)
from .terminal import PROCESSORS, Cluster, Json, Params, Seed, Workers

app = typer.Typer(add_completion=False)

reported = later("comparing.reporting", "reported")


@app.command()
def report(
    params: Params,
    runs: Runs = 16,
    epochs: Epochs = 365,
    agents: Agents = 1_000,
    deployment: DeploymentName = "ten-regions",
    corruption: Corruption = "0.1,0.2,0.3",
    seed: Seed = 1,
    html: Html = None,
    workers: Workers = PROCESSORS,
    cluster: Cluster = None,
    as_json: Json = False,
) -> None:
    """What a parameter file keeps, breaks, promises and comes to."""
    conditions = conditions_of(
        runs=runs,
        epochs=epochs,
        people=agents,
        deployment=deployment,
        shares=read_shares(corruption),
        seed=seed,
    )
    tell((params,), conditions, reported, workers, cluster, html, as_json)
