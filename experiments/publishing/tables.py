"""Tables of the experiments inserted in the text."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from .escaping import escape
from .insertions import inserted, insertion
from .printing import typeset
from .problems import PaperError, nearest

_TABLES = insertion("table")
_CAPTION = re.compile(r"\s*?\n(?:[ \t]*\n)?:[ \t]+\S")
_DIGITS = r"[-+]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+]\d+)?"
_NUMBER = re.compile(rf"{_DIGITS}\s?%?")
_SIGNS = {">=": "≥", "<=": "≤", "!=": "≠", "-": "\N{MINUS SIGN}"}
"""How a comparison or a minus that is a word of its own is printed."""
_NUMERAL = re.compile(rf"(?P<before>\(?)(?P<digits>{_DIGITS})(?P<after>[).,;:]*)")

_POWER = re.compile(r"(?P<base>\d+)\^(?P<exponent>-?\d+(?:\.\d+)?)(?P<after>[).,;:]*)")


def insert_tables(source: str, folder: Path) -> str:
    """The source with every table written out in Markdown.

    Parameters
    ----------
    source
        Markdown in which a line ``{{table NAME}}``, with a caption ``: …`` under it, stands for
        ``NAME.csv``.
    folder
        Holds the tables as UTF-8 CSV with a header; their cells are text, never Markdown.

    Returns
    -------
    str
        Markdown without insertions.

    Raises
    ------
    PaperError
        With one problem per table that is missing, malformed or without a caption.
    """

    def written(match: re.Match[str], after: str) -> str:
        if not _CAPTION.match(after):
            raise PaperError(["needs a line ': caption {#tbl-name}' after it"])
        return markdown_table(_read(folder, match["name"]))

    return inserted(source, _TABLES, written)


def markdown_table(rows: Sequence[Sequence[str]]) -> str:
    r"""A pipe table of plain text; columns of numbers stand to the right.

    Parameters
    ----------
    rows
        Header first, all of one length.

    Returns
    -------
    str
        One line per row, and the line of alignments.

    Examples
    --------
    >>> print(markdown_table([["mode", "delay"], ["fast*", "-0.5"]]))
    | mode | delay |
    |:--|--:|
    | fast\* | −0.5 |
    """
    header, *body = rows
    rules = [
        "--:" if all(_is_number(row[column]) for row in body) and body else ":--"
        for column in range(len(header))
    ]
    lines = [_line([escape(cell) for cell in header]), f"|{'|'.join(rules)}|"]
    lines.extend(_line([_cell(cell) for cell in row]) for row in body)
    return "\n".join(lines)


def _read(folder: Path, name: str) -> list[list[str]]:
    """Rows of a table, header first."""
    path = folder / f"{name}.csv"
    if not path.is_file():
        known = (found.stem for found in folder.glob("*.csv"))
        raise PaperError([f"finds no tables/{name}.csv{nearest(name, known)}"])
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    if not rows or not rows[0]:
        raise PaperError([f"finds no header in tables/{name}.csv"])
    if problems := [
        f"needs {len(rows[0])} cells in row {number} of tables/{name}.csv, got {len(row)}"
        for number, row in enumerate(rows, start=1)
        if len(row) != len(rows[0])
    ]:
        raise PaperError(problems)
    return rows


def _is_number(cell: str) -> bool:
    """Whether a cell may stand in a column of numbers."""
    return not cell.strip() or _NUMBER.fullmatch(cell.strip()) is not None


def _cell(cell: str) -> str:
    """A cell of the body in Markdown."""
    text = " ".join(cell.split())
    if text == "-":
        return "\N{EN DASH}"
    if _NUMBER.fullmatch(text):
        return typeset(text, "prose")
    return " ".join(_word(word) for word in text.split())


def _word(text: str) -> str:
    """A word of a cell; signs are true ones, and numbers are typeset as where they stand alone."""
    if text in _SIGNS:
        return _SIGNS[text]
    power = _POWER.fullmatch(text)
    if power:
        return f"${power['base']}^{{{power['exponent']}}}${escape(power['after'])}"
    numeral = _NUMERAL.fullmatch(text)
    if not numeral:
        return escape(text)
    digits = typeset(numeral["digits"], "prose")
    return f"{escape(numeral['before'])}{digits}{escape(numeral['after'])}"


def _line(cells: Sequence[str]) -> str:
    """One row of a pipe table."""
    return f"| {' | '.join(cells)} |"
