"""Where each key of a TOML document stands; `tomllib` reads the values and tells no places."""

import re
import tomllib
from dataclasses import dataclass

BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
SPACE = re.compile(r"[ \t]*")
KEY = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|[A-Za-z0-9_-]+')
STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})|\'\'\'.*?\'\'\'(?:\'{0,2})|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'',
    re.DOTALL,
)
BARE = re.compile(r"[^,\]}#\r\n]*")
"""A number, a truth value or a date, which may have a space in it."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text, both counted from one [1]."""

    line: int
    column: int


def key_positions(text: str) -> dict[Path, Position]:
    r"""Every key and table of a document, each at the last part of its name where it first occurs.

    Parameters
    ----------
    text
        TOML that `tomllib` reads; of any other text the answer means nothing.

    Returns
    -------
    dict
        Position by path, such as `("fast", "validators")`. What lies inside an array has no path.

    Examples
    --------
    >>> key_positions('base = "plan"\n[fast]\nvalidators = 7')[("fast", "validators")]
    Position(line=3, column=1)
    """
    scan = Scan(text)
    scan.document()
    return {path: position(text, at) for path, at in scan.found.items()}


def position(text: str, at: int) -> Position:
    """Line and column of an offset."""
    return Position(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


class Scan:
    """One pass over a document: where it is, and what it has found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, int] = {}
        self.arrays: set[Path] = set()

    def document(self) -> None:
        """Headers and pairs, until the end."""
        table: Path | None = ()
        self.skip(BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.skip(BLANK)

    def header(self) -> Path | None:
        """A table's path; none inside an array of tables."""
        is_array = self.text.startswith("[[", self.at)
        brackets = 2 if is_array else 1
        self.at += brackets
        names = self.names()
        self.at += brackets
        path = tuple(name for name, _ in names)
        if any(path[:length] in self.arrays for length in range(1, len(path) + 1)):
            return None
        self.record((), names)
        if is_array:
            self.arrays.add(path)
            return None
        return path

    def pair(self, table: Path | None) -> None:
        """A key with its value."""
        names = self.names()
        self.at += 1  # the equals sign
        self.skip(SPACE)
        path = None if table is None else (*table, *(name for name, _ in names))
        if table is not None:
            self.record(table, names)
        self.value(path)

    def names(self) -> list[tuple[str, int]]:
        """Parts of a dotted key with their offsets; behind it and its blanks afterwards."""
        found: list[tuple[str, int]] = []
        while True:
            self.skip(SPACE)
            start = self.at
            self.skip(KEY)
            found.append((key_of(self.text[start : self.at]), start))
            self.skip(SPACE)
            if self.text[self.at] != ".":
                return found
            self.at += 1

    def value(self, path: Path | None) -> None:
        """Whatever stands behind an equals sign or in an array."""
        opening = self.text[self.at]
        if opening in "\"'":
            self.skip(STRING)
        elif opening == "[":
            self.members("]", None)
        elif opening == "{":
            self.members("}", path)
        else:
            self.skip(BARE)

    def members(self, closing: str, path: Path | None) -> None:
        """Values of an array, or pairs of an inline table."""
        self.at += 1
        self.skip(BLANK)
        while self.text[self.at] != closing:
            if closing == "]":
                self.value(None)
            else:
                self.pair(path)
            self.skip(BLANK)
            if self.text[self.at] == ",":
                self.at += 1
                self.skip(BLANK)
        self.at += 1

    def record(self, table: Path, names: list[tuple[str, int]]) -> None:
        """Remember each part of a dotted key, unless it stood somewhere before."""
        path = table
        for name, start in names:
            path = (*path, name)
            self.found.setdefault(path, start)

    def skip(self, pattern: re.Pattern[str]) -> None:
        """Move behind what a pattern matches here."""
        matched = pattern.match(self.text, self.at)
        assert matched, f"not TOML at offset {self.at}"
        self.at = matched.end()


def key_of(written: str) -> str:
    """A key as it is meant, from how it is written."""
    return next(iter(tomllib.loads(f"{written} = 0"))) if written[0] in "\"'" else written
