"""What a docstring cites of our paper is there: sections by their headings."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
CITATION = re.compile(r'\bpaper(?:,| section)\s+"([^"\n]+)"')

sources = sorted(
    path.relative_to(ROOT)
    for room in ("models", "proofs", "agents", "experiments")
    for path in (ROOT / room).rglob("*")
    if path.suffix in (".py", ".toml", ".md")
)


def text_of(path: Path) -> str:
    """Content of a file named from the root."""
    return (ROOT / path).read_text(encoding="utf-8")


def headings() -> list[str]:
    """Titles of all sections of the paper, without their identifiers."""
    text = text_of(Path("paper") / "whitepaper.md")
    titles = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return [re.sub(r"\s*\{.*\}$", "", title) for title in titles]


def cited(text: str) -> list[str]:
    """Titles that a file cites, wherever its lines break."""
    return CITATION.findall(re.sub(r"\s*\n[\s#]*", " ", text))


def test_every_section_of_the_paper_that_is_cited_is_there() -> None:
    known = headings()
    missing = {
        path: [title for title in cited(text_of(path)) if title not in known] for path in sources
    }
    assert {path: titles for path, titles in missing.items() if titles} == {}


def test_citations_are_found_in_both_forms_and_over_a_line_break() -> None:
    text = (
        'Source: ours, paper, "Formulas"; ours, paper\n    section "Proposers"; plan, "Next Steps".'
    )
    assert cited(text) == ["Formulas", "Proposers"]
    assert {"Formulas", "Proposers"} <= set(headings())
    assert sum(len(cited(text_of(path))) for path in sources) > 30
