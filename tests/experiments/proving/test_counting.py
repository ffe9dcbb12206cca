"""Counts of verdicts, the price of a repair, and what the questions about proofs write together."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.proving.counting import (
    counts,
    price_of_repair,
    promise_counts,
    write_proofs,
)
from hybridstake.experiments.proving.topics import ASKED_BY
from hybridstake.experiments.reproducing.steps import PROOF_TABLES
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.study import Study


def row(
    protocol: str, promise: str, verdict: str, *, claimed: bool = True, opinion: str = "agrees"
) -> dict[str, Any]:
    """One proof in two conditions."""
    return {
        "protocol": protocol,
        "name": f"{protocol}.{promise}",
        "promise": promise,
        "claimed": claimed,
        "statement": f"{promise} of the {protocol}.",
        "verdict": verdict,
        "conditions": 2,
        "second_solver": opinion,
    }


ROWS = [
    row("plan", "kept", "proved"),
    row("plan", "mended", "refuted"),
    row("plan", "lost.on-both", "refuted"),
    row("plan", "lost", "proved"),
    row("plan", "unsettled", "refuted", opinion="undecided"),
    row("plan", "variants.alone", "refuted"),
    row("any", "theorem", "proved"),
    row("any", "hard", "undecided", opinion="not asked"),
    row("reference", "kept", "proved"),
    row("reference", "mended", "proved"),
    row("reference", "lost.on-both", "refuted", claimed=False),
    row("reference", "lost", "refuted", claimed=False),
    row("reference", "unsettled", "undecided"),
]
"""Of six of the plan's, a variant is not the reference's, and two are not claimed by it."""


def test_only_claims_are_counted_each_under_its_protocol() -> None:
    assert counts(pd.DataFrame(ROWS)) == {
        "claims": 11,
        "conditions": 22,
        "second_solver_agrees": 9,
        "plan_claims": 6,
        "plan_proved": 2,
        "plan_refuted": 4,
        "plan_undecided": 0,
        "reference_claims": 3,
        "reference_proved": 2,
        "reference_refuted": 0,
        "reference_undecided": 1,
        "any_claims": 2,
        "any_proved": 1,
        "any_refuted": 0,
        "any_undecided": 1,
    }


def test_nothing_undecided_is_repaired_lost_or_broken() -> None:
    """A variant is no promise; `unsettled` counts as one and as nothing else."""
    assert promise_counts(pd.DataFrame(ROWS)) == {
        "promises": 5,
        "promises_given_up": 2,
        "promises_repaired": 1,
        "promises_lost": 1,
        "promises_broken_by_both": 1,
        "reference_lost_on_both": "refuted",
        "reference_lost": "refuted",
    }


def test_a_repair_costs_what_differs_or_is_given_up() -> None:
    price = price_of_repair(pd.DataFrame(ROWS))
    assert price.to_numpy().tolist() == [
        ["mended", "mended of the plan.", "refuted", "proved", "yes"],
        ["lost.on-both", "lost.on-both of the plan.", "refuted", "refuted", "no"],
        ["lost", "lost of the plan.", "proved", "refuted", "no"],
        ["unsettled", "unsettled of the plan.", "refuted", "undecided", "yes"],
    ]


@pytest.fixture
def written(tmp_path: Path) -> Study:
    """A study whose questions about proofs have these rows, dealt round, and all is written."""
    study = Study(
        protocols={name: load(name) for name in ("plan", "reference")},
        seed=1,
        precision=Precision.TINY,
        out=tmp_path,
    )
    for position, name in enumerate(ASKED_BY):
        path = study.results_path(name)
        path.parent.mkdir(exist_ok=True)
        pd.DataFrame(ROWS[position :: len(ASKED_BY)]).to_parquet(path)
    write_proofs(study)
    return study


def test_the_proofs_of_all_questions_are_written_together(written: Study) -> None:
    numbers = json.loads(written.numbers_path("proofs").read_text(encoding="utf-8"))
    table = pd.DataFrame(ROWS)
    assert numbers == counts(table) | promise_counts(table)
    assert sorted(path.stem for path in (written.out / "tables").iterdir()) == sorted(PROOF_TABLES)


def test_protocols_and_theorems_have_a_table_each_without_what_is_not_claimed(
    written: Study,
) -> None:
    proofs, theorems = (
        pd.read_csv(written.table_path(name), keep_default_na=False)
        for name in ("proofs", "theorems")
    )
    assert set(theorems["Claim"]) == {"any.theorem", "any.hard"}
    assert sorted(proofs["Claim"]) == sorted(
        row["name"] for row in ROWS if row["claimed"] and row["protocol"] != "any"
    )
    assert list(proofs.columns) == list(theorems.columns) == [
        "Claim", "Statement", "Verdict", "cvc5",
    ]  # fmt: skip
    (hard,) = theorems[theorems["Claim"] == "any.hard"].to_numpy().tolist()
    assert hard == ["any.hard", "hard of the any.", "undecided", "not asked"]
