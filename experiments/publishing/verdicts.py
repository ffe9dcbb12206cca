"""Verdicts as the paper's own tables print them."""

import csv
from collections.abc import Mapping
from pathlib import Path

from .problems import PaperError

VERDICTS = ("proved", "refuted", "undecided", "holds if", "measured", "not computable", "open")
"""Every way in which a claim or a proof can end."""


def read_verdicts(folder: Path) -> Mapping[str, str]:
    """Verdict of every claim and proof that a table lists.

    Parameters
    ----------
    folder
        Holds the tables as CSV; those with a column ``Verdict`` name what it is about in their
        first.

    Returns
    -------
    Mapping[str, str]
        Under the claim's id or the proof's name; none where the folder is missing.

    Raises
    ------
    PaperError
        If two rows give one name two verdicts.
    """
    verdicts: dict[str, str] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            header = [title.lower() for title in next(rows, [])]
            if "verdict" in header:
                column = header.index("verdict")
                for row in (row for row in rows if len(row) > column):
                    if verdicts.setdefault(row[0], row[column]) != row[column]:
                        told = f"{row[0]} is {verdicts[row[0]]} and {row[column]}"
                        raise PaperError([f"tables/{path.name}: {told}"])
    return verdicts
