"""The paper's source, read into one syntax tree that all outputs are made from."""

import json
from functools import lru_cache
from pathlib import Path

from ..running.files import file_digest
from .conditions import Facts
from .integrity import find_problems
from .listings import insert_listings
from .pandoc import run_pandoc
from .problems import PaperError
from .quoting import Numbers, quote, read_numbers
from .sentences import Sentence, settle_sentences
from .tables import insert_tables
from .verdicts import read_verdicts

FILES = ("whitepaper.md", "references.bib")
FOLDERS = ("filters", "numbers", "tables", "listings", "figures")
"""What a text is made of, in the folder of the paper."""

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
        Pandoc's JSON, in which sentences that do not follow from the results are marked.

    Raises
    ------
    PaperError
        With every number, table, figure, reference or citation that is missing.
    """
    tree, _ = _read(paper)
    return tree


def read_sentences(paper: Path) -> list[Sentence]:
    """Every sentence of the paper that is tied to results, and how it stands.

    Parameters
    ----------
    paper
        As for `read_document`.

    Returns
    -------
    list[Sentence]
        In the order of the text.

    Raises
    ------
    PaperError
        As `read_document` does.
    """
    _, sentences = _read(paper)
    return sentences


def _read(paper: Path) -> tuple[str, list[Sentence]]:
    """The tree and its tied sentences, read once for all outputs of the same files."""
    path = paper / "whitepaper.md"
    if not path.is_file():
        raise PaperError(["the paper needs a file whitepaper.md"])
    tree, sentences = _read_once(paper.resolve(), _fingerprint(paper))
    return tree, list(sentences)


def _fingerprint(paper: Path) -> tuple[tuple[str, str | None], ...]:
    """Hashes of all files that a text stands on."""
    files = [paper / name for name in FILES if (paper / name).is_file()]
    files += sorted(file for name in FOLDERS for file in (paper / name).rglob("*"))
    return tuple(
        (str(file.relative_to(paper)), file_digest(file)) for file in files if file.is_file()
    )


@lru_cache(maxsize=1)
def _read_once(
    paper: Path, fingerprint: tuple[tuple[str, str | None], ...]
) -> tuple[str, tuple[Sentence, ...]]:
    """What these files say."""
    path = paper / "whitepaper.md"
    source = path.read_text(encoding="utf-8")
    numbers = read_numbers(paper / "numbers")
    text = run_pandoc(
        [f"--from={_READER}", "--to=json", "--lua-filter=filters/structure.lua"],
        _filled(source, numbers, paper),
        paper,
    )
    facts = Facts(numbers, read_verdicts(paper / "tables"))
    tree, sentences = settle_sentences(json.loads(text), source, facts)
    if problems := find_problems(tree, source, paper):
        raise PaperError(problems)
    return json.dumps(tree, ensure_ascii=False), tuple(sentences)


def _filled(source: str, numbers: Numbers, paper: Path) -> str:
    """The source with numbers and tables in it; what is missing of both is told together."""
    problems: list[str] = []
    try:
        source = quote(source, numbers)
    except PaperError as error:
        problems.extend(error.problems)
    # Tables and listings come second: a cell that looks like a quotation must stay what it is.
    try:
        source = insert_tables(source, paper / "tables")
    except PaperError as error:
        problems.extend(error.problems)
    try:
        source = insert_listings(source, paper / "listings")
    except PaperError as error:
        problems.extend(error.problems)
    if problems:
        raise PaperError(problems)
    return source
