"""The paper's source, read into one syntax tree that all outputs are made from."""

import json
from pathlib import Path

from .integrity import find_problems
from .pandoc import run_pandoc
from .problems import PaperError
from .quoting import quote, read_numbers
from .tables import insert_tables

# Raw HTML and TeX would show in one output and vanish from the other two.
_READER = "markdown-raw_html-raw_tex-raw_attribute-auto_identifiers-example_lists"


def read_document(paper: Path) -> str:
    """The whole paper as Pandoc's syntax tree, checked.

    Parameters
    ----------
    paper
        Folder with ``whitepaper.md``, ``references.bib``, ``filters/``, and the generated
        ``numbers/``, ``tables/`` and ``figures/``.

    Returns
    -------
    str
        Pandoc's JSON.

    Raises
    ------
    PaperError
        With every number, table, figure, reference or citation that is missing.
    """
    path = paper / "whitepaper.md"
    if not path.is_file():
        raise PaperError(["the paper needs a file whitepaper.md"])
    source = path.read_text(encoding="utf-8")
    tree = run_pandoc(
        [f"--from={_READER}", "--to=json", "--lua-filter=filters/structure.lua"],
        _filled(source, paper),
        paper,
    )
    if problems := find_problems(json.loads(tree), source, paper):
        raise PaperError(problems)
    return tree


def _filled(source: str, paper: Path) -> str:
    """The source with numbers and tables in it; what is missing of both is told together."""
    numbers = read_numbers(paper / "numbers")
    problems: list[str] = []
    try:
        source = quote(source, numbers)
    except PaperError as error:
        problems.extend(error.problems)
    # Tables come second: a cell that looks like a quotation must stay what it is.
    try:
        source = insert_tables(source, paper / "tables")
    except PaperError as error:
        problems.extend(error.problems)
    if problems:
        raise PaperError(problems)
    return source
