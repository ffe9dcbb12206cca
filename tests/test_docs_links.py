"""Links of the documents at the root: to files that are there, and to headings that they have."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CHANGELOG.md")


def anchors(text: str) -> set[str]:
    """Anchors that GitHub gives to the headings of a text."""
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(document: Path, text: str) -> list[str]:
    """Links of a document that lead nowhere."""
    found: list[str] = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        if re.match(r"[a-z]+:", link):
            continue
        missing = not target.exists()
        aside = (
            text if target == document or missing or target.is_dir() else target.read_text("utf-8")
        )
        if missing or (anchor and anchor not in anchors(aside)):
            found.append(link)
    return found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_of_a_document_leads_somewhere(name: str) -> None:
    assert broken(ROOT / name, (ROOT / name).read_text(encoding="utf-8")) == []


def test_a_link_that_leads_nowhere_is_found_out() -> None:
    text = "# In CI\n[a](#in-ci) [b](#in-cj) [c](LICENSE) [d](LICENCE) [e](https://example)"
    assert broken(ROOT / "README.md", text) == ["#in-cj", "LICENCE"]
