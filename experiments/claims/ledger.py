"""The plan's claims as data, and their verdicts as they are kept beside the results."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from ..running.files import read_json
from .finding import Verdict


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
    supposes: Mapping[str, float | str] = field(default_factory=dict)
    """Numbers that the sentence starts from, or `none`, by the plan's parameter that holds each."""
    unrepaired: str | None = None
    """Why the reference protocol repairs nothing, where the claim is refuted and it does not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One claim with its verdict, as it is printed."""

    id: str
    claim: str
    source: str
    verdict: Verdict
    condition: str
    evidence: str
    witness: str
    tests: str
    repair: str


def claims() -> list[Claim]:
    """All claims, in the order of the ledger."""
    file = resources.files("hybridstake.experiments.claims").joinpath("ledger.toml")
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    return [Claim(**claim) for claim in document["claim"]]


def questions_needed() -> list[str]:
    """Questions that settle at least one claim."""
    return sorted({claim.settled_by for claim in claims() if claim.settled_by})


def entries_path(out: Path) -> Path:
    """File of every claim with its verdict, in a folder of results."""
    return out / "results" / "ledger.json"


def read_entries(out: Path) -> list[Entry]:
    """Every claim with the verdict that was computed last.

    Parameters
    ----------
    out
        Folder of results whose claims have been settled.
    """
    return [
        Entry(**item | {"verdict": Verdict(item["verdict"])})
        for item in read_json(entries_path(out))
    ]


def as_json(entries: list[Entry]) -> list[dict[str, Any]]:
    """Entries as plain values."""
    return [asdict(item) | {"verdict": str(item.verdict)} for item in entries]
