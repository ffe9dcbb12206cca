"""Do the contracts keep every token, slash what they must, and keep the thresholds safe?"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...proofs.registry import PLAN
from ..claims.finding import Finding, Verdict
from ..proving.asking import Case, cases_of, proof_of, proof_row, the_claim
from ..proving.counting import counts
from ..proving.settling import by_theorems, found
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "fast.authority_threshold", "balanced.authority_threshold", "balanced.stake_threshold",
    "secure.stake_threshold", "secure.oversight_threshold", "assumptions",
    "staking", "token", "balanced.minimum_stake", "secure.minimum_stake", "slashing.rate",
    "slashing.unavailability_rate", "slashing.correlation_factor", "rewards.authority_share",
    "issuance",
)  # fmt: skip

AT_LAUNCH = {"proved": "are", "refuted": "are not", "undecided": "are not known to be"}
"""Whether thresholds are safe, by the verdict on it."""


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Claims about the contracts."""
    return cases_of("contract_safety", protocol, parameters)


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The proof."""
    claim = the_claim(case)
    return [proof_row(case, claim, proof_of(claim))]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many claims ended how."""
    return counts(table)


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """What the staking and the governance contract keep."""
    launch = found(table, f"{PLAN}.ledger.thresholds-safe")["verdict"]
    return {
        "C38": by_theorems(
            table,
            ["any.ledger.conservation", "any.ledger.no-negative-balance"],
            Verdict.PROVED,
            found(table, "any.ledger.conservation")["statement"],
        ),
        "C39": only_the_guilty(table, parameters[PLAN]),
        "C41": by_theorems(
            table,
            ["any.ledger.thresholds-safe", "any.ledger.safe-thresholds-exact"],
            Verdict.HOLDS_IF,
            "thresholds are all that governance changes, the contract checks that certificates of any "
            "two modes share an honest validator, and "
            f"the thresholds at launch are safe, as the plan's {AT_LAUNCH[launch]}",
        ),
    }


def only_the_guilty(table: pd.DataFrame, plan: Parameters) -> Finding:
    """Whether a slash is for conflicting messages alone; silence is slashed too where it has a rate."""
    rate = plan.slashing.unavailability_rate
    return by_theorems(
        table,
        ["any.ledger.exact-slash"],
        Verdict.REFUTED if rate > 0 else Verdict.HOLDS_IF,
        f"a validator that was silent where a signature was due is slashed by {rate:.3g} of its stake, "
        "though it signed nothing"
        if rate > 0
        else "signatures are checked before evidence reaches the contract",
        "none: the reference protocol slashes silence too" if rate > 0 else "",
    )
