"""Cases are answered once each, by anybody in any order."""

import json
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.reproducing.reproduction import study_of
from hybridstake.experiments.running import processes, question, runner
from hybridstake.experiments.running.files import file_digest
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.runner import run_question
from hybridstake.experiments.running.study import Study, installed_version
from hybridstake.experiments.running.workplace import Workplace

NAME = "proposer_selection"


class Killed(BaseException):
    """Something that no code catches."""


@pytest.fixture
def tiny(tmp_path: Path) -> Study:
    return study_of(tmp_path / "out", precision=Precision.TINY)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Files of the cases that are answered in this process."""
    files: list[str] = []
    real = runner.answer

    def answer(task: Any) -> Any:
        files.append(task.part.name)
        return real(task)

    monkeypatch.setattr(runner, "answer", answer)
    return files


def killed_after(parts: int, study: Study) -> None:
    """Answer some cases and no more."""

    def progress(done: int, total: int) -> None:
        if done == parts:
            raise Killed

    with pytest.raises(Killed):
        run_question(NAME, study, progress=progress)


def test_an_interrupted_question_goes_on_where_it_stopped(
    tiny: Study, tmp_path: Path, asked: list[str], contents: Callable[[Path], dict[str, bytes]]
) -> None:
    whole = replace(tiny, out=tmp_path / "whole")
    run_question(NAME, whole)
    cases = list(asked)
    assert cases == [f"{protocol}-00000{run}.json" for protocol in tiny.protocols for run in (0, 1)]
    asked.clear()
    killed_after(3, tiny)
    assert asked == cases[:3]
    assert not tiny.is_fresh(NAME)
    run_question(NAME, tiny)
    assert asked == cases
    assert tiny.is_fresh(NAME)
    assert contents(tiny.out) == contents(whole.out)


def test_an_answer_that_was_cut_off_is_given_again(
    tiny: Study, asked: list[str], contents: Callable[[Path], dict[str, bytes]]
) -> None:
    killed_after(2, tiny)
    first, second = sorted(tiny.out.glob("results/.*/*.json"))
    first.write_bytes(first.read_bytes()[:40])
    asked.clear()
    run_question(NAME, tiny)
    assert asked[0] == first.name
    assert second.name not in asked


def test_answers_to_an_older_question_are_not_taken_and_are_swept_away(
    tiny: Study, asked: list[str]
) -> None:
    killed_after(2, replace(tiny, seed=7))
    asked.clear()
    run_question(NAME, tiny)
    assert len(asked) == 4
    assert [path.name for path in tiny.out.glob("results/.*")] == []


@pytest.mark.slow
def test_two_workers_give_the_bytes_of_one(
    tiny: Study,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    contents: Callable[[Path], dict[str, bytes]],
) -> None:
    alone = replace(tiny, out=tmp_path / "alone")
    run_question(NAME, alone)
    monkeypatch.setattr(runner, "WORTH_A_POOL_SECONDS", 0.0)
    run_question(NAME, tiny, place=Workplace(2))
    assert contents(tiny.out) == contents(alone.out)


@pytest.mark.slow
def test_workers_leave_an_interrupt_to_their_parent() -> None:
    """Ctrl-C reaches every process of a terminal, and each would print a traceback of its own."""
    handlers = processes.in_processes(signal.getsignal, [signal.SIGINT] * 4, 2)
    assert [handler for _, handler in handlers] == [signal.SIG_IGN] * 4
    assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN


def test_progress_counts_every_case_once(tiny: Study) -> None:
    told: list[tuple[int, int]] = []
    run_question(NAME, tiny, progress=lambda done, total: told.append((done, total)))
    assert told == [(done, 4) for done in range(5)]


def test_a_run_has_the_same_random_numbers_under_both_protocols(tiny: Study) -> None:
    """Protocols are compared on the same populations; runs differ."""
    table = run_question(NAME, tiny)
    stakes = {
        address: rows["stake_token"].tolist()
        for address, rows in table.groupby(["protocol", "run"], sort=False)
    }
    assert stakes["plan", 0] == stakes["reference", 0]
    assert stakes["plan", 1] == stakes["reference", 1]
    assert stakes["plan", 0] != stakes["plan", 1]


def test_rows_lie_by_protocol_and_run_and_as_they_were_given(tiny: Study) -> None:
    table = run_question(NAME, tiny)
    read = pd.read_parquet(tiny.results_path(NAME))
    pd.testing.assert_frame_equal(read, table)
    order = read[["protocol", "run"]].drop_duplicates().to_numpy().tolist()
    assert order == [["plan", 0], ["plan", 1], ["reference", 0], ["reference", 1]]


def test_a_manifest_says_what_the_results_were_made_from(tiny: Study) -> None:
    table = run_question(NAME, tiny)
    manifest = json.loads(tiny.manifest_path(NAME).read_text())
    assert set(manifest) == {
        "commit", "dirty", "key", "outputs", "parameters", "precision", "question", "rows", "seed",
        "sources_sha256", "versions",
    }  # fmt: skip
    assert manifest["question"] == question.title(NAME)
    assert manifest["parameters"]["plan"]["selection"] == {
        "authority_probability": 0.7,
        "independent_draws": False,
    }
    assert manifest["parameters"]["reference"] == {
        "fast": {"validators": 21},
        "balanced": {"validators": 100, "minimum_stake": 10_000.0},
        "selection": {"authority_probability": 0.7, "independent_draws": True},
        "population": {"pareto_exponent": 1.5},
    }
    assert (manifest["seed"], manifest["precision"]) == (1, "tiny")
    assert manifest["rows"] == len(table)
    assert manifest["outputs"] == {
        file: file_digest(tiny.out / file)
        for file in (f"results/{NAME}.parquet", f"numbers/{NAME}.json")
    }
    assert {"cvc5", "numpy", "pyarrow", "python", "z3-solver"} <= set(manifest["versions"])


def test_a_library_that_is_not_installed_has_no_version() -> None:
    assert installed_version("a library that nobody wrote") is None
