"""`hybridstake payments demo`: private payments played for real, forgeries and all."""

from typing import Annotated, Any

import typer

from ..reproducing.later import later
from .terminal import REFUTED, Json, Seed, columns, show, show_json
from .values import whole

app = typer.Typer(no_args_is_help=True, add_completion=False)

played = later("measuring.payments", "played")
read_costs = later("measuring.costs_file", "read_costs")

SIGNATURE = ("ed25519_sign", "ed25519_verify")
"""Operations of a plain payment that a file of costs must name."""


@app.callback()
def payments() -> None:
    """Payments whose amounts are hidden, and still add up."""


@app.command()
def demo(
    seed: Seed = 1,
    outputs: Annotated[int, whole("outputs", "Of each payment: 2, 4, 8 or 16.")] = 2,
    bits: Annotated[int, whole("bits", "Of an amount: 8, 16, 32 or 64.")] = 64,
    validators: Annotated[
        int, whole("validators", "That check and keep a payment.", least=1, most=10**9)
    ] = 1_000,
    costs: Annotated[
        str | None,
        typer.Option(help="File of `measure crypto --out`: what a plain payment costs here."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Issue, pay, check, forge in every way we know, audit, vote and lend: each step is carried out.

    Exit code 1 if a forgery is accepted or a right step refused. Neither audited nor constant-time.
    """
    measured = None if costs is None else read_costs(costs, SIGNATURE)
    found = played(seed, outputs, bits, validators, measured)
    if as_json:
        show_json(found.as_dict())
    else:
        show(as_text(found))
    if found.wrong:
        raise typer.Exit(REFUTED)


def as_text(found: Any) -> str:
    """What happened, step by step, who saw what, and what to conclude."""
    told = found.as_dict()
    steps = [("step", "what happened", "bytes", "ms")] + [
        (
            each["step"],
            each["what"],
            "" if each["bytes"] is None else f"{each['bytes']:,}",
            f"{1_000 * each['seconds']:.1f}",
        )
        for each in told["steps"]
    ]
    facts = list(next(iter(told["disclosure"].values())))
    seen = [("who sees", *facts)] + [
        (party, *(f"{shares[fact]:.0%}" for fact in facts))
        for party, shares in told["disclosure"].items()
    ]
    spent = [("payment", "checked by a core", "J", "least fee [USD]", "least amount [USD]")] + [
        (
            kind,
            f"{each['checked_per_second']:,.0f} a second",
            *(f"{each[name]:.3g}" for name in ("joules", "fee_usd", "least_amount_usd")),
        )
        for kind, each in told["costs"].items()
    ]
    beside = f"Among {told['validators']:,} validators:"
    parts = (columns(steps), columns(seen), f"{beside}\n{columns(spent)}", conclusion(found, told))
    return "\n\n".join(parts)


def conclusion(found: Any, told: dict[str, Any]) -> str:
    """Whether all ended as it must, and what hiding the amounts took."""
    cost = (
        f"A payment takes {told['payment_bytes']:,} bytes, {1_000 * told['prove_seconds']:.0f} ms to "
        f"prove and {1_000 * told['verify_seconds']:.1f} ms to check, "
        f"{1_000 * told['batch_seconds']:.1f} ms if many are checked together."
    )
    if found.wrong:
        ended = f"It ended otherwise than it must: {', '.join(found.wrong)}."
    else:
        ended = f"All {told['forgeries']} attempts to cheat were refused; keys and graph are open."
    return f"{ended} {cost}\nThis is {told['caveat']}."
