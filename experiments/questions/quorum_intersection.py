"""Which certificates always share an honest validator, for any number of validators and any stake?"""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...models.protocol.modes import Mode
from ...proofs.quorums.conflict_cost import conflict_cost
from ...proofs.quorums.grounds import grounds
from ...proofs.quorums.premises import Resource, fault_bounds
from ...proofs.registry import PLAN, REFERENCE, promise
from ..claims.finding import Finding, Verdict
from ..proving.asking import Case, cases_of, proof_of, proof_row, the_claim
from ..proving.counting import counts
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "fast.authority_threshold", "balanced.authority_threshold", "balanced.stake_threshold",
    "secure.stake_threshold", "secure.oversight_threshold", "quorums", "assumptions",
    "network.delay_seconds", "network.timeout_seconds",
)  # fmt: skip

SETTLES = {
    "C15": "fast-balanced.intersection",
    "C16": "balanced-secure.intersection",
    "C17": "fast-secure.intersection",
    "C19": "fast.stake-protects",
    "C21": "balanced.safe-if-either",
    "C23": "secure.oversight-protects",
    "C24": "fast-fast.intersection",
    "C25": "balanced-balanced.intersection",
    "C26": "secure-secure.intersection",
    "C42": "agreement",
    "C55": "fast.two-thirds-needed",
    "C56": "secure.two-thirds-needed",
    "C57": "all-modes.two-thirds-of-both-needed",
    "C64": "all-modes.intersection",
}
"""Claims of the ledger, and the promise of the plan that settles each."""

A_THIRD = Fraction(1, 3)
"""Part that the ledger's sentences suppose to be Byzantine at most, whatever a preset assumes [1]."""


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Claims about certificates, and about agreement where they meet."""
    return cases_of("quorum_intersection", protocol, parameters)


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The proof, what it rests on, and what a conflict costs."""
    claim = the_claim(case)
    proof = proof_of(claim)
    return [
        {
            **proof_row(case, claim, proof),
            "grounds": grounds(claim, proof) if promise(claim) in SETTLES.values() else "",
            **costs(case.parameters, promise(claim)),
            "fallback_slack": str(fallback_slack(case.parameters)),
        }
    ]


def costs(parameters: Parameters, name: str) -> dict[str, str]:
    """Parts that must be Byzantine for a conflict, where a claim is about them; else nothing [1]."""
    mode = next((mode for mode in Mode if name == f"{mode.label}.conflict-cost"), None)
    return {
        f"cost_{resource}": ""
        if mode is None
        else str(conflict_cost(parameters, mode, resource).part)
        for resource in Resource
    }


def fallback_slack(parameters: Parameters) -> Fraction:
    """Part of the authorities by which Fast and Secure overlap in more than may be Byzantine.

    Below zero they need not share an honest authority; at zero they still do, since fewer than the
    bound are Byzantine [1].
    """
    first, second = parameters.fast.authority_threshold, parameters.secure.oversight_threshold
    return first + second - 1 - parameters.assumptions.byzantine_authorities


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many claims ended how, what a conflict costs, and how large the plan's shortest one is."""
    told: dict[str, Any] = counts(table)
    for row in table[table["cost_authorities"] != ""].itertuples():
        mode = str(row.promise).partition(".")[0]
        for resource in Resource:
            name = f"{row.protocol}_{mode}_conflict_cost_{resource}"
            told[name] = getattr(row, f"cost_{resource}")
    for protocol, rows in table[table["protocol"] != "any"].groupby("protocol"):
        told[f"{protocol}_fallback_slack"] = rows["fallback_slack"].iloc[0]
    conflict = fast_secure_conflict(table)
    return told | {
        "fast_secure_conflict_authorities": members(conflict[conflict["Authority"] == "yes"]),
        "fast_secure_conflict_stakers": members(conflict[conflict["Stake"] != "0"]),
        "fast_secure_conflict_byzantine": members(conflict[conflict["Byzantine"] != "-"]),
    }


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The plan's shortest conflict."""
    return {"fast_secure_conflict": fast_secure_conflict(table)}


