"""Is any proof empty: can its assumptions be met, and does it fail as soon as one is dropped?"""

from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...proofs.registry import PLAN
from ...proofs.solving.audit import audit
from ...proofs.solving.claim import ANY
from ..proving.asking import Case, claims, the_claim, theorems
from ..proving.topics import ASKED_BY
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "fast.authority_threshold", "balanced.authority_threshold", "balanced.stake_threshold",
    "secure.stake_threshold", "secure.oversight_threshold", "quorums", "assumptions",
    "network.delay_seconds", "network.timeout_seconds",
)  # fmt: skip

FEWEST = {Precision.TINY: 3, Precision.DEFAULT: None, Precision.FULL: None}
"""Claims of each protocol that are audited; none: all."""


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Claims about certificates with conditions of their own, and with the plan every theorem."""
    topics = ASKED_BY["quorum_intersection"]
    found = [
        Case(protocol, parameters, topics, claim.name)
        for claim in claims(protocol, parameters, topics)
        if claim.protocol == protocol and ".all-modes." not in claim.name and not claim.rests_on
    ]
    if protocol == PLAN:
        found += [Case(ANY, parameters, topics, name) for name in theorems()]
    return found[: FEWEST[precision]]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """Every changed condition of one claim, with what became of it."""
    claim = the_claim(case)
    return [
        {
            "protocol": claim.protocol,
            "claim": row.claim,
            "condition": row.condition,
            "mutation": row.mutation,
            "outcome": row.outcome,
            "expected_to_fail": row.expected_to_fail,
            "passed": row.passed,
        }
        for row in audit([claim])
    ]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many changed conditions failed as they must, and how many assumptions are redundant."""
    dropped = table[table["mutation"].str.startswith("without ")]
    return {
        "changed": len(table),
        "passed": int(table["passed"].sum()),
        "claims": int(table["claim"].nunique()),
        "dropped": len(dropped),
        "needed": int((dropped["outcome"] == "counterexample").sum()),
        "redundant": int((dropped["outcome"] == "redundant").sum()),
    }
