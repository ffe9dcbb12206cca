"""The submission bundle: LaTeX with its bibliography and figures."""

import re
import shutil
from pathlib import Path

from .documents import read_document
from .pandoc import run_pandoc
from .problems import PaperError

_PICTURE = re.compile(r"\\includegraphics(?:\[[^\]]*\])?\{(?P<path>[^}]+)\}")
_DECLARED = re.compile(r"\\DeclareUnicodeCharacter\{(?P<code>[0-9A-F]{4,5})\}")
# What LaTeX's own T1 and TS1 encodings print; the rest is declared in the template.
_LATIN = {*range(0x20, 0x180), 0x9, 0xA, *range(0x2013, 0x2015), *range(0x2018, 0x201F)} | {
    0x2020, 0x2021, 0x2022, 0x2026, 0x2030, 0x20AC, 0x2122,
}  # fmt: skip


def build_latex(paper: Path, out: Path) -> Path:
    r"""The whitepaper as a folder that compiles with stock TeX.

    Parameters
    ----------
    paper
        The paper's folder.
    out
        Where ``latex/`` goes; an older one there is replaced.

    Returns
    -------
    Path
        The folder: ``whitepaper.tex`` in IEEE's two columns, the bibliography, and the
        figures as PDF. Compile with ``pdflatex``, ``bibtex``, and ``pdflatex`` twice.

    Raises
    ------
    PaperError
        If something is missing, or a character has no meaning to LaTeX.
    """
    source = run_pandoc(
        [
            "--from=json",
            "--to=latex",
            "--standalone",
            "--syntax-highlighting=none",
            "--lua-filter=filters/latex.lua",
            "--template=templates/whitepaper.tex",
        ],
        read_document(paper),
        paper,
    )
    if unknown := _unknown_characters(source):
        raise PaperError(
            [f"templates/whitepaper.tex declares no {c!r} (U+{ord(c):04X})" for c in unknown]
        )
    folder = out / "latex"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "figures").mkdir(parents=True)
    (folder / "whitepaper.tex").write_text(source, encoding="utf-8", newline="\n")
    shutil.copyfile(paper / "references.bib", folder / "references.bib")
    shutil.copyfile(paper / "templates" / "control.bib", folder / "control.bib")
    for picture in _PICTURE.finditer(source):
        shutil.copyfile(paper / picture["path"], folder / picture["path"])
    return folder


def _unknown_characters(source: str) -> list[str]:
    """Characters on which LaTeX would stop."""
    declared = {int(match["code"], 16) for match in _DECLARED.finditer(source)}
    return sorted({letter for letter in source if ord(letter) not in _LATIN | declared})
