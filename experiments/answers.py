"""What the steps of a reproduction do: answer a question, draw a figure, settle the claims."""

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from . import question
from .claims.ledger import as_json, settled
from .figures import theme
from .files import write_atomically, write_json
from .runner import Progress, run_question
from .study import Study


def answer_question(name: str, study: Study, *, workers: int, progress: Progress) -> None:
    """Answer a question and write its results, numbers and tables."""
    table = run_question(name, study, workers=workers, progress=progress)
    module = question.load(name)
    for label, rows in getattr(module, "tables", no_tables)(table).items():
        write_table(study.table_path(label), rows)
    write_numbers(study.numbers_path(name), module.numbers(table))


def no_tables(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """For questions without tables in the paper."""
    return {}


def draw(name: str, table: Path, folder: Path) -> None:
    """Draw the figure of a question from its results."""
    module = importlib.import_module(f"hybridstake.experiments.figures.{name}")
    with theme.themed():
        theme.save(module.draw(pd.read_parquet(table)), folder, name)


def write_claims(study: Study) -> None:
    """Write the table of claims, and how many ended with each verdict."""
    entries = settled(study)
    rows = pd.DataFrame(as_json(entries))
    columns = {"id": "Id", "claim": "Claim", "verdict": "Verdict", "condition": "Condition"}
    shown = pd.DataFrame({title: rows[name] for name, title in columns.items()})
    write_table(study.table_path("claims"), shown)
    counts = {
        str(name).replace(" ", "_"): int(count)
        for name, count in rows["verdict"].value_counts().items()
    }
    write_numbers(study.numbers_path("claims"), {"claims": len(entries), **counts})


def write_numbers(path: Path, numbers: dict[str, Any]) -> None:
    """Write numbers as JSON, NumPy's own types as Python's."""
    write_json(path, {name: plain_value(value) for name, value in numbers.items()})


def plain_value(value: Any) -> Any:
    """A value without NumPy."""
    return value.item() if isinstance(value, np.generic) else value


def write_table(path: Path, rows: pd.DataFrame) -> None:
    """Write a table of the paper as CSV."""
    write_atomically(
        path, lambda file: rows.to_csv(file, index=False, lineterminator="\n", encoding="utf-8")
    )
