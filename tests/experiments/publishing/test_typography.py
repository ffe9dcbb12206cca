"""Where pages, columns and lines break, in all three forms."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.publishing.building import build
from hybridstake.experiments.publishing.bundling import build_latex
from hybridstake.experiments.publishing.typesetting import (
    compiler_of,
    write_markup,
)
from hybridstake.experiments.publishing.webpage import build_html

PaperOf = Callable[[str], Path]
APPENDICES = """
# Text {#sec-text}

As @castro1999 says.

# First {.appendix .one-column #sec-first}

{{table deployments}}

: First table. {#tbl-first .long .wide widths="2 1 1 1 4"}

# Second {.appendix #sec-second}

{{table claims}}

: Second table. {#tbl-second .long .wide}

Words.

{{table deployments}}

: Third table. {#tbl-third .wide}
"""
PARTS = ("heading", "caption", "row")
OWN_PAGES = "Text.\n\n{{table deployments}}\n\n: Long. {#tbl-long .long .wide}\n\nMore text.\n"
SENTENCES = """---
title: Units
abstract: In 12 ms.
---

At 100 ms,
200
ms, 78 %, $10^{-7}$ s, **3** GB; 5 sets of 7 small things. A word -- or -- two, $a$ < 1/3.

::: {.theorem #thm-bound title="Within 40 ms"}
Always.
:::

| delay |
|-------|
| 300 ms |

: After 400 ms. {#tbl-delays}
"""


def latex_of(paper: Path, out: Path) -> str:
    return (build_latex(paper, out) / "whitepaper.tex").read_text(encoding="utf-8")


def probed(paper: Path, markup: str, expression: str) -> Any:
    """What an expression of typst is at the end of a paper."""
    probe = f"\n#context [#metadata({expression}) <probe>]\n"
    value = compiler_of(markup + probe, paper).query("<probe>", field="value", one=True)
    return json.loads(value)


def pages_of(paper: Path, markup: str, *names: str) -> list[int]:
    labels = "".join(f"<{name}>, " for name in names)
    pages = f"({labels}).map(name => query(name).first().location().page())"
    return probed(paper, markup, pages)


@pytest.fixture(scope="module")
def little(little_paper: Path) -> Callable[[str], Any]:
    """Evaluates an expression of typst with the functions and rules of the template."""
    markup = write_markup(little_paper)
    return lambda expression: probed(little_paper, markup, expression)


def lines_of(text: str, room: str) -> str:
    """Expression for the lines of a text in a column just wide enough for another one."""
    width = f"measure([{room}]).width + 0.5pt"
    content = f"{{ set par(justify: false); text(hyphenate: false, [{text}]) }}"
    leading = "measure([a \\ a]).height - measure([a]).height"
    height = f"measure(block(width: {width}, {content})).height - measure([a]).height"
    return f"calc.round(({height}) / ({leading})) + 1"


def test_appendices_flow_in_one_column_after_the_bibliography(paper_of: PaperOf) -> None:
    paper = paper_of(APPENDICES)
    names = ("sec-text", "sec-first", "tbl-first", "sec-second", "tbl-second", "tbl-third")
    markup = write_markup(paper) + "#metadata(0)<end>\n"
    assert pages_of(paper, markup, *names, "end") == [1, 2, 2, 2, 2, 2, 2]
    assert probed(paper, markup, "query(bibliography).first().location().page()") == 1


def test_appendices_of_prose_keep_two_columns(paper_of: PaperOf, tmp_path: Path) -> None:
    """They follow on the page of the bibliography; the first of one column begins another."""
    paper = paper_of(
        "# Text {#sec-text}\n\nAs @castro1999 says.\n\n# A {.appendix #sec-a}\n\nWords.\n\n"
        "# B {.appendix .one-column #sec-b}\n\nSee @sec-a and @sec-b.\n"
    )
    markup = write_markup(paper)
    assert pages_of(paper, markup, "sec-text", "sec-a", "sec-b") == [1, 1, 2]
    tex = latex_of(paper, tmp_path)
    order = [r"\appendices", r"\label{sec-a}", r"\onecolumn", r"\label{sec-b}"]
    places = [tex.index(command) for command in order]
    assert places == sorted(places)


def test_the_bibliography_stands_before_the_appendices(paper_of: PaperOf, tmp_path: Path) -> None:
    paper = paper_of(APPENDICES)
    tex = latex_of(paper, tmp_path)
    order = [r"\bibliography{control,references}", r"\appendices", r"\onecolumn", r"{longtable}"]
    places = [tex.index(command) for command in order]
    assert places == sorted(places)
    page = build_html(paper, tmp_path).read_text(encoding="utf-8")
    order = ['id="sec-text"', 'id="references"', 'class="csl-entry"', 'id="sec-first"']
    places = [page.index(attribute) for attribute in order]
    assert places == sorted(places)


def test_tables_of_appendices_switch_no_columns_in_latex(paper_of: PaperOf, tmp_path: Path) -> None:
    tex = latex_of(paper_of(APPENDICES), tmp_path)
    assert tex.count(r"\onecolumn") == 1
    assert r"\twocolumn" not in tex
    assert tex.count(r"\begin{longtable}") == 2


def test_a_long_wide_table_in_the_text_has_pages_of_its_own(
    paper_of: PaperOf, tmp_path: Path
) -> None:
    paper = paper_of(OWN_PAGES)
    markup = write_markup(paper) + "#metadata(0)<end>\n"
    assert pages_of(paper, markup, "tbl-long", "end") == [2, 3]
    tex = latex_of(paper, tmp_path)
    assert tex.index(r"\onecolumn") < tex.index(r"\end{longtable}") < tex.index(r"\twocolumn")


def test_a_paper_that_cites_nothing_has_no_bibliography(paper_of: PaperOf, tmp_path: Path) -> None:
    paper = paper_of("# One {#sec-one}\n\nAs in @sec-one.\n")
    build(paper, tmp_path)
    assert "#references\n" not in write_markup(paper)
    assert r"\bibliography{" not in latex_of(paper, tmp_path)
    assert "References" not in (tmp_path / "whitepaper.html").read_text(encoding="utf-8")


def test_heading_caption_head_and_first_row_stay_together(paper_of: PaperOf) -> None:
    """The same appendix, once every two millimetres further down its page."""
    paper = paper_of(
        "# A {.appendix .one-column #sec-a}\n\n{{table deployments}}\n\n"
        ": Caption. {#tbl-a .long .wide}\n"
    )
    markup = write_markup(paper)
    appendix = markup[markup.index("= A") :]
    heights = range(200, 240, 2)
    for height in heights:
        text = appendix.replace("<sec-a>", f"<heading-{height}>").replace("<tbl-a>", "")
        text = text.replace("[Caption.]", f"[#metadata(0)<caption-{height}>Caption.]")
        text = text.replace("[one city]", f"[#metadata(0)<row-{height}>one city]")
        markup += f"#pagebreak()\n#v({height}mm)\n{text}"
    parts = [pages_of(paper, markup, *(f"{part}-{height}" for height in heights)) for part in PARTS]
    assert parts[0] == parts[1] == parts[2]
    assert parts[0][-1] > parts[0][0] + len(heights)


def test_a_number_keeps_its_unit(paper_of: PaperOf, tmp_path: Path) -> None:
    paper = paper_of(SENTENCES)
    forms = {
        "~": write_markup(paper) + latex_of(paper, tmp_path),
        "\xa0": build_html(paper, tmp_path).read_text(encoding="utf-8"),
    }
    for space, text in forms.items():
        for number in (12, 100, 200, 300, 400, 40):
            assert f"{number}{space}ms" in text, number
            assert not re.search(rf"\b{number}\s+ms", text.replace("\xa0", "~")), number
        assert re.search(rf"78{space}\\?%", text)
        assert "5 sets of 7 small" in text
    tex = forms["~"]
    assert "\\(10^{-7}\\)~s" in tex
    assert "\\textbf{3}~GB" in tex
    assert "word~-- or~-- two" in tex
    assert "\\(a\\) \\textless{}~1/3" in tex


def test_no_line_begins_with_a_dash(
    little: Callable[[str], Any], paper_of: PaperOf, tmp_path: Path
) -> None:
    assert little(lines_of("cccccc aaaa—bbbbbb", room="cccccc aaaa")) == 3
    paper = paper_of("Either this---or that.\n")
    assert "this\u2060—or" in build_html(paper, tmp_path).read_text(encoding="utf-8")
    assert "this---or" in latex_of(paper, tmp_path)


def test_a_short_formula_is_not_broken(little: Callable[[str], Any]) -> None:
    assert little(lines_of("cccc $a >= 1000000$ dd", room="cccc $a >=$ mmm")) == 3


def test_a_title_leaves_no_word_alone(little: Callable[[str], Any]) -> None:
    title = "text(18pt, [A Title of Some Words That Leaves One of Them Behind])"
    full = f"measure(width: 400pt, block(width: 352pt, {title}))"
    balanced = f"measure(width: 400pt, balanced(88%, {title}))"
    assert little(
        f"({full}.height == {balanced}.height, {balanced}.width < 0.8 * {full}.width)"
    ) == [True, True]


def test_heads_take_the_fewest_lines_that_fit(little: Callable[[str], Any]) -> None:
    """Typst's own columns would be of one width, and the last head of four lines."""
    heads = (
        "[Mode], [Promised [ms]], [Floor [ms]], [One silent [ms]], [Needs delay of at most [ms]]"
    )
    cells = "[Balanced], [1000], [300], [600], [1666.7]"
    widths = f'tracks("t", ({heads}), ({cells}), (auto,) * 5, 247pt)'
    height = "measure(block(width: width - 8pt, text(8pt, strong(head)))).height.pt()"
    heights = little(f"({heads}).zip({widths}).map(((head, width)) => {height})")
    assert len({round(one, 3) for one in heights}) == 2
    assert little(f"{widths}.sum().pt()") <= 247


def test_a_column_is_as_wide_as_its_longest_word(little: Callable[[str], Any]) -> None:
    word = "m" * 20
    call = f'tracks("t", ([x], [y], [z]), ([{word}], [a], [b]), (1fr, 1fr, 4fr), 247pt)'
    assert little(f"{call}.at(0) > measure(text(8pt)[{word}]).width + 8pt")
    assert little(f"{call}.slice(1) == (1fr, 4fr)")


def test_a_long_table_without_widths_has_columns_in_latex(
    paper_of: PaperOf, tmp_path: Path
) -> None:
    tex = latex_of(paper_of("{{table ledger}}\n\n: Long. {#tbl-a .long}\n"), tmp_path)
    widths = [float(width) for width in re.findall(r"\\dimexpr ([\w.]+)\\linewidth", tex)]
    assert sum(widths[:3]) == pytest.approx(1, abs=1e-3)  # printed with four digits


def test_short_columns_of_latex_are_as_wide_as_heads_of_two_lines(
    paper_of: PaperOf, tmp_path: Path
) -> None:
    """With two letters around each: Balanced 10, Promised 10, One silent 12, Needs delay of 16."""
    source = (
        "| Mode | Promised [ms] | One silent [ms] | Needs delay of at most [ms] |\n"
        "|--|--|--|--|\n| Balanced | 1000 | 600 | 1666.7 |\n\n: Floors. {#tbl-a}\n"
    )
    tex = latex_of(paper_of(source), tmp_path)
    widths = [float(width) for width in re.findall(r"\\dimexpr ([\d.]+)\\linewidth", tex)]
    assert widths == [0.2083, 0.2083, 0.25, 0.3333]


def test_a_sentence_that_goes_on_after_a_formula_is_not_indented(
    paper_of: PaperOf, tmp_path: Path
) -> None:
    tex = latex_of(paper_of("As\n\n$$ a = b $$\n\nwhere.\n\n$$ c $$\n\nNew.\n"), tmp_path)
    assert "\\noindent where." in tex
    assert "\\noindent New." not in tex


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("latexmk") is None, reason="needs TeX")
def test_the_bundle_compiles(built: Path, sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "latex"
    shutil.copytree(built / "latex", folder)
    picture = compiler_of("#set page(width: 8cm, height: 5cm)\nPicture", sample).compile()
    assert isinstance(picture, bytes)
    for path in (folder / "figures").glob("*.pdf"):
        path.write_bytes(picture)
    done = subprocess.run(
        ["latexmk", "-pdf", "-interaction=nonstopmode", "-halt-on-error", "whitepaper.tex"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode(errors="replace")[-3000:]
    log = (folder / "whitepaper.log").read_text(encoding="utf-8", errors="replace")
    assert "undefined" not in log
    assert [x for x in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log) if float(x) > 5] == []
