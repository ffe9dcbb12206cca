"""The layout of the repository: folders, packages, what is shipped, and what no file may give away."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("models", "proofs", "agents", "experiments")
FOLDERS = (*ROOMS, "paper", "tests", "requirements", "docs")
GENERATED = ("build", "results", "figures", "tables", "listings", "numbers")
HEAVY = (
    "mesa",
    "z3",
    "cvc5",
    "pandas",
    "matplotlib",
    "seaborn",
    "scipy",
    "sympy",
    "numpy",
    "typer",
)
HOME, INDEX = "/".join(("", "home", "m")), ".".join(("py" + "pi", "org"))

architecture = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def files_below(*tops: str) -> list[Path]:
    """Files of some folders that are ours and not generated, as paths from the root."""
    found: list[Path] = []
    for top in tops:
        for path in sorted((ROOT / top).rglob("*")):
            parts = path.relative_to(ROOT).parts
            hidden = any(part.startswith(".") or part == "__pycache__" for part in parts[1:])
            generated = (parts[0] == "paper" and parts[1] in GENERATED) or parts[:2] == (
                "docs",
                "build",
            )
            if path.is_file() and not hidden and not generated:
                found.append(path.relative_to(ROOT))
    return found


sources = [path for path in files_below(*ROOMS) if path.suffix == ".py"]
tests = [path for path in files_below("tests") if path.suffix == ".py"]
root_files = [
    path.relative_to(ROOT)
    for path in sorted(ROOT.iterdir())
    if path.is_file() and path.name != "uv.lock"
]
committed = [*root_files, *files_below(*FOLDERS, ".ci", ".github")]
packages = sorted({path.parent for path in sources if path.name == "__init__.py"})


def text_of(path: Path) -> str:
    """Content of a file named from the root."""
    return (ROOT / path).read_bytes().decode("utf-8", "replace")


def re_exports(path: Path, text: str) -> list[str]:
    """What an `__init__.py` holds beyond one docstring; the root's also says its version."""
    if path.name != "__init__.py":
        return []
    body = [ast.unparse(node) for node in ast.parse(text).body]
    if not ast.get_docstring(ast.parse(text)):
        return ["must hold a docstring"]
    rest = [
        line for line in body[1:] if path.parts != ("__init__.py",) or "__version__" not in line
    ]
    return [f"must hold one docstring only, not {line}" for line in rest]


def machine_traces(path: Path, text: str) -> list[str]:
    """Addresses of package indexes and absolute paths of somebody's machine."""
    host = r"py[p]i\.org|python[h]osted|index[-]url|find[-]links|dev[p]i/"
    place = r"(?<![\w.~-])/(home|root|work|Users|mnt)/\w"
    return [
        f"line {number}: {found[0]}"
        for number, line in enumerate(text.splitlines(), start=1)
        if (found := re.search(f"{host}|{place}", line))
    ]


def faults_in(files: list[Path], check: Callable[[Path, str], list[str]]) -> dict[Path, list[str]]:
    """What a check finds, by file at fault."""
    return {path: faults for path in files if (faults := check(path, text_of(path)))}


def test_a_package_holds_one_docstring_and_no_second_home_of_a_name() -> None:
    files = [Path("__init__.py"), *[package / "__init__.py" for package in packages]]
    assert faults_in(files, re_exports) == {}


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "common", "misc", "shared", "core", "base"}
    assert [path for path in (*sources, *tests) if path.stem in drawers] == []


def test_the_root_holds_one_module_and_the_known_folders() -> None:
    assert [path.name for path in ROOT.glob("*.py")] == ["__init__.py"]
    left_behind = {"__pycache__", "build", "dist"}
    found = {path.name for path in ROOT.iterdir() if path.is_dir()}
    ours = {name for name in found if not name.startswith(".") and not name.endswith(".egg-info")}
    assert ours - left_behind <= set(FOLDERS)


def test_every_folder_with_modules_is_a_package_and_no_folder_of_tests_is() -> None:
    assert sorted({path.parent for path in sources}) == packages
    assert [path for path in tests if path.name == "__init__.py"] == []


def test_tests_mirror_the_folders() -> None:
    folders = {path.parent.relative_to("tests") for path in tests} - {Path("benchmarks")}
    folders = {folder for folder in folders if folder.parts[:1] != ("example_plugin",)}
    assert [folder for folder in folders if not (ROOT / folder).is_dir()] == []


def test_pyproject_lists_every_package() -> None:
    expected = ["hybridstake", *[".".join(("hybridstake", *path.parts)) for path in packages]]
    assert pyproject["tool"]["setuptools"]["packages"] == expected


def test_pyproject_ships_every_data_file_of_a_package() -> None:
    patterns = [
        "/".join((*package.split(".")[1:], pattern))
        for package, listed in pyproject["tool"]["setuptools"]["package-data"].items()
        for pattern in listed
    ]
    data = [path.as_posix() for path in files_below(*ROOMS) if path.suffix not in (".py", ".md")]
    assert [name for name in data if not any(fnmatch(name, pattern) for pattern in patterns)] == []


def test_the_architecture_names_every_room_and_no_other() -> None:
    section = architecture.split("## Rooms")[1].split("##")[0]
    named = re.findall(r"^\| `([\w/.]+)/` \|", section, flags=re.MULTILINE)
    assert [name for name in named if not (ROOT / name).is_dir()] == []
    hosts = {package.parent for package in packages}
    rooms = [package.as_posix() for package in packages if package not in hosts]
    assert [room for room in rooms if room not in named] == []


def test_the_architecture_points_to_files_that_exist() -> None:
    pointed = re.findall(r"`([\w/]+/[\w/.]+\.(?:py|md|toml))`", architecture)
    assert len(pointed) >= 5
    assert [name for name in pointed if not (ROOT / name).is_file()] == []


def test_no_committed_file_names_an_index_or_a_machine() -> None:
    assert faults_in(committed, machine_traces) == {}


def loaded_by(code: str) -> list[str]:
    """Heavy packages that a fresh interpreter has loaded after some code."""
    report = f"import sys; {code}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", report], capture_output=True, check=True, text=True
    )
    return done.stdout.split()


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded_by("import hybridstake") == []
    assert loaded_by("import numpy") == ["numpy"]


EVERY_MODEL = (
    "from importlib import import_module; from pkgutil import walk_packages; "
    "import hybridstake.models as models; "
    "[import_module(found.name) for found in walk_packages(models.__path__, 'hybridstake.models.')]"
)


def test_all_of_the_models_together_load_no_solver_no_agents_no_tables_and_no_plots() -> None:
    loaded = set(loaded_by(EVERY_MODEL))
    assert "numpy" in loaded
    assert loaded - {"numpy", "scipy", "sympy"} == set()


@pytest.mark.parametrize(
    ("check", "path", "text", "faults"),
    [
        (
            re_exports,
            "models/__init__.py",
            "'Models.'\nfrom .errors import InvalidParameter",
            ["must hold one docstring only, not from .errors import InvalidParameter"],
        ),
        (re_exports, "models/__init__.py", "", ["must hold a docstring"]),
        (
            machine_traces,
            "docs/x.md",
            f"cd {HOME}\nsee https://{INDEX}/simple\n`paper/work/x` and ~/work/x are fine",
            [f"line 1: {HOME}", f"line 2: {INDEX}"],
        ),
    ],
)
def test_each_check_finds_the_fault_that_it_is_for(
    check: Callable[[Path, str], list[str]], path: str, text: str, faults: list[str]
) -> None:
    assert check(Path(path), text) == faults
