"""Tables of the documentation's Markdown, from texts that were not written for it."""

import re
from collections.abc import Sequence

SPECIAL = re.compile(r"[\\*_\[\]|~$&<]")
"""What Markdown would read as more than a character."""

CODE = re.compile(r"(`[^`]+`)")
"""Code in back-quotes, which `split` leaves at every second place."""


def plain(text: str) -> str:
    r"""A text that shows as it is, except that code in back-quotes stays code.

    Parameters
    ----------
    text
        Of a terminal, a docstring or a registry; line breaks become spaces.

    Examples
    --------
    >>> print(plain("at most `a|b` of [1<=x<=9] * 2"))
    at most `a|b` of &#91;1&#60;=x&#60;=9&#93; &#42; 2
    """
    pieces = CODE.split(" ".join(text.split()))
    return "".join(piece if index % 2 else escaped(piece) for index, piece in enumerate(pieces))


def escaped(text: str) -> str:
    """A text without code, no character of which means anything."""
    return SPECIAL.sub(lambda found: f"&#{ord(found[0])};", text)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows of Markdown as a table.

    Parameters
    ----------
    headings
        One per column.
    rows
        Cells that are Markdown already, without line breaks.

    Examples
    --------
    >>> print(table(["a", "b"], [["1", "`2`"]]))
    | a | b |
    |---|---|
    | 1 | `2` |
    """
    lines = [list(headings), ["---"] * len(headings), *[list(row) for row in rows]]
    written = [f"| {' | '.join(line)} |" for line in lines]
    written[1] = written[1].replace(" ", "")
    return "\n".join(written)


def page(*paragraphs: str) -> str:
    """Paragraphs with an empty line between them, and a line break at the end."""
    return "\n\n".join(paragraph.strip("\n") for paragraph in paragraphs if paragraph) + "\n"
