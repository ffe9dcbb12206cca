"""Listings in the text: written out between fences, and refused by line where they cannot be."""

from pathlib import Path

import pytest
from hybridstake.experiments.publishing.listings import insert_listings
from hybridstake.experiments.publishing.problems import PaperError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rounds.txt").write_text("step(node):\n  {{no.number}} $x$ <b>\n", encoding="utf-8")
    return tmp_path


def test_a_listing_stands_as_it_is(folder: Path) -> None:
    text = insert_listings("Before\n\n{{listing rounds}}\n\nafter `{{listing x}}`\n", folder)
    assert text == (
        "Before\n\n~~~~\nstep(node):\n  {{no.number}} $x$ <b>\n~~~~\n\nafter `{{listing x}}`\n"
    )


def test_a_listing_that_is_not_there_is_named_with_its_line(folder: Path) -> None:
    with pytest.raises(PaperError) as raised:
        insert_listings("one\n\n{{listing round}}\n", folder)
    assert raised.value.problems == ("line 3: {{listing round}} is not known; nearest: rounds",)


def test_a_listing_cannot_end_its_own_block(folder: Path) -> None:
    (folder / "bad.txt").write_text("a\n~~~~\nb\n", encoding="utf-8")
    with pytest.raises(PaperError) as raised:
        insert_listings("{{listing bad}}\n", folder)
    assert raised.value.problems == ("line 1: {{listing bad}} must not hold ~~~~",)
