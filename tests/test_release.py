"""What would be published: built from our own files alone, installed where nothing else is, and used.

`make release-check` runs it; it needs the package index for what the wheel asks for.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from email import message_from_string
from pathlib import Path

import pytest
from hybridstake.experiments.claims.ledger import claims
from hybridstake.experiments.commands.main import COMMANDS
from hybridstake.experiments.networking.deployments import deployment_names
from hybridstake.experiments.parameter_files import PRESETS
from hybridstake.experiments.running import question
from hybridstake.experiments.simulating.scenarios import scenario_names

pytestmark = pytest.mark.release

ROOT = Path(__file__).parents[1]
ROOMS = ("models", "proofs", "agents", "experiments")
NOT_SHIPPED = {".md"}
"""Endings of files in the rooms that only readers of the checkout need."""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FOR_USERS = sorted(set(PROJECT["optional-dependencies"]) - {"test"})
BUILD = "from setuptools import build_meta; import sys; print(build_meta.{}(sys.argv[1]))"
NOTICES = ("LICENSE", "NOTICE")

INVENTORY = """
import json, hybridstake
from hybridstake.experiments.claims.ledger import claims
from hybridstake.experiments.networking.deployments import deployment_names, load_deployment
from hybridstake.experiments.parameter_files import PRESETS, load
from hybridstake.experiments.running import question
from hybridstake.experiments.simulating.scenarios import load_scenario, scenario_names
readers = (PRESETS, load), (deployment_names(), load_deployment), (scenario_names(), load_scenario)
for found, read in readers:
    for name in found:
        read(name)
print(json.dumps({
    "place": hybridstake.__file__, "version": hybridstake.__version__, "presets": list(PRESETS),
    "deployments": deployment_names(), "scenarios": scenario_names(),
    "claims": [claim.id for claim in claims()], "questions": question.names(),
}))
"""

COMMITTEE = ("--population", "100", "--adversaries", "33", "--committee", "21", "--seats", "14")

CALLS: dict[str, tuple[str, ...]] = {
    "check": ("reference",),
    "prove": ("reference.fast-secure.intersection",),
    "attack": ("committee", *COMMITTEE),
    "simulate": ("plan", "--agents", "50", "--epochs", "5", "--scenario", "price-crash"),
    "network": ("plan", "--mode", "fast", "--deployment", "europe", "--rounds", "20"),
    "reproduce": ("staking_yield", "--precision", "tiny", "--out", "results"),
    "energy": ("reference", "--draws", "100"),
    "payments": ("demo",),
}
"""Calls that take seconds; the other commands take longer or wait, and print their help."""

DASHBOARD = """
from importlib.util import find_spec
from streamlit.testing.v1 import AppTest
page = AppTest.from_file(find_spec("hybridstake.experiments.dashboard.page").origin)
page.run(timeout=120)
assert not page.exception, page.exception
assert page.main.children
"""

NEEDS_AN_EXTRA = {"matplotlib": ("reproduce", "figure:staking_yield"), "streamlit": ("lab",)}
"""What a bare installation refuses, by the library that is missing."""


@dataclass(frozen=True, slots=True)
class Built:
    """What would be uploaded, and a copy of the files that it was made from."""

    checkout: Path
    files: list[Path]
    sdist: Path
    wheel: Path


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment with the wheel in it, and an empty folder elsewhere to call it from."""

    environment: Path
    folder: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A program of the environment, in the empty folder."""
        program, *arguments = command
        return finished([str(self.environment / "bin" / program), *arguments], self.folder)


def finished(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """What a program says, without any path or environment of the checkout."""
    ours = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "XDG_CACHE_HOME")
    clean = {name: value for name, value in os.environ.items() if name not in ours}
    return subprocess.run(
        command, cwd=folder, env=clean, capture_output=True, text=True, check=False
    )


def succeeded(command: list[str], folder: Path) -> str:
    """What a program prints that must not fail."""
    done = finished(command, folder)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def our_files() -> list[Path]:
    """Files that git knows or would take, as paths from the root."""
    listed = succeeded(["git", "ls-files", "-z", "-co", "--exclude-standard"], ROOT).split("\0")
    return sorted(Path(name) for name in listed if name and (ROOT / name).is_file())


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sdist, and the wheel that is built from nothing but the sdist."""
    place = tmp_path_factory.mktemp("building")
    checkout = place / "checkout"
    files = our_files()
    for file in files:
        (checkout / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / file, checkout / file)
    made = succeeded([sys.executable, "-c", BUILD.format("build_sdist"), ".."], checkout)
    sdist = place / made.splitlines()[-1]
    with tarfile.open(sdist) as archive:
        archive.extractall(place / "unpacked", filter="data")
    (unpacked,) = (place / "unpacked").iterdir()
    made = succeeded([sys.executable, "-c", BUILD.format("build_wheel"), "../.."], unpacked)
    return Built(checkout, files, sdist, place / made.splitlines()[-1])


