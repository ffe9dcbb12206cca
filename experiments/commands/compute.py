"""`hybridstake compute`: jobs of the proof of virtual machine, and what it takes to trust results."""

from typing import Annotated, Any

import typer

from ...models.compute.redundancy.rules import Kind, Scheme
from ...models.errors import InvalidParameter
from ..reproducing.later import later
from ..running.seeds import Stream, generator
from .compute_run import run
from .terminal import Json, Seed, show, show_json
from .values import real, whole

app = typer.Typer(no_args_is_help=True, add_completion=False)

assess = later(".models.compute.redundancy.assessment", "assess")
least_scheme = later(".models.compute.redundancy.sizing", "least_scheme")


@app.callback()
def compute() -> None:
    """Jobs run more than once: what that costs, and how far their results can be trusted."""


app.command()(run)


@app.command()
def redundancy(
    scheme: Annotated[
        Kind,
        typer.Option(
            help="traditional: all copies at once. progressive: no more than a majority needs. "
            "iterative: until one answer leads."
        ),
    ],
    reliability: Annotated[float, real("reliability", "Chance that one result is right.")],
    lead: Annotated[
        int | None, whole("lead", "Votes by which the accepted answer leads: iterative.")
    ] = None,
    copies: Annotated[
        int | None,
        whole("copies", "An odd number, of which a majority must agree: the other two schemes."),
    ] = None,
    target: Annotated[
        float | None,
        real("target", "Reliability to be reached with the least lead or the fewest copies."),
    ] = None,
    jobs: Annotated[int, whole("jobs", "Jobs sampled as a witness; 0 for none.", least=0)] = 10_000,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Reliability and expected copies of a job whose results are compared.

    All wrong results are taken to be the same one, which is the worst case: those who lie collude.
    """
    chosen = scheme_of(scheme, reliability, lead, copies, target)
    rng = generator(seed, "compute redundancy", 0, Stream.SAMPLING)
    found = assess(chosen, reliability, jobs, rng)
    if as_json:
        show_json(found.as_dict())
    else:
        show(as_text(found))


def scheme_of(
    kind: Kind, reliability: float, lead: int | None, copies: int | None, target: float | None
) -> Scheme:
    """The scheme asked for: of this size, or of the least that reaches a target.

    Raises
    ------
    InvalidParameter
        If no size, more than one, or one of another scheme was given.
    """
    size, own, other = (
        (lead, "lead", "copies") if kind is Kind.ITERATIVE else (copies, "copies", "lead")
    )
    if (copies if kind is Kind.ITERATIVE else lead) is not None:
        raise InvalidParameter(
            f"--{other} must not be used with --scheme {kind}, whose size is --{own}"
        )
    if (size is None) == (target is None):
        got = "neither" if size is None else "both"
        raise InvalidParameter(f"either --{own} or --target must be given, got {got}")
    return least_scheme(kind, reliability, target) if size is None else Scheme(kind, size)


def as_text(found: Any) -> str:
    """What came out, and what to conclude."""
    scheme = found.scheme
    of_all = "lead" if scheme.kind is Kind.ITERATIVE else "copies"
    lines = [
        f"{scheme.kind} redundancy, {of_all} {scheme.size}, single results right with chance "
        f"{found.single:g}:",
        f"  right with chance {found.reliability:.9g} (wrong {found.error:.3g})",
        f"  {found.cost:.4g} copies of a job in the mean",
    ]
    if found.sampled:
        (low, high), (fewest, most) = found.sampled.reliability, found.sampled.cost
        lines.append(
            f"  {found.sampled.jobs:,} jobs sampled: right between {low:.6g} and {high:.6g}, "
            f"{fewest:.4g} to {most:.4g} copies"
        )
    lines.append(conclusion(found))
    return "\n".join(lines)


def conclusion(found: Any) -> str:
    """Whether running copies helps, and at which factor."""
    if found.single <= 0.5:
        return "As likely wrong as right, or worse: no number of copies makes the result better."
    if found.error == 0:
        return "Single results are right, or wrong too rarely for a floating-point number."
    if found.scheme.size == 1:
        return "One copy: nothing is compared."
    factor = (1 - found.single) / found.error
    return f"{factor:.3g} times fewer wrong results for {found.cost:.3g} times the work."
