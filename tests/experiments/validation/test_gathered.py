"""Everything published in one table: nothing is lost on the way, and what fails has a reason."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.running.study import Study
from hybridstake.experiments.validation.compared import TABLES
from hybridstake.experiments.validation.copies import PUBLISHED
from hybridstake.experiments.validation.gathered import (
    READ,
    Kind,
    computed,
    counts,
    difference,
    gathered,
    held,
    kind_of,
    latency,
    read_held,
)

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def published(study: Study) -> Mapping[str, Any]:
    """Tables of the questions that compare, as text."""
    return {name: pd.read_csv(study.table_path(table), dtype=str) for name, table in TABLES.items()}


def test_every_question_that_compares_is_read() -> None:
    assert list(READ) == list(TABLES)


@pytest.mark.slow
def test_the_table_has_every_row_of_every_question(
    study: Study, published: Mapping[str, Any]
) -> None:
    rows = gathered(dict(published))
    expected = sum(len(table) for table in published.values()) + len(PUBLISHED) + len(held())
    assert len(rows) == expected > 200
    table = pd.read_csv(study.table_path("validation"), dtype=str).fillna("")
    assert table.to_dict("records") == rows
    assert json.loads(study.numbers_path("validation").read_text()) == counts(rows)
    for column in ("Source", "What", "Published", "Ours", "Outcome"):
        assert "" not in table[column].tolist(), column


@pytest.mark.slow
def test_what_is_not_found_again_or_not_answered_has_its_reason(
    published: Mapping[str, Any],
) -> None:
    rows = gathered(dict(published))
    failing = [row for row in rows if kind_of(row["Outcome"]) in (Kind.NOT_FOUND, Kind.UNANSWERED)]
    assert len(failing) > 10
    assert [row["What"] for row in failing if not row["Reading"]] == []


@pytest.mark.slow
def test_what_is_found_again_differs_by_little(published: Mapping[str, Any]) -> None:
    """A quarter is the widest tolerance of any table, and one digit may be a half of it."""
    for row in gathered(dict(published)):
        part = re.fullmatch(r"([-+].*) %", row["Difference"])
        if part and kind_of(row["Outcome"]) is Kind.FOUND:
            assert abs(float(part[1])) <= 26, row


def test_kinds_add_up() -> None:
    rows = [*map(computed, PUBLISHED), *held()]
    found = counts(rows)
    assert found["results"] == sum(found[each.value] for each in Kind) == len(rows)
    assert found["not_found"] == 1
    assert found["found"] == len(rows) - 1


def test_published_copies_of_a_job_are_found_again_but_for_one() -> None:
    """9.347 copies are 9.3 and not 9.4; the others to their last digit."""
    found = {row["What"]: row for row in map(computed, PUBLISHED)}
    lost = [what for what, row in found.items() if row["Outcome"] != "reproduced"]
    assert lost == ["copies that takes in the mean"]
    assert found[lost[0]]["Difference"] == "-0.56 %"
    assert all(found[what]["Reading"] for what in lost)


def test_an_outcome_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        kind_of("perhaps")


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        ("40 reproduced", "found"),
        ("14 reproduced; 2 reproduced, digits cut off", "found"),
        ("3 reproduced; 1 not reproduced", "not_found"),
        ("within our range", "found"),
        ("not within 15%", "not_found"),
        ("not reproducible", "unanswered"),
        ("witness agrees", "by_law"),
    ],
)
def test_an_outcome_is_as_bad_as_its_worst_part(outcome: str, kind: str) -> None:
    assert kind_of(outcome).value == kind


@pytest.mark.parametrize(
    ("published", "ours", "told"),
    [
        ("100", "75", "-25 %"),
        ("1,000", "1,001", "+0.1 %"),
        ("none", "3", ""),
        ("0", "3", ""),
        ("2^-40", "2^-41", ""),
        ("36 values", "9.0e-1 for 1.0E+0", "-10 %"),
    ],
)
def test_a_difference_is_a_part_of_the_published_number(
    published: str, ours: str, told: str
) -> None:
    assert difference(published, ours) == told


def test_a_measurement_below_the_floor_is_not_found_again() -> None:
    row = {
        "System": "S", "Validators": "4", "Where": "here", "Until": "leader", "Source": "x",
        "Measured [ms]": "90", "Our floor [ms]": "100", "Ratio": "0.90",
    }  # fmt: skip
    assert kind_of(latency(row)["Outcome"]) is Kind.NOT_FOUND
    assert kind_of(latency(row | {"Ratio": "1.00"})["Outcome"]) is Kind.BOUNDED


def test_what_a_test_holds_names_a_test_that_is_there() -> None:
    for each in read_held():
        file, _, name = each["test"].partition("::")
        text = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"^def {re.escape(name)}\(", text, flags=re.MULTILINE), each["test"]
