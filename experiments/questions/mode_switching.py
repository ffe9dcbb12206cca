"""Do modes that change keep agreement, progress and calm, and what must oversight be?"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...proofs.registry import PLAN, REFERENCE
from ..claims.finding import Finding, Verdict
from ..proving.asking import Case, cases_of, proof_of, proof_row, the_claim
from ..proving.counting import counts
from ..proving.settling import by_promise, by_theorems
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "fast.authority_threshold", "balanced.authority_threshold", "balanced.stake_threshold",
    "secure.stake_threshold", "secure.oversight_threshold", "fast.block_seconds",
    "balanced.block_seconds", "secure.block_seconds", "quorums", "assumptions", "switching",
)  # fmt: skip

AS_IT_GROWS = "for nodes that follow the chain as it grows; one that joins later needs a checkpoint"
"""What agreement with changing validators says beyond its promise."""


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Claims about modes that change."""
    return cases_of("mode_switching", protocol, parameters)


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The proof."""
    claim = the_claim(case)
    return [proof_row(case, claim, proof_of(claim))]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many claims ended how."""
    return counts(table)


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Whether a state asks for one mode, and what outlives authorities, and changes of the set."""
    return {
        "C18": by_promise(
            table,
            "switching.one-mode",
            proviso="beside Balanced the order of the rule decides",
            because="conditions of both Fast and Secure can be met, and only the rule's order decides",
        ),
        "C27": outliving_authorities(table, parameters),
        "C43": by_promise(
            table,
            "switching.agreement",
            Verdict.HOLDS_IF,
            proviso=AS_IT_GROWS,
            because="already within one epoch",
        ),
    }


def outliving_authorities(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> Finding:
    """How many authorities may be silent while Secure goes on."""
    needed, other = (
        parameters[protocol].secure.oversight_threshold for protocol in (PLAN, REFERENCE)
    )
    half = Fraction(1, 2)
    strict = parameters[PLAN].quorums.strict
    needs, silent = ("more than", "fewer than") if strict else ("at least", "at most")
    instead = f"the reference protocol asks for {other} of them"
    return by_theorems(
        table,
        ["any.oversight.countersigning"],
        Verdict.HOLDS_IF if needed < half else Verdict.REFUTED,
        f"{needs} {needed} of the authorities must countersign a block, so Secure, once entered, goes "
        f"on while {silent} {1 - needed} of them are silent, the Byzantine counted, and {needs} "
        f"{parameters[PLAN].secure.stake_threshold} of the stake signs",
        "" if needed < half else instead if other < half else f"none: {instead}",
    )
