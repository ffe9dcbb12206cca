"""`hybridstake energy PARAMS`: what the network draws, emits and saves against proof of work."""

from typing import Annotated, Any

import typer

from ...models.compute.comparators import COMPARATORS, comparator_named, number_of
from ...models.compute.equipment import DRAWS, Hardware, hardware_named
from ...models.compute.grid_intensities import GRIDS, grid_of
from ...models.errors import InvalidParameter
from ...models.network.verification import TRANSACTION_SECONDS
from ...models.protocol.modes import Mode, mode_parameters
from ..parameter_files import load
from ..reproducing.later import later
from .energy_text import as_text
from .terminal import Json, Params, Seed, show, show_json
from .values import real, whole

app = typer.Typer(add_completion=False)

account_of = later(".models.compute.account", "account_of")
footprint_of = later(".models.compute.footprint", "footprint_of")
with_watts = later(".models.compute.footprint", "with_watts")
with_pue = later(".models.compute.footprint", "with_pue")
nodes_of = later(".models.compute.footprint", "nodes_of")
read_costs = later("measuring.costs_file", "read_costs")
generator = later("running.seeds", "generator")
stream = later("running.seeds", "Stream")

MODES = {mode.label: mode for mode in Mode}
SAMPLING = 4
"""Number of the stream of sampled answers, which is loaded late."""
CHECKED = "ed25519_verify"
"""The operation that every node carries out for every transaction."""
CLASSES = ", ".join(f"{each.upper()} {DRAWS[each].watts:g} W" for each in Hardware)
MOST_VALIDATORS = 10**9


@app.command()
def energy(
    params: Params,
    compare: Annotated[
        str,
        typer.Option(
            metavar="CHAIN|WATTS",
            help=f"Proof-of-work chain: {', '.join(COMPARATORS)}; or a power in watts.",
        ),
    ] = "ethereum-pow",
    country: Annotated[
        str,
        typer.Option(
            metavar="CODE|NAME", help=f"Where all nodes stand, grids of 2023: {', '.join(GRIDS)}."
        ),
    ] = "WLD",
    mode: Annotated[
        str, typer.Option(help=f"Whose nodes and throughput: {', '.join(MODES)}.")
    ] = "secure",
    validators: Annotated[
        int | None,
        whole(
            "validators",
            "Nodes; if not said, the mode's and the authorities.",
            least=1,
            most=MOST_VALIDATORS,
        ),
    ] = None,
    watts: Annotated[
        str, typer.Option(metavar="CLASS|FLOAT", help=f"Of a node: {CLASSES}; or a number.")
    ] = "PROFESSIONAL",
    pue: Annotated[
        float | None,
        real("pue", "Power of a node's site by its own; if not said, as usual for its class."),
    ] = None,
    costs: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help=f"Of `hybridstake measure crypto`: {CHECKED} is read from it."
        ),
    ] = None,
    draws: Annotated[
        int, whole("draws", "Of all uncertain numbers at once.", least=100, most=10**7)
    ] = 20_000,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Power, energy and emissions of a year and of a transaction, and what is saved by it."""
    if mode not in MODES:
        raise InvalidParameter(f"mode must be one of {', '.join(MODES)}, got {mode!r}")
    parameters, chosen = load(params), MODES[mode]
    nodes = validators or nodes_of(parameters, chosen)
    found = account_of(
        known_of(watts, pue, nodes),
        float(mode_parameters(parameters, chosen).throughput_tps),
        TRANSACTION_SECONDS if costs is None else read_costs(costs, (CHECKED,))[CHECKED],
        comparator_named(compare),
        grid_of(country),
        draws,
        generator(seed, "energy", 0, stream(SAMPLING)),
    )
    told = {"mode": mode, **found.as_dict(), "seed": seed, "draws": draws}
    if as_json:
        show_json(told)
    else:
        show(as_text(told))


def known_of(watts: str, pue: float | None, nodes: int) -> Any:
    """What is known of the nodes: of their class, or of their watts alone."""
    number = number_of(watts)
    hardware = Hardware.PROFESSIONAL if number is not None else hardware_named(watts)
    found = footprint_of(hardware, nodes)
    if number is not None:
        found = with_watts(found, number)
    return found if pue is None else with_pue(found, pue)
