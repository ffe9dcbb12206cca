"""Workflow commands, read back as GitHub's runner reads them."""

import re

import pytest
from hybridstake.experiments.checking.annotations import annotation, command, harmless
from hybridstake.experiments.checking.places import Place
from hybridstake.experiments.checking.toml_keys import Position
from hybridstake.proofs.invariants.invariant import Invariant
from hypothesis import given
from hypothesis import strategies as st

HERE = Place("my.toml", Position(3, 5))


def read_back(line: str) -> tuple[str, dict[str, str], str]:
    """Level, properties and message of a command, by the rules of the runner."""
    assert "\n" not in line
    assert "\r" not in line
    matched = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert matched
    level, listed, message = matched.groups()
    properties = dict(each.split("=", 1) for each in listed.split(","))
    return level, {name: unescaped(value) for name, value in properties.items()}, unescaped(message)


def unescaped(text: str) -> str:
    """What the runner makes of an escaped text: the percent sign last."""
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        text = text.replace(escape, character)
    return text.replace("%25", "%")


visible = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" \r\n")).filter(
    lambda text: not re.search("%(0A|0D|3A|2C)", text)
)


@given(visible, visible, visible.filter(bool))
def test_what_is_written_is_read_back(title: str, message: str, file: str) -> None:
    line = command("error", title, Place(file, Position(3, 5)), message)
    properties = {"file": file, "line": "3", "col": "5", "title": title}
    assert read_back(line) == ("error", properties, message)


def test_escapes_are_those_of_the_toolkit() -> None:
    """The percent sign first, or the other escapes would be escaped again."""
    place = Place("a:b,c%.toml", Position(1, 1))
    assert command("error", "100%, so: x", place, "50%\r\n::warning::a, b") == (
        "::error file=a%3Ab%2Cc%25.toml,line=1,col=1,title=100%25%2C so%3A x::"
        "50%25%0D%0A::warning::a, b"
    )


def test_what_a_terminal_would_obey_is_shown_instead() -> None:
    line = command("error", "t", HERE, "red \x1b[31m \x00 \u202e \udcff")
    assert line.endswith("::red \\x1b[31m \\x00 \\u202e \\udcff")


def test_outside_of_the_repository_the_run_itself_is_annotated() -> None:
    line = command("error", "t", Place(None, Position(3, 5)), "m")
    assert line == "::error title=t::m"


def test_refuted_is_an_error_with_its_story_and_undecided_a_warning() -> None:
    refuted = Invariant("a.b", "refuted", "fast.x", "a rule.", {"text": "v1  yes\nv2  no"})
    assert read_back(annotation(refuted, HERE)) == (
        "error",
        {"file": "my.toml", "line": "3", "col": "5", "title": "a.b refuted"},
        "a rule.\n\nv1  yes\nv2  no",
    )
    undecided = Invariant("a.b", "undecided", "fast.x", "a rule. The solver gave up: time", None)
    assert read_back(annotation(undecided, HERE))[0] == "warning"


def test_a_place_that_is_not_the_fields_own_says_so() -> None:
    failing = Invariant("a", "refuted", "fast.x", "a rule, got 1", None)
    there = Place("my.toml", Position(1, 1), "fast.x is inherited from this base")
    assert annotation(failing, there).endswith(
        "::a rule, got 1 (fast.x is inherited from this base)"
    )


@pytest.mark.parametrize("text", ["::error::x", "  ::stop-commands::x", "a ##[error]x"])
def test_no_command_is_left_in_text_for_people(text: str) -> None:
    assert not re.search(r"::|##\[", harmless(text))
    assert harmless("plan: 10 of 15 invariants hold") == "plan: 10 of 15 invariants hold"
