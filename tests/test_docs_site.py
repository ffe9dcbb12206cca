"""The site of the documentation: built strictly, complete, and alone in the world."""

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hybridstake.proofs.axioms.registry import AXIOMS
from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "pages"
FETCHED = {
    **dict.fromkeys(("audio", "embed", "iframe", "img", "script", "source", "video"), "src"),
    "link": "href",
    "object": "data",
}
"""Attributes that a browser loads without being asked to."""


class Fetched(HTMLParser):
    """What a page makes a browser load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if FETCHED.get(tag) == name]


def fetched(page: str) -> list[str]:
    """Addresses that a page makes a browser load."""
    reader = Fetched()
    reader.feed(page)
    return reader.found


def outside(site: Path) -> Iterator[str]:
    """What pages and styles load from elsewhere."""
    for page in sorted(site.rglob("*.html")):
        for found in fetched(page.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:|//", found) and not found.startswith("data:"):
                yield f"{page.relative_to(site)}: {found}"
    for style in sorted(site.rglob("*.css")):
        for found in re.findall(
            r"(?:@import|url\()\s*[\"']?((?:https?:)?//[^\"')]+)", style.read_text(encoding="utf-8")
        ):
            yield f"{style.relative_to(site)}: {found}"


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site without the docstrings of modules, each a line instead; a broken link raises."""
    folder = tmp_path_factory.mktemp("docs") / "site"
    config: Any = load_config(
        str(ROOT / "docs" / "mkdocs.yml"), site_dir=str(folder), plugins=["search"]
    )
    build(config)
    return folder


def text_of(site: Path, page: str) -> str:
    """One page."""
    return (site / page).read_text(encoding="utf-8")


def test_the_site_is_built_without_a_warning_and_has_every_page(site: Path) -> None:
    written = {path.relative_to(PAGES).with_suffix(".html") for path in PAGES.rglob("*.md")}
    built = {path.relative_to(site) for path in site.rglob("*.html")}
    assert written <= built
    assert len(built) > len(written) + 60


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    assert list(outside(site)) == []


def test_a_browser_draws_the_mathematics_by_itself(site: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    assert not [page for page in pages if 'class="arithmatex"' in page]
    assert text_of(site, "reference/formulas.html").count("<math") > 100
    money = text_of(site, "explanation/economics.html")
    assert re.search(
        r"<mfrac><mtext[^>]*>to class</mtext><mtext[^>]*>staked</mtext></mfrac>", money
    )


def test_every_axiom_stands_among_the_assumptions(site: Path) -> None:
    written = html.unescape(text_of(site, "explanation/assumptions.html"))
    assert [each.name for each in AXIOMS if f"<strong>{each.name}</strong>" not in written] == []
    assert [each.name for each in AXIOMS if each.sentence not in written] == []


def test_nothing_is_left_to_fill_in(site: Path) -> None:
    left = [
        f"{path.relative_to(site)}: {found[0]}"
        for path in site.rglob("*.html")
        if (found := re.search(r"\{\{ [a-z]+ [\w./]+ \}\}", path.read_text(encoding="utf-8")))
        and path.relative_to(site).parts[:2] != ("reference", "experiments")
    ]
    assert left == []


def test_search_works_where_the_site_is_opened_as_files(site: Path) -> None:
    assert text_of(site, "search/search_index.js").startswith("var __index = {")
    assert text_of(site, "javascripts/search_worker.js").startswith('var searchWorker = "')
    assert "javascripts/search_from_files.js" in fetched(text_of(site, "index.html"))


@pytest.mark.parametrize(
    "tag",
    [
        '<script src="https://cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="//fonts.example/css">',
        '<img alt="" src="http://example/x.png">',
    ],
)
def test_a_page_that_loads_something_is_found_out(tag: str, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text(f'<a href="https://example">{tag}</a>')
    assert len(list(outside(tmp_path))) == 1


@pytest.mark.exhaustive
def test_the_whole_reference_is_built_without_a_warning(tmp_path: Path) -> None:
    config: Any = load_config(str(ROOT / "docs" / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
    build(config)
    assert list(outside(tmp_path / "site")) == []
    economics = text_of(tmp_path / "site", "reference/models/economics.html")
    assert 'id="hybridstake.models.economics.issuance.annual_yield"' in economics
    assert "[1/year]" in economics
