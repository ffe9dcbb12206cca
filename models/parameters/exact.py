"""Decimal numbers as a person typed them, for comparisons that must not depend on binary rounding."""

from fractions import Fraction


def as_written(value: float) -> Fraction:
    """The shortest decimal that the float stands for, exactly.

    Examples
    --------
    >>> 3 * 0.1 <= 0.3, 3 * as_written(0.1) <= as_written(0.3)
    (False, True)
    """
    return Fraction(repr(float(value)))
