"""Values of options, read and refused in our own words: the name, the rule, and what was given."""

import math
from functools import partial
from typing import Any

import typer

from ...parameter_files import shorten


def parsed(name: str, kind: type[int] | type[float], least: float, given: Any) -> int | float:
    """An option's value as a number, else a refusal that typer does not put into its own words."""
    try:
        value = kind(given)
    except ValueError as error:
        a_number = "a whole number" if kind is int else "a number"
        raise typer.TyperException(f"{name} must be {a_number}, got {shorten(given)}") from error
    if value < least:
        raise typer.TyperException(f"{name} must be at least {least}, got {value}")
    return value


def parsed_list(name: str, given: Any) -> tuple[float, ...]:
    """Numbers with commas between them."""
    if isinstance(given, tuple):  # typer asks the parser about a default too
        return given
    return tuple(float(parsed(name, float, -math.inf, part)) for part in str(given).split(","))


def whole(name: str, explained: str, least: float = -math.inf) -> Any:
    """Option whose value is a whole number."""
    return typer.Option(metavar="INTEGER", help=explained, parser=partial(parsed, name, int, least))


def real(name: str, explained: str) -> Any:
    """Option whose value is a number."""
    parser = partial(parsed, name, float, -math.inf)
    return typer.Option(metavar="FLOAT", help=explained, parser=parser)


def reals(name: str, explained: str) -> Any:
    """Option whose value is numbers with commas between them."""
    return typer.Option(metavar="FLOAT,…", help=explained, parser=partial(parsed_list, name))
