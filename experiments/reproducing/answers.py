"""What the steps behind the questions do: draw a figure, print the formulas."""

import importlib
from pathlib import Path

import pandas as pd

from ..figures import theme
from ..running.outputs import write_numbers, write_table
from ..running.study import Study
from .equations import equations
from .formulas import formulas


def draw(name: str, table: Path, folder: Path) -> None:
    """Draw the figure of a question from its results."""
    module = importlib.import_module(f"hybridstake.experiments.figures.{name}")
    with theme.themed():
        theme.save(module.draw(pd.read_parquet(table)), folder, name)


def write_formulas(study: Study) -> None:
    """Write the table of formulas, and the equations that the text quotes."""
    rows = [(formula.name, formula.printed, formula.summary) for formula in formulas()]
    columns = ["Function", "Computes", "Which is"]
    write_table(study.table_path("formulas"), pd.DataFrame(rows, columns=columns))
    write_numbers(study.numbers_path("equations"), equations())
