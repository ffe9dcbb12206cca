"""Verdicts on private payments follow from theorems, and are open without one of them."""

from functools import partial
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions.payment_soundness import answer, cases, findings, numbers
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator
from hybridstake.proofs.payments.conservation import LIMBS, NO_MONEY
from hybridstake.proofs.payments.extraction import EXTRACTION, SIMULATION


@pytest.fixture(scope="module")
def asked() -> tuple[pd.DataFrame, dict[str, Any]]:
    """Results, asked once since they are about no protocol, and findings."""
    generators = partial(generator, 1, "payment_soundness", 0)
    found = cases("any", load("plan"), Precision.TINY)
    table = pd.DataFrame([row for case in found for row in answer(case, generators)])
    return table, findings(table, {})


def test_both_sentences_hold_under_what_no_proof_of_ours_shows(asked: Any) -> None:
    table, found = asked
    assert {name: each.verdict.value for name, each in found.items()} == {
        "C79": "holds if",
        "C83": "holds if",
    }
    assert "logarithms in the group are hard" in found["C79"].condition
    assert numbers(table)["any_proved"] == len(table) == 5


@pytest.mark.parametrize(
    ("theorem", "claim"),
    [(NO_MONEY, "C79"), (LIMBS, "C79"), (EXTRACTION, "C83"), (SIMULATION, "C83")],
)
def test_without_a_theorem_its_sentence_is_open(asked: Any, theorem: str, claim: str) -> None:
    table = asked[0]
    undecided = table.assign(verdict=table["verdict"].where(table["name"] != theorem, "undecided"))
    found = findings(undecided, {})
    assert found[claim].condition == f"not proved: {theorem}"
    assert [name for name in found if found[name].verdict.value == "open"] == [claim]
