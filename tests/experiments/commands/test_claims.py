"""`claims` and `reproduce` on what has been made already."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hybridstake.experiments.claims.ledger import claims
from hybridstake.experiments.commands import reproduce
from hybridstake.experiments.publishing.problems import PaperError

pytestmark = pytest.mark.slow


def test_the_ledger_is_told_to_machines(ask: Callable[..., Any], made: Path) -> None:
    said = ask("claims", "--precision", "tiny", "--out", str(made), "--json")
    found = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert len(found) == len(claims())
    for item in found:
        assert list(item) == [
            "id", "claim", "source", "verdict", "condition", "evidence", "repair",
        ]  # fmt: skip


def test_the_ledger_is_told_to_people_with_its_counts(ask: Callable[..., Any], made: Path) -> None:
    said = ask("claims", "--precision", "tiny", "--out", str(made))
    numbers = json.loads((made / "numbers" / "claims.json").read_text())
    assert (said.code, said.err) == (0, "")
    last = " ".join(said.out.rpartition("\n\n")[2].split())
    assert last.startswith(f"{numbers['claims']} claims: ")
    assert f"{numbers['refuted']} refuted" in last
    assert f"{numbers['open']} open" in last


def test_the_first_line_can_be_had_alone(
    made: Path, started: Callable[..., subprocess.Popen[str]]
) -> None:
    process = started(("claims", "--precision", "tiny", "--out", str(made)))
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().split() == ["id", "verdict", "claim"]
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) in (0, 128 + 13)
    assert said == ""


def test_reproduce_tells_machines_what_it_made(
    ask: Callable[..., Any], made: Path, paper_folder: Path
) -> None:
    where = ("--precision", "tiny", "--out", str(made), "--paper", str(paper_folder), "--json")
    said = ask("reproduce", *where)
    build = made / "build"
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out) == {
        "steps": 0,
        "out": str(made),
        "made": [
            str(build / name)
            for name in ("whitepaper.pdf", "latex/whitepaper.tex", "whitepaper.html")
        ],
    }
    alone = json.loads(ask("reproduce", "staking_yield", *where).out)
    assert alone == {"steps": 0, "out": str(made), "made": []}
    page = json.loads(ask("reproduce", "paper:html", *where).out)
    assert page["made"] == [str(build / "whitepaper.html")]


def test_a_name_that_is_no_step_is_refused_in_one_line(
    ask: Callable[..., Any], tmp_path: Path
) -> None:
    said = ask("reproduce", "yield", "--out", str(tmp_path / "out"), "--paper", str(tmp_path))
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith("hybridstake: NAME must be one of assumption_audit, ")
    assert list(tmp_path.iterdir()) == []


def test_faults_of_the_text_are_told_a_line_each(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*arguments: Any, **options: Any) -> int:
        raise PaperError(
            ["line 1: {{no.number}} is not known", "line 3: @eq-none refers to nothing"]
        )

    monkeypatch.setattr(reproduce, "carry_out", fail)
    said = ask("reproduce", "--out", str(tmp_path))
    assert said == (
        2,
        "",
        "hybridstake: line 1: {{no.number}} is not known\n"
        "hybridstake: line 3: @eq-none refers to nothing\n",
    )
