"""Whether draws fall as the tickets say: the chi-square test."""

from collections.abc import Sequence

from scipy.special import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    gammaincc,  # pyright: ignore[reportUnknownVariableType]
)


def chi_square(counts: Sequence[int], tickets: Sequence[int]) -> float:
    """Distance of draws from what their tickets make of them.

    Parameters
    ----------
    counts
        Wins of each holder [1].
    tickets
        Of each holder, all positive [1].

    Returns
    -------
    float
        Pearson's statistic [1].

    Notes
    -----
    Source: Pearson 1900, doi:10.1080/14786440009463897.

    Examples
    --------
    >>> chi_square([30, 70], [1, 1])
    16.0
    """
    per_ticket = sum(counts) / sum(tickets)
    expected = [each * per_ticket for each in tickets]
    return sum((found - due) ** 2 / due for found, due in zip(counts, expected, strict=True))


def chance_of_worse(statistic: float, freedom: int) -> float:
    """Chance that fair draws fall at least as far off.

    Parameters
    ----------
    statistic
        Pearson's [1].
    freedom
        Holders less one [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: Pearson 1900, the upper tail of the chi-square law, in the limit of many draws.

    Examples
    --------
    >>> round(chance_of_worse(16.0, 1), 8)
    6.334e-05
    """
    return float(gammaincc(freedom / 2, statistic / 2))
