"""Listings of the program inserted in the text."""

from pathlib import Path

from .insertions import inserted, insertion
from .problems import PaperError, nearest

_LISTINGS = insertion("listing")
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
    return inserted(source, _LISTINGS, lambda match, after: block_of(folder, match["name"]))


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
