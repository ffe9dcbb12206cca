"""Markdown cut into prose, mathematics and code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["prose", "mathematics", "code"]

# A dollar opens inline mathematics under Pandoc's rule: no space inside, no digit after.
_ISLANDS = re.compile(
    r"""
      (?P<code> ^(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?\n)??(?P=fence)[`~]*[ ]*$
              | (?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=ticks)(?!`) )
    | (?P<mathematics> (?<!\\)\$\$(?:(?!\n\s*\n).)+?\$\$
                     | (?<!\\)\$(?![\s$])(?:(?!\n\s*\n)[^$\\]|\\.)+?(?<!\s)\$(?!\d) )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A stretch of the source in which one way of quoting holds."""

    text: str
    """The stretch itself; all passages joined are the source."""

    kind: Kind
    """What it is written in."""

    line: int
    """Line on which it begins, counted from 1 [1]."""


def passages(source: str) -> Iterator[Passage]:
    r"""Stretches of prose, mathematics and code in the order of the source.

    Parameters
    ----------
    source
        Markdown.

    Yields
    ------
    Passage
        Never an empty one.

    Examples
    --------
    >>> [(passage.kind, passage.text) for passage in passages("a $b$ `c`")]
    [('prose', 'a '), ('mathematics', '$b$'), ('prose', ' '), ('code', '`c`')]
    """
    line, end = 1, 0
    for island in _ISLANDS.finditer(source):
        if island.start() > end:
            prose = source[end : island.start()]
            yield Passage(text=prose, kind="prose", line=line)
            line += prose.count("\n")
        kind: Kind = "code" if island["code"] is not None else "mathematics"
        yield Passage(text=island[0], kind=kind, line=line)
        line += island[0].count("\n")
        end = island.end()
    if end < len(source):
        yield Passage(text=source[end:], kind="prose", line=line)
