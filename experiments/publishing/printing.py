"""How one number or string is printed in prose and in mathematics."""

import math
import re
from typing import Literal

from ...models.parameters.exact import as_written
from .escaping import escape
from .wording import duration, in_words

Value = int | float | str | None
NOTHING = "none"
"""How a parameter file spells that there is no value."""
UNKNOWN = "(no value)"
"""How a number is printed that the results do not have."""
NEVER = "no finite time"
"""How long it takes until what never comes."""
Place = Literal["prose", "mathematics"]

_FORMAT = re.compile(r"\+?,?(?:\.\d{1,2})?[defg%]")
_SCIENTIFIC = re.compile(r"(?P<sign>[-+]?)(?P<mantissa>\d+(?:\.\d+)?)e(?P<exponent>[-+]\d+)")
_FORMULA = re.compile(
    r"(?:[A-Za-z0-9 +/><(){}-]|_[A-Za-z0-9]|\\\\"
    r"|\\(?:ge|geq|le|leq|frac|left|right|cdot|delta|text\{ or \})(?![A-Za-z]))+"
)
"""Sums and quotients of letters with an index, how they compare, one line below another: no other
commands."""
_HARMLESS = re.compile(r"[A-Za-z0-9 .,/+()-]*")
# Beyond this many digits, a float without a format is an oversight of the author.
_MOST_DIGITS = 6


def printed(value: Value, specification: str | None, place: Place) -> str:
    r"""Markdown, or TeX inside a formula, that prints a value.

    Parameters
    ----------
    value
        Finite number, exact fraction as text, plain text, or nothing, which any format prints:
        as ``none`` where a parameter is without a value, and as a gap where a result is.
    specification
        Python's format: ``+`` and ``,`` as wanted, ``.digits``, then one of ``d e f g %``, of
        which ``%`` alone prints all digits; or ``words`` for fractions and small counts; or
        ``duration`` for seconds; or ``formula`` for inequalities in TeX. None prints integers
        and text as they are, and floats of at most six digits.
    place
        Whether the value stands in prose or in a formula.

    Returns
    -------
    str
        Safe to insert: text from outside is escaped.

    Raises
    ------
    ValueError
        If the format is not one of those, does not fit the value, or is needed and missing.

    Examples
    --------
    >>> printed(1.2345e-7, ".2e", "prose")
    '$1.23 \\times 10^{-7}$'
    >>> printed(50_000, ",d", "prose")
    '50,000'
    >>> printed(-0.125, ".1%", "mathematics")
    '-12.5\\,\\%'
    >>> printed("2/3", "words", "prose"), printed(None, "duration", "prose")
    ('two thirds', 'no finite time')
    """
    if specification == "formula":
        return _formula(value, place)
    if value is None or value == NOTHING:
        return _text(_without(value, specification), None, place)
    if specification in ("words", "duration"):
        return _text(_worded(value, specification), None, place)
    if isinstance(value, str):
        return _text(value, specification, place)
    if not math.isfinite(value):
        raise ValueError(f"is {value!r}, which no format can print")
    return typeset(_digits(value, specification), place)


def _without(value: Value, specification: str | None) -> str:
    """What stands in the place of nothing."""
    if specification == "duration":
        return NEVER
    return UNKNOWN if value is None else NOTHING


def typeset(digits: str, place: Place) -> str:
    r"""A number as Python prints it, in the typography of prose or of a formula.

    Parameters
    ----------
    digits
        As from ``format``: maybe a sign, thousands commas, an exponent or a percent sign.
    place
        Where it will stand.

    Returns
    -------
    str
        With a true minus, a power of ten in place of an exponent, commas that stay tight, and a
        space that never breaks before a percent sign; a zero has no exponent.

    Examples
    --------
    >>> typeset("-1.5%", "prose")
    '−1.5\xa0%'
    >>> typeset("1e-09", "mathematics")
    '10^{-9}'
    """
    scientific = _SCIENTIFIC.fullmatch(digits)
    if scientific:
        mantissa = scientific["mantissa"]
        if float(mantissa) == 0:
            return "0"
        product = "" if mantissa == "1" else rf"{mantissa} \times "
        formula = f"{scientific['sign']}{product}10^{{{int(scientific['exponent'])}}}"
        return f"${formula}$" if place == "prose" else formula
    if place == "prose":
        return re.sub(r"\s?%", "\N{NO-BREAK SPACE}%", digits.replace("-", "\N{MINUS SIGN}"))
    # A comma in mathematics is punctuation and takes a space after it; in \text it does not.
    grouped = re.sub(r"\d+(?:,\d{3})+(?:\.\d+)?", r"\\text{\g<0>}", digits)
    return re.sub(r"\s?%", r"\\,\\%", grouped)


def _digits(value: int | float, specification: str | None) -> str:
    """The number in Python's own printing, before any typography."""
    if specification is None:
        if isinstance(value, float) and value.is_integer() and abs(value) < 10**_MOST_DIGITS:
            return str(int(value))
        digits = repr(value)
        significant = re.sub(r"e.*|\D", "", digits).strip("0")
        if isinstance(value, float) and len(significant) > _MOST_DIGITS:
            raise ValueError(f"is {digits}: say how many digits to print, such as :.3g")
        return digits
    if not _FORMAT.fullmatch(specification):
        raise ValueError(
            f"has the format {specification!r}, which is not words, duration, formula, or "
            "[+][,][.digits] and one of d e f g %"
        )
    if specification == "%":
        exact = 100 * as_written(value)
        return f"{exact.numerator if exact.denominator == 1 else float(exact)}%"
    if specification.endswith("d"):
        if "." in specification or value != int(value):
            raise ValueError(f"has the format {specification!r}, but is {value!r}")
        return format(int(value), specification)
    return format(value, specification)


def _worded(value: int | float | str, specification: str) -> str:
    """A number in words."""
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"is {value!r}, which no format can print")
    try:
        if specification == "words":
            return in_words(value)
        return duration(float(value))
    except (ZeroDivisionError, ValueError) as error:
        raise ValueError(f"has the format {specification!r}, but is {value!r}") from error


def _formula(value: Value, place: Place) -> str:
    """TeX of inequalities, in a formula."""
    if not isinstance(value, str) or not _FORMULA.fullmatch(value):
        raise ValueError(f"has the format 'formula', but is {value!r}")
    return f"${value}$" if place == "prose" else value


def _text(value: str, specification: str | None, place: Place) -> str:
    """Text from outside, in prose or in a formula."""
    if specification is not None:
        raise ValueError(f"has the format {specification!r}, but is text")
    if place == "prose":
        return escape(value)
    if not _HARMLESS.fullmatch(value):
        raise ValueError(f"is {value!r}, which cannot stand in a formula")
    return value if re.fullmatch(r"[0-9./+-]*", value) else rf"\text{{{value}}}"
