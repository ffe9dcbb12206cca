"""What the steps behind the questions do: draw a figure, print the formulas, settle the claims."""

import importlib
from pathlib import Path

import pandas as pd

from ..claims.finding import Verdict
from ..claims.ledger import as_json, settled
from ..figures import theme
from ..running.outputs import write_numbers, write_table
from ..running.study import Study
from .formulas import formulas


def draw(name: str, table: Path, folder: Path) -> None:
    """Draw the figure of a question from its results."""
    module = importlib.import_module(f"hybridstake.experiments.figures.{name}")
    with theme.themed():
        theme.save(module.draw(pd.read_parquet(table)), folder, name)


def write_formulas(study: Study) -> None:
    """Write the table of formulas."""
    rows = [(formula.name, formula.printed, formula.summary) for formula in formulas()]
    columns = ["Function", "Computes", "Which is"]
    write_table(study.table_path("formulas"), pd.DataFrame(rows, columns=columns))


def write_claims(study: Study) -> None:
    """Write the table of claims, and how many ended with each verdict."""
    entries = settled(study)
    rows = pd.DataFrame(as_json(entries))
    columns = {"id": "Id", "claim": "Claim", "verdict": "Verdict", "condition": "Condition"}
    shown = pd.DataFrame({title: rows[name] for name, title in columns.items()})
    write_table(study.table_path("claims"), shown)
    counts = {str(verdict).replace(" ", "_"): 0 for verdict in Verdict} | {
        str(name).replace(" ", "_"): int(count)
        for name, count in rows["verdict"].value_counts().items()
    }
    write_numbers(study.numbers_path("claims"), {"claims": len(entries), **counts})
