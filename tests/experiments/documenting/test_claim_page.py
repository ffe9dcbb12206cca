"""The page of claims: with the verdicts of the last results, or with how to get them."""

from dataclasses import replace
from pathlib import Path

from hybridstake.experiments.claims.finding import Verdict
from hybridstake.experiments.claims.ledger import (
    Entry,
    as_json,
    claims,
    entries_path,
)
from hybridstake.experiments.documenting.claim_page import claim_page
from hybridstake.experiments.running.files import write_json


def entries() -> list[Entry]:
    """Every claim as proved but the first, which is refuted."""
    proved = [
        Entry(
            id=each.id,
            claim=each.claim,
            source=each.source,
            verdict=Verdict.PROVED,
            condition="for all",
            evidence="plan.something",
            witness="cvc5",
            tests="",
            repair="",
        )
        for each in claims()
    ]
    first = replace(proved[0], verdict=Verdict.REFUTED, condition="x | y < 2", repair="z")
    return [first, *proved[1:]]


def write(folder: Path, found: list[Entry]) -> None:
    """Leave entries where results leave them."""
    entries_path(folder).parent.mkdir(parents=True)
    write_json(entries_path(folder), as_json(found))


def test_without_results_the_page_says_how_to_make_them_and_lists_the_claims(
    tmp_path: Path,
) -> None:
    written = claim_page(tmp_path)
    assert "`make paper`" in written
    assert all(f'<span id="{each.id.lower()}">{each.id}</span>' in written for each in claims())
    assert "**proved**" not in written


def test_with_results_every_claim_has_its_verdict_and_what_stands_behind_it(
    tmp_path: Path,
) -> None:
    found = entries()
    write(tmp_path, found)
    written = claim_page(tmp_path)
    assert "`make paper`" not in written
    [first] = [line for line in written.splitlines() if '<span id="c01">' in line]
    assert "x &#124; y &#60; 2<br>Repair: z<br>By plan.something" in first
    assert "| **refuted** |" in first
    assert f"| proved | {len(found) - 1} |" in written
    assert "| refuted | 1 |" in written
    assert "open" not in [
        line.split("|")[1].strip() for line in written.splitlines() if "|" in line
    ]


def test_results_of_another_version_count_as_none(tmp_path: Path) -> None:
    write(tmp_path / "fewer", entries()[:-1])
    write_json(entries_path(tmp_path / "fewer"), [{"id": "C01", "verdict": "proved"}])
    assert "`make paper`" in claim_page(tmp_path / "fewer")
    write(tmp_path / "short", entries()[:-1])
    assert "`make paper`" in claim_page(tmp_path / "short")
