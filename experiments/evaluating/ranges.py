"""Fields of a parameter file that may vary, and between which values."""

from collections.abc import Sequence
from dataclasses import fields, replace
from fractions import Fraction
from functools import cache
from math import exp, isfinite, log
from types import UnionType
from typing import Any, NamedTuple, get_args, get_type_hints

from ...models.errors import InvalidParameter
from ...models.parameters.checks import LARGEST_INTEGER
from ...models.parameters.parameters import Parameters
from ..parameter_files import shorten, table_types
from ..publishing.problems import nearest

LOGARITHMIC = "log"
"""Ending of a range whose factors count, and not its differences."""

DIGITS = 6
"""Significant digits of a value that a search picks: more would say more than anybody knows [1]."""

LARGEST_DENOMINATOR = 100
"""Of a threshold that a search picks: exact, and short enough to be read [1]."""


class Range(NamedTuple):
    """A field and the values that it may take."""

    field: str
    """Table and key, such as `rewards.authority_share`."""
    low: float
    """Least value, in the field's unit."""
    high: float
    """Largest value, in the field's unit."""
    whole: bool
    """Whether only whole numbers count."""
    logarithmic: bool = False
    """Whether values are spread by their logarithm."""

    @property
    def is_exact(self) -> bool:
        """Whether the field is a fraction."""
        return kind_of(self.field) is Fraction

    def value_at(self, part: float) -> float:
        """Value at a part of the way from the least to the largest.

        Parameters
        ----------
        part
            In [0, 1] [1].

        Examples
        --------
        >>> Range("rewards.base_reward", 1.0, 100.0, whole=False, logarithmic=True).value_at(0.5)
        10.0
        >>> Range("fast.validators", 4, 21, whole=True).value_at(0.99)
        21
        """
        if self.whole:
            span = int(self.high) - int(self.low) + 1
            return min(int(self.low) + int(part * span), int(self.high))
        if self.logarithmic:
            raw = exp(log(self.low) + part * (log(self.high) - log(self.low)))
        else:
            raw = self.low + part * (self.high - self.low)
        if self.is_exact:
            return min(max(float(typed(Fraction, raw)), self.low), self.high)
        return min(max(float(f"{raw:.{DIGITS}g}"), self.low), self.high)

    def part_of(self, value: float) -> float:
        """Part of the way at which a value stands; the inverse of `value_at` [1].

        Examples
        --------
        >>> Range("rewards.base_reward", 1.0, 100.0, whole=False, logarithmic=True).part_of(10.0)
        0.5
        """
        inside = min(max(value, self.low), self.high)
        if self.whole:
            return (inside - self.low + 0.5) / (self.high - self.low + 1)
        if self.logarithmic:
            return (log(inside) - log(self.low)) / (log(self.high) - log(self.low))
        return (inside - self.low) / (self.high - self.low)


@cache
def variable_fields() -> dict[str, type]:
    """Type of every field that is a number, by table and key, in the order of a parameter file."""
    found: dict[str, type] = {}
    for table, table_type in table_types().items():
        hints = get_type_hints(table_type)
        for field in fields(table_type):
            kind = number_type(hints[field.name])
            if kind is not None:
                found[f"{table}.{field.name}"] = kind
    return found


def number_type(hint: Any) -> type | None:
    """Type of a number that a field may hold, where it may hold one.

    Examples
    --------
    >>> number_type(float | None), number_type(bool)
    (<class 'float'>, None)
    """
    kind = get_args(hint)[0] if isinstance(hint, UnionType) else hint
    return kind if kind in (float, int, Fraction) else None


