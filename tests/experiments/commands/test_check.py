"""`check`: a parameter file in, invariants and an exit code out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.commands import check
from hybridstake.proofs.invariants import Invariant


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
