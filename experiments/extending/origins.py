"""What results stand on beside our own sources, where something of another package made them."""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ...models.errors import InvalidParameter
from ..running.sources import PACKAGE, found_path


def origins(*things: Any) -> tuple[str, ...]:
    """Modules that classes, functions or modules are of, those of ours left out.

    Parameters
    ----------
    things
        Such as the class of a strategy.

    Raises
    ------
    InvalidParameter
        If one is of no file that can be read again, such as of a notebook.
    """
    names = {getattr(thing, "__module__", None) or thing.__name__ for thing in things}
    foreign = sorted(name for name in names if name.split(".")[0] != PACKAGE)
    for name in foreign:
        if name == "__main__" or found_path(name) is None:
            raise InvalidParameter(
                f"what results are kept of must be of a module that can be imported, got {name}"
            )
    return tuple(foreign)


def ingredients_of(modules: tuple[str, ...]) -> dict[str, Any]:
    """What manifests say of modules of other packages; nothing where there are none.

    Parameters
    ----------
    modules
        As `origins` gives them.
    """
    if not modules:
        return {}
    return {"plugins": {name: files_digest(name.split(".")[0]) for name in modules}}


@cache
def files_digest(package: str) -> str:
    """Hash of all files of a package, or of a module that stands alone.

    Parameters
    ----------
    package
        Name without dots.
    """
    spec = find_spec(package)
    assert spec is not None, package
    total = hashlib.sha256()
    for folder in map(Path, spec.submodule_search_locations or ()):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                name = file.relative_to(folder).as_posix()
                total.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    if spec.submodule_search_locations is None and spec.origin is not None:
        total.update(Path(spec.origin).read_bytes())
    return total.hexdigest()
