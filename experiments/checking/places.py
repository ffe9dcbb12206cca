"""The line of a parameter file to look at when one of its fields is at fault."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..parameter_files import PRESETS, preset_path
from .toml_keys import Position, key_positions

START = Position(1, 1)

REFUSED_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
REFUSED_NAMES = (
    re.compile(r"(base) must "),
    re.compile(r"(\w+)\.(\w+) "),
    re.compile(r"table must .*, got '([\w-]+)'"),
    re.compile(r"key of \[(\w+)\] must .*, got '([\w-]+)'"),
    re.compile(r"(\w+) must be a table,"),
)
"""How refusals name what they refuse."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look."""

    file: str | None
    """From the root of the repository; none outside of it."""
    position: Position
    note: str = ""
    """Why it is not the line of the field itself; empty where it is."""


def place_of(params: str, text: str, fields: Sequence[str]) -> Place:
    """The line that sets a field, or the nearest cause in the same file.

    Parameters
    ----------
    params
        A preset, or the path of a file.
    text
        Its TOML.
    fields
        The field at fault, then the others that the rule reads.

    Notes
    -----
    A file says only what differs from its base. Where the field is the base's, the change that broke
    the rule is in another field, or in the choice of the base.
    """
    positions = key_positions(text)
    file, field = file_of(params), fields[0]
    for name in fields:
        found = positions.get(tuple(name.split(".")))
        if found is not None:
            note = "" if name == field else f"{field} is inherited; this line sets {name}"
            return Place(file, found, note)
    base = positions.get(("base",))
    if base is not None:
        return Place(file, base, f"{field} is inherited from this base")
    return Place(file, START, f"{field} is the plan's; the file does not set it")


def place_of_refusal(params: str, text: str | None, message: str) -> Place:
    """The line for which a file was refused, as far as the refusal names it.

    Parameters
    ----------
    params
        A preset, or the path of a file.
    text
        What stands in it; none if it cannot be read.
    message
        Of the refusal.
    """
    file = file_of(params)
    where = REFUSED_PLACE.search(message)
    if where is not None:
        return Place(file, Position(int(where[1]), int(where[2])))
    named = next((found for each in REFUSED_NAMES if (found := each.match(message))), None)
    if named is None or text is None:
        return Place(file, START)
    return Place(file, place_of(params, text, [".".join(named.groups())]).position)


def file_of(params: str) -> str | None:
    """Path of a parameter file from the root of the repository, or none outside of it."""
    path = preset_path(params) if params in PRESETS else Path(params)
    try:
        inside = path.resolve().relative_to(repository_root())
    except (OSError, RuntimeError, ValueError):
        return None
    return inside.as_posix()


def repository_root() -> Path:
    """What GitHub says the workspace is; elsewhere the nearest folder above that git knows."""
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if workspace:
        return Path(workspace).resolve()
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
