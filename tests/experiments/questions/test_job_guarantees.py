"""What is proved of jobs settles four claims, and stays open without the proofs."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.claims.finding import Finding, Verdict
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions import job_guarantees
from hybridstake.experiments.questions.job_guarantees import answer, cases, findings, numbers
from hybridstake.experiments.running.precision import Precision
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.compute.redundancy import COLLUDERS

NOTHING: Mapping[str, Parameters] = {}


@cache
def answered() -> pd.DataFrame:
    asked = cases("any", load("plan"), Precision.TINY)
    return pd.DataFrame(row for case in asked for row in answer(case, lambda *_: None))  # pyright: ignore[reportArgumentType]


def test_every_claim_about_jobs_is_asked_once_and_counted() -> None:
    found = numbers(answered())
    assert (found["claims"], found["any_proved"], found["plan_refuted"]) == (8, 7, 1)
    assert found["results_valid"] == "refuted"


def test_validity_needs_fewer_colluders_than_the_lead_is_long() -> None:
    found = findings(answered(), NOTHING)
    assert set(found) == {"C85", "C89", "C90", "C91"}
    assert {each.verdict for each in found.values()} == {Verdict.HOLDS_IF}
    assert "fewer of these collude than the lead is long" in found["C85"].condition
    assert "fails at right = 0; wrong = 3; needed = 3" in found["C85"].condition
    assert found["C89"].evidence.startswith("any.verification.deterred, any.verification.rest")


def test_a_claim_is_open_while_its_theorem_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    table = answered().copy()
    table.loc[table["name"] == COLLUDERS, "verdict"] = "undecided"
    found: dict[str, Finding] = job_guarantees.findings(table, NOTHING)
    assert (found["C85"].verdict, found["C85"].condition) == (
        Verdict.OPEN,
        f"not proved: {COLLUDERS}",
    )
    others: set[Any] = {found[each].verdict for each in ("C89", "C90", "C91")}
    assert others == {Verdict.HOLDS_IF}
