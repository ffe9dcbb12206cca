"""Packages that add something, installed into folders of their own."""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hybridstake.experiments.commands.main import run
from hybridstake.experiments.extending import origins
from hybridstake.experiments.running import sources

EXAMPLE = Path(__file__).parents[2] / "example_plugin"
BUILD = "from setuptools import build_meta; build_meta.build_wheel('dist')"


class Said(NamedTuple):
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Ask the command line."""

    def call(*arguments: str) -> Said:
        code = run(list(arguments))
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example package, built as a wheel and installed into a folder."""
    project, site = tmp_path_factory.mktemp("project") / "example", tmp_path_factory.mktemp("site")
    shutil.copytree(EXAMPLE, project, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run([sys.executable, "-c", BUILD], cwd=project, capture_output=True, check=True)
    (wheel,) = (project / "dist").glob("*.whl")
    zipfile.ZipFile(wheel).extractall(site)
    return site


def forget() -> None:
    """Let packages be looked for anew, where others of the same name were."""
    for name in [name for name in sys.modules if name.split(".")[0] == "hybridstake_example"]:
        del sys.modules[name]
    for cached in (sources.found_path, sources.source_path, sources.syntax_tree, sources.imported):
        cached.cache_clear()
    origins.files_digest.cache_clear()


@pytest.fixture
def forgotten() -> Iterator[Callable[[], None]]:
    """Forget a package now, and again after the test."""
    yield forget
    forget()


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, str], Path]:
    """Install a package of one module, as an installer leaves it: `install("strategies", …)`."""

    def call(kind: str, entry: str, source: str = "", package: str = "odd") -> Path:
        site = tmp_path / f"site-{package}"
        notes = site / f"{package}-1.0.dist-info"
        notes.mkdir(parents=True)
        (notes / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        (notes / "entry_points.txt").write_text(f"[hybridstake.{kind}]\n{entry}\n")
        module = entry.partition("=")[2].partition(":")[0].strip()
        (site / f"{module}.py").write_text(source)
        monkeypatch.syspath_prepend(str(site))
        monkeypatch.delitem(sys.modules, module, raising=False)
        return site

    return call
