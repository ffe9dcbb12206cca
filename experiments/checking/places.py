"""The line of a parameter file to look at when one of its fields is at fault."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...models.errors import InvalidParameter
from ..parameter_files import PRESETS, preset_path, shorten
from .toml_keys import Position, key_positions, position

START = Position(1, 1)

NOT_TOML = "file must be TOML, "
"""How the refusal of a syntax error begins; the place that the reader of TOML gives is at its end."""

SYNTAX_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")
SYNTAX_END = "(at end of document)"

LONG_LINE = re.compile(r"a line of a file must be at most .* in line (\d+) of ")
REFUSED_FIELD = re.compile(r"(?:(base) must |(\w+)\.(\w+) |(\w+) must be a table,)")
REFUSED_NAME = re.compile(r"(?:table|key of \[(\w+)\]) must be one of ")
"""How refusals name what they refuse: a field that is known, or a name that is not."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look."""

    file: str | None
    """From the root of the repository, or whole outside of it; none for the package's own."""
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


def place_of_refusal(params: str, text: str | None, refused: InvalidParameter) -> Place:
    """The line for which a file was refused: of the key, or of the syntax error.

    Parameters
    ----------
    params
        A preset, or the path of a file.
    text
        What stands in it; none if it cannot be read.
    refused
        Raised by `parameter_files.load`.
    """
    message, file = str(refused), file_of(params)
    long = LONG_LINE.match(message)
    if long is not None:
        return Place(file, Position(int(long[1]), 1))
    if text is None:
        return Place(file, START)
    if message.startswith(NOT_TOML):
        return Place(file, place_of_syntax(text, str(refused.__cause__)))
    unknown = REFUSED_NAME.match(message)
    if unknown is not None:
        return Place(file, place_of_unknown(text, unknown[1], message))
    named = REFUSED_FIELD.match(message)
    if named is None:
        return Place(file, START)
    return Place(file, place_of(params, text, [".".join(filter(None, named.groups()))]).position)


def place_of_syntax(text: str, reason: str) -> Position:
    """Where the reader of TOML gave up; its own message is whole where the refusal is cut."""
    where = SYNTAX_PLACE.search(reason)
    if where is not None:
        return Position(int(where[1]), int(where[2]))
    if reason.endswith(SYNTAX_END):
        return position(text, len(text.rstrip()))
    return START


def place_of_unknown(text: str, table: str | None, message: str) -> Position:
    """Where a table, or a key of one, stands that no parameter file has."""
    above = () if table is None else (table,)
    for path, found in key_positions(text).items():
        if path[:-1] == above and f", got {shorten(path[-1])}" in message:
            return found
    return START


def file_of(params: str) -> str | None:
    """Path of a parameter file from the root of the repository; outside of it the whole path.

    A preset outside of it belongs to the package, where nobody has anything to mend: none.
    """
    path = preset_path(params) if params in PRESETS else Path(params)
    try:
        whole = path.resolve()
    except (OSError, RuntimeError, ValueError):
        return None
    root = repository_root()
    if whole.is_relative_to(root):
        return whole.relative_to(root).as_posix()
    return None if params in PRESETS else whole.as_posix()


def repository_root() -> Path:
    """What GitHub says the workspace is; elsewhere the nearest folder above that git knows."""
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if workspace:
        return Path(workspace).resolve()
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
