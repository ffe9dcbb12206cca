"""The paper from the tiny preset, made once for all tests, and the command line as users start it."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hybridstake.experiments.reproducing.reproduction import study_of
from hybridstake.experiments.running import question
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.study import Study

CHECKOUT = Path(__file__).parents[2]
PAPER = CHECKOUT / "paper"
DOOR = "from hybridstake.experiments.commands.main import main; main()"


def start(
    arguments: tuple[str, ...], hash_seed: int = 0, code: str = DOOR
) -> subprocess.Popen[str]:
    """The command line in a process and session of its own, started from the checkout's root."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finished(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """What the command line says and how it ends."""
    process = start(arguments, **options)
    out, err = process.communicate(timeout=900)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def contents_of(folder: Path) -> dict[str, bytes]:
    """Bytes of every file of a folder by its name there, but for the notes that doit keeps."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".steps.json"
    }


@pytest.fixture(scope="session")
def hybridstake() -> Callable[..., subprocess.CompletedProcess[str]]:
    return finished


@pytest.fixture(scope="session")
def started() -> Callable[..., subprocess.Popen[str]]:
    return start


@pytest.fixture(scope="session")
def contents() -> Callable[[Path], dict[str, bytes]]:
    return contents_of


@pytest.fixture(scope="session")
def paper_folder() -> Path:
    return PAPER


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Everything that `reproduce` makes; made once, and not to be changed."""
    own = tmp_path_factory.getbasetemp()
    common = own if worker_id == "master" else own.parent
    folder = common / "made"
    with (common / "made.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the processes of pytest-xdist share the folder
        if not (folder / "build" / "whitepaper.html").is_file():
            arguments = ("--precision", "tiny", "--out", str(folder), "--paper", str(PAPER))
            # By two processes, for the other one of pytest-xdist mostly waits for this.
            done = finished("reproduce", *arguments, "--workers", "2")
            assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def study(made: Path) -> Study:
    """The answered study; its folder is not to be changed."""
    return study_of(made, precision=Precision.TINY)


@pytest.fixture(scope="session")
def tables(study: Study) -> Mapping[str, Any]:
    """Results of every question; not to be changed."""
    return {name: pd.read_parquet(study.results_path(name)) for name in question.names()}
