"""Numbers as people read them: four digits, large ones in words, small chances by their power of ten."""

from collections.abc import Callable, Sequence
from math import floor, isfinite, log10
from typing import TypeVar

from ..simulating.economy import Interval

T = TypeVar("T")

DIGITS = 4
"""Of a number that stands for itself."""

MOST_DIGITS = 10
"""Of numbers that are nearly alike: what differs beyond is rounding."""

LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))

SMALL = 1e-4
"""Below, a number is told with its power of ten."""

UNITS = {
    "1": "", "1/year": " % a year", "token": " tokens", "token/year": " tokens a year",
    "ms": " ms", "s": " s", "1/s": " a second",
}  # fmt: skip
"""How a unit is told after a number; a rate by the year is told in per cent."""

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

MINUS = "−"


def number(value: float, digits: int = DIGITS) -> str:
    """A number in few digits.

    Examples
    --------
    >>> [number(value) for value in (0.531723, 25152.96, -2842539395.9, 0.0000073166, 0.0)]
    ['0.5317', '25,150', '−2.843 billion', '7.317 × 10⁻⁶', '0']
    """
    size = abs(value)
    sign = MINUS if value < 0 else ""
    for least, word in LARGE:
        if least <= size < 1e15:
            return f"{sign}{size / least:.{digits}g} {word}"
    if size == 0 or SMALL <= size < 1_000:
        return f"{sign}{size:.{digits}g}"
    if size < 1e15 and size >= 1_000:
        step = 10.0 ** (floor(log10(size)) + 1 - digits)
        return f"{sign}{round(size / step) * step:,.0f}"
    mantissa, _, power = f"{size:.{digits - 1}e}".partition("e")
    return f"{sign}{mantissa.rstrip('0').rstrip('.')} × {power_of_ten(int(power))}"


def power_of_ten(power: int) -> str:
    """A power of ten.

    Examples
    --------
    >>> power_of_ten(-12)
    '10⁻¹²'
    """
    return f"10{str(power).translate(SUPERSCRIPTS)}"


def amount(value: float, unit: str, digits: int = DIGITS) -> str:
    """A number with its unit.

    Examples
    --------
    >>> amount(0.0558, "1/year"), amount(131342876.7, "token"), amount(21.0, "1")
    ('5.58 % a year', '131.3 million tokens', '21')
    """
    scaled = 100 * value if unit == "1/year" else value
    return f"{number(scaled, digits)}{UNITS.get(unit, f' {unit}')}"


def told_apart(values: Sequence[T], tell: Callable[[T, int], str], digits: int) -> list[str]:
    """Values in words, in so many digits that those that differ can be told apart.

    Examples
    --------
    >>> told_apart([0.01092, 0.01091], number, 3), told_apart([0.5, 0.5], number, 3)
    (['0.01092', '0.01091'], ['0.5', '0.5'])
    """
    for more in range(digits, MOST_DIGITS):
        words = [tell(value, more) for value in values]
        if len(set(words)) == len(set(values)):
            return words
    return [tell(value, digits) for value in values]


def from_to(interval: Interval, unit: str) -> str:
    """An interval of a difference, of rates in points.

    Examples
    --------
    >>> from_to({"mean": -0.02, "lower": -0.03, "upper": -0.01}, "1/year")
    '−3 to −1 points'
    >>> from_to({"mean": 2.0, "lower": 2.0, "upper": 2.0}, "ms")
    '+2 ms'
    """
    scale = 100 if unit == "1/year" else 1
    after = " points" if unit == "1/year" else UNITS.get(unit, f" {unit}")
    lower, upper = interval["lower"], interval["upper"]
    if lower is None or upper is None:
        return f"{signed(scale * interval['mean'])}{after}, no interval"
    if lower == upper:
        return f"{signed(scale * lower)}{after}"
    return f"{signed(scale * lower)} to {signed(scale * upper)}{after}"


def between(interval: Interval, unit: str) -> str:
    """How far a mean may be from the truth.

    Examples
    --------
    >>> between({"mean": 0.05, "lower": 0.04, "upper": 0.06}, "1/year")
    '4 to 6 % a year'
    >>> between({"mean": 0.05, "lower": 0.05, "upper": 0.05}, "1/year")
    'alike in all runs'
    """
    lower, upper = interval["lower"], interval["upper"]
    if lower is None or upper is None:
        return "one run, no interval"
    if lower == upper:
        return "alike in all runs"
    return f"{amount(lower, unit).removesuffix(UNITS.get(unit, ''))} to {amount(upper, unit)}"


def signed(value: float) -> str:
    """A difference in three digits, with its sign."""
    return f"+{number(value, 3)}" if value > 0 else number(value, 3)


def chance(probability: float, log10_probability: float, digits: int = 3) -> str:
    """A probability, by its logarithm where no float can hold it.

    Examples
    --------
    >>> chance(0.25, -0.60206), chance(0.0, -400.5), chance(0.0, float("-inf"))
    ('0.25', '10⁻⁴⁰⁰', 'impossible')
    """
    if not isfinite(log10_probability):
        return "impossible"
    if probability == 0:
        return power_of_ten(round(log10_probability))
    return number(probability, digits)


def listed(words: list[str]) -> str:
    """Words with commas and an "and".

    Examples
    --------
    >>> listed(["gini"]), listed(["10 %", "20 %", "30 %"])
    ('gini', '10 %, 20 % and 30 %')
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def counted(count: int, one: str, many: str = "") -> str:
    """A number of things.

    Examples
    --------
    >>> counted(1, "run"), counted(16, "run")
    ('1 run', '16 runs')
    """
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"
