"""`hybridstake network PARAMS`: how fast a mode is final on a real network, and what binds it."""

from math import isfinite
from pathlib import Path
from typing import Annotated, Any

import typer

from ...models.errors import InvalidParameter
from ...models.network.events.ledger import BrokenInvariant
from ...models.protocol.modes import Mode
from ..parameter_files import load, shorten
from ..reproducing.later import later
from .network_text import as_text
from .terminal import REFUTED, Json, Params, Seed, show, show_json

app = typer.Typer(add_completion=False)

reach = later("networking.reach", "reach")
question_of = later("networking.question", "Question")
engine_named = later("networking.question", "Engine")
troubles_of = later("networking.trials", "Troubles")
cut_of = later("networking.trials", "cut_of")
churn_of = later("networking.trials", "churn_of")
demand_of = later("networking.trials", "demand_of")
load_deployment = later("networking.deployments", "load_deployment")
deployment_names = later("networking.deployments", "deployment_names")
of_regions = later("networking.deployments", "of_regions")
capacity_of = later(".models.network.throughput", "Capacity")
load_signature_costs = later("measuring.costs_file", "load_signature_costs")
dissemination_named = later(".models.network.throughput", "dissemination_named")

MODES = {mode.label: mode for mode in Mode}
AUTO = "auto"
SETTINGS = (
    "mode", "phases", "jitter", "bandwidth", "dissemination", "transaction_bytes", "block_size",
    "cores", "workload", "workers",
)  # fmt: skip
"""Options that a deployment's file may set, which one that is given overrides."""
ENGINES = ("auto", "quorum", "events")
WORKLOADS = (
    "uniform", "zipf", "one_counter", "pools", "ai_jobs", "lots", "patients", "feeders",
)  # fmt: skip
DEFAULT_DEPLOYMENT = "ten-regions"
"""Where none is named."""
TROUBLES, SENDING = "What goes wrong", "What nodes can do"


