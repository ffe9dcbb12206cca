"""`check`: a parameter file in, invariants and an exit code out."""

import json
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.commands import check
from hybridstake.experiments.parameter_files import load
from hybridstake.models.parameters.parameters import Parameters
from hybridstake.proofs.invariants.invariant import Invariant


def document(said: Any) -> dict[str, Any]:
    """The one JSON document that was printed."""
    assert said.err == ""
    return json.loads(said.out)


def test_the_plan_is_refuted_with_counterexamples(ask: Callable[..., Any]) -> None:
    said = ask("check", "plan", "--json")
    found = document(said)
    assert said.code == 1
    assert list(found) == ["holds", "invariants"]
    assert found["holds"] is False
    for item in found["invariants"]:
        assert list(item) == ["name", "verdict", "field", "message", "counterexample"]
        assert item["verdict"] in ("proved", "refuted")
    failing = {item["name"]: item for item in found["invariants"] if item["verdict"] == "refuted"}
    assert {"fast-secure.intersection", "fast.finality-floor", "everybody-proposes"} <= set(failing)
    conflict = failing["fast-secure.intersection"]
    assert conflict["counterexample"]["validators"]
    assert conflict["counterexample"]["text"].count("\n") >= 3
    assert failing["fast.finality-floor"]["message"].endswith("(0.3 s), got 0.2 s")


def test_the_reference_holds(ask: Callable[..., Any]) -> None:
    said = ask("check", "reference", "--json")
    found = document(said)
    assert said.code == 0
    assert found["holds"] is True
    assert {item["verdict"] for item in found["invariants"]} == {"proved"}
    assert {item["counterexample"] for item in found["invariants"]} == {None}


def test_people_are_told_what_fails_and_where(ask: Callable[..., Any]) -> None:
    said = ask("check", "plan")
    assert (said.code, said.err) == (1, "")
    lines = said.out.splitlines()
    assert lines[0].split() == ["invariant", "verdict", "field"]
    assert lines[-1].startswith("plan: ")
    assert lines[-1].endswith(" invariants hold")


