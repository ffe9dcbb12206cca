"""The whole way from parameters to the paper: the same bytes however it was gone."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

HEAVY = ("matplotlib", "mesa", "numpy", "pandas", "pyarrow", "scipy", "seaborn", "sympy", "z3")

WATCHED = """
import json, sys
from hybridstake.experiments.commands.main import run
code = run(sys.argv[1:])
print(json.dumps({"code": code, "modules": sorted(sys.modules)}))
"""


def parts_in(folder: Path, question: str) -> dict[Path, int]:
    """When each answered case of a question was written [ns]."""
    return {
        path: path.stat().st_mtime_ns
        for path in folder.glob(f"results/.{question}-*/*.json")
        if not path.name.startswith(".")
    }


def interrupt(process: subprocess.Popen[str], number: int, ready: Callable[[], bool]) -> int:
    """End a process and its workers by a signal when something has come to pass; its exit code."""
    patience = time.monotonic() + 600  # of a busy machine
    while not ready():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < patience
        time.sleep(0.02)
    os.killpg(process.pid, number)
    process.communicate(timeout=60)  # workers hold the pipes too: this ends when all are gone
    return process.returncode


@pytest.mark.slow
@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("network_under_stress", "committee_capture"), id="some"),
        pytest.param((), id="everything", marks=pytest.mark.exhaustive),
    ],
)
def test_workers_folder_hash_seed_and_two_interruptions_leave_no_trace_in_the_bytes(
    names: tuple[str, ...],
    made: Path,
    paper_folder: Path,
    tmp_path: Path,
    started: Callable[..., subprocess.Popen[str]],
    contents: Callable[[Path], dict[str, bytes]],
) -> None:
    """Killed once, interrupted once, and then left alone; answered cases are not answered again."""
    folder = tmp_path / "a folder with a longer name"
    arguments = ("reproduce", *names, "--precision", "tiny", "--out", str(folder), "--paper")
    arguments += (str(paper_folder), "--workers", "3")
    name = "network_under_stress"

    process = started(arguments, hash_seed=1)
    code = interrupt(process, signal.SIGKILL, lambda: len(parts_in(folder, name)) >= 3)
    assert code == -signal.SIGKILL
    before = parts_in(folder, name)

    process = started(arguments, hash_seed=2)
    more = len(before) + 3
    code = interrupt(process, signal.SIGINT, lambda: len(parts_in(folder, name)) >= more)
    assert code == 128 + signal.SIGINT
    after = parts_in(folder, name)
    assert {path: after[path] for path in before} == before

    process = started(arguments, hash_seed=3)
    out, err = process.communicate(timeout=300)
    assert (process.returncode, err) == (0, "")
    assert name in out.splitlines()
    expected, found = contents(made), contents(folder)
    if names:
        assert {f"results/{each}.parquet" for each in names} <= set(found)
    else:
        assert "assumption_audit" not in out.splitlines()
        assert list(found) == list(expected)
    assert [path for path in found if found[path] != expected[path]] == []


@pytest.mark.slow
def test_everything_is_made_and_nothing_else(
    made: Path, contents: Callable[[Path], dict[str, bytes]]
) -> None:
    files = contents(made)
    assert {"build/whitepaper.pdf", "build/whitepaper.html", "build/latex/whitepaper.tex"} <= set(
        files
    )
    assert {Path(file).suffix for file in files if file.startswith("figures/")} == {".pdf", ".svg"}
    assert [file for file in files if "/." in f"/{file}"] == []
    assert [file for file, content in files.items() if not content] == []


@pytest.mark.slow
def test_no_place_or_user_is_named_in_what_is_made(
    made: Path, contents: Callable[[Path], dict[str, bytes]]
) -> None:
    for file, content in contents(made).items():
        assert str(made).encode() not in content, file
        assert str(Path.home()).encode() + b"/" not in content, file


@pytest.mark.slow
def test_a_run_with_nothing_to_do_carries_out_no_step_and_imports_nothing_heavy(
    made: Path,
    paper_folder: Path,
    hybridstake: Callable[..., subprocess.CompletedProcess[str]],
    contents: Callable[[Path], dict[str, bytes]],
) -> None:
    before = contents(made)
    times = {path: path.stat().st_mtime_ns for path in made.rglob("*") if path.suffix != ".json"}
    arguments = ("--precision", "tiny", "--out", str(made), "--paper", str(paper_folder))
    done = hybridstake("reproduce", *arguments, code=WATCHED)
    said, last = done.stdout.splitlines()
    watched = json.loads(last)
    assert said == f"{made}/build/whitepaper.pdf: up to date"
    assert (watched["code"], done.stderr) == (0, "")
    assert [name for name in HEAVY if name in watched["modules"]] == []
    assert contents(made) == before
    assert {path: path.stat().st_mtime_ns for path in times} == times


@pytest.mark.exhaustive
def test_a_sentence_that_does_not_follow_is_warned_of_in_every_run_and_nothing_fails(
    made: Path,
    paper_folder: Path,
    tmp_path: Path,
    hybridstake: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """A text whose author is wrong about the floor: printed, marked, and told each time."""
    shutil.copytree(made, tmp_path / "out")
    shutil.copytree(paper_folder, tmp_path / "paper", ignore=shutil.ignore_patterns("build"))
    text = tmp_path / "paper" / "whitepaper.md"
    source = text.read_text(encoding="utf-8")
    wrong = '\n\n[Finality is instant.]{holds="C45 = proved, finality_floor.floor_ms <= 0"}\n'
    text.write_text(source + wrong, encoding="utf-8")
    arguments = ("--precision", "tiny", "--out", str(tmp_path / "out"))
    arguments += ("--paper", str(tmp_path / "paper"))
    for said in (" steps carried out", ": up to date"):
        done = hybridstake("reproduce", *arguments)
        assert done.returncode == 0
        assert done.stdout.splitlines()[-1].endswith(said)
        assert done.stderr == (
            f"warning: whitepaper.md, line {source.count(chr(10)) + 3}: no longer supported: "
            "C45 is refuted; finality_floor.floor_ms is 300, not <= 0: 'Finality is instant.'\n"
        )
    page = (tmp_path / "out" / "build" / "whitepaper.html").read_text(encoding="utf-8")
    assert page.count('class="unsupported"') == 1
    assert hybridstake("reproduce", "claims", *arguments).stderr == ""
