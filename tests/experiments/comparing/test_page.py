"""The page by itself: well formed, nothing from outside, nothing unescaped."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hybridstake.experiments.comparing.comparison import Comparison
from hybridstake.experiments.comparing.conclusion import concluded
from hybridstake.experiments.comparing.page import check_page, page_of
from hybridstake.experiments.comparing.tables import all_tables
from hybridstake.models.errors import InvalidParameter

VOID = ("meta", "br", "hr", "img", "input", "link")
FETCHING = ("src", "srcset", "data", "poster", "action", "formaction", "background", "cite")


class Page(HTMLParser):
    """What a browser would find: elements, open ones, identifiers, references and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.open: list[str] = []
        self.identifiers: list[str] = []
        self.references: list[str] = []
        self.fetched: list[str] = []
        self.labels: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        if tag not in VOID:
            self.open.append(tag)
        self.note(attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.note(attrs)

    def note(self, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.identifiers.append(str(value))
            elif name in ("href", "xlink:href"):
                self.references.append(str(value))
            elif name in FETCHING or name.startswith("on"):
                self.fetched.append(f"{name}={value}")
            elif name == "data-label":
                self.labels.append(str(value))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def text(pair: Comparison) -> str:
    hostile = replace(pair.subjects[1], name='<script>alert("b")</script>&.toml')
    changed = replace(
        pair,
        subjects=(pair.subjects[0], hostile),
        refusals=["B cannot <b>dance</b>"],
    )
    return page_of(changed, concluded(changed))


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_every_element_is_closed(page: Page) -> None:
    assert page.open == []


def test_nothing_is_fetched_and_nothing_runs(page: Page, text: str) -> None:
    assert not {"script", "img", "link", "iframe", "object", "embed"} & set(page.tags)
    assert page.fetched == []
    assert [each for each in page.references if not each.startswith("#")] == []
    assert not re.search(r"url\((?!#)|@import", text)
    assert "default-src 'none'; style-src 'unsafe-inline'" in text


def test_references_lead_to_one_place_each(page: Page, text: str) -> None:
    assert [name for name, count in Counter(page.identifiers).items() if count > 1] == []
    wanted = {each[1:] for each in page.references} | set(re.findall(r"url\(#([^)]+)\)", text))
    assert wanted
    assert wanted <= set(page.identifiers)


def test_names_are_text(page: Page, text: str) -> None:
    assert "<script" not in text
    assert "<b>dance" not in text
    assert "<p>B cannot &lt;b&gt;dance&lt;/b&gt;</p>" in text
    assert "Byzantine authorities &lt; 1/3" in text
    assert '<script>alert("b")</script>&.toml' in "".join(page.words)


def test_it_begins_with_the_conclusion(pair: Comparison, text: str) -> None:
    body = text.partition("<body>")[2].replace("\u00a0", " ")
    groups = concluded(pair).groups
    places = [body.index("From A (plan) to B ("), *(body.index(f">{each}<") for each in groups)]
    assert sorted(places) == places
    assert places[-1] < body.index("<table>")


def test_every_row_of_every_table_is_on_it(pair: Comparison, page: Page) -> None:
    rows = [row for table in all_tables(pair) for row in table.rows]
    assert page.tags["tr"] == len(rows) + len(all_tables(pair))
    shown = "".join(page.words).replace("\u00a0", " ")
    for row in rows:
        for cell in row.cells:
            assert cell in shown
    assert page.tags["table"] == 7


def test_each_cell_knows_its_heading_for_narrow_screens(page: Page) -> None:
    assert page.tags["td"] == len(page.labels)
    assert {"A", "B", "B − A", "verdict"} <= set(page.labels)


def test_pictures_have_names(text: str) -> None:
    figures = re.findall(r"<svg [^>]*>", text)
    named = [each for each in figures if 'role="img" aria-label="' in each]
    hidden = [each for each in figures if 'aria-hidden="true"' in each]
    assert len(named) == 4
    assert len(named) + len(hidden) == len(figures)


def test_it_has_no_date(text: str) -> None:
    assert not re.search(r"20\d\d-\d\d-\d\d", text)


def test_a_page_needs_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none" / "page.html"):
        with pytest.raises(InvalidParameter, match="html must be a file in a folder that there is"):
            check_page(path)
    check_page(tmp_path / "page.html")
