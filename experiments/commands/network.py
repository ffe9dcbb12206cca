"""`hybridstake network PARAMS`: how fast a mode is final on a real network, and what binds it."""

from typing import Annotated, Any

import typer

from ...models.errors import InvalidParameter
from ...models.protocol.modes import Mode
from ..parameter_files import load
from ..reproducing.later import later
from .terminal import Json, Params, Seed, columns, show, show_json

app = typer.Typer(add_completion=False)

reach = later("networking.reach", "reach")
question_of = later("networking.reach", "Question")
load_deployment = later("networking.deployments", "load_deployment")
of_regions = later("networking.deployments", "of_regions")
capacity_of = later(".models.network.throughput", "Capacity")
dissemination_named = later(".models.network.throughput", "dissemination_named")

MODES = {mode.label: mode for mode in Mode}
EVERY_REGION = "ten-regions"
"""The deployment where none is named."""


@app.command()
def network(
    params: Params,
    mode: Annotated[str, typer.Option(help=f"{', '.join(MODES)}.")] = "fast",
    deployment: Annotated[
        str | None, typer.Option(help="A name of the package, or a TOML file.")
    ] = None,
    regions: Annotated[
        str | None, typer.Option(help="Validators by AWS region: `eu-west-1:7,us-east-1:7`.")
    ] = None,
    phases: Annotated[
        int, typer.Option(help="Message delays with the proposal: 2, 3, or odd if chained.")
    ] = 3,
    offline: Annotated[float, typer.Option(help="Part of the validators that is silent.")] = 0.0,
    rounds: Annotated[int, typer.Option(min=1, max=1_000_000, help="Rounds sampled.")] = 1_000,
    bandwidth: Annotated[float, typer.Option(help="Upload of each node [bit/s].")] = 1e9,
    dissemination: Annotated[
        str, typer.Option(help="How a block spreads: star, gossip, coded, shared.")
    ] = "coded",
    transaction_bytes: Annotated[float, typer.Option(help="Of one transaction [B].")] = 250,
    cores: Annotated[float, typer.Option(help="Cores that check signatures.")] = 4,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Time to finality of one mode, its floor, and the resource that binds its throughput."""
    if mode not in MODES:
        raise InvalidParameter(f"mode must be one of {', '.join(MODES)}, got {mode!r}")
    if deployment is not None and regions is not None:
        raise InvalidParameter("--regions must not be used with --deployment, got both")
    found = reach(
        question_of(
            parameters=load(params),
            mode=MODES[mode],
            deployment=load_deployment(deployment or EVERY_REGION)
            if regions is None
            else of_regions(regions),
            message_delays=phases,
            offline=offline,
            rounds=rounds,
            seed=seed,
            capacity=capacity_of(
                bandwidth=bandwidth,
                transaction_bytes=transaction_bytes,
                cores=cores,
                dissemination=dissemination_named(dissemination),
            ),
        )
    )
    told = {"mode": mode, "phases": phases, **found.as_dict()}
    if as_json:
        show_json(told)
    else:
        show(as_text(told))


def as_text(told: dict[str, Any]) -> str:
    """The answer for people."""
    head = f"{told['mode']}: {told['validators']} validators, {told['online']} online"
    if told["finality_ms"] is None:
        return f"{head}\nno block is final: those online are no quorum"
    times = [
        ("finality", "ms"),
        *((name, f"{value:.1f}") for name, value in told["finality_ms"].items()),
        ("floor (median delays only)", f"{told['floor_ms']:.1f}"),
        ("promised", f"{told['target_ms']:g}"),
    ]
    rates = [
        ("throughput", "1/s"),
        *((name, f"{value:,.0f}") for name, value in told["throughput_by_resource"].items()),
    ]
    kept = f"{told['within_target']:.1%} of the sampled times keep the promise"
    bound = f"{told['binding_resource']} binds the throughput"
    return "\n\n".join([head, columns(times), kept, columns(rates), bound])
