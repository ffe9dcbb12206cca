"""The web page: one file that asks no other for anything."""

from pathlib import Path

from .documents import read_document
from .pandoc import run_pandoc


def build_html(paper: Path, out: Path) -> Path:
    """The whitepaper as a page with its figures, mathematics and style inside.

    Parameters
    ----------
    paper
        The paper's folder.
    out
        Where ``whitepaper.html`` goes; made if missing.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    PaperError
        If something is missing.
    """
    page = run_pandoc(
        [
            "--from=json",
            "--to=html5",
            "--standalone",
            "--mathml",
            "--embed-resources",
            "--syntax-highlighting=none",
            "--toc",
            "--toc-depth=3",
            "--lua-filter=filters/html.lua",
            "--citeproc",
            "--bibliography=references.bib",
            "--csl=templates/numeric.csl",
            "--metadata=link-citations:true",
            "--metadata=reference-section-title:References",
            "--lua-filter=filters/levels.lua",
            "--css=templates/whitepaper.css",
            "--template=templates/whitepaper.html",
        ],
        read_document(paper),
        paper,
    )
    out.mkdir(parents=True, exist_ok=True)
    path = out / "whitepaper.html"
    path.write_text(page, encoding="utf-8", newline="\n")
    return path
