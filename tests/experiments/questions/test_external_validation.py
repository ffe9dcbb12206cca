"""Published results of staking economics as a table: what is counted, and what is printed."""

from functools import partial
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.parameter_files import load
from hybridstake.experiments.questions import external_validation
from hybridstake.experiments.running import question
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.seeds import generator
from hybridstake.experiments.validation.target import Outcome
from hybridstake.experiments.validation.theories import THEORIES


def row(**changes: Any) -> dict[str, Any]:
    """A row of results."""
    return {
        "protocol": question.NO_PROTOCOL,
        "run": 0,
        "theory": "issuance",
        "source": "A",
        "what": "yield [%]",
        "published": "",
        "ours": 1234.5678,
        "way": "searched",
        "runs": 1,
        "witness": 1234.5,
        "witness_lower": 1230.0,
        "witness_upper": 1240.0,
        "decimals": 1,
        "outcome": Outcome.AGREED.value,
        "reading": "",
        **changes,
    }


ROWS = [
    row(),
    row(outcome=Outcome.FOUND.value, published="1 ± 2", source="B"),
    row(outcome=Outcome.DIFFERENT.value, published="3", reading="why"),
    row(outcome=Outcome.CONTRADICTED.value, ours=-0.04),
    row(theory="shares", runs=40, way="drawn", decimals=0),
]


@pytest.fixture(scope="module")
def tiny() -> pd.DataFrame:
    """All rows at the least precision."""
    narrowed = question.narrow(load("plan"), external_validation.READS)
    asked = external_validation.cases("plan", narrowed, Precision.TINY)
    return pd.DataFrame(
        [
            {"protocol": question.NO_PROTOCOL, "run": run, **each}
            for run, case in enumerate(asked)
            for each in external_validation.answer(
                case, partial(generator, 1, "external_validation", run)
            )
        ]
    )


def test_outcomes_are_counted() -> None:
    assert external_validation.numbers(pd.DataFrame(ROWS)) == {
        "results": 5,
        "found_again": 1,
        "without_a_number": 2,
        "not_found_again": 1,
        "contradicted": 1,
        "published": 2,
        "drawn": 1,
        "sources": 2,
        "confidence": 0.999,
    }


def test_the_table_has_theory_published_and_simulated_side_by_side() -> None:
    """Theories in their order; an interval for what is drawn, and else how it was computed."""
    table = external_validation.tables(pd.DataFrame(ROWS))["external_validation"]
    assert list(table) == [
        *("Result", "Source", "Published", "Theory", "Simulated or found otherwise"),
        *("Outcome", "Reading"),
    ]
    assert [list(each) for each in table.to_numpy().tolist()] == [
        ["yield [%]", "A", "law alone", "1,235", "1,234 [1,230, 1,240]", "witness agrees", ""],
        ["yield [%]", "A", "law alone", "1,234.6", "1,234.5 (searched)", "witness agrees", ""],
        ["yield [%]", "B", "1 ± 2", "1,234.6", "1,234.5 (searched)", "found again", ""],
        ["yield [%]", "A", "3", "1,234.6", "1,234.5 (searched)", "not found again", "why"],
        ["yield [%]", "A", "law alone", "0.0", "1,234.5 (searched)", "witness differs", ""],
    ]


def test_every_result_is_compared_once_and_no_witness_differs(tiny: pd.DataFrame) -> None:
    assert list(dict.fromkeys(tiny["theory"])) == list(THEORIES)
    assert len(tiny) == sum(map(len, THEORIES.values()))
    assert not tiny.duplicated(["source", "what"]).any()
    numbers = external_validation.numbers(tiny)
    assert numbers["contradicted"] == 0
    assert numbers["not_found_again"] == 2
    assert numbers["found_again"] + 2 == numbers["published"] > 15
    assert numbers["drawn"] >= 8


def test_a_higher_precision_draws_more() -> None:
    narrowed = question.narrow(load("plan"), external_validation.READS)
    runs = [
        sum(case.runs for case in external_validation.cases("plan", narrowed, precision))
        for precision in Precision
    ]
    assert runs[0] * 5 < runs[1] < runs[2] / 5
