"""What an experiment says of a claim."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a claim ended."""

    PROVED = "proved"
    REFUTED = "refuted"
    HOLDS_IF = "holds if"
    MEASURED = "measured"
    NOT_COMPUTABLE = "not computable"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with what it rests on."""

    verdict: Verdict
    """How the claim ended."""
    condition: str
    """Under what condition it holds, the counterexample, or the value measured."""
    evidence: str
    """Proofs and experiments by name."""
    repair: str = ""
    """What the reference protocol does instead, where the claim is refuted."""


def decided(holds: bool, condition: str, evidence: str, repair: str) -> Finding:
    """Proved where it holds, and nothing to repair; refuted with its repair where not."""
    verdict = Verdict.PROVED if holds else Verdict.REFUTED
    return Finding(verdict, condition, evidence, "" if holds else repair)
