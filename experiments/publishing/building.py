"""All forms of the whitepaper."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from ..running.files import write_json
from .bundling import build_latex
from .documents import read_sentences
from .typesetting import build_pdf
from .webpage import build_html

BUILDERS = {"pdf": build_pdf, "latex": build_latex, "html": build_html}
"""The function that makes each form, from the paper's folder and the one to write to."""


def build(paper: Path, out: Path, forms: Sequence[str] = tuple(BUILDERS)) -> list[Path]:
    """Some or all forms of the whitepaper.

    Parameters
    ----------
    paper
        The paper's folder: text, bibliography, templates, and what experiments generated.
    out
        Where they go.
    forms
        Any of ``pdf``, ``latex`` and ``html``.

    Returns
    -------
    list[Path]
        What was made, in the order of `forms`.

    Raises
    ------
    ValueError
        If a form is unknown.
    PaperError
        If the paper cannot be built.
    """
    for form in forms:
        if form not in BUILDERS:
            raise ValueError(f"form must be one of {', '.join(BUILDERS)}, got {form!r}")
    return [BUILDERS[form](paper, out) for form in forms]


def list_sentences(paper: Path, out: Path) -> Path:
    """The sentences that are tied to results, with reasons against those that do not follow.

    Parameters
    ----------
    paper
        The paper's folder.
    out
        Where ``sentences.json`` goes; made if missing.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    PaperError
        If the paper cannot be built.
    """
    path = out / "sentences.json"
    write_json(path, [asdict(sentence) for sentence in read_sentences(paper)])
    return path
