"""The permitted ranges of single values, each refused with one line: name, rule, value."""

from fractions import Fraction

from ..errors import InvalidParameter

LARGEST_INTEGER = 2**63 - 1
"""Amounts live in 64-bit base units."""

LONGEST_SECONDS = 3_155_760_000
"""A hundred years of 365.25 days, beyond which nothing is planned; products of times stay floats [s]."""

SHORTEST_SECONDS = 1e-6
"""A millionth of a second: light goes 300 metres in it, and nobody agrees faster [s]."""


def check_count(name: str, value: int, least: int = 0) -> None:
    """Whole number from `least` to 2^63 - 1; booleans are not numbers."""
    if isinstance(value, bool) or not least <= value <= LARGEST_INTEGER:
        raise InvalidParameter(
            f"{name} must be a whole number from {least} to 2^63 - 1, got {value!r}"
        )


def check_share(name: str, value: float | Fraction) -> None:
    """Number in the closed unit interval."""
    if not 0 <= value <= 1:
        raise InvalidParameter(f"{name} must lie in [0, 1], got {shown(value)}")


def check_threshold(name: str, value: Fraction) -> None:
    """Exact fraction of a whole that a quorum can exceed or reach: above zero, at most one."""
    if not 0 < value <= 1:
        raise InvalidParameter(f"{name} must lie in (0, 1], got {shown(value)}")


def check_positive(name: str, value: float) -> None:
    """Finite number above zero."""
    if not 0 < value < float("inf"):
        raise InvalidParameter(f"{name} must be positive and finite, got {value!r}")


def check_not_negative(name: str, value: float) -> None:
    """Finite number from zero upwards."""
    if not 0 <= value < float("inf"):
        raise InvalidParameter(f"{name} must be finite and not negative, got {value!r}")


def check_seconds(name: str, value: float, least: float = 0) -> None:
    """Time from `least` to a hundred years."""
    if not least <= value <= LONGEST_SECONDS:
        raise InvalidParameter(f"{name} must lie in [{least}, {LONGEST_SECONDS}] s, got {value!r}")


def check_duration(name: str, value: float) -> None:
    """Time from a millionth of a second to a hundred years."""
    check_seconds(name, value, least=SHORTEST_SECONDS)


def shown(value: float | Fraction) -> str:
    """A value as a person would type it: exact fractions as `2/3`."""
    return str(value) if isinstance(value, Fraction) else repr(value)
