"""What a process would compute with: the sources that it has read, and the libraries that it has."""

import hashlib
import json
from functools import cache

from . import sources
from .study import library_versions


@cache
def fingerprint(*modules: str) -> str:
    """Hash of modules' sources, with all that they import, and of the versions of libraries.

    The answer of a process never changes, like the code that it has loaded: a worker that has been
    there since before a file was edited is told apart from one that was started afterwards.

    Parameters
    ----------
    modules
        By their full names.
    """
    read = [(name, first_read(name)) for name in sources.closure(*modules)]
    return hashlib.sha256(json.dumps([read, library_versions()]).encode()).hexdigest()


@cache
def first_read(module: str) -> str:
    """Hash of a source as this process found it first."""
    return hashlib.sha256(sources.source_path(module).read_bytes()).hexdigest()
