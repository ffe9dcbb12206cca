"""What was carried out stays carried out, however often a run is killed."""

import json
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

KILLED_BEFORE = """
import os, signal, sys
from hybridstake.experiments.commands import reproduce
from hybridstake.experiments.commands.main import main
last, said = sys.argv.pop(1), reproduce.show
def show(text):
    if text == last:
        os.kill(os.getpid(), signal.SIGKILL)
    said(text)
    sys.stdout.flush()
reproduce.show = show
main()
"""
"""The command line, killed when it begins the step that is its first argument."""

NAMES = ("proposer_selection", "staking_yield", "formulas")
STEPS = [
    *("proposer_selection", "figure:proposer_selection"),
    *("staking_yield", "figure:staking_yield"),
    "formulas",
]


@pytest.mark.exhaustive
def test_after_two_kills_no_step_is_repeated_that_was_finished(
    tmp_path: Path,
    paper_folder: Path,
    hybridstake: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """Answers vouch for themselves; what is behind them is known to be done by doit's notes alone."""
    arguments = ("reproduce", *NAMES, "--precision", "tiny", "--workers", "1")
    arguments += ("--out", str(tmp_path), "--paper", str(paper_folder))
    told: list[str] = []
    for last in ("staking_yield", "formulas"):
        done = hybridstake(last, *arguments, code=KILLED_BEFORE)
        assert done.returncode == -signal.SIGKILL, done.stderr
        told += done.stdout.splitlines()
        notes = json.loads((tmp_path / "results" / ".steps.json").read_text())
        assert list(notes) == told
    done = hybridstake(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert told + done.stdout.splitlines()[:-1] == STEPS
