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


NO_GAIN = "whether what the guilty lose is more than the gain is not said"
WITH_A_CLOCK = "for a client that also has a clock and a trusted header that has not expired"
NOBODY_AT_RISK = (
    "two certificates in conflict need have nobody guilty, however fresh the checkpoint"
)
"""What the ledger's sentences say beyond the promises, or how they break with them."""


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
        "C05": by_promise(table, "all-modes.third-guilty", Verdict.HOLDS_IF, NO_GAIN),
        "C11": by_promise(table, "light-client.next-height", Verdict.HOLDS_IF, WITH_A_CLOCK),
        "C59": joining(table),
    }


def joining(table: pd.DataFrame) -> Finding:
    """Whether a node that joins from a checkpoint is safe.

    Refuted by the timeline in which signers of another history are out of reach, or by two certificates
    in conflict of which nobody is guilty.
    """
    if found(table, f"{PLAN}.checkpoint.in-time")["verdict"] == "refuted":
        return by_promise(table, "checkpoint.in-time")
    if found(table, f"{PLAN}.all-modes.third-guilty")["verdict"] == "refuted":
        return by_promise(table, "all-modes.third-guilty", because=NOBODY_AT_RISK)
    bound, _, _ = found(table, "any.checkpoint.in-time")["statement"].partition("; if not")
    return by_theorems(
        table,
        [
            "any.checkpoint.trust-period",
            "any.checkpoint.in-time",
            f"{PLAN}.checkpoint.in-time",
            f"{PLAN}.all-modes.third-guilty",
        ],
        Verdict.HOLDS_IF,
        f"whoever is guilty of a conflict is deterred by the loss of stake that is locked: {bound}",
    )