def test_a_file_of_ones_own_is_named_at_its_field(ask: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('base = "reference"\n[fast]\nfinality_seconds = 0.25\n')
    said = ask("check", str(path), "--json")
    failing = [item for item in document(said)["invariants"] if item["verdict"] != "proved"]
    assert said.code == 1
    assert [(item["name"], item["field"]) for item in failing] == [
        ("fast.finality-floor", "fast.finality_seconds")
    ]


def test_what_is_undecided_is_neither_held_nor_refuted(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Invariant("a", "proved", "x.a", "a rule", None)
    unknown = Invariant("b", "undecided", "x.b", "a rule. The solver gave up: time", None)
    monkeypatch.setattr(check, "invariants_of", lambda parameters: [held, unknown])
    said = ask("check", "plan")
    assert (said.code, said.err) == (3, "")
    assert said.out.endswith("plan: 1 of 2 invariants hold\n")
    assert document(ask("check", "plan", "--json"))["holds"] is False
    assert "\n::warning " in ask("check", "plan", "--github").out


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Invariant:
    """The one invariant of every file, refuted, in place of the solver's work."""
    item = Invariant("a", "refuted", "fast.validators", "a rule, got 1", {"text": "v1"})
    monkeypatch.setattr(check, "invariants_of", lambda parameters: [item])
    return item


def test_several_files_are_answered_one_by_one(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Invariant("a", "proved", "x.a", "a rule", None)
    failed = Invariant("a", "refuted", "x.a", "a rule, got 1", None)
    monkeypatch.setattr(
        check, "invariants_of", lambda each: [failed if each.slashing.rate == 0.1 else held]
    )
    monkeypatch.setattr(
        check, "load", lambda name: load_with_rate(name, 0.1 if name == "plan" else 0)
    )
    found = document(said := ask("check", "reference", "plan", "--json"))
    assert said.code == 1
    assert found == {
        "holds": False,
        "files": [
            {"params": "reference", "holds": True, "invariants": [held.as_dict()]},
            {"params": "plan", "holds": False, "invariants": [failed.as_dict()]},
        ],
    }
    lines = ask("check", "reference", "plan").out.splitlines()
    assert "reference: all 1 invariants hold" in lines
    assert "plan: 0 of 1 invariants hold" in lines
    assert lines[-1] == "1 of 2 files hold"
    assert ask("check", "reference", "reference").code == 0


def test_a_bad_file_among_several_is_told_beside_the_others(
    ask: Callable[..., Any], quick: Invariant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are answered, the first refusal names its file, and the exit code is its own."""
    monkeypatch.chdir(tmp_path)
    Path("bad.toml").write_text('[secure]\noversight_threshold = "7/2"\n')
    said = ask("check", "bad.toml", "plan", "none.toml", "--junit", "x.xml")
    rule = "secure.oversight_threshold must lie in (0, 1], got 7/2"
    assert (said.code, said.err) == (2, f"hybridstake: 'bad.toml': {rule}\n")
    lines = said.out.splitlines()
    assert lines[0] == f"bad.toml: bad input: {rule}"
    assert "plan: 0 of 1 invariants hold" in lines
    assert any(line.startswith("none.toml: bad input: PARAMS must be ") for line in lines)
    assert lines[-1] == "0 of 3 files hold"
    root = ET.fromstring(Path("x.xml").read_text())  # noqa: S314  # our own
    assert [len(list(suite.iter("error"))) for suite in root] == [1, 0, 1]
    said = ask("check", "plan", "bad.toml", "--json")
    assert (said.code, said.err) == (2, f"hybridstake: 'bad.toml': {rule}\n")
    found = json.loads(said.out)
    assert found["holds"] is False
    plan, bad = found["files"]
    assert [item["name"] for item in plan["invariants"]] == [quick.name]
    assert bad == {"params": "bad.toml", "holds": False, "error": rule, "invariants": []}
    assert ask("check", "bad.toml", "--json")[:2] == (2, "")


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (
            'base = "reference"\n[secure]\n  oversight_threshold = "7/2"',
            (3, 3),
            "secure.oversight_threshold must lie in (0, 1], got 7/2",
        ),
        (
            '[switching]\nrule = "50%,::error::##[error]x"',
            (2, 1),
            "switching.rule must be one of load-or-participation, authority-shortage, "
            "got '50%25,::error::##[error]x'",
        ),
        (
            "[fast\nvalidators = 7",
            (1, 6),
            "file must be TOML, got 'bad.toml': "
            "Expected ']' at the end of a table declaration (at line 1, column 6)",
        ),
    ],
)
def test_bad_input_is_annotated_at_its_line_wherever_the_file_is(
    ask: Callable[..., Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    place: tuple[int, int],
    message: str,
) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text)
    (tmp_path / "elsewhere").mkdir()
    for workspace, name in ((tmp_path, "bad.toml"), (tmp_path / "elsewhere", path.as_posix())):
        monkeypatch.setenv("GITHUB_WORKSPACE", str(workspace))
        said = ask("check", str(path), "--github")
        line, column = place
        assert (said.code, said.out) == (
            2,
            f"::error file={name},line={line},col={column},title=bad input::{message}\n",
        )
        assert said.err.startswith("hybridstake: ")
        assert "::" not in said.err
        assert "##[" not in said.err


def test_a_report_and_annotations_stand_beside_the_text(
    ask: Callable[..., Any], quick: Invariant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    path = tmp_path / "mine.toml"
    path.write_text('base = "reference"\n[fast]\nvalidators = 7\n')
    said = ask("check", str(path), "--github", "--junit", str(tmp_path / "out" / "x.xml"))
    assert (said.code, said.err) == (1, "")
    assert said.out.splitlines()[0].split() == ["invariant", "verdict", "field"]
    assert said.out.endswith(
        "mine.toml: 0 of 1 invariants hold\n"
        "::error file=mine.toml,line=3,col=1,title=a refuted::a rule, got 1%0A%0Av1\n"
    )
    assert '<failure type="refuted"' in (tmp_path / "out" / "x.xml").read_text()


def test_json_and_a_report_are_two_things(
    ask: Callable[..., Any], quick: Invariant, tmp_path: Path
) -> None:
    said = ask("check", "plan", "--json", "--junit", str(tmp_path / "x.xml"))
    assert document(said) == {"holds": False, "invariants": [quick.as_dict()]}
    assert (tmp_path / "x.xml").read_text().startswith("<?xml")


def test_json_and_annotations_exclude_each_other(ask: Callable[..., Any]) -> None:
    said = ask("check", "plan", "--json", "--github")
    assert said == (2, "", "hybridstake: --github must not be used with --json, got both\n")


def test_a_report_that_cannot_be_written_is_refused_before_anything_is_said(
    ask: Callable[..., Any], quick: Invariant, tmp_path: Path
) -> None:
    said = ask("check", "plan", "--junit", str(tmp_path))
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith("hybridstake: --junit must be a writable file, got '")


def test_a_file_is_called_as_it_likes_and_commands_nothing(
    ask: Callable[..., Any], quick: Invariant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pull request may bring a file of any name, and the runner reads every line."""
    monkeypatch.chdir(tmp_path)
    name = "::add-mask::a,b\n::error::x.toml"
    Path(name).write_text("[fast]\nvalidators = 7")
    lines = ask("check", name, "--github").out.splitlines()
    commands = [line for line in lines if line.lstrip().startswith("::")]
    assert commands == [
        "::error file=%3A%3Aadd-mask%3A%3Aa%2Cb%0A%3A%3Aerror%3A%3Ax.toml,line=2,col=1,"
        "title=a refuted::a rule, got 1%0A%0Av1"
    ]


NONSENSE = [
    ("empty", b"", "at least one parameter"),
    ("blank", b"# nothing\n", "at least one parameter"),
    ("bytes", b"\xff\xfe[fast]", "UTF-8"),
    ("nulls", b"\0" * 50, "must be TOML"),
    ("long", b"a" * 200_000, "at most 100,000 bytes"),
    ("wide", b"a = " + b"1" * 2_000, "at most 1,000 characters"),
    ("deep", b"a = " + b"[\n" * 20_000, "nested too deeply"),
    ("half", b"[fast\nvalidators = 7", "must be TOML"),
    ("unknown", b"[fast]\nspeed = 7", "must be one of"),
]


@pytest.mark.parametrize("options", [[], ["--github"], ["--json"]], ids=str)
@pytest.mark.parametrize(
    ("content", "words"), [pytest.param(*rest, id=name) for name, *rest in NONSENSE]
)
def test_nonsense_is_refused_in_one_line(
    ask: Callable[..., Any], tmp_path: Path, content: bytes, words: str, options: list[str]
) -> None:
    path = tmp_path / "my.toml"
    path.write_bytes(content)
    said = ask("check", str(path), *options, "--junit", str(tmp_path / "x.xml"))
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert words in said.err
    assert '<error type="bad input" message=' in (tmp_path / "x.xml").read_text()
    if options == ["--github"]:
        assert said.out.count("\n") == 1
        assert re.match(r"::error file=\S+,line=\d+,col=\d+,title=bad input::", said.out)
    else:
        assert said.out == ""


def test_what_is_no_file_is_refused_and_never_waited_for(
    ask: Callable[..., Any], tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", Path("/dev/zero"), tmp_path / "none", Path("a\0b")):
        for options in ([], ["--github"]):
            said = ask("check", str(path), *options)
            assert (said.code, said.err.count("\n")) == (2, 1)
            assert "a readable TOML file" in said.err


def load_with_rate(name: str, rate: float) -> Parameters:
    """A preset with a rate of slashing by which it can be told."""
    parameters = load(name)
    return replace(parameters, slashing=replace(parameters.slashing, rate=rate))
