"""The PDF, typeset by typst with the fonts of the wheels alone."""

from pathlib import Path
from typing import Literal

import matplotlib as mpl
import typst

from .documents import read_document
from .pandoc import run_pandoc
from .problems import PaperError

STANDARD: Literal["ua-1"] = "ua-1"
"""Tagged, and readable by those who cannot see it: typst refuses a picture or formula without words."""


def build_pdf(paper: Path, out: Path) -> Path:
    """The whitepaper as a PDF of two columns.

    Parameters
    ----------
    paper
        The paper's folder.
    out
        Where ``whitepaper.pdf`` goes; made if missing.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    PaperError
        If something is missing, or typst finds anything to warn about, such as an unknown font
        or a formula wider than its column.
    """
    pdf = typeset_markup(write_markup(paper), paper)
    out.mkdir(parents=True, exist_ok=True)
    path = out / "whitepaper.pdf"
    path.write_bytes(pdf)
    return path


def write_markup(paper: Path) -> str:
    """The whole paper in typst's markup.

    Parameters
    ----------
    paper
        The paper's folder.

    Returns
    -------
    str
        With paths that begin at the paper's folder.

    Raises
    ------
    PaperError
        If something is missing.
    """
    return run_pandoc(
        [
            "--from=json",
            "--to=typst",
            "--standalone",
            "--syntax-highlighting=none",
            "--lua-filter=filters/typst.lua",
            "--template=templates/whitepaper.typ",
        ],
        read_document(paper),
        paper,
    )


def typeset_markup(markup: str, paper: Path) -> bytes:
    """A PDF of typst's markup; warnings are errors.

    Parameters
    ----------
    markup
        A whole document; its paths begin at the paper's folder.
    paper
        The paper's folder.

    Returns
    -------
    bytes
        Without a date, so that it is the same on every day.

    Raises
    ------
    PaperError
        With each of typst's errors and warnings on one line.
    """
    try:
        pdf, warnings = compiler_of(markup, paper).compile_with_warnings(
            format="pdf", pdf_standards=STANDARD
        )
    except typst.TypstError as error:
        raise PaperError([_told(error)]) from error
    if warnings:
        raise PaperError([_told(warning) for warning in warnings])
    assert isinstance(pdf, bytes)
    return pdf


def compiler_of(markup: str, paper: Path) -> typst.Compiler:
    """Typst, seeing the paper's folder and the fonts of the wheels, but none of the machine's.

    Parameters
    ----------
    markup
        A whole document.
    paper
        The paper's folder.

    Returns
    -------
    typst.Compiler
        Ready to compile it.
    """
    fonts = typst.Fonts(
        include_system_fonts=False,
        font_paths=[str(Path(mpl.get_data_path()) / "fonts" / "ttf")],
    )
    return typst.Compiler(input=markup.encode(), root=str(paper), font_paths=fonts)


def _told(diagnostic: typst.TypstError | typst.TypstWarning) -> str:
    """Typst's message and hints on one line."""
    sentences = [diagnostic.message, *diagnostic.hints]
    return " ".join(f"typst refused the paper: {'; '.join(sentences)}".split())
