"""A published number as it was printed, and whether ours is the same to its last digit."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ...models.errors import InvalidParameter
from ..running.precision import Precision

MOST_DIGITS = 15
"""Digits that are believed of a printed number: a float that is printed whole has no more."""


class Agreement(StrEnum):
    """How a number of ours compares with a printed one."""

    ROUNDED = "reproduced"
    """Ours, rounded to as many digits, is the printed one."""
    TRUNCATED = "reproduced, digits cut off"
    """The printed one is ours with its further digits cut off."""
    ROUNDED_UP = "reproduced, rounded upwards"
    """The printed one is ours rounded upwards, in a table whose cells are."""
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
    table: str = ""
    """What the long table holds that it is a cell of; empty where it stands alone."""
    rounds_up: bool = False
    """Whether its source rounds upwards, as the other cells of its table show."""
    precision: Precision = Precision.TINY
    """Least precision at which it is computed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unanswered:
    """A published number that no attack of ours answers."""

    source: str
    """Who printed it, and where."""
    what: str
    """What it is."""
    printed: str
    """As printed."""
    reason: str
    """What is missing."""


def agreement(printed: str, ours: float, rounds_up: bool = False) -> Agreement:
    """How a number compares with a printed one.

    Parameters
    ----------
    printed
        As `Published.printed`.
    ours
        What we find.
    rounds_up
        As `Published.rounds_up`: without it, no number below the printed one is excused so.

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
    >>> agreement("9.49e-94", 9.4803e-94, rounds_up=True).value
    'reproduced, rounded upwards'
    """
    excess = exact_last_digits(printed, ours)
    if printed.startswith("<"):
        return Agreement.BOUNDED if excess < 0 else Agreement.DIFFERENT
    if abs(excess) <= Decimal("0.5"):
        return Agreement.ROUNDED
    beyond = -excess if mantissa(printed.removeprefix("2^")) < 0 else excess
    if 0 <= beyond < 1:
        return Agreement.TRUNCATED
    return Agreement.ROUNDED_UP if rounds_up and -1 < excess < 0 else Agreement.DIFFERENT


def last_digits(printed: str, ours: float) -> float:
    """How far a number lies from a printed one, in units of the last digit that is printed.

    Parameters
    ----------
    printed
        As `Published.printed`; of a power of two the exponent is compared.
    ours
        What we find.

    Raises
    ------
    InvalidParameter
        Where the text is no number.

    Notes
    -----
    Source: ours. Up to a half it is rounding.

    Examples
    --------
    >>> round(last_digits("8.92e-9", 8.9285e-9), 6)
    0.85
    >>> round(last_digits("2^-128", 2.0**-48.5), 6)
    79.5
    """
    return float(exact_last_digits(printed, ours))


def exact_last_digits(printed: str, ours: float) -> Decimal:
    """As `last_digits`, not rounded."""
    written = printed.removeprefix("<").strip()
    found = Decimal(ours)
    if written.startswith("2^"):
        if ours <= 0:
            return Decimal("-Infinity")
        found = found.ln() / Decimal(2).ln()
    number = mantissa(written.removeprefix("2^"))
    last_place = int(number.as_tuple().exponent) + max(
        0, len(number.as_tuple().digits) - MOST_DIGITS
    )
    return (found - number).scaleb(-last_place)


def relative_difference(printed: str, ours: float) -> float:
    """Part by which a number exceeds a printed one.

    Parameters
    ----------
    printed
        As `Published.printed`, not zero; of a power of two the power is compared.
    ours
        What we find.

    Raises
    ------
    InvalidParameter
        Where the text is no number.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> relative_difference("0.5", 0.375)
    -0.25
    """
    written = printed.removeprefix("<").strip()
    number = mantissa(written.removeprefix("2^"))
    value = Decimal(2) ** number if written.startswith("2^") else number
    return float(Decimal(ours) / value - 1)


def shown(printed: str, ours: float) -> str:
    """A number in the form of a printed one, with two digits more.

    Parameters
    ----------
    printed
        As `Published.printed`.
    ours
        What we find, positive.

    Raises
    ------
    InvalidParameter
        Where the text is no number.

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> [shown(*each) for each in (("8.92e-9", 8.92849e-9), ("2^-40.36", 7.09e-13), ("13", 13.0))]
    ['8.9285e-9', '2^-40.3593', '13']
    """
    written = printed.removeprefix("<").strip()
    if written.startswith("2^"):
        power = float(Decimal(ours).ln() / Decimal(2).ln())
        return f"2^{shown(written.removeprefix('2^'), power)}"
    digits, exponent, _ = written.lower().partition("e")
    decimals = min(-int(mantissa(digits).as_tuple().exponent) + 2, MOST_DIGITS)
    if exponent:
        significand, _, power_of_ten = f"{ours:.{decimals}e}".partition("e")
        return f"{significand}e{int(power_of_ten)}"
    if decimals == 2 and ours == int(ours):
        return str(int(ours))
    return f"{ours:.{decimals}f}"


def mantissa(printed: str) -> Decimal:
    """A printed number with the digits that it has."""
    try:
        number = Decimal(printed.strip())
    except ArithmeticError as error:
        raise InvalidParameter(f"printed must be a number, got {printed!r}") from error
    if not number.is_finite():
        raise InvalidParameter(f"printed must be a finite number, got {printed!r}")
    return number
