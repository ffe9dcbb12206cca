"""The whitepaper's text as it is committed: words, spelling, references and cross-references.

Words are those of pyspellchecker's English dictionary, and of `terms.txt`: names, terms of the field and
British spellings that it lacks.
"""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.claims.ledger import claims
from hybridstake.experiments.claims.witnesses import read_witnesses
from hybridstake.experiments.publishing.pandoc import run_pandoc
from spellchecker import SpellChecker

HERE = Path(__file__).parent
PAPER = HERE.parents[2] / "paper"
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
ATTRIBUTES = re.compile(r"\{#[^}]*\}")
"""Of formulas and tables, which are taken for text while the numbers are missing."""
UNREAD = ("Math", "Code", "CodeBlock", "Cite")
"""Parts of the text that are no English."""
WITH_TEXT_SECOND = ("Link", "Image", "Span")
FEWEST_WORDS, MOST_WORDS = 8_000, 13_000
"""Sixteen pages of two columns hold some 13,000 words, if there are no figures [1]."""
LEAST_REFERENCES = 50
KINDS = ("sec", "fig", "tbl", "eq", "thm")
REFERENCE = re.compile(rf"(?:{'|'.join(KINDS)})-")

WITHOUT_NUMBER = {
    "castro1999": "proceedings of USENIX, which gives none",
    "civit2021": "cited by its number in another archive",
    "nakamoto2008": "never published elsewhere",
    "deangelis2018": "a conference that gives none",
    "zhou2023": "proceedings that are cited by their pages",
    "fisher1911": "a book of 1911",
    "cloudping2025": "a web page",
    "commonware2026": "a repository, cited by its commit",
    "devalence2018": "a web page",
    "worldbank2023": "a report",
    "boinc2019": "documentation",
    "boneh2022": "an internet draft, cited by its name",
    "ccri2022merge": "a report",
    "ccri2022pos": "a report",
    "cambridge2025": "a report",
    "ember2024": "a web page",
    "ccf2024": "a web page",
}
"""Entries with neither DOI nor arXiv number, and why."""


@pytest.fixture(scope="module")
def tree() -> Any:
    """The committed text as Pandoc reads it, with a number in the place of every quotation."""
    source = (PAPER / "whitepaper.md").read_text(encoding="utf-8")
    plain = re.sub(r"\{\{[^}]*\}\}", "1", source)
    return json.loads(run_pandoc(["--from=markdown-auto_identifiers", "--to=json"], plain, PAPER))


