"""Sentences tied to results: left alone while they follow, marked in all three forms when not."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hybridstake.experiments.publishing.building import build, list_sentences
from hybridstake.experiments.publishing.conditions import Facts
from hybridstake.experiments.publishing.documents import read_document, read_sentences
from hybridstake.experiments.publishing.pandoc import run_pandoc
from hybridstake.experiments.publishing.problems import PaperError
from hybridstake.experiments.publishing.quoting import read_numbers
from hybridstake.experiments.publishing.sentences import Sentence, settle_sentences
from hybridstake.experiments.publishing.typesetting import write_markup
from hybridstake.experiments.publishing.verdicts import read_verdicts

PaperOf = Callable[[str], Path]
HEAD = '---\ntitle: Ties\nabstract: |\n  [First.]{holds="C01 = refuted"} Rest.\n---\n\n'
TIED = (
    HEAD
    + """[A sentence with @castro1999, $x$ and @thm-a.]{holds="C01 = refuted"} Another
[with {{committee.size}} seats]{holds="committee.size < ledger.claims"}.

![[Caption.]{holds="committee.size = 21"} Rest.](figures/capture.svg){#fig-capture alt="x"}

::: {.theorem #thm-a holds="C02 = holds if"}
So it is.
:::

::: {holds="rewards.gain < 0"}
A block.
:::
"""
)


def problems_of(paper: Path) -> tuple[str, ...]:
    with pytest.raises(PaperError) as caught:
        read_document(paper)
    return caught.value.problems


def without_ties(text: str) -> str:
    for tie in ("C01 = refuted", "committee.size < ledger.claims", "committee.size = 21"):
        text = text.replace(f']{{holds="{tie}"}}', "").replace(f' holds="{tie}"', "")
    text = text.replace(' holds="C02 = holds if"', "").replace("[with", "with")
    text = text.replace("[A sent", "A sent").replace("[First", "First").replace("![[", "![")
    return text.replace('::: {holds="rewards.gain < 0"}\nA block.\n:::\n', "A block.\n")


def test_a_sentence_that_follows_looks_as_if_it_were_not_tied(paper_of: PaperOf) -> None:
    plain = without_ties(TIED)
    assert "holds" not in plain.replace("holds if", "")
    paper = paper_of(TIED)
    tied = write_markup(paper)
    (paper / "whitepaper.md").write_text(plain, encoding="utf-8")
    assert tied == write_markup(paper)


def test_a_sentence_that_does_not_follow_is_marked_in_all_forms(
    paper_of: PaperOf, tmp_path: Path
) -> None:
    note = "[no longer supported: C01 is refuted; committee.size is 21, not > 30]"
    paper = paper_of(
        '[Once *true*.]{holds="C01 = proved, committee.size > 30"} Still.\n\n'
        '::: {.theorem #thm-a holds="C01 = proved"}\nNo theorem.\n:::\n'
    )
    out = tmp_path / "out"
    build(paper, out)
    page = (out / "whitepaper.html").read_text(encoding="utf-8")
    tex = (out / "latex" / "whitepaper.tex").read_text(encoding="utf-8")
    markup = write_markup(paper)
    words = page.replace("&gt;", ">").replace("\n", " ").replace("\xa0", " ")
    assert f'<span class="unsupported">Once <em>true</em>.</span> <span class="reason">{note}' in (
        words.replace("\N{ZERO WIDTH SPACE}", "")
    )
    assert r"{\color{gray}Once \emph{true}.} {\bfseries\color{red!65!black}{[}no longer" in tex
    assert "#unsupported[Once #emph[true].]; #reason[\\[no longer supported:" in markup
    assert page.count('class="reason"') == tex.count(r"\color{red") == markup.count("#reason[") == 2
    assert (out / "whitepaper.pdf").stat().st_size > 0


def test_a_mark_names_an_address_with_its_underscores_in_all_forms(
    paper_of: PaperOf, tmp_path: Path
) -> None:
    """As the author has to look for it; a line may break behind each part."""
    paper = paper_of('[Once.]{holds="network.fast_validators < network.most_of_2"}\n')
    numbers = '{"fast_validators": 21, "most_of_2": 9}'
    (paper / "numbers" / "network.json").write_text(numbers, encoding="utf-8")
    build(paper, tmp_path, ["latex", "html"])
    page = (tmp_path / "whitepaper.html").read_text(encoding="utf-8")
    tex = (tmp_path / "latex" / "whitepaper.tex").read_text(encoding="utf-8")
    found = {
        "typst": write_markup(paper).replace("\\_", "_"),
        "latex": tex.replace(r"\hspace{0pt}", "\N{ZERO WIDTH SPACE}").replace(r"\_", "_"),
        "html": page,
    }
    for form, text in found.items():
        for address in ("network.fast_validators", "network.most_of_2"):
            parts = address.replace(".", ".\N{ZERO WIDTH SPACE}")
            assert parts.replace("_", "_\N{ZERO WIDTH SPACE}") in text, form


def test_every_tied_sentence_is_listed_with_its_line_and_its_reasons(
    paper_of: PaperOf, tmp_path: Path
) -> None:
    paper = paper_of(TIED.replace("committee.size = 21", "committee.size = 22"))
    assert read_sentences(paper) == [
        Sentence(line=4, holds="C01 = refuted", text="First.", reasons=()),
        Sentence(
            line=7, holds="C01 = refuted", text="A sentence with @castro1999, x and @thm-a.", reasons=()
        ),
        Sentence(
            line=8, holds="committee.size < ledger.claims", text="with 21 seats", reasons=()
        ),
        Sentence(
            line=10, holds="committee.size = 22", text="Caption.",
            reasons=("committee.size is 21, not 22",),
        ),
        Sentence(line=12, holds="C02 = holds if", text="So it is.", reasons=()),
        Sentence(line=16, holds="rewards.gain < 0", text="A block.", reasons=()),
    ]  # fmt: skip
    listed = json.loads(list_sentences(paper, tmp_path / "out").read_text(encoding="utf-8"))
    assert [one["line"] for one in listed if one["reasons"]] == [10]


def test_every_tie_that_means_nothing_is_refused(paper_of: PaperOf) -> None:
    paper = paper_of(
        '[A.]{holds="C09 = open"}\n\n[B.]{holds="committee.size >"}\n\n'
        '[C.] {holds="C01 = open"}\n\n# H {holds="C01 = refuted"}\n'
    )
    assert problems_of(paper) == (
        "line 1: holds: C09 is not known; nearest: L09, C04, C03",
        "line 3: holds: 'committee.size >' is not NAME OPERATOR VALUE",
        "{holds= ties nothing: it must follow a ] at once",
        "holds stands on a header, and must stand on a [sentence] or a block",
    )


@pytest.fixture(scope="module")
def facts(made: Path) -> Facts:
    return Facts(read_numbers(made / "numbers"), read_verdicts(made / "tables"))


@pytest.fixture(scope="module")
def settled(made: Path, paper_folder: Path) -> Callable[[Facts], list[Sentence]]:
    """The whitepaper's own tied sentences under any facts; its numbers do not matter here."""
    source = (paper_folder / "whitepaper.md").read_text(encoding="utf-8")
    source = source.replace("{{", "").replace("}}", "")
    tree = json.loads(run_pandoc(["--from=markdown", "--to=json"], source, paper_folder))
    return lambda facts: settle_sentences(tree, source, facts)[1]


@pytest.mark.slow
def test_the_whitepaper_ties_many_sentences_and_finds_them_in_the_source(
    settled: Callable[[Facts], list[Sentence]], facts: Facts
) -> None:
    sentences = settled(facts)
    assert len(sentences) > 40
    assert all(sentence.line for sentence in sentences)


@pytest.mark.slow
def test_no_sentence_is_marked_with_the_committed_presets(
    settled: Callable[[Facts], list[Sentence]], facts: Facts
) -> None:
    assert [sentence for sentence in settled(facts) if sentence.reasons] == []


@pytest.mark.slow
def test_another_verdict_marks_exactly_the_sentences_tied_to_it(
    settled: Callable[[Facts], list[Sentence]], facts: Facts
) -> None:
    before = settled(facts)
    tied = {name for one in before for name in facts.verdicts if f"{name} = " in one.holds}
    assert {"C17", "C29", "C37", "C45"} <= tied
    for name in sorted(tied):
        after = settled(replace(facts, verdicts={**facts.verdicts, name: "undecided"}))
        marked = [new.line for old, new in zip(before, after, strict=True) if old != new]
        assert marked == [one.line for one in before if f"{name} = " in one.holds], name


@pytest.mark.slow
def test_another_parameter_marks_exactly_the_sentences_tied_to_it(
    settled: Callable[[Facts], list[Sentence]], facts: Facts
) -> None:
    name = "protocol_parameters.plan_quorums_strict"
    before = settled(facts)
    after = settled(replace(facts, numbers={**facts.numbers, name: "true"}))
    marked = [new.line for old, new in zip(before, after, strict=True) if old != new]
    assert marked == [one.line for one in before if name in one.holds] != []
