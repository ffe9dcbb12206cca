"""A manifest tells of the commit of its own sources, and of nothing that was done to others."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hybridstake.experiments.reproducing.reproduction import study_of
from hybridstake.experiments.running import revision as revisions
from hybridstake.experiments.running.precision import Precision
from hybridstake.experiments.running.revision import is_committed, revision
from hybridstake.experiments.running.runner import run_question
from hybridstake.experiments.running.study import Study

NAME = "proposer_selection"
MODULES = ("hybridstake.models.protocol.checkpoints",)
UNKNOWN = {"commit": None, "dirty": None}

Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository with a `source.py`, which stands for every source of ours, and another file."""

    def run(*arguments: str) -> str:
        identity = ("-c", "user.name=t", "-c", "user.email=t@t")
        command = ["git", "-C", str(tmp_path), *identity, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    run("init", "-q")
    for name in ("source.py", "other.md"):
        (tmp_path / name).write_text("one")
    run("add", ".")
    run("commit", "-q", "-m", "one")
    monkeypatch.setattr(revisions, "files_of", lambda modules: [str(tmp_path / "source.py")])
    return run


def test_the_commit_is_the_last_that_changed_a_source(git: Git, tmp_path: Path) -> None:
    first = git("rev-parse", "HEAD")
    (tmp_path / "other.md").write_text("two")
    assert revision(tmp_path, MODULES) == {"commit": first, "dirty": False}
    git("commit", "-q", "-a", "-m", "two")
    assert revision(tmp_path, MODULES) == {"commit": first, "dirty": False}
    (tmp_path / "source.py").write_text("two")
    assert revision(tmp_path, MODULES) == {"commit": first, "dirty": True}
    assert not is_committed(tmp_path, MODULES)
    git("commit", "-q", "-a", "-m", "three")
    assert revision(tmp_path, MODULES) == {"commit": git("rev-parse", "HEAD"), "dirty": False}
    assert is_committed(tmp_path, MODULES)


def test_results_in_a_folder_of_the_repository_are_of_its_commit(git: Git, tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    assert revision(tmp_path / "results", MODULES) == revision(tmp_path, MODULES) != UNKNOWN


def test_a_source_that_no_commit_holds_has_none(git: Git, tmp_path: Path) -> None:
    git("rm", "-q", "--cached", "source.py")
    git("commit", "-q", "-m", "without")
    git("checkout", "-q", "--orphan", "new")
    git("commit", "-q", "-m", "new")
    assert revision(tmp_path, MODULES) == UNKNOWN
    assert not is_committed(tmp_path, MODULES)


def test_results_outside_of_the_repository_of_the_sources_tell_of_no_commit(
    tmp_path: Path,
) -> None:
    assert revision(tmp_path, MODULES) == UNKNOWN
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert revision(tmp_path, MODULES) == UNKNOWN
    assert not is_committed(tmp_path, MODULES)


def test_a_result_of_uncommitted_sources_is_made_again_once_they_are_committed(
    git: Git, tmp_path: Path
) -> None:
    study: Study = study_of(tmp_path / "out", precision=Precision.TINY)
    clean = git("rev-parse", "HEAD")
    (tmp_path / "source.py").write_text("two")
    run_question(NAME, study)
    assert json.loads(study.manifest_path(NAME).read_text())["dirty"] is True
    assert study.is_fresh(NAME)
    git("checkout", "-q", "source.py")
    assert not study.is_fresh(NAME)
    run_question(NAME, study)
    manifest = json.loads(study.manifest_path(NAME).read_text())
    assert (manifest["commit"], manifest["dirty"]) == (clean, False)
    assert study.is_fresh(NAME)
    (tmp_path / "other.md").write_text("two")
    git("commit", "-q", "-a", "-m", "two")
    assert study.is_fresh(NAME)
