"""What do copies, checks, disputes and prizes guarantee of a job, whatever the numbers?"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...proofs.compute.bisection import BLAME, ROUNDS
from ...proofs.compute.jackpots import SYBIL_PROOF
from ...proofs.compute.redundancy import BY_LEAD, COLLUDERS, RESULTS_VALID
from ...proofs.compute.theorems import compute_claims, compute_variants
from ...proofs.compute.verification import DETERRED, REST
from ..claims.finding import Finding, Verdict
from ..proving.asking import GeneralCase, general_answer, general_cases
from ..proving.counting import counts
from ..proving.settling import by_theorems, found, told
from ..running.precision import Precision
from ..running.seeds import Generators

READS = ()


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[GeneralCase]:
    """Theorems about jobs, and what the plan's third document says of them."""
    return general_cases((*compute_claims(), *compute_variants()))


def answer(case: GeneralCase, generators: Generators) -> list[dict[str, Any]]:
    """The proof."""
    return general_answer(case, (*compute_claims(), *compute_variants()))


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many claims ended how, and whether agreement alone makes a result valid."""
    return counts(table) | {"results_valid": found(table, RESULTS_VALID)["verdict"]}


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Validity by copies, contracts that slash, disputes, and names that are split."""
    refuted = found(table, RESULTS_VALID)
    story = told(refuted["counterexample"]) if refuted["verdict"] == "refuted" else ""
    return {
        "C85": by_theorems(
            table,
            [COLLUDERS, BY_LEAD],
            Verdict.HOLDS_IF,
            "copies go to different providers and fewer of these collude than the lead is long, or the "
            f"majority counts; without that it {story}",
        ),
        "C89": by_theorems(
            table,
            [DETERRED, REST],
            Verdict.HOLDS_IF,
            "p (S + R) >= (1 - p) g, p being the part of the jobs that is verified; verifiers who are "
            "paid by what they find keep p at g / (S + R + g), where v / B of the jobs are not honest",
        ),
        "C90": by_theorems(
            table,
            [ROUNDS, BLAME],
            Verdict.HOLDS_IF,
            "the machine is deterministic: one segment is run again after log2 S rounds, and blames "
            "exactly the liar",
        ),
        "C91": by_theorems(
            table,
            [SYBIL_PROOF],
            Verdict.HOLDS_IF,
            "prizes halve with every further name, and a name that is excluded has cost a bond",
        ),
    }
