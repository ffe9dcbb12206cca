"""From which proof-of-work chains on is as much energy saved as promised, whatever the numbers are?"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...proofs.compute.energy import SAME_BUDGET
from ..claims.finding import Finding, Verdict
from ..proving.asking import Case, cases_of, proof_of, proof_row, the_claim
from ..proving.counting import counts
from ..proving.settling import by_theorems
from ..running.precision import Precision
from ..running.seeds import Generators

READS = ("fast.validators", "balanced.validators", "secure.validators")


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Claims about energy."""
    return cases_of("energy_bounds", protocol, parameters)


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The proof."""
    claim = the_claim(case)
    return [proof_row(case, claim, proof_of(claim))]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many claims ended how."""
    return counts(table)


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """What proof of virtual machine saves against proof of work of the same security budget."""
    return {
        "C98": by_theorems(
            table,
            [SAME_BUDGET],
            Verdict.HOLDS_IF,
            "its security budget, times the part of costs that is electricity, is below that of proof "
            "of work: at the same budget and the same part, providers who enter freely burn in "
            "further copies exactly what miners burn",
        )
    }
