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
WHOLE = re.compile(r"^[ \t]*import[ \t]+([\w., \t]+)", re.MULTILINE)
"""A statement that imports whole modules."""
COMMENT = re.compile(r"#[^\n]*")


@cache
def source_path(module: str) -> Path:
    """File of a module of ours, or of a package that adds to it; nothing is imported.

    Raises
    ------
    ModuleNotFoundError
        If there is none.
    """
    path = found_path(module)
    if path is None:
        raise ModuleNotFoundError(f"no source of {module}", name=module)
    return path


@cache
def found_path(module: str) -> Path | None:
    """File of a module or package, or none."""
    top, *below = module.split(".")
    spec = find_spec(top)
    if spec is None:
        return None
    if spec.submodule_search_locations is None:
        return None if below or spec.origin is None else Path(spec.origin)
    # a package without an __init__.py has several folders and no file of its own
    folders = [Path(spec.origin).parent] if spec.origin else spec.submodule_search_locations
    stems = [Path(folder).joinpath(*below) for folder in folders]
    candidates = [
        path for stem in stems for path in (stem / "__init__.py", stem.with_suffix(".py"))
    ]
    return next((path for path in candidates if path.is_file()), None)


@cache
def syntax_tree(module: str) -> ast.Module:
    """Parsed source of a module; nothing of it runs."""
    return ast.parse(source_path(module).read_bytes())


@cache
def imported(module: str) -> tuple[str, ...]:
    """Modules of ours, and of its own package, that a module imports directly.

    Its statements are found by their form, which takes a tenth of the time of parsing; a line of prose
    of that form could only add a file to what a result stands on.
    """
    path, text = source_path(module), source_path(module).read_text(encoding="utf-8")
    followed = (PACKAGE, module.split(".")[0])
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    names: list[str] = []
    for dots, within, several, one in STATEMENT.findall(text):
        origin = resolve_name(dots + within, package)
        if origin.split(".")[0] in followed:
            listed = COMMENT.sub("", several or one).split(",")
            inner = [f"{origin}.{words.split()[0]}" for words in listed if words.strip()]
            names += [name if found_path(name) else origin for name in inner]
    for listed in WHOLE.findall(text):
        whole = [words.split()[0] for words in listed.split(",") if words.strip()]
        names += [name for name in whole if name.split(".")[0] in followed and found_path(name)]
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