def fast_secure_conflict(table: pd.DataFrame) -> pd.DataFrame:
    """Validators of the plan's conflict of a Fast and a Secure certificate; none where there is none."""
    story = table.set_index("name").loc[f"{PLAN}.{SETTLES['C17']}", "counterexample"]
    return signers(str(story))


def signers(story: str) -> pd.DataFrame:
    """The validators of a counterexample, as a table of the paper; none where there is no story."""
    lines = [re.split(r" {2,}", line) for line in story.splitlines()[1:] if ": " not in line]
    titles = ("Validator", "Authority", "Stake", "First", "Second", "Byzantine")
    return pd.DataFrame([line[: len(titles)] for line in lines], columns=list(titles))


def members(rows: pd.DataFrame) -> int:
    """Validators in some rows of a conflict, of which one may stand for `staker-2 to staker-9` [1]."""
    ends = [[int(number) for number in re.findall(r"-(\d+)", name)] for name in rows["Validator"]]
    return sum(end[-1] - end[0] + 1 for end in ends)


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """Verdicts on the ledger's sentences, each with what it rests on and its repair if there is one."""
    named = table.set_index("name")
    return {
        claim: finding(
            named.loc[f"{PLAN}.{name}"],
            parameters[PLAN],
            named.loc[f"{REFERENCE}.{name}"],
            parameters[REFERENCE],
        )
        for claim, name in SETTLES.items()
    }


def finding(
    plan: pd.Series, assumed: Parameters, reference: pd.Series, repaired: Parameters
) -> Finding:
    """One sentence about the plan, with the same about the reference as its repair where it is true."""
    verdict = verdict_on_a_third(plan, assumed)
    if verdict is Verdict.OPEN:
        beyond = " beyond a third" if plan["verdict"] == "refuted" else ""
        return Finding(verdict, f"{plan.name} is {plan['verdict']}{beyond}: {plan['grounds']}", "")
    condition = str(plan["grounds"])
    if verdict is not Verdict.REFUTED:
        condition += "; for any number of validators and any stake"
    evidence = f"{plan.name}; cvc5 {plan['second_solver']}"
    if verdict is Verdict.PROVED:
        return Finding(verdict, condition, evidence)
    if verdict_on_a_third(reference, repaired) is Verdict.PROVED:
        return Finding(
            verdict, condition, evidence, f"the reference protocol: {reference.name} is proved"
        )
    given_up = verdict is Verdict.REFUTED and not reference["claimed"]
    repair = "none: the reference protocol makes no such claim" if given_up else ""
    return Finding(verdict, condition, evidence, repair)


def verdict_on_a_third(row: pd.Series, parameters: Parameters) -> Verdict:
    """What a proof under a protocol's fault bounds says when these are read as a third.

    With fewer Byzantine a safe protocol stays safe, and with more an unsafe one unsafe; from the other
    two nothing follows.
    """
    if row["verdict"] == "proved":
        used = fault_bounds_in(row["assumptions_used"], parameters)
        return Verdict.PROVED if all(part >= A_THIRD for part in used) else Verdict.HOLDS_IF
    made = fault_bounds_in(row["assumptions"], parameters)
    if row["verdict"] == "refuted" and all(part <= A_THIRD for part in made):
        return Verdict.REFUTED
    return Verdict.OPEN


def fault_bounds_in(premises: str, parameters: Parameters) -> list[Fraction]:
    """Parts that may be Byzantine by those of a protocol's fault bounds that are among some premises."""
    assumed = parameters.assumptions
    parts = (assumed.byzantine_authorities, assumed.byzantine_stake)
    names = premises.split("; ")
    return [
        part
        for bound, part in zip(fault_bounds(parameters), parts, strict=True)
        if bound.name in names
    ]
