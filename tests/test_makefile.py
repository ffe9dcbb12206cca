"""`make env` in folders of odd names, and with another Python than the one that is there.

Python, pip and uv are stand-ins that write down how they were called; the Makefile is the real one.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ODD_NAMES = (
    'a"b',
    "a\nb",
    "a$HOME b",
    "$(touch pwned) `touch pwned`",
    "{x} [y] *?",
    "it's 100%(z)s #; & \\",
    "-n",
    " ünï ",
    "end\n",
)

PYTHON = """#!/bin/sh
case "$1" in
-V) echo "Python $VERSION" ;;
-c) ;;
*) echo "$(basename "$0") $*" >> "$CALLS" ;;
esac
case "$*" in
"-m venv "*)
  mkdir -p "$3/bin" && touch "$3/pyvenv.cfg" && cp "$0" "$3/bin/python" && cp "$0" "$3/bin/uv" ;;
esac
"""


def checkout(folder: Path) -> Path:
    """A folder with what `make env` needs, and the stand-in as `python`."""
    folder.mkdir(parents=True)
    for name in ("Makefile", "pyproject.toml"):
        shutil.copyfile(ROOT / name, folder / name)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    for name in ("stand-in", "another"):
        (folder.parent / name).write_text(PYTHON)
        (folder.parent / name).chmod(0o755)
    return folder


def make(
    folder: Path, *arguments: str, version: str = "3.11.7"
) -> subprocess.CompletedProcess[str]:
    """What make says and how it ends; calls are written to a file beside the folder."""
    plain = {
        name: value
        for name, value in os.environ.items()
        if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHON")
    }
    return subprocess.run(
        ["make", *arguments],
        cwd=folder,
        env={**plain, "CALLS": str(folder.parent / "calls"), "VERSION": version},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ODD_NAMES)
def test_the_environment_is_made_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    folder = checkout(tmp_path / name)
    done = make(folder, "env", "PYTHON=../stand-in")
    assert (done.returncode, done.stderr) == (0, "")
    in_environment = "pip install -q --python .venv/bin/python"
    assert (tmp_path / "calls").read_text().splitlines() == [
        "stand-in -m venv .venv",
        "python -m pip install -q --require-hashes --no-deps -r requirements/boot.txt",
        f"uv {in_environment} --require-hashes --no-deps -r requirements/lock.txt",
        f"uv {in_environment} --no-config --no-deps --no-build-isolation -e .",
    ]
    assert "relocatable = true" in (folder / ".venv" / "pyvenv.cfg").read_text().splitlines()
    assert {path.name for path in tmp_path.iterdir()} == {name, "calls", "stand-in", "another"}
    assert not (folder / "pwned").exists()
    again = make(folder, "env", "PYTHON=../stand-in")
    assert (again.returncode, again.stderr) == (0, "")
    assert len((tmp_path / "calls").read_text().splitlines()) == 4


def test_an_editable_install_survives_braces_in_the_path_of_its_environment(
    tmp_path: Path,
) -> None:
    """setuptools takes braces and dollars there for variables, and looks the names up."""
    folder = tmp_path / "{x} $HOME"
    folder.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE", "__init__.py"):
        shutil.copyfile(ROOT / name, folder / name)
    for package in sorted({path.parent for path in ROOT.glob("*/**/__init__.py")}):
        if ".venv" not in package.parts:
            (folder / package.relative_to(ROOT)).mkdir(parents=True)
    venv.create(folder / ".venv", symlinks=True, with_pip=False)
    libraries = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    build = "from setuptools import build_meta; print(build_meta.build_editable('.'))"
    done = subprocess.run(
        [".venv/bin/python", "-c", build],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(libraries)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(list(folder.glob("hybridstake-*.whl"))) == 1


def test_another_python_than_that_of_the_environment_is_refused_in_one_line(tmp_path: Path) -> None:
    folder = checkout(tmp_path / "checkout")
    assert make(folder, "env", "PYTHON=../stand-in").returncode == 0
    (folder / ".venv" / "bin" / "python").write_text('#!/bin/sh\necho "Python 3.11.7"\n')
    done = make(folder, "env", "PYTHON=../another", version="3.13.1")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == (
        "PYTHON must be that of .venv (Python 3.11.7), got ../another (Python 3.13.1): "
        "`rm -rf .venv` makes way for another"
    )
    assert done.stdout == ""
    same = make(folder, "env", "PYTHON=../another", version="3.11.7")
    assert (same.returncode, same.stderr) == (0, "")
    unnamed = make(folder, "env", version="3.13.1")
    assert (unnamed.returncode, unnamed.stderr) == (0, "")
