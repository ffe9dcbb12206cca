"""Published values as a result: what is counted, and what is printed."""

from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.parameter_files import PRESETS, load
from hybridstake.experiments.published.families import FAMILIES, UNANSWERED
from hybridstake.experiments.published.value import Agreement
from hybridstake.experiments.questions import published_values
from hybridstake.experiments.running import question
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.runner import run_question
from hybridstake.experiments.running.seeds import generator
from hybridstake.experiments.running.study import Study


def cell(printed: str, agreement: Agreement, digits: float, **changes: Any) -> dict[str, Any]:
    """A row of results."""
    return {
        "protocol": question.NO_PROTOCOL,
        "run": 0,
        "family": "races",
        "source": "A",
        "table": "",
        "what": "something",
        "printed": printed,
        "ours": 0.5,
        "shown": f"{printed}00",
        "relative_difference": 0.0,
        "last_digits": digits,
        "agreement": agreement.value,
        "reading": "",
        **changes,
    }


CELLS = [
    cell("0.4", Agreement.ROUNDED, -0.02),
    cell("0.1", Agreement.ROUNDED, 0.1, table="three", source="B"),
    cell("0.2", Agreement.DIFFERENT, -7.04, table="three", source="B", reading="why"),
    cell("0.3", Agreement.TRUNCATED, 0.7, table="three", source="B"),
    cell("0.5", Agreement.BOUNDED, -0.3, family="committees", reading="how", ours=1e-30),
    cell("0.6", Agreement.ROUNDED_UP, -0.7, family="votes"),
]


@pytest.fixture(scope="module")
def tiny() -> pd.DataFrame:
    """All rows at the least precision."""
    narrowed = question.narrow(load("plan"), published_values.READS)
    return pd.DataFrame(
        [
            {"protocol": question.NO_PROTOCOL, "run": run, **row}
            for run, case in enumerate(published_values.cases("plan", narrowed, Precision.TINY))
            for row in published_values.answer(case, partial(generator, 1, "published_values", run))
        ]
    )


def test_outcomes_are_counted() -> None:
    assert published_values.numbers(pd.DataFrame(CELLS)) == {
        "values": 6,
        "reproduced": 2,
        "truncated": 1,
        "rounded_up": 1,
        "bounded": 1,
        "not_reproduced": 1,
        "found_again": 5,
        "sources": 2,
        "unanswered": len(UNANSWERED),
        "smallest": 1e-30,
    }


def test_a_long_table_is_one_row_and_families_keep_their_order() -> None:
    printed = published_values.tables(pd.DataFrame(CELLS))["published_values"]
    rows = [list(row) for row in printed.to_numpy().tolist()]
    counted = "1 reproduced; 1 reproduced, digits cut off; 1 not reproduced"
    assert "Verdict" not in printed
    assert rows[: -len(UNANSWERED)] == [
        ["A", "something", "0.5", "0.500", "-0.3", "reproduced as a bound", "how"],
        ["A", "something", "0.6", "0.600", "-0.7", "reproduced, rounded upwards", ""],
        ["A", "something", "0.4", "0.400", "0.0", "reproduced", ""],
        ["B", "three", "3 values", "0.200 for 0.2", "-7.0", counted, "why"],
    ]
    assert [row[5] for row in rows[-len(UNANSWERED) :]] == ["not answered"] * len(UNANSWERED)


def test_every_family_is_compared_at_every_precision(tiny: pd.DataFrame) -> None:
    assert list(dict.fromkeys(tiny["family"])) == list(FAMILIES)
    narrowed = question.narrow(load("plan"), published_values.READS)
    sizes = {
        precision: sum(
            len(list(published_values.computed(values, precision))) for values in FAMILIES.values()
        )
        for precision in Precision
    }
    assert len(tiny) == sizes[Precision.TINY] < sizes[Precision.DEFAULT] < sizes[Precision.FULL]
    assert sizes[Precision.FULL] == sum(map(len, FAMILIES.values()))
    cases = published_values.cases("plan", narrowed, Precision.FULL)
    assert len(set(cases)) == len(cases)


def test_a_value_is_compared_once(tiny: pd.DataFrame) -> None:
    assert not tiny.duplicated(["source", "what"]).any()
    numbers = published_values.numbers(tiny)
    assert numbers["values"] == len(tiny)
    assert numbers["found_again"] + numbers["not_reproduced"] == len(tiny)


def test_it_is_asked_once_for_all_protocols(tmp_path: Path) -> None:
    """Not once for each: it reads no parameters."""
    protocols = {name: load(name) for name in PRESETS}
    study = Study(protocols=protocols, seed=1, precision=Precision.TINY, out=tmp_path)
    table = run_question("published_values", study)
    assert set(table["protocol"]) == {"any"}
    assert not table.duplicated(["source", "what"]).any()
