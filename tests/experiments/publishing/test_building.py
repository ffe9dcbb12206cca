"""The three forms of one paper that uses everything."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.publishing.building import build
from hybridstake.experiments.publishing.bundling import build_latex
from hybridstake.experiments.publishing.problems import PaperError
from hybridstake.experiments.publishing.typesetting import (
    build_pdf,
    compiler_of,
    typeset_markup,
    write_markup,
)
from hybridstake.experiments.publishing.webpage import build_html

PaperOf = Callable[[str], Path]
FORMS = ["whitepaper.pdf", "latex/whitepaper.tex", "latex/references.bib", "whitepaper.html"]
PROGRAM = """
import sys
from pathlib import Path
from hybridstake.experiments.publishing.building import build
build(Path(sys.argv[1]), Path(sys.argv[2]))
"""


class Page(HTMLParser):
    """What a browser would ask for, and the text of every cell."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.requests: list[str] = []
        self.tags: set[str] = set()
        self.targets: list[str] = []
        self.names: set[str] = set()
        self.cells: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        given = dict(attrs)
        self.names.add(given.get("id") or "")
        if tag == "a":
            self.targets.append(given.get("href") or "")
        else:
            self.requests.extend(
                given[name] or "" for name in ("src", "href", "data") if name in given
            )
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.cells:
            self.cells[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.cells.append("")

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.fixture(scope="module")
def page(built: Path) -> Page:
    return Page((built / "whitepaper.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tex(built: Path) -> str:
    return (built / "latex" / "whitepaper.tex").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def markup(sample: Path) -> str:
    return write_markup(sample)


def text_of(part: Any) -> str:
    """Text of typst's content, as its query returns it."""
    if isinstance(part, list):
        return "".join(text_of(child) for child in part)
    if not isinstance(part, dict):
        return ""
    if part.get("func") == "space":
        return " "
    if part.get("func") == "smartquote":
        return "'"
    return str(part.get("text", "")) + text_of(part.get("children", [])) + text_of(part.get("body"))


def test_two_folders_and_hash_seeds_give_the_same_bytes(
    built: Path, copy_of_sample: Path, tmp_path: Path
) -> None:
    subprocess.run(
        [sys.executable, "-c", PROGRAM, str(copy_of_sample), str(tmp_path)],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "4"},
    )
    for name in FORMS:
        assert (built / name).read_bytes() == (tmp_path / name).read_bytes(), name


def test_no_output_names_a_folder_of_the_machine(built: Path, sample: Path) -> None:
    for name in FORMS:
        content = (built / name).read_bytes()
        for folder in (sample, built, Path.home(), Path(sys.prefix)):
            assert str(folder).encode() not in content, (name, folder)


def test_the_page_asks_for_nothing(page: Page) -> None:
    assert page.requests
    assert all(request.startswith("data:") for request in page.requests)
    assert not page.tags & {"script", "link", "iframe", "object", "embed", "base"}


def test_the_style_of_the_page_asks_for_nothing(built: Path) -> None:
    style = (built / "whitepaper.html").read_text(encoding="utf-8").split("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_every_link_inside_the_page_leads_somewhere(page: Page) -> None:
    inner = [target[1:] for target in page.targets if target.startswith("#")]
    assert len(inner) > 30
    assert set(inner) <= page.names


def test_hostile_text_is_literal_on_the_page(page: Page, hostile: str) -> None:
    cells = [cell.strip() for cell in page.cells]
    assert hostile in cells
    assert "{{committee.size}}" in cells


def test_hostile_text_is_literal_in_latex(tex: str) -> None:
    assert (
        r"\#hash \$x\$ \_low\_ \textless script\textgreater alert(1)\textless/script\textgreater{} "
        r"\textbackslash textbf\{b\} a\textbar b {[}link{]}(u) *bold* @key 5\% \& "
        r"\textasciitilde{} \^{} `c`"
    ) in tex
    assert r"\{\{committee.size\}\}" in tex


def test_hostile_text_is_literal_in_the_pdf(markup: str, sample: Path, hostile: str) -> None:
    call = markup[markup.index('#tabular("tbl-claims"') : markup.index(" <tbl-claims>")]
    recorder = (
        "#let tabular(..cells) = [#metadata(cells.pos()) <cells>]\n#let inline(it, alt) = it\n"
    )
    value = compiler_of(recorder + call, sample).query("<cells>", field="value", one=True)
    cells = [text_of(cell) for cell in json.loads(value)]
    assert hostile in cells
    assert "{{committee.size}}" in cells


def test_references_of_the_page_are_numbered_in_the_order_of_the_text(page: Page) -> None:
    for sentence in (
        "told in Table 1; what happens is told in Fig. 1 and proved in Theorem 1 of Section 2.",
        "The proofs are in Appendix A.",
        "including Section 1.1.",
        "in Eq. (2) of Theorem 1, with Definition 1.",
        "Definition 1 (Quorum). A quorum",
        "Fig. 2. Yield falls",
        "Table 2. Finality and throughput",
        "As in Appendix A.1, so elsewhere [11]–[17].",
        "agreement of [4, sec. 3] in holding",
    ):
        assert sentence.replace("\n", " ") in page.text.replace("\xa0", " "), sentence


def test_references_of_latex_are_its_own(tex: str) -> None:
    for command in (
        r"\cite{buchman2018,castro1999}",
        r"\cite[{Section 3}]{civit2021}",
        r"Table~\ref{tbl-claims}",
        r"Eq.~\eqref{eq-meet}",
        r"Appendix~\ref{sec-proofs}",
        r"\begin{theorem}[{Two quorums meet}]\label{thm-intersection}",
        r"\begin{equation}\label{eq-tail}",
        r"\begin{table*}[!t]",
        r"\begin{figure*}[!t]",
        "\\appendices",
    ):
        assert command in tex, command


def test_labels_of_latex_are_all_defined_once(tex: str) -> None:
    labels = re.findall(r"\\label\{([^}]+)\}", tex)
    assert len(labels) == len(set(labels))
    assert set(re.findall(r"\\(?:eq)?ref\{([^}]+)\}", tex)) <= set(labels)


def test_environments_of_latex_are_all_closed(tex: str) -> None:
    opened: list[str] = []
    for command, name in re.findall(r"\\(begin|end)\{([a-z*]+)\}", tex, re.IGNORECASE):
        if command == "begin":
            opened.append(name)
        else:
            assert opened.pop() == name
    assert not opened


def test_the_bundle_holds_all_that_it_includes(built: Path, tex: str) -> None:
    folder = built / "latex"
    pictures = re.findall(r"\\includegraphics(?:\[[^]]*\])?\{([^}]+)\}", tex)
    assert pictures == ["figures/capture.pdf", "figures/frontier.pdf"]
    for name in [*pictures, "references.bib", "control.bib"]:
        assert (folder / name).is_file(), name


def test_an_older_bundle_leaves_nothing_behind(sample: Path, tmp_path: Path) -> None:
    stale = tmp_path / "latex" / "figures" / "stale.pdf"
    stale.parent.mkdir(parents=True)
    stale.touch()
    assert build(sample, tmp_path, ["latex"]) == [tmp_path / "latex"]
    assert not stale.exists()


def test_a_character_that_latex_cannot_print_is_refused(paper_of: PaperOf, tmp_path: Path) -> None:
    with pytest.raises(PaperError) as caught:
        build_latex(paper_of("A snowman ☃.\n"), tmp_path / "out")
    assert str(caught.value) == "templates/whitepaper.tex declares no '☃' (U+2603)"


def test_a_formula_wider_than_its_column_is_refused(paper_of: PaperOf, tmp_path: Path) -> None:
    formula = " + ".join(["abcdef"] * 12)
    with pytest.raises(PaperError) as caught:
        build_pdf(paper_of(f"$$ {formula} $$ {{#eq-wide}}\n"), tmp_path / "out")
    assert str(caught.value) == (
        "typst refused the paper: panicked with: eq-wide is wider than its column"
    )


def test_a_table_wider_than_its_column_is_refused(paper_of: PaperOf, tmp_path: Path) -> None:
    text = f"| {'m' * 200} | b |\n|--|--|\n| 1 | 2 |\n\n: Caption. {{#tbl-wide}}\n"
    with pytest.raises(PaperError) as caught:
        build_pdf(paper_of(text), tmp_path / "out")
    assert str(caught.value) == (
        "typst refused the paper: panicked with: tbl-wide is wider than its column"
    )


def test_a_warning_of_typst_fails_the_build(tmp_path: Path) -> None:
    with pytest.raises(PaperError) as caught:
        typeset_markup(
            '#set document(title: [T])\n#set text(font: "Comic Sans MS")\nText.', tmp_path
        )
    assert str(caught.value) == "typst refused the paper: unknown font family: comic sans ms"


def test_an_unknown_form_is_refused(sample: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^form must be one of pdf, latex, html, got 'docx'$"):
        build(sample, tmp_path, ["docx"])


def test_the_least_paper_has_all_three_forms(paper_of: PaperOf, tmp_path: Path) -> None:
    paper = paper_of("---\ntitle: Least\nabstract: Little.\n---\n\nText.\n")
    out = tmp_path / "out"
    assert build(paper, out) == [out / "whitepaper.pdf", out / "latex", out / "whitepaper.html"]


def test_the_bibliography_has_no_key_twice_and_cites_all_entries(
    paper_of: PaperOf, tmp_path: Path
) -> None:
    paper = paper_of("")
    text = (paper / "references.bib").read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{([^,]+),", text, re.MULTILINE)
    assert len(keys) == len(set(keys)) >= 25
    (paper / "whitepaper.md").write_text(f"[{'; '.join(f'@{key}' for key in keys)}]\n")
    build_pdf(paper, tmp_path / "out")
    content = build_html(paper, tmp_path / "out").read_text(encoding="utf-8")
    assert content.count('class="csl-entry"') == len(keys)


def test_a_table_without_rows_is_printed_in_all_forms(paper_of: PaperOf, tmp_path: Path) -> None:
    """A counterexample that is gone leaves its head."""
    paper = paper_of(
        "{{table claims}}\n\n: Short. {#tbl-a}\n\n{{table claims}}\n\n: Long. {#tbl-b .long}\n"
    )
    (paper / "tables" / "claims.csv").write_text("Validator,Stake\n", encoding="utf-8")
    build(paper, tmp_path / "out")
    assert "Validator" in (tmp_path / "out" / "whitepaper.html").read_text(encoding="utf-8")
