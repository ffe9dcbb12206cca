"""Which published results of staking economics do we find again, by closed form and by a second way?

Each result stands in `experiments/validation/` with what its source prints and what that may be off by,
the closed form of `models/economics/networks/`, and a witness that finds it in another way: drawn by the
agents' simulator with an interval, or computed otherwise.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ...models.parameters.parameters import Parameters
from ..running.precision import Precision
from ..running.seeds import Generators, Stream
from ..validation.target import CONFIDENCE, Outcome, outcome_of, runs_of
from ..validation.theories import THEORIES

READS = ()

COLUMNS = {
    Outcome.FOUND: "found_again",
    Outcome.AGREED: "without_a_number",
    Outcome.DIFFERENT: "not_found_again",
    Outcome.CONTRADICTED: "contradicted",
}
"""Names of the counts that the prose quotes."""


@dataclass(frozen=True, slots=True)
class Case:
    """One published result, and how many runs its witness has if it is drawn."""

    theory: str
    place: int
    runs: int


def cases(protocol: str, parameters: Parameters, precision: Precision) -> list[Case]:
    """Every published result."""
    return [
        Case(theory, place, runs_of(target, precision))
        for theory, targets in THEORIES.items()
        for place, target in enumerate(targets)
    ]


def answer(case: Case, generators: Generators) -> list[dict[str, Any]]:
    """What is published beside ours in two ways."""
    target = THEORIES[case.theory][case.place]
    ours = float(target.theory())
    witness = target.witness(generators(Stream.SAMPLING), case.runs)
    return [
        {
            "theory": case.theory,
            "source": target.source,
            "what": target.what,
            "published": target.printed.text if target.printed else "",
            "ours": ours,
            "way": target.way,
            "runs": case.runs,
            "witness": witness.value,
            "witness_lower": witness.lower,
            "witness_upper": witness.upper,
            "decimals": target.decimals,
            "outcome": outcome_of(target, ours, witness).value,
            "reading": target.reading,
        }
    ]


def numbers(table: pd.DataFrame) -> dict[str, Any]:
    """How many results there are, and what becomes of them."""
    found = table["outcome"].value_counts()
    return {
        "results": len(table),
        **{name: int(found.get(each.value, 0)) for each, name in COLUMNS.items()},
        "published": int((table["published"] != "").sum()),
        "drawn": int((table["runs"] > 1).sum()),
        "sources": int(table["source"].nunique()),
        "confidence": CONFIDENCE,
    }


def tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Theory, published and simulated, side by side."""
    order = {theory: place for place, theory in enumerate(THEORIES)}
    rows = sorted(table.to_dict("records"), key=lambda row: order[row["theory"]])
    return {"external_validation": pd.DataFrame([row_of(row) for row in rows])}


def row_of(row: dict[str, Any]) -> dict[str, str]:
    """A row under the headings of the paper."""
    return {
        "Result": row["what"],
        "Source": row["source"],
        "Published": row["published"] or "law alone",
        "Theory": shown(row["ours"], row["decimals"]),
        "Simulated or found otherwise": witnessed(row),
        "Outcome": row["outcome"],
        "Reading": row["reading"],
    }


def witnessed(row: dict[str, Any]) -> str:
    """A witness: with its interval if it is drawn, else with the way it was computed."""
    value, lower, upper = (
        shown(row[name], row["decimals"]) for name in ("witness", "witness_lower", "witness_upper")
    )
    return f"{value} [{lower}, {upper}]" if row["runs"] > 1 else f"{value} ({row['way']})"


def shown(value: float, decimals: int) -> str:
    """With so many decimals, thousands apart, and no sign where these are zero."""
    return f"{round(value, decimals) + 0.0:,.{decimals}f}"
