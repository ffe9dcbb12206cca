"""How long must rounds be, how soon do they decide, and what do silent proposers cost?"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ...models.parameters.exact import as_written
from ...models.parameters.parameters import Parameters
from ...models.protocol.finality import finality_after
from ...proofs.registry import PLAN
from ...proofs.timing.waits import MESSAGE_DELAYS
from ..claims.finding import Finding, Verdict
from ..proving.asking import Case, cases_of, proof_of, proof_row, the_claim
from ..proving.counting import counts
from ..proving.settling import by_theorems, found
from ..running.precision import Precision
from ..running.seeds import Generators

READS = ("network.delay_seconds", "network.timeout_seconds")

MOST_SILENT = 5
"""Silent proposers in a row up to which times are told."""


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Claims about the length of rounds."""
    return cases_of("silent_proposers", protocol, parameters)


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The proof, and the time to a decision after silent proposers."""
    claim = the_claim(case)
    network = case.parameters.network
    timeout, delay = as_written(network.timeout_seconds), as_written(network.delay_seconds)
    return [
        {
            **proof_row(case, claim, proof_of(claim)),
            **{
                f"decided_after_{silent}_seconds": float(
                    finality_after(silent, timeout, delay, MESSAGE_DELAYS)
                )
                for silent in range(MOST_SILENT + 1)
            },
        }
    ]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many claims ended how, and the plan's times to a decision after silent proposers."""
    times = table[table["protocol"] == PLAN].iloc[0]
    return counts(table) | {
        f"decided_after_{silent}_seconds": float(times[f"decided_after_{silent}_seconds"])
        for silent in range(MOST_SILENT + 1)
    }


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether blocks keep becoming final after a silent proposer."""
    network = parameters[PLAN].network
    after_one = float(
        finality_after(1, network.timeout_seconds, network.delay_seconds, MESSAGE_DELAYS)
    )
    return {
        "C62": by_theorems(
            table,
            [
                "any.good-round-times",
                "any.locks-arrive",
                "any.waits-outgrow-delays",
                "any.rotation",
                "any.silent-rounds",
            ],
            Verdict.HOLDS_IF,
            "messages arrive in time from some moment on, proposers take turns, and an honest one comes "
            "in a round whose mode the honest can certify and that they enter within a delay of each "
            "other; "
            + (
                f"with one silent proposer a block is then final after {after_one:.3g} s"
                if found(table, f"{PLAN}.waits")["verdict"] == "proved"
                else "the first rounds are too short, and later ones are longer"
            ),
        )
    }
