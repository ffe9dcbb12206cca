"""How large a run and its numbers may be; nothing else, so that help is light."""

from ..models.errors import InvalidParameter

MOST_STAKERS = 1_000_000
"""Up to here the ranks of `concentration.gini` times its parts stay below 2^63."""

MOST_EPOCHS = 1_000_000
"""Metrics of so many epochs of one run take 200 megabytes."""

LARGEST_FACTOR = 1e6
"""Of what multiplies, in a setting or in one shock: beyond a million nothing means anything [1]."""

LARGEST_MONEY = 1e24
"""Of amounts from outside the economy: more than any supply [token]."""

LARGEST_DEVIATION = 20.0
"""Of the logarithm of wealth: the poorest of all have nothing long before [1]."""

LARGEST_PRICE = 1e12
"""Prices beyond, and below one over it, are not told apart; nor is what people ask for [1]."""


def check_at_most(name: str, value: float, most: float) -> None:
    """Number up to a limit."""
    if not value <= most:
        raise InvalidParameter(f"{name} must be at most {most:,.12g}, got {value!r}")


def bounded(value: float, most: float) -> float:
    """A positive number between one over a limit and the limit.

    Examples
    --------
    >>> bounded(1e-9, 1e6), bounded(3.0, 1e6), bounded(1e9, 1e6)
    (1e-06, 3.0, 1000000.0)
    """
    return min(max(value, 1 / most), most)
