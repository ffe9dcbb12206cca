"""The page of commands: all of them, with all that their help says."""

import re

import pytest
from hybridstake.experiments.commands.attack import OURS
from hybridstake.experiments.commands.main import COMMANDS, run
from hybridstake.experiments.documenting.command_page import command_page

written = command_page()


def section_of(words: str) -> str:
    """What the page has below a command's heading."""
    return written.split(f" hybridstake {words} {{ #")[1].partition("\n##")[0]


def test_every_command_and_every_attack_has_a_section() -> None:
    headings = re.findall(r"^#+ hybridstake ([a-z -]+) \{ #([a-z-]+) \}$", written, re.MULTILINE)
    assert all(anchor == words.replace(" ", "-") for words, anchor in headings)
    found = {words for words, _ in headings}
    assert found >= set(COMMANDS)
    assert found >= {f"attack {kind}" for kind in OURS}
    assert len(found) == len(headings)


@pytest.mark.parametrize("words", ["check", "network", "attack quorum", "simulate"])
def test_a_section_has_every_option_that_help_has(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run([*words.split(), "--help"])
    helped = set(re.findall(r"│ \*? *(--[a-z-]+)", capsys.readouterr().out)) - {"--help"}
    assert len(helped) >= 3
    assert helped <= set(re.findall(r"`[^`]*?(--[a-z-]+)", section_of(words)))


def test_the_page_does_not_say_how_many_processors_its_machine_has() -> None:
    assert "the machine's processors" in section_of("simulate")
    assert not re.search(r"results do not depend on it\.[^|]*default: \d", written)
