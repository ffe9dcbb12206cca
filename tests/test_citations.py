"""What a docstring cites of our paper is there: sections by their headings."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CITATION = re.compile(r'\bpaper(?:,| section)\s+"([^"\n]+)"')

sources = sorted(
    path.relative_to(ROOT)
    for room in ("models", "proofs", "agents", "experiments")
    for path in (ROOT / room).rglob("*")
    if path.suffix in (".py", ".toml", ".md")
)


def headings() -> list[str]:
    """Titles of all sections of the paper, without their identifiers."""
    text = (ROOT / "paper" / "whitepaper.md").read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return [re.sub(r"\s*\{.*\}$", "", title) for title in titles]


def cited(text: str) -> list[str]:
    """Titles that a file cites, wherever its lines break."""
    return CITATION.findall(re.sub(r"\s*\n[\s#]*", " ", text))


@pytest.mark.parametrize("path", sources, ids=str)
def test_every_section_of_the_paper_that_is_cited_is_there(path: Path) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert [title for title in cited(text) if title not in headings()] == []


def test_citations_are_found_in_both_forms_and_over_a_line_break() -> None:
    text = (
        'Source: ours, paper, "Formulas"; ours, paper\n    section "Proposers"; plan, "Next Steps".'
    )
    assert cited(text) == ["Formulas", "Proposers"]
    assert {"Formulas", "Proposers"} <= set(headings())
    assert sum(len(cited((ROOT / path).read_text(encoding="utf-8"))) for path in sources) > 30
