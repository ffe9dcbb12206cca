"""Who proposes, who is paid, and what a slash deters: which of the plan's rules do what they say?"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ..claims.finding import Finding, Verdict
from ..proving.asking import Case, cases_of, proof_of, proof_row, the_claim
from ..proving.counting import counts
from ..proving.settling import by_promise
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "token.supply", "fast.validators", "fast.block_seconds", "balanced.validators",
    "balanced.block_seconds", "balanced.minimum_stake", "secure.validators",
    "secure.block_seconds", "secure.minimum_stake", "selection", "rewards",
    "issuance", "slashing.rate", "slashing.correlation_factor",
    "slashing.detection_probability", "staking.authority_minimum", "staking.unbonding_seconds",
)  # fmt: skip


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Claims about selection, rewards, slashing and deterrence."""
    return cases_of("reward_rules", protocol, parameters)


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The proof."""
    claim = the_claim(case)
    return [proof_row(case, claim, proof_of(claim))]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many claims ended how."""
    return counts(table)


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether a block's reward is paid."""
    return {
        "C40": by_promise(
            table,
            "rewards.everything-paid",
            Verdict.HOLDS_IF,
            "that is to the classes; bonds are paid rounded down, and the rest stays in the pool and is "
            "divided next time",
        )
    }
