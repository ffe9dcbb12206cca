"""Which certificates always share an honest validator, for any number of validators and any stake?

Every claim of the registry is settled by Z3 and, where it is installed, by cvc5. So is every promise of
the plan that the reference does not make, asked of the reference's parameters: what a repair costs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...proofs.quorums.grounds import grounds
from ...proofs.quorums.premises import fault_bounds
from ...proofs.quorums.validators import ValidatorSet
from ...proofs.registry import PLAN, REFERENCE, claims_of, general_claims, promise, promises
from ...proofs.solving.claim import Claim, Proof
from ...proofs.solving.settling import settle_claim
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators

READS = (
    "fast.authority_threshold", "balanced.authority_threshold", "balanced.stake_threshold",
    "secure.stake_threshold", "secure.oversight_threshold", "quorums", "assumptions",
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


@dataclass(frozen=True, slots=True)
class Case:
    """One claim by name, since its conditions do not travel between processes."""

    protocol: str
    parameters: Parameters
    claim: str


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """All promises, kept or not; the general theorems come with the plan, where they are read first."""
    return [Case(protocol, parameters, claim.name) for claim in asked(protocol, parameters)]


def asked(protocol: str, parameters: Parameters) -> list[Claim]:
    """The plan's promises as questions about a protocol, and with the plan the general theorems."""
    general = general_claims() if protocol == PLAN else []
    return [*promises(protocol, parameters), *general]


def claims(protocol: str, parameters: Parameters) -> list[Claim]:
    """Claims of a protocol, and with the plan the general ones."""
    general = general_claims() if protocol == PLAN else []
    return [*claims_of(protocol, parameters), *general]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The proof, without the seconds it took, which differ from run to run."""
    named = {claim.name: claim for claim in asked(case.protocol, case.parameters)}
    claim = named[case.claim]
    proof = settle_claim(claim, theorems=theorems_proved_here())
    story = proof.counterexample
    population = None if story is None else story.story
    return [
        {
            "protocol": proof.protocol,
            "name": proof.name,
            "promise": promise(claim),
            "claimed": claim.name in [each.name for each in claims(case.protocol, case.parameters)],
            "statement": proof.statement,
            "verdict": proof.verdict,
            "conditions": proof.conditions,
            "second_solver": proof.second_solver,
            "assumptions": "; ".join(proof.assumptions),
            "assumptions_used": "; ".join(proof.assumptions_used),
            "grounds": grounds(claim, proof) if promise(claim) in SETTLES.values() else "",
            "counterexample": "" if story is None else story.as_table(),
            "validators": population.validators() if isinstance(population, ValidatorSet) else 0,
        }
    ]


@cache
def theorems_proved_here() -> dict[str, Proof]:
    """Theorems that this process has proved, once for all claims that rest on them."""
    return {}


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many claims ended how, per protocol, and what became of the plan's promises.

    A promise that the reference does not make is in no table of verdicts, so its answer is told here.
    """
    claimed = table[table["claimed"]]
    found: dict[str, Any] = {
        "claims": len(claimed),
        "conditions": int(claimed["conditions"].sum()),
        "second_solver_agrees": int((claimed["second_solver"] == "agrees").sum()),
    }
    for protocol in (PLAN, REFERENCE, "any"):
        verdicts = claimed[claimed["protocol"] == protocol]["verdict"]
        found[f"{protocol}_claims"] = len(verdicts)
        for verdict in ("proved", "refuted", "undecided"):
            found[f"{protocol}_{verdict}"] = int((verdicts == verdict).sum())
    both = promises_of_both(table)
    kept, mended = both["verdict_plan"] == "proved", both["verdict_reference"] == "proved"
    lost = both["verdict_reference"] == "refuted"
    for row in both[~both["claimed_reference"]].itertuples():
        found[f"{REFERENCE}_{re.sub(r'[.-]', '_', str(row.promise))}"] = row.verdict_reference
    return found | {
        "promises": len(both),
        "promises_given_up": int((~both["claimed_reference"]).sum()),
        "promises_repaired": int((mended & (both["verdict_plan"] == "refuted")).sum()),
        "promises_lost": int((lost & kept).sum()),
        "promises_broken_by_both": int((lost & (both["verdict_plan"] == "refuted")).sum()),
    }


def promises_of_both(table: pd.DataFrame) -> pd.DataFrame:
    """The plan's promises, with the rows of the plan and of the reference beside each other."""
    plan, reference = (
        table[table["protocol"] == protocol].set_index("promise").add_suffix(f"_{protocol}")
        for protocol in (PLAN, REFERENCE)
    )
    return plan.join(reference).reset_index()


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Claims of both protocols, what the repair costs, the theorems, the plan's shortest conflict."""
    claimed = table[table["claimed"]]
    conflict = table.set_index("name").loc[f"{PLAN}.{SETTLES['C17']}", "counterexample"]
    return {
        "proofs": shown(claimed[claimed["protocol"] != "any"]),
        "theorems": shown(claimed[claimed["protocol"] == "any"]),
        "price_of_repair": price_of_repair(table),
        "fast_secure_conflict": signers(str(conflict)),
    }


def price_of_repair(table: pd.DataFrame) -> pd.DataFrame:
    """Promises on which the two protocols differ, or which the reference does not make."""
    both = promises_of_both(table)
    differ = both["verdict_plan"] != both["verdict_reference"]
    rows = both[differ | ~both["claimed_reference"]]
    return pd.DataFrame(
        {
            "Promise": rows["promise"],
            "Statement": rows["statement_plan"],
            "Plan": rows["verdict_plan"],
            "Reference": rows["verdict_reference"],
            "Claimed": rows["claimed_reference"].map({True: "yes", False: "no"}),
        }
    )


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """Proofs as a table of the paper."""
    return pd.DataFrame(
        {
            "Claim": rows["name"],
            "Statement": rows["statement"],
            "Verdict": rows["verdict"],
            "cvc5": rows["second_solver"],
        }
    )


def signers(story: str) -> pd.DataFrame:
    """The validators of a counterexample, as a table of the paper; none where there is no story."""
    lines = [re.split(r" {2,}", line) for line in story.splitlines()[1:] if ": " not in line]
    titles = ("Validator", "Authority", "Stake", "First", "Second", "Byzantine")
    return pd.DataFrame([line[: len(titles)] for line in lines], columns=list(titles))


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
