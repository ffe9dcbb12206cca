"""Settings of a run from the tables of a scenario file, or from the `KEY=VALUE` of a command line."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any, get_type_hints

from ...agents.cartels.settings import CartelKind
from ...agents.settings import EconomySettings
from ...models.errors import InvalidParameter
from ..extending.strategies import RULES, strategy_named
from ..parameter_files import convert, shorten
from ..publishing.problems import nearest

TABLES = ("market", "attacker", "cartel")
"""Fields of `EconomySettings` that are tables of a file."""

ELSEWHERE = ("strategy", "given_stakes", "shocks")
"""Fields that a file spells in another way, or that a named option reads from a file of its own."""

RENAMED = MappingProxyType({"people": "stakers"})
"""Keys of a file that are called otherwise here."""


def plain_keys() -> dict[str, str]:
    """Keys that stand in no table, and the fields of `EconomySettings` that they are."""
    spelt = {field: key for key, field in RENAMED.items()}
    names = [each.name for each in fields(EconomySettings)]
    return {spelt.get(name, name): name for name in names if name not in (*TABLES, *ELSEWHERE)}


def dotted_keys() -> list[str]:
    """All that can be set, as a command line spells it."""
    hints = get_type_hints(EconomySettings)
    in_tables = [f"{table}.{each.name}" for table in TABLES for each in fields(hints[table])]
    of_rules = {each.name for rule in RULES.values() for each in fields(rule)}
    return [
        *plain_keys(),
        *in_tables,
        "strategy.name",
        *(f"strategy.{name}" for name in sorted(of_rules)),
    ]


def read_settings(document: Mapping[str, Any], base: EconomySettings) -> EconomySettings:
    """Settings with what a document says of them.

    Parameters
    ----------
    document
        Plain keys, and the tables `market`, `attacker`, `cartel` and `strategy`, as TOML gives them.
    base
        Settings that it changes.

    Raises
    ------
    InvalidParameter
        In one line: the key, the rule and the value.
    """
    hints, plain = get_type_hints(EconomySettings), plain_keys()
    changes: dict[str, Any] = {}
    for key, value in document.items():
        if key in plain:
            changes[plain[key]] = convert(key, value, hints[plain[key]])
        elif key in TABLES:
            changes[key] = _changed(key, value, getattr(base, key))
        elif key == "strategy":
            changes[key] = _strategy(value, base)
        else:
            raise _unknown(key)
    found = replace(base, **changes)
    if "cartel" in changes and found.cartel.kind is None:
        raise InvalidParameter(f"cartel.kind must be one of {', '.join(CartelKind)}, got none")
    return found


def read_assignments(texts: Iterable[str]) -> dict[str, Any]:
    """A document from what a command line says, `KEY=VALUE` each; the last of two for one key counts.

    Parameters
    ----------
    texts
        Keys with a dot are of a table; values are as in TOML, and bare words are text.

    Raises
    ------
    InvalidParameter
        For a text of another form, or a key that there is not.

    Examples
    --------
    >>> read_assignments(["epochs=10", "cartel.kind=stealing", "cartel.detection=0.001"])
    {'epochs': 10, 'cartel': {'kind': 'stealing', 'detection': 0.001}}
    """
    document: dict[str, Any] = {}
    known = dotted_keys()
    for text in texts:
        key, equals, value = text.partition("=")
        key = key.strip()
        if not equals or not key:
            raise InvalidParameter(
                f"set must be KEY=VALUE, such as cartel.detection=0.001, got {shorten(text)}"
            )
        if key not in known:
            raise _unknown(key)
        table, dot, name = key.partition(".")
        if dot:
            document.setdefault(table, {})[name] = _value(value)
        else:
            document[key] = _value(value)
    return document


def _value(text: str) -> Any:
    """A value as TOML reads it; what is none is text."""
    text = text.strip()
    if not text.isprintable():
        return text
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return text


def _changed(table: str, values: Any, base: Any) -> Any:
    """A table of settings with what a file says of it."""
    if not isinstance(values, Mapping):
        raise InvalidParameter(f"{table} must be a table, got {shorten(values)}")
    hints = get_type_hints(type(base))
    names = [each.name for each in fields(base)]
    changes: dict[str, Any] = {}
    for key, value in values.items():
        if key not in names:
            raise _unknown(f"{table}.{key}")
        changes[key] = convert(f"{table}.{key}", value, hints[key])
    return replace(base, **changes)


def _strategy(values: Any, base: EconomySettings) -> Any:
    """A rule of choice: by its name, or that of the base, with what a file says of its numbers."""
    if not isinstance(values, Mapping):
        raise InvalidParameter(f"strategy must be a table, got {shorten(values)}")
    numbers = dict(values)
    name = numbers.pop("name", base.strategy.name)
    if not isinstance(name, str):
        raise InvalidParameter(f"strategy.name must be text, got {shorten(name)}")
    rule = base.strategy if name == base.strategy.name else strategy_named(name)
    takes = [each.name for each in fields(rule)]
    for key in numbers:
        if key not in takes:
            raise InvalidParameter(
                f"strategy {name} takes {', '.join(takes) or 'no numbers'}, got {shorten(key)}"
            )
    return _changed("strategy", numbers, rule)


def _unknown(key: str) -> InvalidParameter:
    """The refusal of a key that there is not, with the nearest that there are."""
    return InvalidParameter(f"{shorten(key)} is no setting{nearest(key, dotted_keys())}")
