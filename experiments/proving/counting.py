"""How many claims ended how, what a repair costs, and the tables of the paper that say so."""

import re
from typing import Any

import pandas as pd

from ...proofs.registry import PLAN, REFERENCE
from ..running.outputs import write_numbers, write_table
from ..running.study import Study
from .topics import ASKED_BY


def write_proofs(study: Study) -> None:
    """Write what the questions about proofs found together: counts, and the paper's tables.

    Parameters
    ----------
    study
        A study in which all of these questions have been answered.
    """
    table = pd.concat(
        [pd.read_parquet(study.results_path(name)) for name in ASKED_BY], ignore_index=True
    )
    claimed = table[table["claimed"]]
    write_table(study.table_path("proofs"), shown(claimed[claimed["protocol"] != "any"]))
    write_table(study.table_path("theorems"), shown(claimed[claimed["protocol"] == "any"]))
    write_table(study.table_path("price_of_repair"), price_of_repair(table))
    write_numbers(study.numbers_path("proofs"), counts(table) | promise_counts(table))


def counts(table: pd.DataFrame) -> dict[str, Any]:
    """How many claims ended how, per protocol."""
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
    return found


def promise_counts(table: pd.DataFrame) -> dict[str, Any]:
    """What became of the plan's promises.

    One that the reference does not make is in no table of verdicts, so its answer is told here.
    """
    both = promises_of_both(table)
    kept, mended = both["verdict_plan"] == "proved", both["verdict_reference"] == "proved"
    lost, broken = both["verdict_reference"] == "refuted", both["verdict_plan"] == "refuted"
    given_up = both[~both["claimed_reference"]]
    answers = {
        f"{REFERENCE}_{re.sub(r'[.-]', '_', str(row.promise))}": row.verdict_reference
        for row in given_up.itertuples()
    }
    return answers | {
        "promises": len(both),
        "promises_given_up": len(given_up),
        "promises_repaired": int((mended & broken).sum()),
        "promises_lost": int((lost & kept).sum()),
        "promises_broken_by_both": int((lost & broken).sum()),
    }


def promises_of_both(table: pd.DataFrame) -> pd.DataFrame:
    """Promises asked of both, with the rows of the plan and of the reference beside each other."""
    plan, reference = (
        table[table["protocol"] == protocol].set_index("promise").add_suffix(f"_{protocol}")
        for protocol in (PLAN, REFERENCE)
    )
    return plan.join(reference, how="inner").reset_index()


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
