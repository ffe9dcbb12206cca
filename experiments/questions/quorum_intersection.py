"""Which certificates always share an honest validator, for any number of validators and any stake?

Every claim of the registry is settled by Z3 and, where it is installed, by cvc5.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ...proofs.registry import PLAN, claims_of, general_claims
from ...proofs.settling import settle_claim
from ..claims.finding import Finding, Verdict
from ..running.precision import Precision
from ..running.seeds import Generators

READS = ("fast", "balanced", "secure", "quorums", "assumptions")

SETTLES = {
    "C15": "plan.fast-balanced.intersection",
    "C16": "plan.balanced-secure.intersection",
    "C17": "plan.fast-secure.intersection",
    "C19": "plan.fast.stake-protects",
    "C21": "plan.balanced.conflict-cost",
    "C23": "plan.secure.oversight-protects",
    "C24": "plan.fast-fast.intersection",
    "C25": "plan.balanced-balanced.intersection",
    "C26": "plan.secure-secure.intersection",
    "C55": "plan.fast.two-thirds-needed",
    "C56": "plan.secure.two-thirds-needed",
    "C57": "plan.all-modes.two-thirds-of-both-needed",
    "C64": "plan.all-modes.intersection",
}
"""Claims of the ledger, and the proof that settles each."""


@dataclass(frozen=True, slots=True)
class Case:
    """One claim by name, since its conditions do not travel between processes."""

    protocol: str
    parameters: Parameters
    claim: str


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """All claims of a protocol; the general theorems come with the plan, where they are read first."""
    return [Case(protocol, parameters, claim.name) for claim in claims(protocol, parameters)]


def claims(protocol: str, parameters: Parameters) -> list[Any]:
    """Claims of a protocol, and with the plan the general ones."""
    general = general_claims() if protocol == PLAN else []
    return [*claims_of(protocol, parameters), *general]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """The proof, without the seconds it took, which differ from run to run."""
    named = {claim.name: claim for claim in claims(case.protocol, case.parameters)}
    proof = settle_claim(named[case.claim])
    story = proof.counterexample
    return [
        {
            "protocol": proof.protocol,
            "name": proof.name,
            "statement": proof.statement,
            "verdict": proof.verdict,
            "conditions": proof.conditions,
            "second_solver": proof.second_solver,
            "assumptions": "; ".join(proof.assumptions),
            "assumptions_used": "; ".join(proof.assumptions_used),
            "counterexample": "" if story is None else story.as_table(),
            "validators": 0 if story is None else len(story.as_dict().get("validators", ())),
        }
    ]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many claims ended how, per protocol, and how often the second solver agrees."""
    found: dict[str, Any] = {
        "claims": len(table),
        "conditions": int(table["conditions"].sum()),
        "second_solver_agrees": int((table["second_solver"] == "agrees").sum()),
    }
    for protocol in ("plan", "reference", "any"):
        verdicts = table[table["protocol"] == protocol]["verdict"]
        found[f"{protocol}_claims"] = len(verdicts)
        for verdict in ("proved", "refuted", "undecided"):
            found[f"{protocol}_{verdict}"] = int((verdicts == verdict).sum())
    return found


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The claims of both protocols, the theorems, and the plan's shortest counterexample."""
    return {
        "proofs": shown(table[table["protocol"] != "any"]),
        "theorems": shown(table[table["protocol"] == "any"]),
        "fast_secure_conflict": signers(counterexample(table, SETTLES["C17"])),
    }


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


def counterexample(table: pd.DataFrame, name: str) -> str:
    """Counterexample of a proof as text; empty where it is not refuted."""
    return str(table.set_index("name").loc[name, "counterexample"])


def signers(story: str) -> pd.DataFrame:
    """The validators of a counterexample, as a table of the paper."""
    lines = [line.split() for line in story.splitlines()[1:] if ":" not in line]
    titles = ("Validator", "Authority", "Stake", "First", "Second", "Byzantine")
    return pd.DataFrame([line[: len(titles)] for line in lines], columns=list(titles))


def findings(table: pd.DataFrame, parameters: Mapping[str, Parameters]) -> dict[str, Finding]:
    """The proofs' verdicts, with the first line of each counterexample's tally."""
    named = table.set_index("name")
    return {claim: finding(named, name) for claim, name in SETTLES.items()}


def finding(named: pd.DataFrame, name: str) -> Finding:
    """One proof as a verdict, with the same claim about the reference as its repair."""
    row = named.loc[name]
    repaired = name.replace("plan.", "reference.")
    mended = repaired in named.index and named.loc[repaired, "verdict"] == "proved"
    if row["verdict"] == "proved":
        condition = f"for any number of validators and any stake; uses: {row['assumptions_used']}"
        return Finding(Verdict.PROVED, condition, f"{name}; cvc5 {row['second_solver']}")
    if row["verdict"] == "undecided":
        return Finding(Verdict.OPEN, "the solver gave up", name)
    tally = [line for line in str(row["counterexample"]).splitlines() if ": " in line]
    return Finding(
        Verdict.REFUTED,
        f"counterexample with {row['validators']} validators; "
        + "; ".join(line for line in tally if line.startswith(("first", "second", "Byzantine"))),
        f"{name}; cvc5 {row['second_solver']}",
        f"the reference protocol: {repaired} is proved" if mended else "",
    )
