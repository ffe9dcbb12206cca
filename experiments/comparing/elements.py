"""Elements of the page: lists and tables in HTML, everything from files escaped."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from .marks import SIGNS, mark
from .table import Note, Row, Table

DRAWN = "around 0"
"""Heading of pictures of differences, which have zero in the middle."""

_BESIDE = re.compile(r"(?<=\d) (?=%|×|ms\b|[mbtr]+illion\b)|(?<=×) (?=10)")
"""Spaces at which a number must not be torn from its sign or unit."""


def told(text: str) -> str:
    r"""Text without markup, in which numbers stay with their units.

    Examples
    --------
    >>> told("<b> at 10 %") == "&lt;b&gt; at 10\u00a0%"
    True
    """
    return _BESIDE.sub("\u00a0", escape(text))


def listed(lines: Iterable[str]) -> str:
    """Lines as a list."""
    return f"<ul>{''.join(f'<li>{told(line)}</li>' for line in lines)}</ul>"


def noted(notes: Iterable[Note]) -> str:
    """Notes as a list, each story folded."""
    return f'<ul class="below">{"".join(note_item(each) for each in notes)}</ul>'


def note_item(note: Note) -> str:
    """A note, with its story where it has one."""
    story = f"<details><summary>how</summary><pre>{escape(note.story)}</pre></details>"
    return f"<li>{told(note.words)}{story if note.story else ''}</li>"


def as_table(table: Table) -> Iterator[str]:
    """Rows with their headings; each cell knows its own, for screens without room for a heading."""
    is_drawn = any(row.is_drawn for row in table.rows)
    heading = [*table.heading, *([DRAWN] if is_drawn else [])]
    heading += ["verdict"] if table.is_judged else []
    cells = "".join(f'<th scope="col">{told(each)}</th>' for each in heading)
    yield f"<table><thead><tr>{cells}</tr></thead><tbody>"
    for row in table.rows:
        yield f"<tr>{''.join(row_cells(table, row, is_drawn=is_drawn))}</tr>"
    yield "</tbody></table>"


def row_cells(table: Table, row: Row, *, is_drawn: bool) -> Iterator[str]:
    """Cells of a row: its name, its values, its picture and its verdict."""
    first, *rest = row.cells
    yield f'<th scope="row">{told(first)}</th>'
    for label, cell in zip(table.heading[1:], rest, strict=True):
        yield f'<td data-label="{escape(label)}">{told(cell)}</td>'
    if is_drawn:
        yield f'<td data-label="{DRAWN}">{drawn(row)}</td>'
    if table.is_judged:
        yield f'<td class="verdict" data-label="verdict">{signed(row)}</td>'


def drawn(row: Row) -> str:
    """The picture of a row's difference, if it has one."""
    difference = None if row.quantity is None else row.quantity.difference
    return "" if difference is None or row.verdict is None else mark(difference, row.verdict)


def signed(row: Row) -> str:
    """A row's verdict with its sign."""
    if row.verdict is None:
        return "none"
    sign, colour = SIGNS[row.verdict]
    return f'<span><span class="sign" style="color:{colour}">{sign}</span> {row.verdict}</span>'
