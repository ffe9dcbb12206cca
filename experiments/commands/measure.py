"""`hybridstake measure`: what cryptography and the protocol with real keys cost on this machine."""

from pathlib import Path
from typing import Annotated, Any

import typer

from ...models.errors import InvalidParameter
from ...models.protocol.modes import Mode
from ..parameter_files import load
from ..reproducing.later import later
from .terminal import REFUTED, Json, Params, Seed, columns, show, show_json
from .values import whole

app = typer.Typer(no_args_is_help=True, add_completion=False)

measured = later("measuring.operations", "measured")
measured_rounds = later("measuring.signed_rounds", "measured_rounds")
write_costs = later("measuring.costs_file", "write_costs")

MODES = {mode.label: mode for mode in Mode}
WARNING = "Not audited, not constant-time: for measuring and teaching, not for keys of value."
MANY = "bls_fast_aggregate_verify_"
"""What the names of checked aggregates begin with; the number of voters ends them."""
MOST_VALIDATORS = 100
"""Whose messages one process can carry."""


@app.callback()
def measure() -> None:
    """Costs of cryptography and of the protocol with real keys, on this machine.

    Not audited, not constant-time: for measuring and teaching, not for keys of value.
    """


@app.command()
def crypto(
    repeat: Annotated[
        int, whole("repeat", "Batches of each operation.", least=1, most=10_000)
    ] = 20,
    out: Annotated[
        Path | None,
        typer.Option(
            dir_okay=False,
            help="Write seconds by operation as JSON: `network --costs` reads it.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Seconds of processor time for each operation, with an interval over the repeats."""
    found = measured(repeat)
    if out is not None:
        write_costs(out, {name: cost.seconds for name, cost in found.items()})
    if as_json:
        operations = {name: cost.as_dict() for name, cost in found.items()}
        show_json({"repeat": repeat, "operations": operations, "warning": WARNING})
        return
    show(f"{table_of(found)}\n\n{conclusion_of(found)}\n{WARNING}")


def table_of(found: dict[str, Any]) -> str:
    """Costs as rows."""
    rows = [("operation", "ms", "95 % interval", "a second, one core")]
    rows += [
        (
            name,
            f"{1_000 * cost.seconds:.4f}",
            f"{1_000 * cost.low:.4f} to {1_000 * cost.high:.4f}",
            f"{1 / cost.seconds:,.0f}",
        )
        for name, cost in found.items()
    ]
    return columns(rows)


def conclusion_of(found: dict[str, Any]) -> str:
    """What votes cost beside transactions, and many votes beside one."""
    times = found["bls_verify"].seconds / found["ed25519_verify"].seconds
    voters = max(int(name.removeprefix(MANY)) for name in found if name.startswith(MANY))
    of_many = found[f"{MANY}{voters}"].seconds / found["bls_verify"].seconds
    return (
        f"One BLS signature costs as much to check as {times:.0f} of Ed25519; an aggregate of "
        f"{voters:,} costs {of_many:.1f} times one."
    )


@app.command()
def protocol(
    params: Params,
    mode: Annotated[str, typer.Option(help=f"{', '.join(MODES)}.")] = "fast",
    rounds: Annotated[int, whole("rounds", "Heights to decide.", least=1, most=10_000)] = 5,
    validators: Annotated[
        int,
        whole("validators", "Each an authority with stake.", least=4, most=MOST_VALIDATORS),
    ] = 7,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """The protocol run with real keys: time, signatures and certificates, and the same decisions."""
    if mode not in MODES:
        raise InvalidParameter(f"mode must be one of {', '.join(MODES)}, got {mode!r}")
    found = measured_rounds(load(params), MODES[mode], validators, rounds, seed)
    told: dict[str, Any] = {
        "mode": mode,
        "seed": seed,
        **found.as_dict(rounds),
        "warning": WARNING,
    }
    if as_json:
        show_json(told)
    else:
        show(as_text(told))
    if not (found.agrees and found.certificates_hold):
        raise typer.Exit(REFUTED)


def as_text(told: dict[str, Any]) -> str:
    """What was measured, as sentences."""
    same = "the same as" if told["agrees_with_unsigned"] else "NOT the same as"
    hold = "hold" if told["certificates_hold"] else "do NOT hold"
    return (
        f"{told['validators']} validators decided {told['decided']} of {told['rounds']} heights in "
        f"{told['mode']} mode: {told['ms_per_round']:.1f} ms of processor time a round with real keys, "
        f"{told['plain_ms_per_round']:.1f} ms without, all validators in one process.\n"
        f"They made {told['signatures_made']:,} signatures, checked {told['signatures_checked']:,} and "
        f"sent {told['signatures_sent']:,}, for what was heard is passed on.\n"
        f"A certificate has {told['certificate_bytes']} bytes; its signatures one by one have "
        f"{told['separate_bytes']:,}.\n"
        f"All certificates {hold}, and the decisions are {same} those without keys: "
        f"{told['decisions'][:16]}.\n{told['warning']}"
    )
