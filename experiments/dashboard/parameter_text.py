"""Parameters edited on the page, and the same as the text of a parameter file."""

from collections.abc import Mapping
from dataclasses import fields
from fractions import Fraction
from typing import Any

from ...models.parameters.parameters import Parameters
from ..parameter_files import ABSENT, load, parse, read_layers, table_types

Changes = Mapping[str, Mapping[str, Any]]
"""Values by table and key, as a TOML file would hold them; none: the key is left out."""


def edited(base: str, changes: Changes) -> Parameters:
    """Parameters of a preset with some values changed, validated like a file.

    Parameters
    ----------
    base
        `plan` or `reference`.
    changes
        What differs.

    Raises
    ------
    InvalidParameter
        In one line: the field, the rule and the value.

    Examples
    --------
    >>> edited("plan", {"rewards": {"base_reward": 2.0}}).rewards.base_reward
    2.0
    """
    layers = read_layers(base)
    for table, values in changes.items():
        for key, value in values.items():
            if value is None:
                layers[table].pop(key, None)
            else:
                layers[table][key] = value
    return parse(layers)


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
    >>> print(as_toml(edited("reference", {"issuance": {"yearly_cap": 0.02}}), "reference"))
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
