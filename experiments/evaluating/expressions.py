"""Conditions on metrics, such as `staker_yield >= 0.04`: read by hand, and nothing is evaluated."""

import operator
import re
from collections.abc import Callable
from contextlib import suppress
from math import isfinite, nan
from typing import Any, NamedTuple

from ...models.errors import InvalidParameter
from ..parameter_files import shorten

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
FORM = re.compile(r"\s*([A-Za-z_]\w*)\s*(>=|<=|>|<)\s*([-+.\deE]+)\s*", re.ASCII)


class Condition(NamedTuple):
    """A bound on one metric."""

    metric: str
    """Name of the metric."""
    operator: str
    """One of `OPERATORS`."""
    number: float
    """In the metric's unit."""

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.metric} {self.operator} {self.number:g}"

    def holds(self, value: float) -> bool:
        """Whether a value is within the bound.

        Examples
        --------
        >>> read_condition("staker_yield >= 0.04").holds(0.05)
        True
        """
        return OPERATORS[self.operator](value, self.number)

    def excess(self, value: float) -> float:
        """By how much a value is beyond the bound; not positive where it is within.

        Examples
        --------
        >>> read_condition("gini <= 0.5").excess(0.75)
        0.25
        """
        beyond = value - self.number
        return -beyond if self.operator.startswith(">") else beyond


def read_condition(text: str) -> Condition:
    """A condition as a command line says it.

    Parameters
    ----------
    text
        `METRIC OPERATOR NUMBER`, with `>=`, `<=`, `>` or `<`; the metric's name is not looked up.

    Raises
    ------
    InvalidParameter
        For a text of another form.

    Examples
    --------
    >>> str(read_condition("staker_yield>=0.040"))
    'staker_yield >= 0.04'
    """
    found = FORM.fullmatch(text)
    number = nan
    if found is not None:
        with suppress(ValueError):
            number = float(found[3])
    if found is None or not isfinite(number):
        raise InvalidParameter(
            f"subject-to must be METRIC {' or '.join(OPERATORS)} NUMBER, such as "
            f'"staker_yield >= 0.04", got {shorten(text)}'
        )
    return Condition(found[1], found[2], number)
