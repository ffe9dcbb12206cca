"""The verdict of each claim, as the answered questions give it."""

from collections.abc import Mapping

import pandas as pd

from ...models.parameters.parameters import Parameters
from ..publishing.printing import NOTHING
from ..running import question
from ..running.study import Study
from .finding import Finding, Verdict
from .ledger import Claim, Entry, claims, questions_needed
from .witnesses import Witness, witness_of


def settled(study: Study) -> list[Entry]:
    """Every claim with the verdict that the results of a study give it.

    Parameters
    ----------
    study
        A study whose needed questions have been answered.

    Raises
    ------
    FileNotFoundError
        If a question that settles a claim has not been answered.
    """
    found = {name: findings_of(name, study) for name in questions_needed()}
    return [entry(claim, not_asked(claim, study) or found) for claim in claims()]


def not_asked(claim: Claim, study: Study) -> dict[str, dict[str, Finding]]:
    """The finding on a claim that starts from numbers which are not the plan's; else none."""
    if claim.settled_by is None:
        return {}
    plan = question.narrow(study.protocols["plan"], question.reads(claim.settled_by))
    if not (other := other_numbers(claim, plan)):
        return {}
    reason = f"not asked of these parameters: {other}"
    return {claim.settled_by: {claim.id: Finding(Verdict.OPEN, reason, evidence="")}}


def other_numbers(claim: Claim, plan: Parameters) -> str:
    """Numbers of the plan that are not those which a claim supposes; empty where all are.

    Parameters
    ----------
    claim
        A claim about the plan.
    plan
        The plan's parameters, as far as the claim's question may read them: what it may not would
        change unseen.

    Raises
    ------
    AttributeError
        If a supposed number is none that the question reads.
    """
    reasons: list[str] = []
    for name, supposed in claim.supposes.items():
        table, _, parameter = name.partition(".")
        actual = getattr(getattr(plan, table), parameter)
        actual = NOTHING if actual is None else actual
        if actual != supposed:
            reasons.append(f"the sentence supposes {name} = {supposed}, and it is {actual}")
    return "; ".join(reasons)


def findings_of(name: str, study: Study) -> dict[str, Finding]:
    """Findings of one answered question, by claim; it sees no other parameters than its cases did."""
    table = pd.read_parquet(study.results_path(name))
    tables = question.reads(name)
    narrowed = {
        protocol: question.narrow(parameters, tables)
        for protocol, parameters in study.protocols.items()
    }
    return question.load(name).findings(table, narrowed)


def entry(claim: Claim, findings: Mapping[str, Mapping[str, Finding]]) -> Entry:
    """A claim with its verdict: an experiment's finding, a reason why there is none, or open."""
    if claim.settled_by is not None:
        finding = findings[claim.settled_by][claim.id]
    elif claim.not_computable is not None:
        finding = Finding(Verdict.NOT_COMPUTABLE, claim.not_computable, evidence="")
    else:
        finding = Finding(Verdict.OPEN, "nothing settles it yet", evidence="")
    second = seen_by(claim, finding)
    return Entry(
        id=claim.id,
        claim=claim.claim,
        source=claim.source,
        verdict=finding.verdict,
        condition=finding.condition,
        evidence=finding.evidence,
        witness=second.witness,
        tests="; ".join(second.tests),
        repair=repair(claim, finding),
    )


def seen_by(claim: Claim, finding: Finding) -> Witness:
    """The second witness of a claim that has been settled; nothing where there is no first."""
    if claim.settled_by is None or not finding.evidence:
        return Witness("", ())
    return witness_of(claim.id, claim.settled_by)


def repair(claim: Claim, finding: Finding) -> str:
    """What is done instead of what was refuted, or why nothing is."""
    if finding.verdict is Verdict.REFUTED and not finding.repair and claim.unrepaired is not None:
        return f"none: {claim.unrepaired}"
    return finding.repair
