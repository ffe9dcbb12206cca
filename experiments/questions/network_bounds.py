"""Which delays, validators and lines do the promised times and rates need, and is a migration safe?"""

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
    "fast", "network.delay_seconds", "network.message_delays", "quorums", "assumptions",
    "balanced.block_seconds", "balanced.finality_seconds", "balanced.throughput_tps",
    "balanced.validators", "balanced.authority_threshold", "balanced.stake_threshold",
    "secure.block_seconds", "secure.finality_seconds", "secure.throughput_tps",
    "secure.validators", "secure.stake_threshold", "secure.oversight_threshold",
)  # fmt: skip


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Claims about what the network allows."""
    return cases_of("network_bounds", protocol, parameters)


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The proof."""
    claim = the_claim(case)
    return [proof_row(case, claim, proof_of(claim))]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many claims ended how."""
    return counts(table)


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether the way from a running chain to all modes is safe; times are settled on real links."""
    return {
        "C44": by_promise(
            table,
            "migration",
            Verdict.HOLDS_IF,
            proviso="it goes by these stages, and each is final before the next begins",
            because="certificates of its last stage need share no honest validator",
        )
    }
