"""What a paper points at must exist; what does not is named with its line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hybridstake.experiments.publishing.documents import read_document
from hybridstake.experiments.publishing.problems import PaperError

PaperOf = Callable[[str], Path]


def problems_of(paper: Path) -> tuple[str, ...]:
    with pytest.raises(PaperError) as caught:
        read_document(paper)
    return caught.value.problems


def test_undefined_references_and_citations_are_all_named(paper_of: PaperOf) -> None:
    paper = paper_of(
        "# One {#sec-one}\n\nSee @sec-won, @fig-nothing and [@eq-nothing].\n\n"
        "As in [@nakamoto2009; @becker1968] and @thm-nothing.\n"
    )
    assert problems_of(paper) == (
        "line 3: @sec-won refers to nothing; nearest: sec-one",
        "line 3: @fig-nothing refers to nothing",
        "line 3: @eq-nothing refers to nothing",
        "line 5: @nakamoto2009 is not in references.bib; nearest: nakamoto2008",
        "line 5: @thm-nothing refers to nothing",
    )


def test_a_name_used_twice_is_refused(paper_of: PaperOf) -> None:
    assert problems_of(paper_of("$$ a $$ {#eq-a}\n\n$$ b $$ {#eq-a}\n")) == (
        "eq-a is the name of 2 things",
    )


def test_what_pandoc_warns_of_is_refused(paper_of: PaperOf) -> None:
    assert problems_of(paper_of("# One {#sec-a}\n\n# Two {#sec-a}\n")) == (
        "pandoc refused the paper: Duplicate identifier 'sec-a'",
    )


def test_pictures_must_be_generated_ones_in_both_forms(paper_of: PaperOf) -> None:
    paper = paper_of(
        "![One.](figures/captured.svg){#fig-one}\n\n![Two.](https://example.org/x.svg){#fig-two}\n"
        "\n![Three.](figures/frontier.svg){#fig-three}\n"
    )
    (paper / "figures" / "frontier.pdf").unlink()
    assert problems_of(paper) == (
        "line 1: figures/captured.svg does not exist; nearest: capture.svg",
        "line 1: figures/captured.pdf does not exist; nearest: capture.pdf",
        "line 3: https://example.org/x.svg must be figures/NAME.svg",
        "line 5: figures/frontier.pdf does not exist; nearest: capture.pdf",
    )


def test_a_statement_is_named_after_its_class(paper_of: PaperOf) -> None:
    paper = paper_of(
        "::: {.theorem #prp-a}\nA.\n:::\n\n::: {#thm-b}\nB.\n:::\n\n::: {.lemma}\nC.\n:::\n"
    )
    assert problems_of(paper) == (
        "line 1: the theorem 'prp-a' must be named #thm-…",
        "line 5: the theorem 'thm-b' must have the class .theorem",
        "line 9: the lemma '' must be named #lem-…",
    )


def test_a_label_that_labels_nothing_is_refused(paper_of: PaperOf) -> None:
    assert problems_of(paper_of("Text.\n\n$$ a $$ more {#eq-a}\n")) == (
        "line 3: {#eq-a} labels nothing",
    )


def test_widths_must_fit_the_columns(paper_of: PaperOf) -> None:
    paper = paper_of('{{table claims}}\n\n: Caption. {#tbl-a widths="1 2 zero"}\n')
    assert problems_of(paper) == ("line 3: tbl-a needs 4 positive widths, got '1 2 zero'",)


def test_numbers_and_tables_are_told_together(paper_of: PaperOf) -> None:
    assert problems_of(paper_of("{{no.number}}\n\n{{table nothing}}\n\n: Caption.\n")) == (
        "line 1: {{no.number}} is not known; nearest: committee.captured, committee.size, "
        "ledger.note",
        "line 3: {{table nothing}} finds no tables/nothing.csv; nearest: deployments, ledger, claims",
    )


def test_a_paper_without_text_is_refused(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == ("the paper needs a file whitepaper.md",)


def test_a_numbered_equation_takes_the_punctuation_after_its_label(paper_of: PaperOf) -> None:
    tree = json.loads(read_document(paper_of("As\n$$ a = b $$ {#eq-a}.\n")))
    span = tree["blocks"][0]["c"][2]
    assert span["c"][0] == ["eq-a", ["equation"], []]
    assert span["c"][1] == [{"t": "Math", "c": [{"t": "DisplayMath"}, " a = b."]}]


def test_raw_markup_of_one_output_is_text_in_all(paper_of: PaperOf) -> None:
    tree = read_document(paper_of("<b>x</b> \\textbf{y} `z`{=html}\n"))
    assert "RawInline" not in tree
    assert '"<b>x</b>"' in tree
