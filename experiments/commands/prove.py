"""`hybridstake prove`: the formal claims, settled by Z3 with cvc5 as second solver."""

from typing import TYPE_CHECKING, Annotated

import typer

from ...models.errors import InvalidParameter
from ..parameter_files import PRESETS, load, unknown
from ..reproducing.later import later
from .progress import progress_bar
from .terminal import REFUTED, UNDECIDED, Json, columns, show, show_json

if TYPE_CHECKING:
    from ...proofs.solving.audit import Row
    from ...proofs.solving.claim import Claim, Proof

app = typer.Typer(add_completion=False)

audit = later(".proofs.solving.audit", "audit")
claims_of = later(".proofs.registry", "claims_of")
general_claims = later(".proofs.registry", "general_claims")
settle = later(".proofs.solving.settling", "settle")


@app.command()
def prove(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...", help="A claim, or the beginning of its name; default: all."
        ),
    ] = None,
    with_audit: Annotated[
        bool, typer.Option("--audit", help="Drop every assumption once: what then fails?")
    ] = False,
    as_json: Json = False,
) -> None:
    """Settle claims. Exit code 1: something is refuted, as the plan's own claims are; 3: undecided."""
    claims = chosen(names or [])
    proofs: list[Proof] = []
    with progress_bar("claims") as progress:
        settle(claims, lambda proof: progress(len(proofs.append(proof) or proofs), len(claims)))
    rows: list[Row] = list(audit(claims)) if with_audit else []
    if as_json:
        document: dict[str, object] = {"claims": [proof.as_dict() for proof in proofs]}
        if with_audit:
            document["audit"] = [row.as_dict() for row in rows]
        show_json(document)
    else:
        show(as_text(proofs, rows))
    if "undecided" in [*(proof.verdict for proof in proofs), *(row.outcome for row in rows)]:
        raise typer.Exit(UNDECIDED)
    if any(proof.verdict == "refuted" for proof in proofs) or not all(row.passed for row in rows):
        raise typer.Exit(REFUTED)


def chosen(names: list[str]) -> "list[Claim]":
    """Claims by name or by the beginning of a name; all if none is asked for."""
    claims = [claim for protocol in PRESETS for claim in claims_of(protocol, load(protocol))]
    claims += general_claims()
    found: list[Claim] = []
    for name in names:
        matching = [claim for claim in claims if f"{claim.name}.".startswith(f"{name}.")]
        if not matching:
            raise InvalidParameter(unknown("NAME", name, [claim.name for claim in claims]))
        found += [claim for claim in matching if claim not in found]
    return found if names else claims


def as_text(proofs: "list[Proof]", rows: "list[Row]") -> str:
    """A table of verdicts, the counterexamples, and what the audit found."""
    table = [("claim", "verdict", "cvc5", "seconds")]
    table += [
        (proof.name, proof.verdict, proof.second_solver, f"{proof.seconds:.2f}") for proof in proofs
    ]
    paragraphs = [columns(table)]
    for proof in proofs:
        if proof.verdict == "refuted" and proof.counterexample is not None:
            paragraphs.append(f"{proof.name}: {proof.statement}\n{proof.counterexample}")
        elif proof.verdict == "undecided":
            paragraphs.append(f"{proof.name}: {proof.reason}")
    verdicts = [proof.verdict for proof in proofs]
    paragraphs.append(
        f"{len(proofs)} claims: {verdicts.count('proved')} proved, "
        f"{verdicts.count('refuted')} refuted, {verdicts.count('undecided')} undecided"
    )
    if rows:
        failing = [row for row in rows if not row.passed]
        paragraphs.append(
            f"audit: {len(rows) - len(failing)} of {len(rows)} changed conditions end as they must"
        )
        paragraphs += [f"{row.claim}: {row.mutation}: {row.outcome}" for row in failing]
    return "\n\n".join(paragraphs)
