"""Can hidden amounts make money, and does whoever convinces a verifier know what they say they know?"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...proofs.payments.conservation import LIMBS, NO_MONEY
from ...proofs.payments.extraction import EXTRACTION, SIMULATION
from ...proofs.payments.theorems import payment_claims
from ..claims.finding import Finding, Verdict
from ..proving.asking import GeneralCase, general_answer, general_cases
from ..proving.counting import counts
from ..proving.settling import by_theorems
from ..running.precision import Precision
from ..running.seeds import Generators

READS = ()


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[GeneralCase]:
    """Claims about private payments, whatever the protocol."""
    return general_cases(payment_claims())


def answer(case: GeneralCase, generators: Generators) -> list[dict[str, Any]]:
    """The proof."""
    return general_answer(case, payment_claims())


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
