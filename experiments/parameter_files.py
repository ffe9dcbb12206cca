"""Parameter files: TOML in, validated `Parameters` out; every refusal is one line."""

import difflib
import re
import stat
import tomllib
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from fractions import Fraction
from importlib import resources
from pathlib import Path
from typing import Any, get_args, get_type_hints

from ..models.errors import InvalidParameter
from ..models.parameters.checks import LARGEST_INTEGER
from ..models.parameters.parameters import Parameters

PRESETS = ("plan", "reference")
LARGEST_FILE_BYTES = 100_000
LONGEST_LINE = 1_000
"""The time that tomllib takes for a dotted key grows with the square of the key's parts."""
LONGEST_SHOWN = 60

ABSENT = "none"
"""In a file: the field has no value."""

type_names = {float: "a number", int: "a whole number", bool: "true or false"}


def load(name_or_path: str) -> Parameters:
    """Parameters of a preset, or of a user's TOML file on top of its base.

    Parameters
    ----------
    name_or_path
        `plan`, `reference`, or the path of a TOML file. A file may name its base
        (`base = "reference"`); without one it starts from `plan`.

    Raises
    ------
    InvalidParameter
        In one line: the field, the rule and the value.
    """
    return parse(read_layers(name_or_path))


def read_layers(name_or_path: str) -> dict[str, dict[str, Any]]:
    """Raw tables of a preset or file, laid over those of its base."""
    if name_or_path in PRESETS:
        document = tomllib.loads(read_text(name_or_path))
        if name_or_path == PRESETS[0]:
            return document
    else:
        document = read_toml(name_or_path)
    base = document.pop("base", PRESETS[0])
    if base not in PRESETS:
        raise InvalidParameter(f"base must be one of {', '.join(PRESETS)}, got {shorten(base)}")
    return overlay(read_layers(base), document)


def preset_path(name: str) -> Path:
    """File of a preset, which is installed with the package."""
    folder = resources.files("hybridstake.experiments")
    return Path(str(folder.joinpath("presets", f"{name}.toml")))


