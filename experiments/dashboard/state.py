"""The state of a page: what can be set on it, and the same as a link and as a file.

Links and files come from others: every name and value in them is checked before it is used.
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...models.errors import InvalidParameter
from ..parameter_files import LARGEST_FILE_BYTES, LONGEST_LINE, escape, shorten, unknown

Values = dict[str, Any]
"""By name of an entry."""

LARGEST_NUMBER = 1e15
"""Most that a number of a page may be, either way [1]."""
LONGEST_TEXT = 200
"""Characters of a text, and of a value in a link [1]."""
MOST_ENTRIES = 200
"""Settings of a link or file [1]."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value must be, and how it is read off a link."""

    words: str
    holds: Callable[[Any], bool]
    read: Callable[[str], Any] = str
    """Of a text; raises ValueError where it cannot."""
    mend: Callable[[Any], Any] = lambda value: value
    """A permitted value in the type that the page has it in."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be set."""

    name: str
    """In the session, in links and in files."""
    start: Any
    """At first; a function of the values before it where it depends on them."""
    rule: Rule


@dataclass(frozen=True, slots=True)
class State:
    """All that can be set on a page."""

    page: str
    """As its address says it."""
    entries: tuple[Entry, ...]

    @property
    def names(self) -> list[str]:
        """Of the entries, in their order."""
        return [entry.name for entry in self.entries]

    def completed(self, given: Mapping[str, Any]) -> Values:
        """Values of all entries: those given, and for others that with which they start."""
        values: Values = {}
        for entry in self.entries:
            name = entry.name
            values[name] = given[name] if name in given else starting(entry, values)
        return values

    def from_link(self, query: Mapping[str, str]) -> Values:
        """Values of a link's query.

        Parameters
        ----------
        query
            Untrusted texts by name.

        Raises
        ------
        InvalidParameter
            In one line: the name, the rule and the value.
        """
        return self._checked(query, lambda entry, text: read(entry, text))

    def from_file(self, data: bytes) -> Values:
        """Values of a file that `as_file` has written.

        Parameters
        ----------
        data
            Untrusted.

        Raises
        ------
        InvalidParameter
            In one line: the name, the rule and the value.
        """
        document = parsed(data)
        page = document.pop("page", None)
        if page != self.page:
            raise InvalidParameter(f'page must be "{self.page}" here, got {shorten(page)}')
        settings = document.pop("settings", {})
        if document or not isinstance(settings, dict):
            raise InvalidParameter(
                "file must have page and a table [settings] alone, "
                f"got {shorten(next(iter(document), settings))}"
            )
        return self._checked(settings, lambda _, value: value)

    def as_link(self, values: Mapping[str, Any]) -> dict[str, str]:
        """A link's query: what differs from how the page starts."""
        return {name: written(value) for name, value in self._changed(values).items()}

    def as_file(self, values: Mapping[str, Any]) -> str:
        """The same as TOML, with every value."""
        lines = [f'page = "{self.page}"', "", "[settings]"]
        lines += [f"{name} = {as_toml(values[name])}" for name in self.names]
        return "\n".join([*lines, ""])

    def _changed(self, values: Mapping[str, Any]) -> Values:
        """What is not as it would start beside the values before it."""
        return {
            entry.name: values[entry.name]
            for entry in self.entries
            if values[entry.name] != starting(entry, values)
        }

    def _checked(self, given: Mapping[str, Any], reader: Callable[[Entry, Any], Any]) -> Values:
        """Given values by the rules of their entries, completed."""
        if len(given) > MOST_ENTRIES:
            raise InvalidParameter(f"settings must be at most {MOST_ENTRIES}, got {len(given):,}")
        entries = {entry.name: entry for entry in self.entries}
        found: Values = {}
        for name, value in given.items():
            if name not in entries:
                raise InvalidParameter(unknown(f"setting of {self.page}", name, list(entries)))
            found[name] = checked(entries[name], reader(entries[name], value))
        return self.completed(found)


