"""Parameters with some fields changed, and the same as the text of a parameter file."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from fractions import Fraction
from typing import Any

from ...models.errors import InvalidParameter
from ...models.parameters.parameters import Parameters
from ..parameter_files import (
    ABSENT,
    PRESETS,
    load,
    overlay,
    parse,
    read_toml,
    shorten,
    table_types,
)
from .ranges import kind_of, typed


def varied(parameters: Parameters, changes: Mapping[str, float]) -> Parameters:
    """Parameters with some numbers changed, validated like a file.

    Parameters
    ----------
    parameters
        What they start from.
    changes
        Values by field, such as `rewards.authority_share`; thresholds become the nearest short
        fraction.

    Raises
    ------
    InvalidParameter
        In one line: the field, the rule and the value.

    Examples
    --------
    >>> plan = load("plan")
    >>> varied(plan, {"rewards.authority_share": 0.4}).rewards.authority_share
    0.4
    >>> varied(plan, {"secure.oversight_threshold": 0.5}).secure.oversight_threshold
    Fraction(1, 2)
    """
    layers = as_tables(parameters)
    for field, value in changes.items():
        kind = kind_of(field)
        if kind is int and value != int(value):
            raise InvalidParameter(f"{field} must be a whole number, got {value!r}")
        table, _, key = field.partition(".")
        layers[table][key] = as_raw(typed(kind, value))
    return parse(layers)


def fixed(parameters: Parameters, texts: Sequence[str]) -> Parameters:
    """Parameters with fields as a command line says them, validated like a file.

    Parameters
    ----------
    parameters
        What they start from.
    texts
        `FIELD=VALUE` each, with the value as in a file; bare words are text.

    Raises
    ------
    InvalidParameter
        In one line: the form, or the field, the rule and the value.

    Examples
    --------
    >>> fixed(load("plan"), ["quorums.strict=true", "fast.authority_threshold=5/6"]).quorums.strict
    True
    """
    changes: dict[str, dict[str, Any]] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        table, dot, key = name.partition(".")
        if not (equals and dot and table and key):
            raise InvalidParameter(
                "fix must be FIELD=VALUE, such as rewards.empty_class_to_other=true, "
                f"got {shorten(text)}"
            )
        changes.setdefault(table, {})[key] = read_value(value)
    return parse(overlay(as_tables(parameters), changes))


def read_value(text: str) -> Any:
    """A value as TOML reads it; what is none is text.

    Examples
    --------
    >>> read_value("true"), read_value("2/3"), read_value("1_000")
    (True, '2/3', 1000)
    """
    if not text.isprintable():
        return text
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return text


def as_tables(parameters: Parameters) -> dict[str, dict[str, Any]]:
    """All fields by table, as a TOML file would hold them."""
    return {
        table: {
            field.name: as_raw(getattr(getattr(parameters, table), field.name))
            for field in fields(table_type)
        }
        for table, table_type in table_types().items()
    }


def as_raw(value: Any) -> Any:
    """One value as TOML has it: exact fractions and names are text, and nothing is a word."""
    if value is None:
        return ABSENT
    return str(value) if isinstance(value, Fraction | StrEnum) else value


def base_of(name_or_path: str) -> str:
    """Preset that a preset or a file starts from.

    Examples
    --------
    >>> base_of("reference")
    'reference'
    """
    if name_or_path in PRESETS:
        return name_or_path
    return str(read_toml(name_or_path).get("base", PRESETS[0]))


def as_toml(parameters: Parameters, base: str) -> str:
    """Parameters as a file: the base and only what differs from it.

    Parameters
    ----------
    parameters
        To be written.
    base
        Preset that they started from.

    Examples
    --------
    >>> print(as_toml(varied(load("reference"), {"issuance.yearly_cap": 0.02}), "reference"))
    base = "reference"
    <BLANKLINE>
    [issuance]
    yearly_cap = 0.02
    <BLANKLINE>
    """
    lines = [f'base = "{base}"']
    table = ""
    for (name, key), value in differences(parameters, load(base)).items():
        if name != table:
            lines += ["", f"[{name}]"]
            table = name
        lines.append(f"{key} = {as_toml_value(value)}")
    return "\n".join([*lines, ""])


def differences(parameters: Parameters, base: Parameters) -> dict[tuple[str, str], Any]:
    """Values that differ from the base, by table and key, in the order of a parameter file."""
    found: dict[tuple[str, str], Any] = {}
    for table, table_type in table_types().items():
        ours, theirs = getattr(parameters, table), getattr(base, table)
        for field in fields(table_type):
            value = getattr(ours, field.name)
            if value != getattr(theirs, field.name):
                found[table, field.name] = value
    return found


def as_toml_value(value: Any) -> str:
    """One value as TOML: fractions and names in quotes, numbers so that they read back the same.

    What is absent is written in the word that a file has for it.

    Examples
    --------
    >>> [as_toml_value(value) for value in (True, 3, 0.1, Fraction(2, 3), "authority-shortage", None)]
    ['true', '3', '0.1', '"2/3"', '"authority-shortage"', '"none"']
    """
    if value is None:
        return f'"{ABSENT}"'
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str | Fraction) else repr(value)