def read_text(name_or_path: str) -> str:
    """Text of a preset, or of an untrusted file of bounded size.

    Parameters
    ----------
    name_or_path
        `plan`, `reference`, or the path of a TOML file.

    Raises
    ------
    InvalidParameter
        If it is no regular file of UTF-8 text, or longer than it need be.
    """
    if name_or_path in PRESETS:
        return preset_path(name_or_path).read_text(encoding="utf-8")
    path = Path(name_or_path)
    try:
        # Asked before it is opened: a pipe would wait for its writer, a device never ends.
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ValueError("not a regular file")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        # Python's own words for a name with a null in it differ from version to version.
        null = "its name has a null character" if "\0" in str(path) else ""
        reason = null or getattr(error, "strerror", None) or escape(str(error))
        raise InvalidParameter(
            f"PARAMS must be {', '.join(PRESETS)} or a readable TOML file, "
            f"got {shorten(str(path))} ({reason})"
        ) from error
    name = shorten(path.name)
    if len(data) > LARGEST_FILE_BYTES:
        # A file under /proc says that it has none.
        size = max(status.st_size, len(data))
        raise InvalidParameter(
            f"file must be at most {LARGEST_FILE_BYTES:,} bytes, got {size:,} in {name}"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidParameter(
            f"file must be UTF-8 text, got byte 0x{data[error.start]:02x} "
            f"at offset {error.start} of {name}"
        ) from error
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            raise InvalidParameter(
                f"a line of a file must be at most {LONGEST_LINE:,} characters, "
                f"got {len(line):,} in line {number} of {name}"
            )
    return text


def read_toml(name_or_path: str) -> dict[str, Any]:
    """One TOML document from an untrusted file."""
    text = read_text(name_or_path)
    name = shorten(Path(name_or_path).name)
    try:
        document = tomllib.loads(text)
    except RecursionError as error:
        raise InvalidParameter(f"file must be TOML, got {name} nested too deeply") from error
    except ValueError as error:  # TOMLDecodeError, and more digits than the interpreter reads
        raise InvalidParameter(f"file must be TOML, got {name}: {escape(str(error))}") from error
    if not document:
        raise InvalidParameter(f"file must set at least one parameter, got {name} without any")
    return document


def overlay(
    base: Mapping[str, Mapping[str, Any]], changes: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """Tables of the base with the changed values, unknown tables and keys refused."""
    merged = {table: dict(values) for table, values in base.items()}
    tables = table_types()
    for table, values in changes.items():
        if table not in tables:
            raise InvalidParameter(unknown("table", table, [*tables, "base"]))
        if not isinstance(values, Mapping):
            raise InvalidParameter(f"{table} must be a table, got {shorten(values)}")
        known = [field.name for field in fields(tables[table])]
        for key, value in values.items():
            if key not in known:
                raise InvalidParameter(unknown(f"key of [{table}]", key, known))
            merged[table][key] = value
    return merged


def parse(layers: Mapping[str, Mapping[str, Any]]) -> Parameters:
    """Validated parameters from complete raw tables."""
    built: dict[str, Any] = {}
    for table, table_type in table_types().items():
        hints = get_type_hints(table_type)
        values: dict[str, Any] = {}
        for field in fields(table_type):
            if field.name in layers[table]:
                raw = layers[table][field.name]
                values[field.name] = convert(f"{table}.{field.name}", raw, hints[field.name])
            else:
                assert field.default is not MISSING, f"plan.toml lacks {table}.{field.name}"
        try:
            built[table] = table_type(**values)
        except InvalidParameter as error:
            raise InvalidParameter(f"{table}.{error}") from error
    return Parameters(**built)


def table_types() -> dict[str, type]:
    """Dataclass of each table, by the table's name, in the order of a parameter file."""
    hints = get_type_hints(Parameters)
    return {field.name: hints[field.name] for field in fields(Parameters)}


def convert(name: str, value: Any, expected: Any) -> Any:
    """A TOML value as the type its field asks for, never silently another.

    TOML has no null: where a field may be absent, the word "none" takes away what the base sets.
    """
    or_absent = ""
    if isinstance(expected, types.UnionType):
        if value == ABSENT:
            return None
        expected, or_absent = get_args(expected)[0], f' or "{ABSENT}"'
    if type(value) is int and abs(value) > LARGEST_INTEGER:
        raise InvalidParameter(f"{name} must be below 2^63 in size, got {shorten(value)}")
    if expected is Fraction:
        return convert_fraction(name, value)
    if issubclass(expected, StrEnum):
        options = [str(option) for option in expected]
        if not isinstance(value, str) or value not in options:
            raise InvalidParameter(
                f"{name} must be one of {', '.join(options)}, got {shorten(value)}"
            )
        return expected(value)
    if expected is float and type(value) is int:
        return float(value)
    if type(value) is not expected:
        raise InvalidParameter(
            f"{name} must be {type_names[expected]}{or_absent}, got {shorten(value)}"
        )
    return value


def convert_fraction(name: str, value: Any) -> Fraction:
    """An exact fraction from a string such as "2/3" or "0.67", or from a whole number."""
    if type(value) is int:
        return Fraction(value)
    pattern = r"-?\d{1,18}(/\d{1,18}|\.\d{1,18})?"
    if not isinstance(value, str) or not re.fullmatch(pattern, value.strip(), re.ASCII):
        raise InvalidParameter(
            f'{name} must be an exact fraction in quotes such as "2/3", got {shorten(value)}'
        )
    try:
        return Fraction(value.strip())
    except ZeroDivisionError as error:
        raise InvalidParameter(f"{name} must not divide by zero, got {value!r}") from error


def unknown(kind: str, name: str, known: list[str]) -> str:
    """The refusal of a name, with the nearest known one first."""
    near = difflib.get_close_matches(name, known, n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    return f"{kind} must be one of {', '.join(known)}, got {shorten(name)}{hint}"


def shorten(value: object) -> str:
    """A value for a one-line message: as in a TOML file, escaped, and cut where it is long."""
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list):
        return "an array"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and value.bit_length() > 128:
        return f"an integer of {value.bit_length()} bits"
    return cut(repr(value) if isinstance(value, str | float) else str(value), LONGEST_SHOWN)


def escape(reason: str) -> str:
    """A foreign message on one line, without characters that a terminal obeys."""
    shown = (letter if letter.isprintable() else repr(letter)[1:-1] for letter in reason)
    return cut("".join(shown), 2 * LONGEST_SHOWN)


def cut(text: str, length: int) -> str:
    """A text of at most so many characters."""
    return text if len(text) <= length else f"{text[: length - 1]}…"
