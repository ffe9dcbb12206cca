"""A published number as it was printed, and whether ours is the same to its last digit."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ...models.errors import InvalidParameter


class Agreement(StrEnum):
    """How a number of ours compares with a printed one."""

    ROUNDED = "reproduced"
    """Ours, rounded to as many digits, is the printed one."""
    TRUNCATED = "reproduced, digits cut off"
    """Ours is the printed one with its further digits cut off."""
    BOUNDED = "reproduced as a bound"
    """The printed one is a bound, and ours keeps it."""
    DIFFERENT = "not reproduced"
    """Neither."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """A number from elsewhere, and how we find it."""

    source: str
    """Who printed it, and where."""
    what: str
    """What it is, in the words of its source as far as they go."""
    printed: str
    """As printed: `0.2045873`, `5.55e-15`, `2^-40.36`, `13`; after `<` a bound."""
    ours: Callable[[], float]
    """Computes it."""
    reading: str = ""
    """What the source leaves open, and how it is read here; empty where it leaves nothing open."""


def agreement(printed: str, ours: float) -> Agreement:
    """How a number compares with a printed one.

    Parameters
    ----------
    printed
        As `Published.printed`.
    ours
        What we find.

    Raises
    ------
    InvalidParameter
        Where the text is no number.

    Notes
    -----
    Source: ours. A printed number stands for all that round to it; it says nothing about digits that
    it does not have.

    Examples
    --------
    >>> [agreement("8.92e-9", ours).value for ours in (8.9201e-9, 8.9285e-9, 8.94e-9)]
    ['reproduced', 'reproduced, digits cut off', 'not reproduced']
    >>> agreement("2^-40.36", 7.09e-13).value, agreement("< 5e-9", 4.7e-9).value
    ('reproduced', 'reproduced as a bound')
    """
    if printed.startswith("<"):
        within = ours < float(mantissa(printed.removeprefix("<")))
        return Agreement.BOUNDED if within else Agreement.DIFFERENT
    if printed.startswith("2^"):
        if ours <= 0:
            return Agreement.DIFFERENT
        return agreement(printed.removeprefix("2^"), float(Decimal(ours).ln() / Decimal(2).ln()))
    number = mantissa(printed)
    last_digit = Decimal((0, (1,), int(number.as_tuple().exponent)))
    excess = Decimal(ours) - number
    if abs(excess) <= last_digit / 2:
        return Agreement.ROUNDED
    beyond = -excess if number < 0 else excess
    return Agreement.TRUNCATED if 0 <= beyond < last_digit else Agreement.DIFFERENT


def mantissa(printed: str) -> Decimal:
    """A printed number with the digits that it has."""
    try:
        number = Decimal(printed.strip())
    except ArithmeticError as error:
        raise InvalidParameter(f"printed must be a number, got {printed!r}") from error
    if not number.is_finite():
        raise InvalidParameter(f"printed must be a finite number, got {printed!r}")
    return number