def install(place: Path, wheel: Path, extras: list[str]) -> Installed:
    """A fresh environment into which the wheel brings what its own metadata asks for."""
    uv = str(Path(sys.executable).parent / "uv")
    succeeded([uv, "venv", "-q", "--python", sys.executable, "environment"], place)
    wanted = f"hybridstake[{','.join(extras)}] @ {wheel.as_uri()}"
    into = ["--python", "environment/bin/python"]
    locked = ["--constraint", str(ROOT / "requirements" / "lock.txt")]
    succeeded([uv, "pip", "install", "-q", "--no-config", *into, *locked, wanted], place)
    succeeded([uv, "pip", "check", *into], place)
    (place / "elsewhere").mkdir()
    return Installed(place / "environment", place / "elsewhere")


@pytest.fixture(scope="session")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """With every extra but that of the tests."""
    return install(tmp_path_factory.mktemp("all"), built.wheel, FOR_USERS)


@pytest.fixture(scope="session")
def bare(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Without any extra."""
    return install(tmp_path_factory.mktemp("bare"), built.wheel, [])


def test_the_wheel_holds_every_file_of_the_rooms_and_nothing_else(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        shipped = {
            name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name
        }
    rooms = [file for file in built.files if file.parts[0] in ROOMS]
    files = [Path("__init__.py"), Path("py.typed"), *rooms]
    ours = {
        f"hybridstake/{file.as_posix()}": (built.checkout / file).read_bytes()
        for file in files
        if file.suffix not in NOT_SHIPPED
    }
    assert sorted(shipped) == sorted(ours)
    assert shipped == ours


def test_the_sdist_leaves_the_paper_and_the_tests_in_the_checkout(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = [Path(*Path(file.name).parts[1:]) for file in archive if file.isfile()]
    assert {name.parts[0] for name in names if len(name.parts) > 1} == {
        *ROOMS,
        "hybridstake.egg-info",
    }
    told = {"ARCHITECTURE.md", "CHANGELOG.md", "CITATION.cff", "README.md", "pyproject.toml"}
    assert {str(name) for name in names} >= {*told, *NOTICES}


def test_the_metadata_say_what_the_checkout_says(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        (metadata,) = [name for name in archive.namelist() if name.endswith("/METADATA")]
        told = message_from_string(archive.read(metadata).decode())
        notices = {
            Path(name).name: archive.read(name).decode()
            for name in archive.namelist()
            if "/licenses/" in name
        }
        entries = archive.read(metadata.replace("METADATA", "entry_points.txt")).decode()
    assert (told["Name"], told["Version"]) == ("hybridstake", PROJECT["version"])
    assert told["License-Expression"] == PROJECT["license"]
    assert told["Requires-Python"] == PROJECT["requires-python"]
    assert told.get_all("Provides-Extra") == list(PROJECT["optional-dependencies"])
    assert notices == {name: (ROOT / name).read_text(encoding="utf-8") for name in NOTICES}
    assert "hybridstake = hybridstake.experiments.commands.main:main" in entries


def test_all_presets_claims_scenarios_and_deployments_are_found_and_read(
    installed: Installed,
) -> None:
    done = installed.run("python", "-c", INVENTORY)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert Path(found.pop("place")).is_relative_to(installed.environment)
    assert found == {
        "version": PROJECT["version"],
        "presets": list(PRESETS),
        "deployments": deployment_names(),
        "scenarios": scenario_names(),
        "claims": [claim.id for claim in claims()],
        "questions": question.names(),
    }


def test_nothing_of_ours_is_installed_beside_the_package(installed: Installed) -> None:
    (record,) = installed.environment.glob("lib/*/site-packages/hybridstake-*.dist-info/RECORD")
    tops = {line.split("/")[0] for line in record.read_text().splitlines()}
    assert tops - {record.parent.name} == {"hybridstake", ".."}  # the last is the program


def test_only_commands_that_exist_are_called() -> None:
    assert set(CALLS) <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_runs_from_another_folder(command: str, installed: Installed) -> None:
    done = installed.run("hybridstake", command, *CALLS.get(command, ("--help",)))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout


def test_the_dashboard_shows_its_page(installed: Installed) -> None:
    done = installed.run("python", "-W", "ignore", "-c", DASHBOARD)
    assert done.returncode == 0, done.stderr


def test_a_figure_is_drawn_by_an_installed_package(installed: Installed) -> None:
    where = ("--precision", "tiny", "--out", "drawn")
    done = installed.run("hybridstake", "reproduce", "figure:staking_yield", *where)
    assert done.returncode == 0, done.stderr
    assert (installed.folder / "drawn" / "figures" / "staking_yield.svg").is_file()


def test_without_extras_the_gate_works(bare: Installed) -> None:
    done = bare.run("hybridstake", "check", "plan", "reference", "--json")
    assert (done.returncode, done.stderr) == (1, "")
    told = {file["params"]: file["holds"] for file in json.loads(done.stdout)["files"]}
    assert told == {"plan": False, "reference": True}


@pytest.mark.parametrize("library", NEEDS_AN_EXTRA)
def test_without_extras_what_needs_one_says_which(library: str, bare: Installed) -> None:
    done = bare.run("hybridstake", *NEEDS_AN_EXTRA[library])
    assert done.returncode == 2
    assert re.fullmatch(
        rf'hybridstake: this needs {library}: pip install "hybridstake\[\w+\]"', done.stderr.strip()
    ), done.stderr
