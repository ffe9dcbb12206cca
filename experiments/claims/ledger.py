"""The plan's claims as data, and the verdict of each as the experiments compute it."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib import resources
from typing import Any

import pandas as pd

from ..running import question
from ..running.study import Study
from .finding import Finding, Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """One claim, without its verdict."""

    id: str
    claim: str
    source: str
    settled_by: str | None = None
    """Question whose findings settle it; none: nothing does yet."""
    not_computable: str | None = None
    """Why nothing on a computer can settle it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One claim with its verdict, as it is printed."""

    id: str
    claim: str
    source: str
    verdict: Verdict
    condition: str
    evidence: str
    repair: str


def claims() -> list[Claim]:
    """All claims, in the order of the plan."""
    file = resources.files("hybridstake.experiments.claims").joinpath("ledger.toml")
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    return [Claim(**claim) for claim in document["claim"]]


def questions_needed() -> list[str]:
    """Questions that settle at least one claim."""
    return sorted({claim.settled_by for claim in claims() if claim.settled_by})


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
    findings = {name: findings_of(name, study) for name in questions_needed()}
    return [entry(claim, findings) for claim in claims()]


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
    return Entry(
        id=claim.id,
        claim=claim.claim,
        source=claim.source,
        verdict=finding.verdict,
        condition=finding.condition,
        evidence=finding.evidence,
        repair=finding.repair,
    )


def as_json(entries: list[Entry]) -> list[dict[str, Any]]:
    """Entries as plain values."""
    return [asdict(item) | {"verdict": str(item.verdict)} for item in entries]
