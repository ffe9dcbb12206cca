"""Mathematics of a page as MathML, which a browser shows by itself: no script, nothing from outside."""

import html
import re
from pathlib import Path

from ..publishing.pandoc import run_pandoc

MARKED = re.compile(
    r'<span class="arithmatex">\\\((?P<inline>.*?)\\\)</span>'
    r'|<div class="arithmatex">\s*\\\[(?P<display>.*?)\\\]\s*</div>',
    re.DOTALL,
)
"""What the Markdown extension leaves for a script to draw."""


def with_mathml(page: str, folder: Path) -> str:
    """A page of HTML with its formulas drawn.

    Parameters
    ----------
    page
        As the Markdown extension writes it.
    folder
        Where Pandoc runs.

    Raises
    ------
    PaperError
        If Pandoc cannot read a formula.
    """
    formulas = [match.groupdict() for match in MARKED.finditer(page)]
    if not formulas:
        return page
    text = "\n\n".join(as_markdown(each["inline"], each["display"]) for each in formulas)
    written = run_pandoc(["--from=markdown", "--to=html5", "--mathml"], text, folder)
    drawn = re.findall(r"<math\b.*?</math>", written, re.DOTALL)
    assert len(drawn) == len(formulas), "Pandoc draws every formula once"
    remaining = iter(drawn)

    def filled(place: re.Match[str]) -> str:
        found = next(remaining)
        return found if place["display"] is None else f'<div class="formula">{found}</div>'

    return MARKED.sub(filled, page)


def as_markdown(inline: str | None, display: str | None) -> str:
    """One formula as Pandoc's Markdown."""
    if display is None:
        return f"${html.unescape(inline or '').strip()}$"
    return f"$${html.unescape(display).strip()}$$"