def starting(entry: Entry, values: Mapping[str, Any]) -> Any:
    """Value with which an entry starts, beside the values before it."""
    return entry.start(values) if callable(entry.start) else entry.start


def read(entry: Entry, text: str) -> Any:
    """A value of a link as its entry has it."""
    try:
        if len(text) > LONGEST_TEXT:
            raise ValueError
        return entry.rule.read(text)
    except ValueError as error:
        raise refusal(entry, text) from error


def checked(entry: Entry, value: Any) -> Any:
    """A value that its entry permits.

    Raises
    ------
    InvalidParameter
        In one line: the name, the rule and the value.
    """
    if not entry.rule.holds(value):
        raise refusal(entry, value)
    return entry.rule.mend(value)


def refusal(entry: Entry, value: Any) -> InvalidParameter:
    """What is said of a value that is not permitted."""
    return InvalidParameter(f"{entry.name} must be {entry.rule.words}, got {shorten(value)}")


def parsed(data: bytes) -> dict[str, Any]:
    """A TOML document out of untrusted bytes."""
    if len(data) > LARGEST_FILE_BYTES:
        raise InvalidParameter(
            f"file must be at most {LARGEST_FILE_BYTES:,} bytes, got {len(data):,}"
        )
    try:
        text = data.decode("utf-8-sig")
        if any(len(line) > LONGEST_LINE for line in text.split("\n")):
            raise ValueError(f"a line of more than {LONGEST_LINE:,} characters")
        return tomllib.loads(text)
    except RecursionError as error:
        raise InvalidParameter("file must be TOML, got one nested too deeply") from error
    except ValueError as error:  # no UTF-8, no TOML, or more digits than the interpreter reads
        raise InvalidParameter(f"file must be TOML, got {escape(str(error))}") from error


def written(value: Any) -> str:
    """A value in a link.

    Examples
    --------
    >>> [written(value) for value in (True, 3, 0.1, 2.0, ["fast", "slow"])]
    ['true', '3', '0.1', '2', 'fast,slow']
    """
    if isinstance(value, list):
        return ",".join(written(each) for each in value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def as_toml(value: Any) -> str:
    """A value in a file; JSON's words are TOML's for all that a page holds."""
    return json.dumps(str(value) if isinstance(value, str) else value, ensure_ascii=False)


def is_number(value: Any) -> bool:
    """A finite number of bounded size."""
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and abs(value) <= LARGEST_NUMBER
    )


def whole(text: str) -> int:
    """A whole number out of a text of few digits."""
    if not re.fullmatch(r"-?\d{1,15}", text, re.ASCII):
        raise ValueError(text)
    return int(text)


def switch(text: str) -> bool:
    """A switch out of its word."""
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


def is_text(value: Any) -> bool:
    """Printable text that is not long."""
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and value.isprintable()


def a_count(least: int, most: int) -> Rule:
    """A whole number between two bounds."""
    return Rule(
        f"a whole number from {least:,} to {most:,}",
        lambda value: (
            isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        ),
        whole,
    )


def one_of(options: Iterable[Any]) -> Rule:
    """One of some names, which may be those of an enumeration."""
    named = {str(option): option for option in options}
    return Rule(
        f"one of {', '.join(named)}",
        lambda value: isinstance(value, str) and value in named,
        mend=lambda value: named[str(value)],
    )


def some_of(options: Sequence[str], most: int) -> Rule:
    """One to so many of some names, each once."""
    return Rule(
        f"1 to {most} of {', '.join(options)}, each once",
        lambda value: (
            isinstance(value, list)
            and 1 <= len(value) <= most
            and all(isinstance(each, str) and each in options for each in value)
            and len(set(value)) == len(value)
        ),
        lambda text: text.split(","),
    )


NUMBER = Rule(f"a number of at most {LARGEST_NUMBER:g}", is_number, float, float)
SWITCH = Rule("true or false", lambda value: isinstance(value, bool), switch)
TEXT = Rule(f"printable text of at most {LONGEST_TEXT} characters", is_text)