@app.command()
def network(
    context: typer.Context,
    params: Params,
    mode: Annotated[
        str,
        typer.Option(help=f"{', '.join(MODES)}, or auto: as load and presence ask."),
    ] = "fast",
    deployment: Annotated[
        str | None,
        typer.Option(
            help="A name of the package, or a TOML file: latencies, a table of validators by region, "
            f"and for {', '.join(SETTINGS)} values that options override."
        ),
    ] = None,
    regions: Annotated[
        str | None, typer.Option(help="Validators by AWS region: `eu-west-1:7,us-east-1:7`.")
    ] = None,
    phases: Annotated[
        int, typer.Option(help="Message delays with the proposal: 2, 3, or odd if chained.")
    ] = 3,
    rounds: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=1_000_000,
            help="Rounds sampled, or blocks to finalise; if not said, 1,000 or what is quick.",
        ),
    ] = None,
    jitter: Annotated[
        bool, typer.Option(help="Whether messages are late by chance, or all take the median.")
    ] = True,
    engine: Annotated[
        str,
        typer.Option(
            help="quorum: order statistics of rounds without time-outs. events: single messages, "
            "waits and view changes. auto: the first where it can answer."
        ),
    ] = "auto",
    offline: Annotated[
        float,
        typer.Option(
            help="Part of the validators that is silent: as proposers, the events engine waits for "
            "them in vain, and the quorum engine passes them over.",
            rich_help_panel=TROUBLES,
        ),
    ] = 0.0,
    byzantine: Annotated[
        float,
        typer.Option(
            help="Part that equivocates towards two halves of the rest.", rich_help_panel=TROUBLES
        ),
    ] = 0.0,
    mute: Annotated[
        float,
        typer.Option(help="Part that votes and never proposes.", rich_help_panel=TROUBLES),
    ] = 0.0,
    slow: Annotated[
        float, typer.Option(help="Part that sends everything later.", rich_help_panel=TROUBLES)
    ] = 0.0,
    lag: Annotated[
        float,
        typer.Option(help="How much later they do, in milliseconds.", rich_help_panel=TROUBLES),
    ] = 0.0,
    loss: Annotated[
        float, typer.Option(help="Part of all messages that is lost.", rich_help_panel=TROUBLES)
    ] = 0.0,
    partition: Annotated[
        list[str] | None,
        typer.Option(
            help="FROM:UNTIL:REGION+REGION: these regions and all others do not hear each other, "
            "in seconds; UNTIL may be never. May be given again.",
            rich_help_panel=TROUBLES,
        ),
    ] = None,
    churn: Annotated[
        str | None,
        typer.Option(
            help="UP:DOWN: mean times that a validator is there and away, in seconds.",
            rich_help_panel=TROUBLES,
        ),
    ] = None,
    neighbours: Annotated[
        int | None,
        typer.Option(
            help="Validators to whom each talks, and who pass on what they hear; if not said, all.",
            rich_help_panel=TROUBLES,
        ),
    ] = None,
    load_trace: Annotated[
        str | None,
        typer.Option(
            "--load",
            help="SECONDS:RATE,…: from then on so many transactions a second; if not said, blocks "
            "are always full.",
        ),
    ] = None,
    bandwidth: Annotated[
        float, typer.Option(help="Upload of each node, in bit/s.", rich_help_panel=SENDING)
    ] = 1e9,
    dissemination: Annotated[
        str,
        typer.Option(
            help="How a block spreads: star, gossip, coded, shared.", rich_help_panel=SENDING
        ),
    ] = "coded",
    transaction_bytes: Annotated[
        float, typer.Option(help="Of one transaction, in bytes.", rich_help_panel=SENDING)
    ] = 250,
    block_size: Annotated[
        int | None,
        typer.Option(
            help="Most transactions of a block; if not said, what the resources allow.",
            rich_help_panel=SENDING,
        ),
    ] = None,
    cores: Annotated[
        float, typer.Option(help="Cores that check signatures.", rich_help_panel=SENDING)
    ] = 4,
    costs: Annotated[
        str | None,
        typer.Option(
            help="JSON of seconds by operation, as `measure crypto --out` writes it; if not said, "
            "those of a server of 2026.",
            rich_help_panel=SENDING,
        ),
    ] = None,
    workload: Annotated[
        str,
        typer.Option(help=f"What blocks are of: {', '.join(WORKLOADS)}.", rich_help_panel=SENDING),
    ] = "uniform",
    workers: Annotated[
        int, typer.Option(help="Cores that execute a block.", rich_help_panel=SENDING)
    ] = 32,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Time to finality of one mode, its floor, and the resource that binds its throughput."""
    if mode not in (*MODES, AUTO):
        raise InvalidParameter(f"mode must be one of {', '.join(MODES)}, {AUTO}, got {mode!r}")
    if engine not in ENGINES:
        raise InvalidParameter(f"engine must be one of {', '.join(ENGINES)}, got {engine!r}")
    if deployment is not None and regions is not None:
        raise InvalidParameter("--regions must not be used with --deployment, got both")
    placed = named(deployment) if regions is None else of_regions(regions)
    chosen = settled(context, placed.settings)
    mode, phases = chosen["mode"], chosen["phases"]
    question = question_of(
        parameters=load(params),
        mode=MODES.get(mode),
        deployment=placed if chosen["jitter"] else placed.without_jitter(),
        message_delays=phases,
        rounds=rounds,
        seed=seed,
        capacity=capacity_of(
            bandwidth=chosen["bandwidth"],
            transaction_bytes=chosen["transaction_bytes"],
            cores=chosen["cores"],
            dissemination=dissemination_named(chosen["dissemination"]),
            **({} if costs is None else {"costs": load_signature_costs(costs)}),
        ),
        workload=chosen["workload"],
        workers=chosen["workers"],
        block_size=chosen["block_size"],
        troubles=troubles_of(
            offline=offline,
            byzantine=byzantine,
            mute=mute,
            slow=slow,
            lag_ms=lag,
            loss=loss,
            churn=None if churn is None else churn_of(churn),
            neighbours=neighbours,
            partitions=tuple(cut_of(each) for each in partition or ()),
        ),
        demand=demand_of(load_trace),
        asked=engine_named(engine),
    )
    try:
        found = reach(question)
    except BrokenInvariant as error:
        tell({"mode": mode, "phases": phases, "agreement": False, "why": str(error)}, as_json)
        raise typer.Exit(REFUTED) from error
    told = {"mode": mode, "phases": phases, **found.as_dict()}
    if not chosen["jitter"]:
        told["jitter"] = "none"
    tell(told, as_json)


def settled(context: typer.Context, settings: dict[str, Any]) -> dict[str, Any]:
    """Options that are given, then what the deployment's file says, then what holds for all."""
    given = {
        name: context.params[name]
        for name in SETTINGS
        if getattr(context.get_parameter_source(name), "name", "DEFAULT") != "DEFAULT"
    }
    return {**{name: context.params[name] for name in SETTINGS}, **settings, **given}


def tell(told: dict[str, Any], as_json: bool) -> None:
    """An answer, for machines or for people."""
    if as_json:
        show_json(bounded(told))
    else:
        show(as_text(told))


def bounded(told: Any) -> Any:
    """The same with nothing for what has no bound, such as the upload of who sends to nobody."""
    if isinstance(told, dict):
        return {key: bounded(value) for key, value in told.items()}
    if isinstance(told, list):
        return [bounded(each) for each in told]
    return None if isinstance(told, float) and not isfinite(told) else told


def named(deployment: str | None) -> Any:
    """A deployment by name or file.

    Raises
    ------
    InvalidParameter
        If there is neither.
    """
    if deployment is None:
        return load_deployment(DEFAULT_DEPLOYMENT)
    names = deployment_names()
    if deployment not in names and not Path(deployment).is_file():
        raise InvalidParameter(
            f"deployment must be {', '.join(names)}, or a path of a TOML file, "
            f"got {shorten(deployment)}"
        )
    return load_deployment(deployment)
