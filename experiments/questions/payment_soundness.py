"""Can hidden amounts make money, and does whoever convinces a verifier know what they say they know?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...proofs.payments.conservation import LIMBS, NO_MONEY
from ...proofs.payments.extraction import EXTRACTION, SIMULATION
from ...proofs.payments.theorems import payment_claims
from ...proofs.solving.claim import ANY
from ..claims.finding import Finding, Verdict
from ..proving.asking import proof_of, proof_row
from ..proving.counting import counts
from ..proving.settling import by_theorems
from ..running.precision import Precision
from ..running.seeds import Generators

READS = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One claim by name, since its conditions do not travel between processes."""

    protocol: str
    claim: str


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Claims about private payments, whatever the protocol."""
    return [Case(ANY, claim.name) for claim in payment_claims()]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The proof."""
    claim = {each.name: each for each in payment_claims()}[case.claim]
    return [proof_row(case, claim, proof_of(claim))]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many claims ended how."""
    return counts(table)


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether payments can be checked without being seen, and what a proof of knowledge proves."""
    return {
        "C79": by_theorems(
            table,
            [NO_MONEY, LIMBS],
            Verdict.HOLDS_IF,
            "logarithms in the group are hard, the hash behaves as a random function, and every "
            "amount's range is proved: without that, a negative one makes money",
        ),
        "C83": by_theorems(
            table,
            [EXTRACTION, SIMULATION],
            Verdict.HOLDS_IF,
            "the challenge is drawn after the announcement and does not depend on it otherwise, as "
            "that of a random function does",
        ),
    }
