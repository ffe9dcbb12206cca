"""Texts of others in the documentation's Markdown: they show as they are."""

import html

import markdown
import pytest
from hybridstake.experiments.documenting.markdown import page, plain, table


@pytest.mark.parametrize(
    "text",
    [
        "[1<=x<=9] and [0, 1] [1]",
        "a * b * c and _d_ and __e__",
        "3 < 4 & 5 > 2 &amp; <b>",
        "a | b",
        "costs $3 or ~4~ # 5",
        r"back\slash",
    ],
)
def test_a_text_shows_as_it_is(text: str) -> None:
    assert html.unescape(markdown.markdown(plain(text))) == f"<p>{text}</p>"


def test_code_stays_code_and_lines_become_one() -> None:
    assert plain("either `a_b|c`\n  or *d*") == "either `a_b|c` or &#42;d&#42;"


def test_a_table_is_read_as_one_even_with_bars_in_its_cells() -> None:
    written = markdown.markdown(
        table(["a", "b"], [[plain("x | y"), "`p|q`"]]), extensions=["tables"]
    )
    assert written.count("<td>") == 2
    assert "<td>x &#124; y</td>" in written


def test_paragraphs_stand_apart_and_empty_ones_are_left_out() -> None:
    assert page("a\n", "", "b") == "a\n\nb\n"
