"""Two runs do not write into one folder at once, and a dead one holds nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hybridstake.experiments.running import locking
from hybridstake.experiments.running.locking import sole_writer
from hybridstake.models.errors import InvalidParameter

HOLD = """
import sys, time
from pathlib import Path
from hybridstake.experiments.running.locking import sole_writer
with sole_writer(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""

RULE = "out must be a folder that no other run writes into at the moment, got "
ECONOMY = ("simulate", "plan", "--agents", "10", "--epochs", "5", "--workers", "1")
ANSWER = ("reproduce", "checkpoint_window", "--precision", "tiny")


def held(folder: Path) -> "subprocess.Popen[str]":
    """Another process that holds a folder."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_folder_is_held_by_one_run_at_a_time_and_nothing_is_left_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"
    with sole_writer(folder):
        with pytest.raises(InvalidParameter) as caught, sole_writer(folder):
            pass
        assert str(caught.value) == f"{RULE}{folder}"
        with sole_writer(tmp_path / "other"):
            pass
    with sole_writer(folder):
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize("arguments", [ECONOMY, ANSWER])
def test_a_command_is_refused_while_another_writes_and_not_after_that_was_killed(
    hybridstake: Callable[..., subprocess.CompletedProcess[str]],
    tmp_path: Path,
    arguments: tuple[str, ...],
) -> None:
    holder = held(tmp_path)
    try:
        done = hybridstake(*arguments, "--out", str(tmp_path))
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"hybridstake: {RULE}{tmp_path}\n"
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    finally:
        os.kill(holder.pid, signal.SIGKILL)
        holder.communicate()
    assert hybridstake(*arguments, "--out", str(tmp_path)).returncode == 0


def test_a_file_system_without_locks_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(opened: int, operation: int) -> None:
        raise OSError(os.strerror(9))

    monkeypatch.setattr(locking.fcntl, "flock", no_locks)
    with sole_writer(tmp_path), sole_writer(tmp_path):
        pass