def read_range(text: str) -> Range:
    """A range as a command line says it.

    Parameters
    ----------
    text
        `FIELD=LOW:HIGH`, or `FIELD=LOW:HIGH:log`; an end may be a fraction such as `2/3`.

    Raises
    ------
    InvalidParameter
        In one line: what is wrong, with the nearest field where there is none of that name.

    Examples
    --------
    >>> read_range("rewards.authority_share=0.3:0.8")
    Range(field='rewards.authority_share', low=0.3, high=0.8, whole=False, logarithmic=False)
    """
    field, equals, ends = (part.strip() for part in text.partition("="))
    parts = [part.strip() for part in ends.split(":")]
    if not equals or len(parts) not in (2, 3) or parts[2:] not in ([], [LOGARITHMIC]):
        raise InvalidParameter(
            "vary must be FIELD=LOW:HIGH or FIELD=LOW:HIGH:log, such as "
            f"rewards.authority_share=0.3:0.8, got {shorten(text)}"
        )
    kind = kind_of(field)
    low, high = (read_end(field, part) for part in parts[:2])
    if not low < high:
        raise InvalidParameter(
            f"the range of {field} must be from a lower to a higher value, got {shorten(ends)}"
        )
    found = Range(field, low, high, kind is int, len(parts) == 3)
    if found.whole and not (low.is_integer() and high.is_integer()):
        raise InvalidParameter(
            f"the range of {field} must be between whole numbers, got {shorten(ends)}"
        )
    if found.whole and found.logarithmic:
        raise InvalidParameter(f"the range of {field} must be plain, as it is whole, got log")
    if found.logarithmic and not low > 0:
        raise InvalidParameter(
            f"the range of {field} must be above 0 where it is log, got {shorten(ends)}"
        )
    return found


def kind_of(field: str) -> type:
    """Type of a field that can vary.

    Raises
    ------
    InvalidParameter
        If there is no such field, or it is no number.
    """
    known = variable_fields()
    if field in known:
        return known[field]
    table, _, key = field.partition(".")
    tables = table_types()
    if table in tables and key in {each.name for each in fields(tables[table])}:
        raise InvalidParameter(f"vary must name a field that is a number, got {field}")
    raise InvalidParameter(
        f"vary must name a field of a parameter file, got {shorten(field)}{nearest(field, known)}"
    )


def read_end(field: str, text: str) -> float:
    """One end of a range."""
    try:
        value = float(Fraction(text)) if "/" in text else float(text)
    except (ValueError, ZeroDivisionError, OverflowError):
        value = float("nan")
    if not isfinite(value) or abs(value) > LARGEST_INTEGER:
        raise InvalidParameter(f"the range of {field} must be of numbers, got {shorten(text)}")
    return value


def read_ranges(texts: list[str], parameters: Parameters) -> list[Range]:
    """Ranges of a command line, each of its own field, whose ends the fields' own rules permit.

    Parameters
    ----------
    texts
        As `read_range` takes them, one at least.
    parameters
        What they vary.

    Raises
    ------
    InvalidParameter
        In one line, as `read_range`; or the field, its rule and the end.
    """
    found = [read_range(text) for text in texts]
    names = [each.field for each in found]
    for name in names:
        if names.count(name) > 1:
            raise InvalidParameter(f"vary must name each field once, got {name} twice")
    for each in found:
        table, _, key = each.field.partition(".")
        for end in (each.low, each.high):
            try:
                replace(getattr(parameters, table), **{key: typed(kind_of(each.field), end)})
            except InvalidParameter as error:
                raise InvalidParameter(f"{table}.{error}") from error
    return found


def typed(kind: type, value: float) -> Any:
    """A value in a field's own type: thresholds as the nearest short fraction.

    Examples
    --------
    >>> typed(Fraction, 0.8333333333)
    Fraction(5, 6)
    """
    if kind is Fraction:
        return Fraction(value).limit_denominator(LARGEST_DENOMINATOR)
    return kind(value)


def check_apart(ranges: Sequence[Range], fixed: Sequence[str]) -> None:
    """Refuse a field that is to be varied and to stand still.

    Parameters
    ----------
    ranges
        What is varied.
    fixed
        `FIELD=VALUE` each.

    Raises
    ------
    InvalidParameter
        With the first such field.
    """
    varied = {each.field for each in ranges}
    for text in fixed:
        field = text.partition("=")[0].strip()
        if field in varied:
            raise InvalidParameter(f"fix must not name a field that is varied, got {field}")
