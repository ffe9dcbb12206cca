"""The text says what the results say: one result changed by hand, and the paper reads otherwise."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.publishing.documents import read_document
from hybridstake.experiments.running import question
from hybridstake.experiments.running.outputs import write_numbers, write_table

pytestmark = pytest.mark.slow

Change = Callable[[Any], Any]


def text_of(part: Any) -> str:
    """Prose and cells of a document, in their order; a mark on a sentence is no text of it."""
    if isinstance(part, list):
        return "".join(map(text_of, part))
    if not isinstance(part, dict):
        return ""
    if part.get("t") in ("Space", "SoftBreak"):
        return " "
    content = part.get("c", part if "t" not in part else "")
    if part.get("t") in ("Span", "Div") and "reason" in content[0][1]:
        return ""
    if isinstance(content, dict):
        return "".join(text_of(child) for child in content.values())
    if isinstance(content, str):
        return f" {content} " if part.get("t") == "Math" else content
    return text_of([child for child in content if not isinstance(child, str)]) + (
        " " if part.get("t") in ("Para", "Plain") else ""
    )


def read(paper: Path) -> str:
    """Abstract, text and tables as they are printed."""
    document = json.loads(read_document(paper))
    return text_of([document["meta"]["abstract"], document["blocks"]])


def scaled(column: str, factor: float) -> Change:
    """A column with every value so many times as large."""
    return lambda table: table.assign(**{column: table[column] * factor})


CHANGES: list[tuple[str, Change, str, str]] = [
    ("solver_stability", scaled("seeds", 3), r"under (\w+) seeds each", "three"),
    (
        "staking_yield",
        scaled("staker_yield_per_year", 10),
        r"rewards yield ([\d,]+)\s% a",
        "2,522,880",
    ),
    ("job_carbon", scaled("grams", 100), r"emits [\d.]+ g in Norway, (\d+) g in", ""),
]
"""A question, what is done to its results, a sentence that quotes it, and what it then says."""


@pytest.mark.parametrize(
    ("name", "change", "sentence", "wanted"),
    [CHANGES[0], *(pytest.param(*each, marks=pytest.mark.exhaustive) for each in CHANGES[1:])],
)
def test_a_changed_result_changes_the_text(
    name: str, change: Change, sentence: str, wanted: str, made: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shutil.copytree(made, out, ignore=shutil.ignore_patterns("build"))
    before = re.search(sentence, read(out), flags=re.IGNORECASE)
    table = change(pd.read_parquet(out / "results" / f"{name}.parquet"))
    module = question.load(name)
    write_numbers(out / "numbers" / f"{name}.json", module.numbers(table))
    for file, rows in module.tables(table).items() if hasattr(module, "tables") else ():
        write_table(out / "tables" / f"{file}.csv", rows)
    after = re.search(sentence, read(out), flags=re.IGNORECASE)
    assert before, sentence
    assert after, sentence
    assert after[1] != before[1]
    assert after[1] == wanted or not wanted
