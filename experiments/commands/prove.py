"""`hybridstake prove`: the formal claims, settled by Z3 with cvc5 as second solver."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ...models.errors import InvalidParameter
from ..parameter_files import PRESETS, load, shorten
from ..publishing.problems import nearest
from ..reproducing.later import later
from ..running.study import installed_version
from .progress import progress_bar
from .terminal import REFUTED, UNDECIDED, Json, Workers, show, show_json

if TYPE_CHECKING:
    from ...proofs.examples.example import Example
    from ...proofs.solving.audit import Row
    from ...proofs.solving.claim import Claim, Proof
    from ...proofs.solving.stability import Spread

app = typer.Typer(add_completion=False)

REPAIRED = "reference"
"""Preset that examples are executed under: the plan's contracts refuse to mend one threshold alone."""

audit = later(".proofs.solving.apart", "audit_apart")
examples_of = later(".proofs.examples.nouns", "examples")
uses = later(".proofs.axioms.registry", "uses")
claims_of = later(".proofs.registry", "claims_of")
general_claims = later(".proofs.registry", "general_claims")
settle = later(".proofs.solving.apart", "settle_apart")
spreads_of = later(".proofs.solving.stability", "spreads")
try_seeds = later("proving.trials", "trials_apart")
export_to = later("proving.exporting", "export")
prepare = later("proving.exporting", "prepare")
runs_of = later("proving.replays", "runs_of")
are_replayed = later("proving.replays", "are_replayed")
with_run = later("proving.replays", "with_run")
solvers_of = later("proving.report", "solvers")
verdicts = later("proving.report", "verdicts")
audited = later("proving.auditing", "audited")
assumed = later("proving.assurance", "assumed")
exemplified = later("proving.assurance", "exemplified")
stability = later("proving.report", "stability")


@app.command()
def prove(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...",
            help="A claim, or the beginning of its name up to a dot; default: all.",
        ),
    ] = None,
    with_audit: Annotated[
        bool, typer.Option("--audit", help="Drop every assumption once: what then fails?")
    ] = False,
    with_axioms: Annotated[
        bool, typer.Option("--axioms", help="List what is assumed without a proof, and why.")
    ] = False,
    second_solver: Annotated[
        bool | None,
        typer.Option(
            help="Ask cvc5 too. Asked for, it has to be there and to decide; default: where installed."
        ),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder for every condition in SMT-LIB.", file_okay=False),
    ] = None,
    seeds: Annotated[
        int | None,
        typer.Option(min=1, max=10_000, help="Try each condition under so many solver seeds."),
    ] = None,
    workers: Workers = 2,
    as_json: Json = False,
) -> None:
    """Settle claims. Exit code 1: something is refuted, as the plan's own claims are; 3: undecided."""
    if second_solver and installed_version("cvc5") is None:
        raise InvalidParameter('--second-solver needs cvc5: pip install "hybridstake[solvers]"')
    claims = chosen(names or [])
    if export is not None:
        prepare(export, claims)
    with progress_bar("conditions") as progress:
        proofs: list[Proof] = settle(
            all_claims, claims, workers, progress, second_solver=second_solver is not False
        )
    rows: list[Row] = []
    examples: list[Example] = []
    if with_audit:
        with progress_bar("audit") as progress:
            rows = audit(all_claims, claims, workers, progress)
        with progress_bar("examples") as progress:
            examples = examples_of(load(REPAIRED), workers, progress)
    spreads: list[Spread] = []
    if seeds is not None:
        with progress_bar("seeds") as progress:
            spreads = spreads_of(try_seeds(all_claims, claims, seeds, workers, progress))
    runs = runs_of(proofs)
    solvers = solvers_of(proofs, workers)
    written = 0 if export is None else export_to(export, claims, proofs)
    if as_json:
        document = {
            "claims": [with_run(proof, runs) for proof in proofs],
            "solvers": solvers.as_dict(),
            "axioms": [use.as_dict() for use in uses(claims)],
        }
        if with_audit:
            document["audit"] = [row.as_dict() for row in rows]
            document["examples"] = [each.as_dict() for each in examples]
        if seeds is not None:
            document["stability"] = [each.as_dict() for each in spreads]
        show_json(document)
    else:
        paragraphs = [verdicts(proofs, runs), solvers.as_text()]
        paragraphs += [assumed(uses(claims))] if with_axioms else []
        paragraphs += [audited(rows), exemplified(examples)] if with_audit else []
        paragraphs += [stability(spreads, seeds)] if seeds is not None else []
        paragraphs += [f"{export}: {written} conditions in SMT-LIB"] if export is not None else []
        show("\n\n".join(paragraphs))
    if is_undecided(proofs, rows, spreads, bool(second_solver)) or not are_replayed(runs):
        raise typer.Exit(UNDECIDED)
    if any(each.is_undecided for each in examples):
        raise typer.Exit(UNDECIDED)
    refuted = any(proof.verdict == "refuted" for proof in proofs)
    if refuted or not all(row.passed for row in rows) or any(each.fault for each in examples):
        raise typer.Exit(REFUTED)


def is_undecided(
    proofs: "Sequence[Proof]",
    rows: "Sequence[Row]",
    spreads: "Sequence[Spread]",
    both_solvers: bool,
) -> bool:
    """Whether anything that was asked has no answer, or more than one."""
    ends = [*(proof.verdict for proof in proofs), *(row.outcome for row in rows)]
    opinions = [proof.second_solver for proof in proofs] if both_solvers else []
    return "undecided" in [*ends, *opinions] or not all(each.is_stable for each in spreads)


def all_claims() -> "list[Claim]":
    """Every claim of both presets, and the theorems about all protocols."""
    claims = [claim for protocol in PRESETS for claim in claims_of(protocol, load(protocol))]
    return claims + general_claims()


def chosen(names: list[str]) -> "list[Claim]":
    """Claims by name or by the beginning of a name up to a dot; all if none is asked for."""
    claims = all_claims()
    found: list[Claim] = []
    for name in names:
        matching = [claim for claim in claims if f"{claim.name}.".startswith(f"{name}.")]
        if not matching:
            near = nearest(name, [claim.name for claim in claims])
            raise InvalidParameter(
                f"NAME must be a claim or its beginning up to a dot, got {shorten(name)}{near}"
            )
        found += [claim for claim in matching if claim not in found]
    return found if names else claims
