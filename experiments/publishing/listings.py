"""Listings of the program inserted in the text."""

import re
from pathlib import Path

from .passages import passages
from .problems import PaperError, nearest

_INSERTION = re.compile(r"^\{\{listing (?P<name>[A-Za-z0-9_-]+)\}\}[ \t]*$", re.MULTILINE)
FENCE = "~~~~"


def insert_listings(source: str, folder: Path) -> str:
    """The source with every listing written out as a block of code.

    Parameters
    ----------
    source
        Markdown in which a line ``{{listing NAME}}`` stands for ``NAME.txt``.
    folder
        Holds the listings as UTF-8 text.

    Returns
    -------
    str
        Markdown without insertions.

    Raises
    ------
    PaperError
        With one problem per listing that is missing or would end its own block.
    """
    problems: list[str] = []
    pieces: list[str] = []
    for passage in passages(source):
        end = 0
        for match in () if passage.kind == "code" else _INSERTION.finditer(passage.text):
            pieces.append(passage.text[end : match.start()])
            end = match.end()
            try:
                pieces.append(block_of(folder, match["name"]))
            except PaperError as error:
                line = passage.line + passage.text.count("\n", 0, match.start())
                problems.extend(f"line {line}: {match[0].strip()} {one}" for one in error.problems)
        pieces.append(passage.text[end:])
    if problems:
        raise PaperError(problems)
    return "".join(pieces)


def block_of(folder: Path, name: str) -> str:
    """One listing between its fences."""
    path = folder / f"{name}.txt"
    if not path.is_file():
        raise PaperError(
            [f"is not known{nearest(name, (each.stem for each in folder.glob('*.txt')))}"]
        )
    text = path.read_text(encoding="utf-8").rstrip("\n")
    if FENCE in text:
        raise PaperError([f"must not hold {FENCE}"])
    return f"{FENCE}\n{text}\n{FENCE}"
