"""`hybridstake compute run JOB`: a job really executed by providers, some of whom cheat."""

from typing import Annotated

import typer

from ...models.compute.machine.agreement import AgreementBroken, Limits
from ...models.compute.machine.catalogue import JOBS, Order, job_named
from ...models.compute.redundancy.rules import Kind, Scheme
from ...models.errors import InvalidParameter, Unreliable
from ..reproducing.later import later
from ..running.seeds import Stream, generator
from .compute_run_text import answer, as_text, breach, given_up, listed
from .terminal import REFUTED, Json, Seed, show, show_json
from .values import real, whole

LIST = "list"
"""In place of a job's name: name them all."""
TARGET = 0.999
"""Where neither it nor a size is given [1]."""
SEGMENTS = 16
"""Parts with a checkpoint after each, as far as a job has so many steps [1]."""
MOST_REPEATED = 100_000
"""Jobs of one call [1]."""

providers_of = later(".models.compute.machine.redundant", "Providers")
run_repeatedly = later(".models.compute.machine.repeated", "run_repeatedly")
least_scheme = later(".models.compute.redundancy.sizing", "least_scheme")


def run(
    job: Annotated[
        str,
        typer.Argument(
            metavar="JOB", help=f"{', '.join(JOBS)}; or {LIST}, which says what each one does."
        ),
    ],
    redundancy: Annotated[
        Kind,
        typer.Option(
            help="traditional: all copies at once. progressive: no more than a majority needs. "
            "iterative: until one answer leads."
        ),
    ] = Kind.ITERATIVE,
    reliability: Annotated[
        float, real("reliability", "Chance that one result is right, as is assumed.")
    ] = 0.9,
    target: Annotated[
        float | None,
        real("target", "Reliability to reach with the least lead or the fewest copies: 0.999."),
    ] = None,
    lead: Annotated[
        int | None, whole("lead", "Votes by which the accepted answer leads: iterative.")
    ] = None,
    copies: Annotated[
        int | None,
        whole("copies", "An odd number, of which a majority must agree: the other two schemes."),
    ] = None,
    cheaters: Annotated[
        float | None,
        real("cheaters", "Share of the providers that really cheat; if not said, as assumed."),
    ] = None,
    colluding: Annotated[
        bool, typer.Option("--colluding", help="All cheaters return the same wrong result.")
    ] = False,
    size: Annotated[int | None, whole("size", "Steps of the job.", least=1)] = None,
    fuel_limit: Annotated[
        int | None,
        whole("fuel-limit", "Work agreed on; a job that needs more is stopped.", least=1),
    ] = None,
    repeat: Annotated[
        int, whole("repeat", "Jobs, each with a seed of its own.", least=1, most=MOST_REPEATED)
    ] = 1,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Run a job on providers until their results agree enough, and say what was accepted.

    Every honest copy is executed in a deterministic machine. A cheater stops at a checkpoint and makes
    up the rest. Who is outvoted gets a dispute, in which one segment of the job is run again.
    """
    if job == LIST:
        show_json(listed()) if as_json else show(as_text(listed()))
        return
    chosen = job_named(job)
    order = Order(job=chosen, seed=seed, steps=chosen.steps if size is None else size)
    scheme = scheme_of(redundancy, reliability, target, lead, copies)
    share = 1 - reliability if cheaters is None else cheaters
    providers = providers_of(cheaters=share, colluding=colluding)
    rngs = (generator(seed, "compute run", each, Stream.SAMPLING) for each in range(repeat))
    limits = Limits() if fuel_limit is None else Limits(fuel=fuel_limit)
    try:
        found = run_repeatedly(order, scheme, providers, min(SEGMENTS, order.steps), rngs, limits)
    except Unreliable as error:
        if as_json:
            show_json(given_up(order, scheme, providers, error))
        raise
    except AgreementBroken as broken:
        told, is_right = breach(order, broken), False
    else:
        told = answer(order, scheme, providers, found)
        is_right = all(verdict.is_right for verdict in found)
    show_json(told) if as_json else show(as_text(told))
    if not is_right:
        raise typer.Exit(REFUTED)


def scheme_of(
    kind: Kind, reliability: float, target: float | None, lead: int | None, copies: int | None
) -> Scheme:
    """The scheme asked for: of this size, or of the least that reaches the target.

    Raises
    ------
    InvalidParameter
        If a size and a target were given, or the size of another scheme.
    """
    is_iterative = kind is Kind.ITERATIVE
    size, other = (lead, copies) if is_iterative else (copies, lead)
    own, wrong = ("lead", "copies") if is_iterative else ("copies", "lead")
    if other is not None:
        raise InvalidParameter(
            f"--{wrong} must not be used with {kind} redundancy: it has a --{own}"
        )
    if size is None:
        return least_scheme(kind, reliability, TARGET if target is None else target)
    if target is not None:
        raise InvalidParameter(f"either --{own} or --target must be given, got both")
    return Scheme(kind, size)
