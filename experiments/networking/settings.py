"""What a deployment file says of its nodes and its protocol, besides who sits where.

Each key is the option of `hybridstake network` of the same name, and holds where that is not given.
"""

from collections.abc import Callable, Mapping
from math import inf
from typing import Any, NamedTuple

from ...models.errors import InvalidParameter
from ...models.execution.families import FAMILIES
from ...models.network.rounds import FEWEST_DELAYS
from ...models.network.throughput import Dissemination
from ...models.parameters.checks import LARGEST_INTEGER
from ...models.protocol.modes import Mode
from ..parameter_files import shorten

AUTO = "auto"
"""The protocol chooses its mode."""
MODES = (*(mode.label for mode in Mode), AUTO)


class Rule(NamedTuple):
    """What a value must be."""

    words: str
    holds: Callable[[Any], bool]


def is_amount(value: Any) -> bool:
    """A positive finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < inf


def is_count(value: Any) -> bool:
    """A whole number of at least one."""
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LARGEST_INTEGER


def is_form(value: Any) -> bool:
    """Message delays of a round that some form has."""
    return is_count(value) and (value == FEWEST_DELAYS or (value > FEWEST_DELAYS and value % 2))


def one_of(names: tuple[str, ...]) -> Rule:
    """A name out of some."""
    return Rule(f"one of {', '.join(names)}", lambda value: value in names)


AMOUNT = Rule("positive and finite", is_amount)
COUNT = Rule("a whole number of at least 1", is_count)
RULES = {
    "mode": one_of(MODES),
    "phases": Rule("2, 3 or an odd number above", is_form),
    "jitter": Rule("true or false", lambda value: isinstance(value, bool)),
    "bandwidth": AMOUNT,
    "dissemination": one_of(tuple(each.value for each in Dissemination)),
    "transaction_bytes": AMOUNT,
    "block_size": COUNT,
    "cores": AMOUNT,
    "workload": one_of(tuple(FAMILIES)),
    "workers": COUNT,
}
"""By key, which is the option's name with underscores."""


def settings_of(document: Mapping[str, Any], file: str) -> dict[str, Any]:
    """Settings of a deployment file, checked.

    Parameters
    ----------
    document
        All of the file; other keys are left out.
    file
        Name of the file, for refusals.

    Raises
    ------
    InvalidParameter
        In one line: the file, the key, the rule and the value.

    Examples
    --------
    >>> settings_of({"title": "Two.", "bandwidth": 1e10}, "two.toml")
    {'bandwidth': 10000000000.0}
    """
    found = {key: document[key] for key in RULES if key in document}
    for key, value in found.items():
        if not RULES[key].holds(value):
            raise InvalidParameter(
                f"{shorten(file)}: {key} must be {RULES[key].words}, got {shorten(value)}"
            )
    return found
