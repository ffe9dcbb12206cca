"""The commit that a result's sources are of, and whether they have been changed since.

Only what the result stands on counts, so that the same sources give the same manifest, whatever else
was committed or changed meanwhile; and a result of uncommitted sources is made again once they are
committed, since nobody else could look them up.
"""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from . import sources


def revision(folder: Path, modules: Sequence[str]) -> dict[str, str | bool | None]:
    """Last commit that changed what some modules stand on, and whether that was changed since.

    Parameters
    ----------
    folder
        Where the results lie: it decides which repository is asked.
    modules
        Dotted names; what they import is counted in.

    Returns
    -------
    dict
        `commit` and `dirty`, both `None` where the sources are not those of that repository.
    """
    commit = git(folder, modules, "log", "-1", "--format=%H")
    changes = git(folder, modules, "status", "--porcelain")
    if not commit or changes is None:
        return {"commit": None, "dirty": None}
    return {"commit": commit, "dirty": bool(changes)}


def is_committed(folder: Path, modules: Sequence[str]) -> bool:
    """Whether all that some modules stand on is as in the last commit."""
    return git(folder, modules, "status", "--porcelain") == ""


def git(folder: Path, modules: Sequence[str], *question: str) -> str | None:
    """What git says of the sources of some modules, or `None` where it has nothing to say."""
    command = ["git", "-C", os.fspath(folder), *question, "--", *files_of(modules)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def files_of(modules: Sequence[str]) -> list[str]:
    """Sources of some modules and of what they import."""
    return [os.fspath(sources.source_path(name)) for name in sources.closure(*modules)]
