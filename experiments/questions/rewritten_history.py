"""Who can be punished for a rewritten history, and how old may a block be that is still trusted?"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...proofs.registry import PLAN
from ..claims.finding import Finding, Verdict
from ..proving.asking import Case, cases_of, proof_of, proof_row, the_claim
from ..proving.counting import counts
from ..proving.settling import by_promise, by_theorems, found
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "fast.authority_threshold", "fast.finality_seconds", "balanced.authority_threshold",
    "balanced.stake_threshold", "balanced.finality_seconds", "secure.stake_threshold",
    "secure.oversight_threshold", "secure.finality_seconds", "quorums", "assumptions",
    "checkpoints", "staking.unbonding_seconds", "staking.evidence_window_seconds",
    "network.delay_seconds",
)  # fmt: skip


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Claims about guilt, changing sets, checkpoints and light clients."""
    return cases_of("rewritten_history", protocol, parameters)


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The proof."""
    claim = the_claim(case)
    return [proof_row(case, claim, proof_of(claim))]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many claims ended how."""
    return counts(table)


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """What an attack on safety costs at least, and what light clients and new nodes may trust."""
    return {
        "C05": by_promise(table, "all-modes.third-guilty"),
        "C11": by_promise(table, "light-client.next-height"),
        "C59": joining(table),
    }


def joining(table: pd.DataFrame) -> Finding:
    """Whether a node that joins from a checkpoint is safe: refuted by the timeline where it is not."""
    if found(table, f"{PLAN}.checkpoint.in-time")["verdict"] == "refuted":
        return by_promise(table, "checkpoint.in-time")
    return by_theorems(
        table,
        ["any.checkpoint.trust-period", "any.checkpoint.in-time", f"{PLAN}.checkpoint.in-time"],
        Verdict.HOLDS_IF,
        found(table, "any.checkpoint.in-time")["statement"],
    )
