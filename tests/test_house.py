"""The house itself: who imports whom, who touches files, what each module must look like.

The checks are functions of a source text, so that the last test can show each of them a fault.
"""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import resolve_name
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("models", "proofs", "agents", "experiments")
LONGEST_MODULE = 400
SCRIPTS = (
    Path("experiments/dashboard/page.py"),
    *[path.relative_to(ROOT) for path in (ROOT / "experiments/notebooks").glob("[a-z]*.py")],
)
"""Run by Streamlit or Jupyter outside of any package, where a relative import has no start."""

ONLY_IN = {"mesa": "agents", "z3": "proofs", "cvc5": "proofs"}
FILES = (
    *("glob", "io", "os", "pathlib", "pickle", "shutil", "socket", "sqlite3", "subprocess"),
    *("tempfile", "tomllib", "urllib", "importlib.resources"),
)
FILE_CALLS = re.compile(
    r"open|(read|write)_(text|bytes)|(read|to)_(csv|json|parquet|pickle|excel|feather)"
    r"|savetxt|loadtxt|save|savez|savefig|load|fromfile|tofile|memmap|unlink|mkdir|touch"
)
LOADERS = ("builtins", "imp", "importlib", "pkgutil", "runpy", "zipimport")
LOADING = ("__builtins__", "__import__", "__loader__", "import_module", "modules")
"""Modules and names by which others are loaded past every `import`; `modules` is that of `sys`."""
BY_NAME = {
    "models": (),
    "agents": (),
    "proofs": (
        "from importlib import import_module",
        "from importlib.util import find_spec",
        "import_module('cvc5')",
    ),
}
"""What a room may do with them: the second solver is an extra, and proofs run without it."""
EVALUATORS = ("eval", "exec", "compile", "__import__")

architecture = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


