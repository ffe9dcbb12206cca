"""The three forms for those who cannot see them: tags, words for pictures, levels of headings."""

import re
import zlib
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hybridstake.experiments.publishing.problems import PaperError
from hybridstake.experiments.publishing.typesetting import typeset_markup, write_markup

PaperOf = Callable[[str], Path]
TITLE = "#set document(title: [T])\n"


class Outline(HTMLParser):
    """Headings, pictures and formulas of a page, and its language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.pictures: list[str] = []
        self.formulas = 0
        self.language = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        elif tag == "img":
            self.pictures.append(given.get("alt") or "")
        elif tag == "math":
            self.formulas += 1
        elif tag == "html":
            self.language = given.get("lang") or ""


@pytest.fixture(scope="module")
def outline(built: Path) -> Outline:
    return Outline((built / "whitepaper.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def objects(built: Path) -> bytes:
    """A PDF with its compressed parts written out."""
    pdf = (built / "whitepaper.pdf").read_bytes()
    parts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, flags=re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:  # pictures and fonts have other forms
            continue
    return b"\n".join(parts)


def spoken(paper: Path) -> list[str]:
    """How the formulas of a paper are read out."""
    return re.findall(r'#(?:inline|unnumbered|numbered)\(.*?, "([^"]*)"\)', write_markup(paper))


def test_the_pdf_is_tagged_and_says_that_it_is_for_all(objects: bytes) -> None:
    """PDF/UA-1, which typst checks as it writes."""
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"pdfuaid:part", b"/Lang"):
        assert mark in objects, mark


def test_pictures_and_formulas_of_the_pdf_have_words(objects: bytes, outline: Outline) -> None:
    assert objects.count(b"/S /Formula") + objects.count(b"/S/Formula") >= outline.formulas > 3
    told = objects.count(b"/Alt")
    assert told >= outline.formulas + len(outline.pictures)


@pytest.mark.parametrize("body", ["$a + b$", '#figure(image("p.svg"))'])
def test_what_has_no_words_is_refused(body: str, tmp_path: Path) -> None:
    (tmp_path / "p.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    )
    with pytest.raises(PaperError, match="missing alt text"):
        typeset_markup(TITLE + body, tmp_path)


@pytest.mark.parametrize(
    ("tex", "told"),
    [
        (r"$a \ge 2/3$", "a ≥ 2/3"),
        (r"$f > \frac{1 + b}{2}$", "f > (1 + b) / (2)"),
        (r"$\frac{1}{\frac{a}{b}}$", "(1) / ((a) / (b))"),
        (r"$\binom{n}{2}$", "(n choose 2)"),
        (r"$9.5 \times 10^{-3}$", "9.5 × 10^-3"),
        (r"$12\,\%$", "12 %"),
        (r"$\lceil f n \rceil$", "⌈ f n ⌉"),
        (r"$\delta = \pi_C$", "δ = π_C"),
    ],
)
def test_a_formula_is_read_out(tex: str, told: str, paper_of: PaperOf) -> None:
    assert spoken(paper_of(f"Let {tex} be.\n")) == [told]


def test_the_page_has_one_title_and_no_level_is_left_out(outline: Outline) -> None:
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    steps = zip(outline.levels, outline.levels[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)
    assert outline.language == "en-GB"


def test_the_page_has_its_formulas_in_mathml_and_words_for_every_picture(outline: Outline) -> None:
    assert outline.formulas > 3
    assert len(outline.pictures) >= 2
    assert all(outline.pictures)


def test_pictures_of_latex_have_their_words(built: Path) -> None:
    tex = (built / "latex" / "whitepaper.tex").read_text(encoding="utf-8")
    pictures = re.findall(r"\\includegraphics\[([^\n]*)\]\{", tex)
    assert len(pictures) >= 2
    for options in pictures:
        assert re.search(r"alt=\{[^{}]+\}", options), options
