"""Quantities as people read them: separators, three digits, a unit that fits."""

import math

MANY_DIGITS = 1e15
"""From here on, a count of digits is no longer read at a glance."""

UNITS = (
    (120.0, 1.0, "s"),
    (120 * 60.0, 60.0, "min"),
    (48 * 3_600.0, 3_600.0, "h"),
    (730 * 86_400.0, 86_400.0, "days"),
    (math.inf, 31_536_000.0, "years"),
)
"""Below so many seconds: the unit's length in seconds, and its name."""

MARKUP = r"\`*_{}[]()<>#+-!|~$:"
"""Characters that Markdown may read as more than themselves."""

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float) -> str:
    """A number of three digits, or of all its whole ones with separators.

    Examples
    --------
    >>> number(5_045_760.2), number(12.5678), number(0.0), number(0.000012)
    ('5,045,760', '12.6', '0', '1.2 × 10⁻⁵')
    """
    size = abs(value)
    if size >= MANY_DIGITS or 0 < size < 0.0005:
        return power_of_ten(math.log10(size))
    return f"{value:,.0f}" if size >= 100 else f"{value:.3g}"


def percent(share: float) -> str:
    """A part of a whole in per cent.

    Examples
    --------
    >>> percent(50_457.6), percent(0.1251)
    ('5,045,760 %', '12.5 %')
    """
    return f"{number(100 * share)} %"


def duration(seconds: float) -> str:
    """A time in the unit that suits it.

    Examples
    --------
    >>> duration(105.0), duration(7_200.0), duration(1_814_400.0), duration(float("inf"))
    ('105 s', '2 h', '21 days', 'never')
    """
    if seconds == math.inf:
        return "never"
    length, unit = next((length, unit) for below, length, unit in UNITS if seconds < below)
    return f"{number(seconds / length)} {unit}"


def probability(value: float, log10_value: float) -> str:
    """A probability, however rare; the logarithm speaks where the float has underflowed.

    Examples
    --------
    >>> probability(0.25, -0.60206), probability(0.0, -2000.0), probability(0.0, -float("inf"))
    ('0.25', '1 × 10⁻²⁰⁰⁰', '0')
    """
    if log10_value == -math.inf:
        return "0"
    return f"{value:.4g}" if value >= 0.001 else power_of_ten(log10_value)


def power_of_ten(log10_value: float) -> str:
    """A positive number by its logarithm to base ten, with three digits.

    Examples
    --------
    >>> power_of_ten(-12.455366), power_of_ten(17.0)
    ('3.5 × 10⁻¹³', '1 × 10¹⁷')
    """
    exponent = math.floor(log10_value)
    mantissa = f"{10 ** (log10_value - exponent):.3g}"
    if mantissa == "10":
        mantissa, exponent = "1", exponent + 1
    return f"{mantissa} × 10{str(exponent).translate(SUPERSCRIPTS)}"


def plain(text: str) -> str:
    r"""A sentence in which a page reads nothing as markup.

    Examples
    --------
    >>> plain("a_b <c>")
    'a\\_b \\<c\\>'
    """
    return "".join(f"\\{letter}" if letter in MARKUP else letter for letter in text)
