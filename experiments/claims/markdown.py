"""The settled ledger in Markdown: every claim in full, or the short table of the README."""

import re
from collections import Counter
from collections.abc import Sequence

from ...models.errors import InvalidParameter
from .ledger import Entry

COLUMNS = {
    "id": "Id",
    "claim": "Claim",
    "source": "Source",
    "verdict": "Verdict",
    "condition": "Condition, interval or counterexample",
    "evidence": "Rests on",
    "witness": "Second witness",
    "repair": "Repair",
}
"""Headings of a claim's parts."""

SHORT = ("id", "claim", "verdict")
"""Parts that the README has: what does not change with the precision."""

BEGIN, END = "<!-- claims: begin -->", "<!-- claims: end -->"
"""Marks in a text between which the short table stands."""


def as_markdown(entries: Sequence[Entry], parts: Sequence[str] = tuple(COLUMNS)) -> str:
    """A table of claims, and how many ended how.

    Parameters
    ----------
    entries
        Settled claims.
    parts
        Of `COLUMNS`, in the order of the table.

    Returns
    -------
    str
        GitHub's Markdown, without a newline at its end.
    """
    rows = [[COLUMNS[part] for part in parts], ["---"] * len(parts)]
    rows += [[escaped(str(getattr(entry, part))) for part in parts] for entry in entries]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"{summary(entries)}.", "", *lines])


def summary(entries: Sequence[Entry]) -> str:
    """How many claims there are, and how many ended how, most of them first."""
    counts = Counter(str(entry.verdict) for entry in entries)
    return f"{len(entries)} claims: " + ", ".join(
        f"{count} {verdict}" for verdict, count in counts.most_common()
    )


def escaped(text: str) -> str:
    r"""Text of a cell, in which nothing is read as Markdown.

    Examples
    --------
    >>> escaped("a | b < 2 * [c]")
    'a \\| b \\< 2 \\* \\[c]'
    """
    return re.sub(r"([\\|<*`\[])", r"\\\1", text)


def updated(text: str, entries: Sequence[Entry]) -> str:
    """A text with the short table of today between its marks.

    Parameters
    ----------
    text
        Markdown with each mark on a line of its own.
    entries
        Settled claims.

    Raises
    ------
    InvalidParameter
        If the marks are not there once each, in their order.
    """
    before, begun, rest = text.partition(f"{BEGIN}\n")
    _, ended, after = rest.partition(f"{END}\n")
    if not begun or not ended or BEGIN in rest or END in before + after:
        raise InvalidParameter(f"FILE must have one line {BEGIN} and below it one line {END}")
    return f"{before}{BEGIN}\n\n{as_markdown(entries, SHORT)}\n\n{END}\n{after}"
