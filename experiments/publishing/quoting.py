"""Numbers of the experiments quoted in the text."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from .passages import Passage, passages
from .printing import Value, printed
from .problems import PaperError, nearest

Numbers = Mapping[str, Value]
"""Each number under its address, ``question.number``."""

_QUOTE = re.compile(r"\{\{(?P<body>[^{}\n]*)\}\}")
_ADDRESS = re.compile(
    r"(?P<name>[a-z][a-z0-9_]*\.[A-Za-z][A-Za-z0-9_]*)(?P<colon>:(?P<format>.*))?"
)
_TABLE = re.compile(r"(table|listing) [A-Za-z0-9_-]+")


def read_numbers(folder: Path) -> dict[str, Value]:
    """Every number that prose may quote.

    Parameters
    ----------
    folder
        Holds one flat JSON object per question; a missing folder holds none.

    Returns
    -------
    dict[str, Value]
        Under ``question.number``, sorted by file name.

    Raises
    ------
    PaperError
        If a file is not a flat object of numbers, strings and nulls.
    """
    numbers: dict[str, Value] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.json")):
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            problems.append(f"numbers/{path.name} is not JSON: {error}")
            continue
        if not isinstance(content, dict):
            problems.append(f"numbers/{path.name} must be an object of names and numbers")
            continue
        for name, value in content.items():
            if isinstance(value, bool) or not isinstance(value, int | float | str | None):
                problems.append(
                    f"numbers/{path.name}: {name} must be a number, a string or null, got {value!r}"
                )
            else:
                numbers[f"{path.stem}.{name}"] = value
    if problems:
        raise PaperError(problems)
    return numbers


def quote(source: str, numbers: Numbers) -> str:
    r"""The source with every quotation replaced by what it quotes.

    Parameters
    ----------
    source
        Markdown with ``{{question.number}}`` or ``{{question.number:format}}`` in prose and
        mathematics; code is left alone, and so are lines that insert a table.
    numbers
        What may be quoted.

    Returns
    -------
    str
        Markdown with as many lines as before.

    Raises
    ------
    PaperError
        With one problem per quotation that cannot be printed.

    Examples
    --------
    >>> quote("It took {{delay.seconds:.1f}} s.", {"delay.seconds": 0.25})
    'It took 0.2 s.'
    """
    problems: list[str] = []
    pieces: list[str] = []
    for passage in passages(source):
        if passage.kind == "code":
            pieces.append(passage.text)
        else:
            pieces.extend(_quoted(passage, numbers, problems))
    if problems:
        raise PaperError(problems)
    return "".join(pieces)


def _quoted(passage: Passage, numbers: Numbers, problems: list[str]) -> Iterator[str]:
    """Pieces of one passage; what cannot be printed is added to the problems."""
    assert passage.kind != "code"
    end = 0
    for match in [*_QUOTE.finditer(passage.text), None]:
        between = passage.text[end : match.start() if match else None]
        for stray in _strays(between, passage):
            line = passage.line + passage.text.count("\n", 0, end + stray.start())
            problems.append(f"line {line}: {stray[0]} opens or closes no quotation")
        yield between
        if match is None:
            return
        end = match.end()
        line = passage.line + passage.text.count("\n", 0, match.start())
        if _TABLE.fullmatch(match["body"]):
            if not _alone(match):
                problems.append(f"line {line}: {match[0]} must stand alone on its line")
            yield match[0]
            continue
        try:
            yield _printed(match["body"], numbers, passage)
        except ValueError as error:
            problems.append(f"line {line}: {match[0]} {error}")


def _printed(body: str, numbers: Numbers, passage: Passage) -> str:
    """What stands between two pairs of braces, looked up and printed."""
    assert passage.kind != "code"
    address = _ADDRESS.fullmatch(body)
    if not address:
        raise ValueError("is not {{question.number}} or {{question.number:format}}")
    name = address["name"]
    if name not in numbers:
        raise ValueError(f"is not known{nearest(name, numbers)}")
    return printed(numbers[name], address["format"], passage.kind)


def _strays(text: str, passage: Passage) -> Iterator[re.Match[str]]:
    """Double braces that belong to no quotation; TeX itself may close two groups at once."""
    return re.finditer(r"\{\{" if passage.kind == "mathematics" else r"\{\{|\}\}", text)


def _alone(match: re.Match[str]) -> bool:
    """Whether nothing else stands on the line of a match."""
    before = match.string[: match.start()].rpartition("\n")[2]
    after = match.string[match.end() :].partition("\n")[0]
    return not before and not after.strip()
