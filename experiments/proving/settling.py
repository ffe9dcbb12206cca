"""Verdicts on the ledger's sentences from proofs about the plan, and repairs from the reference."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ...proofs.registry import PLAN, REFERENCE
from ..claims.finding import Finding, Verdict


def by_promise(
    table: pd.DataFrame,
    name: str,
    kept: Verdict = Verdict.PROVED,
    proviso: str = "",
    because: str = "",
) -> Finding:
    """A sentence that is one promise of the plan, or comes close to it.

    Parameters
    ----------
    table
        Answers of a question about proofs.
    name
        The promise, without its protocol.
    kept
        The sentence's verdict where the promise is kept.
    proviso
        What the sentence says beyond the promise; told where it is kept, by the reference too.
    because
        How a promise that is broken breaks the sentence.
    """
    plan, reference = found(table, f"{PLAN}.{name}"), found(table, f"{REFERENCE}.{name}")
    evidence = f"{plan['name']}; cvc5 {plan['second_solver']}"
    if plan["verdict"] == "proved":
        statement = plan["statement"]
        condition = f"{statement.removesuffix('.')}; {proviso}" if proviso else statement
        return Finding(kept, condition, evidence)
    if plan["verdict"] != "refuted":
        return Finding(Verdict.OPEN, f"{plan['name']} is undecided", "")
    condition = f"{because}{': ' if because else ''}{told(plan['counterexample'])}"
    return Finding(Verdict.REFUTED, condition, evidence, repair(reference, proviso))


def by_theorems(
    table: pd.DataFrame, names: Sequence[str], verdict: Verdict, condition: str, repair: str = ""
) -> Finding:
    """A sentence that follows from claims, if all of them are proved; else it is open.

    Parameters
    ----------
    table
        Answers of a question about proofs.
    names
        The claims from which it follows, with their protocols.
    verdict
        What it is then.
    condition
        Under what condition.
    repair
        What the reference protocol does instead, where it is refuted.
    """
    claims = [found(table, name) for name in names]
    missing = [claim["name"] for claim in claims if claim["verdict"] != "proved"]
    if missing:
        return Finding(Verdict.OPEN, f"not proved: {', '.join(missing)}", "")
    opinions = sorted({claim["second_solver"] for claim in claims})
    evidence = f"{', '.join(names)}; cvc5 {' and '.join(opinions)}"
    return Finding(verdict, condition, evidence, repair)


def found(table: pd.DataFrame, name: str) -> dict[str, Any]:
    """What came of the claim of a name."""
    (row,) = table[table["name"] == name].to_dict("records")
    return {str(column): value for column, value in row.items()}


def repair(reference: dict[str, Any], proviso: str = "") -> str:
    """What the reference does instead of what the plan fails to do, and what that leaves out."""
    if reference["verdict"] == "proved":
        kept = f"the reference protocol: {reference['name']} is proved"
        return f"{kept}; {proviso}" if proviso else kept
    return "" if reference["claimed"] else "none: the reference protocol makes no such claim"


def told(story: str) -> str:
    """A counterexample in one line, without the premises that it meets.

    Of validators in a table only the tallies below it are told.
    """
    lines = [line for line in story.splitlines() if not line.startswith(("holds: ", "fails: "))]
    rows = [line for line in lines if not (": " in line or " = " in line)]
    of_validators = bool(rows) and rows[0].startswith("validator ")
    facts = [line for line in lines if not (of_validators and line in rows)]
    return f"fails at {'; '.join(' '.join(line.split()) for line in facts)}"
