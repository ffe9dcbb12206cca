"""Lines of the text that stand for something generated."""

import re
from collections.abc import Callable

from .passages import passages
from .problems import PaperError

Written = Callable[[re.Match[str], str], str]
"""What a line becomes, from its match and all that follows it in its passage."""


def insertion(kind: str) -> re.Pattern[str]:
    """Lines ``{{KIND NAME}}`` that stand alone."""
    return re.compile(rf"^\{{\{{{kind} (?P<name>[A-Za-z0-9_-]+)\}}\}}[ \t]*$", re.MULTILINE)


def inserted(source: str, lines: re.Pattern[str], written: Written) -> str:
    """The source with every such line written out; code is left alone.

    Parameters
    ----------
    source
        Markdown.
    lines
        See `insertion`.
    written
        What stands in the place of a line.

    Raises
    ------
    PaperError
        With the problems of all lines, each with its place.
    """
    problems: list[str] = []
    pieces: list[str] = []
    for passage in passages(source):
        end = 0
        for match in () if passage.kind == "code" else lines.finditer(passage.text):
            pieces.append(passage.text[end : match.start()])
            end = match.end()
            try:
                pieces.append(written(match, passage.text[end:]))
            except PaperError as error:
                line = passage.line + passage.text.count("\n", 0, match.start())
                problems.extend(f"line {line}: {match[0].strip()} {one}" for one in error.problems)
        pieces.append(passage.text[end:])
    if problems:
        raise PaperError(problems)
    return "".join(pieces)
