"""Values of options, read and refused in our own words: the name, the rule, and what was given."""

import math
import re
from fractions import Fraction
from functools import partial
from typing import Any

import typer

from ..parameter_files import shorten

_RATIO = re.compile(r"([0-9]{1,19})/([0-9]{1,19})", re.ASCII)


def parsed(
    name: str, kind: type[int] | type[float], least: float, given: Any, most: float = math.inf
) -> int | float:
    """An option's value as a number, else a refusal that typer does not put into its own words."""
    try:
        value = kind(given)
    except ValueError as error:
        a_number = "a whole number" if kind is int else "a number"
        raise typer.TyperException(f"{name} must be {a_number}, got {shorten(given)}") from error
    if value < least:
        raise typer.TyperException(f"{name} must be at least {least}, got {shorten(value)}")
    if value > most:
        raise typer.TyperException(f"{name} must be at most {most}, got {shorten(value)}")
    return value + 0  # a zero has no sign


def parsed_list(name: str, given: Any) -> tuple[float, ...]:
    """Numbers with commas between them."""
    if isinstance(given, tuple):  # typer asks the parser about a default too
        return given
    return tuple(float(parsed(name, float, -math.inf, part)) for part in str(given).split(","))


def parsed_ratio(name: str, given: Any) -> Fraction:
    """A number as it is written: `1/3`, or a decimal."""
    if isinstance(given, Fraction):  # typer asks the parser about a default too
        return given
    ratio = _RATIO.fullmatch(str(given).strip())
    if ratio and int(ratio[2]) > 0:
        return Fraction(int(ratio[1]), int(ratio[2]))
    number = float(parsed(name, float, -math.inf, given))
    if not math.isfinite(number):
        raise typer.TyperException(f"{name} must be finite, got {number}")
    return Fraction(repr(number))


def parsed_count_or_part(name: str, given: Any) -> int | Fraction:
    """A whole number, or a part as a fraction or a decimal with a point."""
    if "/" in str(given) or "." in str(given):
        return parsed_ratio(name, given)
    return int(parsed(name, int, -math.inf, given))


def whole(name: str, explained: str, least: float = -math.inf, most: float = math.inf) -> Any:
    """Option whose value is a whole number."""
    parser = partial(parsed, name, int, least, most=most)
    return typer.Option(metavar="INTEGER", help=explained, parser=parser)


def real(name: str, explained: str) -> Any:
    """Option whose value is a number."""
    parser = partial(parsed, name, float, -math.inf)
    return typer.Option(metavar="FLOAT", help=explained, parser=parser)


def ratio(name: str, explained: str) -> Any:
    """Option whose value is a number that may be written as a fraction."""
    return typer.Option(metavar="FLOAT|a/b", help=explained, parser=partial(parsed_ratio, name))


def count_or_part(name: str, explained: str) -> Any:
    """Option whose value is a whole number, or a part of one."""
    return typer.Option(
        metavar="INTEGER|a/b", help=explained, parser=partial(parsed_count_or_part, name)
    )


def reals(name: str, explained: str) -> Any:
    """Option whose value is numbers with commas between them."""
    return typer.Option(metavar="FLOAT,…", help=explained, parser=partial(parsed_list, name))
