"""How the sentences of a finding print quantities, whatever their size."""

import math
from collections.abc import Iterable

from ..publishing import wording

DAY_SECONDS = 86_400
"""[s/day]"""

FIRST_WITH_EXPONENT = 1e15
"""From here on nobody counts the digits."""


def amount(value: float) -> str:
    """A quantity with all digits before the point while they can be read, and three where it is small.

    Examples
    --------
    >>> amount(10_369_000.0), amount(0.25), amount(1e300)
    ('10,369,000', '0.25', '1e+300')
    """
    return f"{value:,.0f}" if 10 <= value < FIRST_WITH_EXPONENT else f"{value:.3g}"


def percent(part: float) -> str:
    """A part of one as a percentage.

    Examples
    --------
    >>> percent(2_522.88), percent(0.05)
    ('252,288 %', '5 %')
    """
    return f"{amount(100 * part)} %"


def duration(seconds: float) -> str:
    """A time as the paper prints it; never where it is infinite or not a number.

    Examples
    --------
    >>> duration(35.0), duration(157_680.0), duration(1e300), duration(math.inf)
    ('35 s', '44 hours', '1e+300 s', 'never')
    """
    if not math.isfinite(seconds):
        return "never"
    return wording.duration(seconds) if seconds < FIRST_WITH_EXPONENT else f"{amount(seconds)} s"


def span(amounts: Iterable[float]) -> str:
    """Least and largest of some amounts, or the one that they all are.

    Examples
    --------
    >>> span([1_000.0, 100.0, 500.0]), span([20.0, 20.0])
    ('100 to 1,000', '20')
    """
    found = list(amounts)
    return " to ".join(dict.fromkeys((amount(min(found)), amount(max(found)))))
