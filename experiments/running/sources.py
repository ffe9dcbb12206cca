"""Which source files a module stands on: what a change of code makes stale."""

import ast
import hashlib
import re
from functools import cache
from importlib.util import find_spec, resolve_name
from pathlib import Path

PACKAGE = "hybridstake"
STATEMENT = re.compile(
    r"^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(?:\(([^)]*)\)|([^(\n]+))", re.MULTILINE
)
"""A statement that imports from somewhere: dots, name, and what, in brackets or on the line."""
COMMENT = re.compile(r"#[^\n]*")


@cache
def source_path(module: str) -> Path:
    """File of one of our modules; nothing is imported."""
    path = found_path(module)
    assert path is not None, module
    return path


@cache
def found_path(module: str) -> Path | None:
    """File of a module or package below the root package, or none."""
    spec = find_spec(PACKAGE)
    assert spec is not None, PACKAGE
    assert spec.origin is not None, PACKAGE
    stem = Path(spec.origin).parent.joinpath(*module.split(".")[1:])
    candidates = (stem / "__init__.py", stem.with_suffix(".py"))
    return next((path for path in candidates if path.is_file()), None)


@cache
def syntax_tree(module: str) -> ast.Module:
    """Parsed source of one of our modules; nothing of it runs."""
    return ast.parse(source_path(module).read_bytes())


@cache
def imported(module: str) -> tuple[str, ...]:
    """Our modules that a module imports directly.

    Its statements are found by their form, which takes a tenth of the time of parsing; a line of prose
    of that form could only add a file to what a result stands on.
    """
    path = source_path(module)
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    names: list[str] = []
    for dots, within, several, one in STATEMENT.findall(path.read_text(encoding="utf-8")):
        origin = resolve_name(dots + within, package)
        if origin.split(".")[0] == PACKAGE:
            listed = COMMENT.sub("", several or one).split(",")
            inner = [f"{origin}.{words.split()[0]}" for words in listed if words.strip()]
            names += [name if found_path(name) else origin for name in inner]
    return tuple(dict.fromkeys(names))


def closure(*modules: str) -> tuple[str, ...]:
    """Modules and all of ours that they stand on, directly or not, sorted."""
    found = set(modules)
    waiting = list(modules)
    while waiting:
        for name in imported(waiting.pop()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return tuple(sorted(found))


def digest(*modules: str) -> str:
    """Hash of all sources in the closure of some modules."""
    total = hashlib.sha256()
    for name in closure(*modules):
        total.update(name.encode() + b"\0" + source_path(name).read_bytes() + b"\0")
    return total.hexdigest()
