"""Numbers in words: fractions, small counts and durations."""

from fractions import Fraction

from ...models.parameters.exact import as_written

CARDINALS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_PARTS = {
    2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth",
    7: "seventh", 8: "eighth", 9: "ninth", 10: "tenth",
}  # fmt: skip
_UNITS = (
    (1, Fraction(1, 1000), "ms"),
    (120, Fraction(1), "s"),
    (3_600, Fraction(60), "minutes"),
    (172_800, Fraction(3_600), "hours"),
    (63_072_000, Fraction(86_400), "days"),
)
"""Below how many seconds a unit is used, its length in seconds, and its name."""
_YEAR_SECONDS = 31_536_000


def in_words(value: int | float | str) -> str:
    """A part of a whole, or a small count, as a sentence has it.

    Parameters
    ----------
    value
        An integer is a count; a text such as ``2/3``, or a float up to one, is a part of a
        whole; larger floats that are whole are counts too [1].

    Returns
    -------
    str
        Parts with up to ten in the denominator and counts up to twelve in words; others as they
        are, floats with three digits.

    Raises
    ------
    ValueError
        If a text is no number.

    Examples
    --------
    >>> [in_words(value) for value in ("2/3", "1/2", "1/6", "7/12", "1", 0.1, 3)]
    ['two thirds', 'half', 'a sixth', '7/12', 'all', 'a tenth', 'three']
    """
    part = as_written(value) if isinstance(value, float) else Fraction(value)
    is_count = isinstance(value, int) or part > 1
    if part.denominator == 1 and 0 <= part < len(CARDINALS) and (is_count or part == 0):
        return CARDINALS[int(part)]
    if part == 1:
        return "all"
    if 0 < part < 1 and part.denominator in _PARTS:
        return _part(part)
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:.3g}"
    return f"{value:,d}" if isinstance(value, int) else str(part)


def duration(seconds: int | float) -> str:
    """A time in the unit that a person would choose.

    Parameters
    ----------
    seconds
        Not negative [s].

    Returns
    -------
    str
        With two digits, or all before the point.

    Raises
    ------
    ValueError
        If the time is negative or not a number.

    Examples
    --------
    >>> [duration(one) for one in (0.3, 17, 4_320, 259_200, 1e9)]
    ['300 ms', '17 s', '1.2 hours', '3 days', '32 years']
    """
    if not seconds >= 0:
        raise ValueError(f"is {seconds!r}, which is no time")
    if seconds == 0:
        return "no time"
    length, name = next(
        ((length, name) for below, length, name in _UNITS if seconds < below),
        (Fraction(_YEAR_SECONDS), "years"),
    )
    amount = seconds / float(length)
    digits = f"{amount:,.0f}" if amount >= 9.95 else f"{amount:.2g}"
    return f"{digits} {name[:-1] if digits == '1' and len(name) > 2 else name}"


def _part(part: Fraction) -> str:
    """A proper fraction with a small denominator."""
    name = _PARTS[part.denominator]
    if part.numerator > 1:
        return f"{CARDINALS[part.numerator]} {name}s"
    return name if name == "half" else f"{'an' if name == 'eighth' else 'a'} {name}"