sources = [path.relative_to(ROOT) for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
tests = [path.relative_to(ROOT) for path in sorted((ROOT / "tests").rglob("*.py"))]


def of_every(paths: list[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """A check of one file as one test of many, which names each file at fault."""

    def over_all(check: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            faults: list[str] = []
            for path in paths:
                try:
                    check(path)
                except AssertionError as fault:
                    faults.append(f"{path}: {fault}")
            assert not faults, "\n".join(faults)

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return over_all


every_source = of_every(sources)
every_test = of_every(tests)
every_module = of_every([*sources, *tests])


def text_of(path: Path) -> str:
    """Source of a file named from the root."""
    return (ROOT / path).read_text(encoding="utf-8")


def allowed_imports() -> dict[str, set[str]]:
    """Rooms that each room may import, as the table of ARCHITECTURE.md says."""
    section = architecture.split("## Who may import whom")[1].split("##")[0]
    rows = [
        [cell.strip(" *") for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line.startswith("|")
    ]
    heading, _, *body = rows
    return {
        row[0]: {room for room, cell in zip(heading[1:], row[1:], strict=True) if cell == "yes"}
        for row in body
    }


ALLOWED = allowed_imports()


@cache
def tree_of(text: str) -> ast.Module:
    """Source as a tree, parsed once for all rules; not to be changed."""
    return ast.parse(text)


def imported_names(path: Path, text: str) -> Iterator[tuple[int, str, int]]:
    """Line, full name and dots of everything that a source imports."""
    package = ".".join(("hybridstake", *path.parent.parts))
    for node in ast.walk(tree_of(text)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, 0
        elif isinstance(node, ast.ImportFrom):
            origin = resolve_name("." * node.level + (node.module or ""), package)
            for alias in node.names:
                yield node.lineno, f"{origin}.{alias.name}", node.level


def wrong_imports(path: Path, text: str) -> list[str]:
    """Imports against the table, absolute ones inside the package, and solvers out of their room."""
    room = path.parts[0]
    faults: list[str] = []
    for line, name, dots in imported_names(path, text):
        first, *rest = name.split(".")
        if first == "hybridstake" and not dots and path not in SCRIPTS:
            faults.append(f"line {line}: {name} must be imported relatively")
        elif first == "hybridstake" and rest[0] in ROOMS and rest[0] not in ALLOWED[room]:
            faults.append(f"line {line}: {room} must not import {rest[0]}")
        elif first in ROOMS:
            faults.append(f"line {line}: {name} is another class under another name")
        elif ONLY_IN.get(first, room) != room:
            faults.append(f"line {line}: only {ONLY_IN[first]} imports {first}")
    return faults


def file_access(path: Path, text: str) -> list[str]:
    """Reading or writing outside of experiments: by module, or by the name of what is called."""
    if path.parts[0] == "experiments":
        return []
    faults = [
        f"line {line}: only experiments imports {found}"
        for line, name, _ in imported_names(path, text)
        for found in FILES
        if f"{name}.".startswith(f"{found}.")
    ]
    for node in ast.walk(tree_of(text)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "")
            if FILE_CALLS.fullmatch(name or getattr(node.func, "attr", "")) or name in EVALUATORS:
                called = ast.unparse(node.func)
                faults.append(f"line {node.lineno}: only experiments may call {called}")
    return faults


def hidden_imports(path: Path, text: str) -> list[str]:
    """Modules loaded by name, out of sight of the other rules: only as `BY_NAME` permits."""
    room = path.parts[0]
    tree = tree_of(text)
    permitted = [node for node in ast.walk(tree) if ast.unparse(node) in BY_NAME[room]]
    seen = {part for node in permitted for part in ast.walk(node)}
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if node in seen:
            continue
        if isinstance(node, ast.Name | ast.Attribute):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            found += [(node.lineno, name)] if name in LOADING else []
        elif isinstance(node, ast.Import | ast.ImportFrom):
            origin = node.module if isinstance(node, ast.ImportFrom) else None
            names = [
                alias.name if origin is None else f"{origin}.{alias.name}" for alias in node.names
            ]
            found += [
                (node.lineno, name)
                for name in names
                if name.split(".")[0] in LOADERS or name == "sys.modules"
            ]
    return [f"line {line}: {room} must not load by name: {name}" for line, name in sorted(found)]


def late_imports(path: Path, text: str) -> list[str]:
    """Imports that do not stand at the top of the file; those for the type checker alone may."""
    top: set[ast.stmt] = set()
    for node in tree_of(text).body:
        top.add(node)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            top.update(node.body)
    at_top = {node.lineno for node in top if isinstance(node, ast.Import | ast.ImportFrom)}
    return [
        f"line {line}: {name} must be imported at the top of the file"
        for line, name, _ in imported_names(path, text)
        if line not in at_top
    ]


def relative_imports(path: Path, text: str) -> list[str]:
    """Tests name what they test by its full name."""
    return [
        f"line {line}: {name} must be imported absolutely"
        for line, name, dots in imported_names(path, text)
        if dots or name.split(".")[0] in (*ROOMS, "tests")
    ]


def undocumented(path: Path, text: str) -> list[str]:
    """Public names of the models without a docstring, and formulas without a source."""
    faults: list[str] = []
    tree = tree_of(text)
    holders = [tree, *[node for node in tree.body if isinstance(node, ast.ClassDef)]]
    for node in (child for holder in holders for child in holder.body):
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        docstring = ast.get_docstring(node)
        if not docstring:
            faults.append(f"line {node.lineno}: {node.name} has no docstring")
        elif isinstance(node, ast.FunctionDef) and node in tree.body:
            hints = [getattr(arg.annotation, "id", "") for arg in node.args.args]
            if hints and set(hints) == {"Any"} and "Source: " not in docstring:
                faults.append(f"line {node.lineno}: formula {node.name} names no Source")
    return faults


@every_source
def test_imports_run_only_in_the_directions_of_the_table(path: Path) -> None:
    assert wrong_imports(path, text_of(path)) == []


@every_source
def test_only_experiments_touches_files(path: Path) -> None:
    assert file_access(path, text_of(path)) == []


@of_every([path for path in sources if path.parts[0] in BY_NAME])
def test_what_is_imported_can_be_seen(path: Path) -> None:
    assert hidden_imports(path, text_of(path)) == []


@every_module
def test_imports_stand_at_the_top(path: Path) -> None:
    assert late_imports(path, text_of(path)) == []


@every_test
def test_tests_import_what_they_test_by_its_full_name(path: Path) -> None:
    assert relative_imports(path, text_of(path)) == []


@of_every([path for path in sources if path.parts[0] == "models"])
def test_public_names_of_the_models_are_documented_and_formulas_name_their_source(
    path: Path,
) -> None:
    assert undocumented(path, text_of(path)) == []


@every_module
def test_no_module_is_longer_than_four_hundred_lines(path: Path) -> None:
    assert len(text_of(path).splitlines()) <= LONGEST_MODULE


def test_the_table_of_imports_lets_nothing_import_the_experiments() -> None:
    assert set(ALLOWED) == set(ROOMS)
    assert all(room in ALLOWED[room] for room in ROOMS)
    assert [room for room in ROOMS if "experiments" in ALLOWED[room]] == ["experiments"]
    assert ALLOWED["models"] == {"models"}


@pytest.mark.parametrize(
    ("check", "path", "text", "faults"),
    [
        (
            wrong_imports,
            "models/economics/x.py",
            "from ...agents import model\nfrom hybridstake.models import errors\nimport mesa.space\n"
            "import models.errors\nfrom .. import errors\nfrom z3 import Real",
            [
                "line 1: models must not import agents",
                "line 2: hybridstake.models.errors must be imported relatively",
                "line 3: only agents imports mesa",
                "line 4: models.errors is another class under another name",
                "line 6: only proofs imports z3",
            ],
        ),
        (
            wrong_imports,
            "proofs/x.py",
            "from ..experiments.files import read_json\nfrom .. import agents\nimport z3",
            [
                "line 1: proofs must not import experiments",
                "line 2: proofs must not import agents",
            ],
        ),
        (
            file_access,
            "agents/x.py",
            "from pathlib import Path\nopen('x')\nPath('x').write_text('')\nframe.to_parquet('x')",
            [
                "line 1: only experiments imports pathlib",
                "line 2: only experiments may call open",
                "line 3: only experiments may call Path('x').write_text",
                "line 4: only experiments may call frame.to_parquet",
            ],
        ),
        (file_access, "experiments/x.py", "open('x')", []),
        (
            hidden_imports,
            "models/x.py",
            "import importlib.util\nfrom importlib import import_module as load\nimport sys, runpy\n"
            "sys.modules['z3']\n__import__('mesa')\n__builtins__['__import__']('z3')\n"
            "def later():\n    return importlib.import_module('z3')\nfrom sys import modules, argv",
            [
                "line 1: models must not load by name: importlib.util",
                "line 2: models must not load by name: importlib.import_module",
                "line 3: models must not load by name: runpy",
                "line 4: models must not load by name: modules",
                "line 5: models must not load by name: __import__",
                "line 6: models must not load by name: __builtins__",
                "line 8: models must not load by name: import_module",
                "line 9: models must not load by name: sys.modules",
            ],
        ),
        (
            hidden_imports,
            "proofs/x.py",
            "from importlib import import_module\nimport_module('cvc5')\nimport_module('mesa')\n"
            "from importlib import import_module as load\nimport_module(name)",
            [
                "line 3: proofs must not load by name: import_module",
                "line 4: proofs must not load by name: importlib.import_module",
                "line 5: proofs must not load by name: import_module",
            ],
        ),
        (
            late_imports,
            "models/x.py",
            "import os\nif TYPE_CHECKING:\n    import io\ndef f():\n    from a import b\n",
            ["line 5: a.b must be imported at the top of the file"],
        ),
        (
            relative_imports,
            "tests/x.py",
            "from . import y\nfrom models.errors import z\nfrom hybridstake.models import errors",
            [
                "line 1: hybridstake.tests.y must be imported absolutely",
                "line 2: models.errors.z must be imported absolutely",
            ],
        ),
        (
            undocumented,
            "models/x.py",
            "def f(a: Any) -> Any:\n    'Sum.'\ndef g(a: int): ...\n"
            "class H:\n    'H.'\n    def i(self): ...",
            [
                "line 1: formula f names no Source",
                "line 3: g has no docstring",
                "line 6: i has no docstring",
            ],
        ),
    ],
)
def test_each_check_finds_the_fault_that_it_is_for(
    check: Callable[[Path, str], list[str]], path: str, text: str, faults: list[str]
) -> None:
    assert check(Path(path), text) == faults
