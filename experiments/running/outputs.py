"""Numbers and tables of the paper, written as JSON and CSV."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from .files import write_atomically, write_json


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
