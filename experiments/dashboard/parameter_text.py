"""Parameters edited on the page."""

from collections.abc import Mapping
from typing import Any

from ...models.parameters.parameters import Parameters
from ..parameter_files import parse, read_layers

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
