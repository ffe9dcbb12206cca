"""`claims` and `reproduce` on what has been made already."""

import json
import shutil
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
            "id", "claim", "source", "verdict", "condition", "evidence", "witness", "tests",
            "repair",
        ]  # fmt: skip


def test_the_ledger_is_told_to_people_with_its_counts(ask: Callable[..., Any], made: Path) -> None:
    said = ask("claims", "--precision", "tiny", "--out", str(made))
    numbers = json.loads((made / "numbers" / "claims.json").read_text())
    assert (said.code, said.err) == (0, "")
    last = " ".join(said.out.rpartition("\n\n")[2].split())
    assert last.startswith(f"{numbers['claims']} claims: ")
    assert f"{numbers['refuted']} refuted" in last
    assert (f"{numbers['open']} open" in last) == bool(numbers["open"])


def test_one_claim_is_told_in_full(ask: Callable[..., Any], made: Path) -> None:
    said = ask("claims", "C17", "--precision", "tiny", "--out", str(made))
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0] == "C17  refuted"
    told = [line[2:12].strip() for line in lines[2:-2] if line[2:12].strip()]
    assert told == ["source", "condition", "rests on", "witness", "tested by", "repair"]
    assert lines[-1] == "1 claims: 1 refuted"


def test_a_claim_that_is_not_there_is_refused(ask: Callable[..., Any], made: Path) -> None:
    said = ask("claims", "C170", "--precision", "tiny", "--out", str(made))
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "hybridstake: ID must be that of a claim, got 'C170'; nearest: C70, C17, C10\n"
    )


def test_the_ledger_is_told_in_markdown(ask: Callable[..., Any], made: Path) -> None:
    where = ("--markdown", "--precision", "tiny", "--out", str(made))
    whole, short = ask("claims", *where), ask("claims", "--short", *where)
    assert (whole.code, short.code) == (0, 0)
    assert whole.out.count("\n| C") == short.out.count("\n| C") == len(claims())
    assert "| Second witness | Repair |" in whole.out
    assert "| Id | Claim | Verdict |" in short.out


def test_the_table_of_a_file_is_written_anew(
    ask: Callable[..., Any], made: Path, tmp_path: Path
) -> None:
    file = tmp_path / "README.md"
    file.write_text("# Ours\n<!-- claims: begin -->\nyesterday\n<!-- claims: end -->\nrest\n")
    where = ("--precision", "tiny", "--out", str(made), "--update", str(file))
    said = ask("claims", *where)
    assert said == (0, "", "")
    first = file.read_text()
    assert first.startswith("# Ours\n<!-- claims: begin -->\n\n")
    assert first.endswith(" |\n\n<!-- claims: end -->\nrest\n")
    assert "yesterday" not in first
    assert ask("claims", *where).code == 0
    assert file.read_text() == first
    file.write_text("no marks")
    assert ask("claims", *where).code == 2
    assert file.read_text() == "no marks"


def test_the_first_line_can_be_had_alone(
    made: Path, started: Callable[..., subprocess.Popen[str]]
) -> None:
    process = started(("claims", "--short", "--precision", "tiny", "--out", str(made)))
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline().split() == ["id", "verdict", "claim"]
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) in (0, 128 + 13)
    assert said == ""


WATCHED = """
import json, sys
from hybridstake.experiments.commands.main import run
code = run(sys.argv[1:])
print(json.dumps({"code": code, "modules": sorted(sys.modules)}))
"""

HEAVY = (
    *("cvc5", "joblib", "matplotlib", "mesa", "numpy", "pandas", "pyarrow", "scipy", "seaborn"),
    *("sympy", "z3"),
)


def test_a_settled_ledger_is_told_without_anything_heavy(
    made: Path, hybridstake: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """Verdicts are kept; results, proofs and the libraries behind them are not opened again."""
    before = (made / "results" / "ledger.json").stat().st_mtime_ns
    where = ("--precision", "tiny", "--out", str(made))
    done = hybridstake("claims", "--short", *where, code=WATCHED)
    *page, last = done.stdout.splitlines()
    watched = json.loads(last)
    assert (watched["code"], done.stderr) == (0, "")
    assert page[0].split() == ["id", "verdict", "claim"]
    assert [name for name in HEAVY if name in watched["modules"]] == []
    assert (made / "results" / "ledger.json").stat().st_mtime_ns == before


def test_a_ledger_that_was_harmed_is_settled_again(
    made: Path, ask: Callable[..., Any], tmp_path: Path
) -> None:
    """Without drawing or printing anything: who asks for verdicts need not have the libraries."""
    shutil.copytree(made, tmp_path / "out")
    kept = tmp_path / "out" / "results" / "ledger.json"
    where = ("--precision", "tiny", "--out", str(tmp_path / "out"))
    assert ask("claims", *where).code == 0
    kept.write_text("[]", encoding="utf-8")
    assert ask("claims", *where, "--json").code == 0
    assert kept.read_bytes() == (made / "results" / "ledger.json").read_bytes()


@pytest.mark.exhaustive
def test_a_strict_run_ends_with_one_where_a_sentence_does_not_follow(
    made: Path, paper_folder: Path, ask: Callable[..., Any], tmp_path: Path
) -> None:
    """The paper is made all the same; other steps by name check the sentences too."""
    where = ("--precision", "tiny", "--out", str(made), "--strict")
    assert ask("reproduce", *where, "--paper", str(paper_folder)).code == 0
    out, paper = tmp_path / "out", tmp_path / "paper"
    shutil.copytree(made, out)
    shutil.copytree(paper_folder, paper, ignore=shutil.ignore_patterns("build"))
    with (paper / "whitepaper.md").open("a", encoding="utf-8") as text:
        text.write('\n\n[Finality is instant.]{holds="finality_floor.floor_ms <= 0"}\n')
    where = ("--precision", "tiny", "--out", str(out), "--paper", str(paper))
    for names in (["finality_floor"], ["paper"], [], ["finality_floor"]):
        said = ask("reproduce", *names, *where, "--strict")
        assert said.code == 1, names
        assert said.err.count("no longer supported") == 1
    assert json.loads(ask("reproduce", *where, "--strict", "--json").out)["steps"] == 0
    assert ask("reproduce", *where).code == 0


def test_a_strict_run_without_a_text_is_refused(ask: Callable[..., Any], tmp_path: Path) -> None:
    """Else it would promise what it never looked at."""
    said = ask("reproduce", "--strict", "--out", str(tmp_path), "--paper", str(tmp_path / "no"))
    assert said == (
        2,
        "",
        f"hybridstake: strict needs a paper folder with whitepaper.md, got {tmp_path / 'no'}\n",
    )
    assert list(tmp_path.iterdir()) == []


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
    assert said.err.startswith("hybridstake: NAME must be one of ai_workloads, assumption_audit, ")
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