@pytest.fixture(scope="module")
def bibliography() -> dict[str, str]:
    """Entries by key."""
    text = (PAPER / "references.bib").read_text(encoding="utf-8")
    return dict(re.findall(r"^@\w+\{([^,\s]+),\n(.*?)^\}", text, flags=re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def dictionary() -> set[str]:
    """English words, in small letters."""
    words: Any = SpellChecker(language="en").word_frequency
    return set(words.dictionary)


@pytest.fixture(scope="module")
def known(dictionary: set[str]) -> set[str]:
    """Every word that may be used, in small letters."""
    terms = (HERE / "terms.txt").read_text(encoding="utf-8").split()
    return {*dictionary, *map(str.lower, terms)}


def text_of(part: Any) -> Iterator[str]:
    """Prose below an element, with a space wherever one element ends."""
    if isinstance(part, list):
        for child in part:
            yield from text_of(child)
    elif isinstance(part, dict):
        kind = part.get("t")
        if kind is None:
            for child in part.values():
                yield from text_of(child)
                yield " "
        elif kind == "Str":
            yield part["c"]
        elif kind in UNREAD or "c" not in part:
            yield " "
        elif kind in WITH_TEXT_SECOND:
            yield from text_of(part["c"][1])
        else:
            yield from text_of(part["c"])
            if kind not in ("Emph", "Strong", "Quoted"):
                yield " "


def words_of(part: Any) -> list[str]:
    """Words of the prose below an element, in their order."""
    return WORD.findall(ATTRIBUTES.sub(" ", "".join(text_of(part))))


def misspelt(words: list[str], known: set[str]) -> list[str]:
    """Words that are in no list, each once; single letters stand for quantities."""
    bare = {re.sub(r"['’]s$", "", word) for word in words}
    return sorted(word for word in bare if len(word) > 1 and word.lower() not in known)


def elements(part: Any, kind: str) -> Iterator[Any]:
    """Contents of every element of a kind."""
    if isinstance(part, dict):
        if part.get("t") == kind:
            yield part["c"]
        for child in part.values():
            yield from elements(child, kind)
    elif isinstance(part, list):
        for child in part:
            yield from elements(child, kind)


def cited(tree: Any) -> set[str]:
    """Every key that the text cites or refers to."""
    return {each["citationId"] for citations, _ in elements(tree, "Cite") for each in citations}


def named() -> list[str]:
    """Names that the text gives to sections, figures, tables, equations and statements."""
    source = (PAPER / "whitepaper.md").read_text(encoding="utf-8")
    return re.findall(rf"#((?:{'|'.join(KINDS)})-[\w-]+)", source)


def test_the_text_has_as_many_words_as_a_program_committee_reads(tree: Any) -> None:
    """All but the appendices, whose text are tables."""
    assert FEWEST_WORDS < len(words_of(tree["blocks"])) < MOST_WORDS


def test_the_abstract_fits_on_half_a_page(tree: Any) -> None:
    assert 120 < len(words_of(tree["meta"]["abstract"])) < 320


def test_every_word_is_in_a_dictionary_or_a_term_of_the_field(tree: Any, known: set[str]) -> None:
    assert misspelt(words_of([tree["meta"], tree["blocks"]]), known) == []


def test_the_ledger_is_spelt_right(known: set[str]) -> None:
    told = [
        f"{claim.claim} {claim.not_computable or ''} {claim.unrepaired or ''}" for claim in claims()
    ]
    told += [each.witness for table in read_witnesses().values() for each in table.values()]
    assert misspelt(WORD.findall(" ".join(told)), known) == []


def test_a_misspelt_word_is_found(known: set[str]) -> None:
    text = "The validaters' stake is slashed; recieve it’s prize, aswell."
    assert misspelt(WORD.findall(text), known) == ["aswell", "recieve", "validaters"]


def test_terms_are_words_that_the_dictionary_lacks(dictionary: set[str]) -> None:
    """Sorted, each once, and none that the dictionary has."""
    terms = (HERE / "terms.txt").read_text(encoding="utf-8").split()
    assert terms == sorted(set(terms), key=str.lower)
    assert [term for term in terms if term.lower() in dictionary] == []


def test_every_entry_is_cited_and_every_citation_has_one(
    tree: Any, bibliography: dict[str, str]
) -> None:
    keys = {key for key in cited(tree) if not REFERENCE.match(key)}
    assert keys == set(bibliography)
    assert len(bibliography) >= LEAST_REFERENCES


def test_every_entry_has_a_number_to_find_it_by_or_a_reason(bibliography: dict[str, str]) -> None:
    without = {
        key
        for key, entry in bibliography.items()
        if not re.search(r"^\s*doi\s*= \{10\.\d{4,}/\S+\},$", entry, flags=re.MULTILINE)
        and not re.search(r"arXiv:\d{4}\.\d{4,5}\b", entry)
    }
    assert without == set(WITHOUT_NUMBER)


def test_what_is_referred_to_is_named_once(tree: Any) -> None:
    names = named()
    assert len(names) == len(set(names))
    referred = {key for key in cited(tree) if REFERENCE.match(key)}
    assert len(referred) > 40
    assert referred <= set(names)


def test_every_figure_and_table_is_referred_to(tree: Any) -> None:
    floats = {name for name in named() if name.startswith(("fig-", "tbl-"))}
    assert sorted(floats - cited(tree)) == []


def test_every_figure_tells_in_words_what_it_shows() -> None:
    """For those who cannot see it; the caption states the conclusion instead."""
    source = (PAPER / "whitepaper.md").read_text(encoding="utf-8")
    figures = re.findall(r"\(figures/(\w+)\.svg\)\{([^}]*)\}", source)
    assert len(figures) > 30
    for name, attributes in figures:
        told = re.search(r'alt="([^"]*)"', attributes)
        assert told, name
        assert len(told[1].split()) >= 6, name


def test_headings_descend_by_one_level(tree: Any) -> None:
    levels = [1, *(content[0] for content in elements(tree["blocks"], "Header"))]
    assert all(after <= before + 1 for before, after in pairwise(levels))
