"""Tables in the text: worked examples and every refusal."""

from pathlib import Path

import pytest
from hybridstake.experiments.publishing.problems import PaperError
from hybridstake.experiments.publishing.tables import insert_tables, markdown_table

CAPTION = "\n\n: What it says. {#tbl-x}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "modes.csv").write_text("mode,delay\nFast,0.2\n", encoding="utf-8-sig")
    (tmp_path / "ragged.csv").write_text("a,b\n1\n1,2,3\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    return tmp_path


def test_a_table_is_inserted_above_its_caption(folder: Path) -> None:
    assert insert_tables("Text.\n\n{{table modes}}" + CAPTION, folder) == (
        "Text.\n\n| mode | delay |\n|:--|--:|\n| Fast | 0.2 |" + CAPTION
    )


def test_numbers_stand_to_the_right_and_are_typeset() -> None:
    rows = [["a", "b", "c"], ["-1.5", "2e", "12,500"], ["1.2e-07", "3", ""]]
    assert markdown_table(rows) == (
        "| a | b | c |\n|--:|:--|--:|\n| −1.5 | 2e | 12,500 |\n| $1.2 \\times 10^{-7}$ | 3 |  |"
    )


def test_numbers_among_words_are_typeset_and_nothing_else_is() -> None:
    rows = [
        ["a"],
        ["p is 8.7e-04 (-0.5 to 1,000), 5% of C-1"],
        ["-"],
        ["7%"],
        ["1e-5x - x >= 3 <= y"],
        ["(below 2^-40.5, or 2^x)"],
    ]
    assert markdown_table(rows).splitlines()[2:] == [
        r"| p is $8.7 \times 10^{-4}$ \(−0.5 to 1,000\)\, 5\% of C\-1 |",
        "| \N{EN DASH} |",
        "| 7\xa0% |",
        r"| 1e\-5x − x ≥ 3 ≤ y |",
        r"| \(below $2^{-40.5}$\, or 2\^x\) |",
    ]


def test_a_cell_is_text_on_one_line() -> None:
    assert markdown_table([["a|b"], ["*x*\n| $y$"]]) == "| a\\|b |\n|:--|\n| \\*x\\* \\| \\$y\\$ |"


def test_code_is_left_alone(folder: Path) -> None:
    source = "```\n{{table modes}}\n```\n"
    assert insert_tables(source, folder) == source


def test_every_wrong_table_is_told(folder: Path) -> None:
    source = "\n".join(
        [
            "{{table mode}}" + CAPTION,
            "{{table modes}}",
            "No caption.",
            "",
            "{{table ragged}}" + CAPTION,
            "{{table empty}}" + CAPTION,
        ]
    )
    with pytest.raises(PaperError) as caught:
        insert_tables(source, folder)
    assert caught.value.problems == (
        "line 1: {{table mode}} finds no tables/mode.csv; nearest: modes",
        "line 5: {{table modes}} needs a line ': caption {#tbl-name}' after it",
        "line 8: {{table ragged}} needs 2 cells in row 2 of tables/ragged.csv, got 1",
        "line 8: {{table ragged}} needs 2 cells in row 3 of tables/ragged.csv, got 3",
        "line 12: {{table empty}} finds no header in tables/empty.csv",
    )
