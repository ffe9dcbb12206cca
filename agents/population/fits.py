"""Laws of wealth fitted to given stakes, and how well they fit."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

from ...models.errors import InvalidParameter


@dataclass(frozen=True, slots=True)
class Fit:
    """A law fitted by maximum likelihood."""

    parameter: float
    """Tail exponent of a Pareto law, or standard deviation of the logarithm of a log-normal one [1]."""
    scale: float
    """Least stake of the Pareto law's tail, or median of the log-normal one [unit of the stakes]."""
    distance: float
    """Of Kolmogorov and Smirnov: the largest difference between the two distribution functions [1]."""
    people: int
    """Stakes that the fit is about [1]."""


def fit_pareto(stakes: NDArray[np.float64], tail: float = 0.1) -> Fit:
    """The Pareto law of the largest stakes.

    Parameters
    ----------
    stakes
        (people,) Positive [any unit].
    tail
        Part of the people, the largest, that the law is fitted to, in (0, 1] [1].

    Raises
    ------
    InvalidParameter
        When fewer than three stakes are in the tail, or all are equal.

    Notes
    -----
    Source: Hill 1975, Ann. Statist. 3, doi:10.1214/aos/1176343247.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> round(fit_pareto(rng.pareto(1.5, 100_000) + 1, tail=1.0).parameter, 1)
    1.5
    """
    ordered = np.sort(_positive(stakes))
    count = int(len(ordered) * tail)
    if count < 3 or ordered[-1] == ordered[-count]:
        raise InvalidParameter(
            f"stakes must hold at least 3 unequal ones in the tail, got {count} of {len(ordered)}"
        )
    largest = ordered[-count:]
    least = float(largest[0])
    exponent = count / float(np.log(largest / least).sum())
    return Fit(exponent, least, _distance(1 - (largest / least) ** -exponent), count)


def fit_lognormal(stakes: NDArray[np.float64]) -> Fit:
    """The log-normal law of all stakes.

    Parameters
    ----------
    stakes
        (people,) Positive [any unit].

    Raises
    ------
    InvalidParameter
        When there are fewer than three, or all are equal.

    Notes
    -----
    Source: textbook; maximum likelihood is mean and deviation of the logarithms.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> round(fit_lognormal(np.exp(2 * rng.standard_normal(100_000))).parameter, 1)
    2.0
    """
    logarithms = np.log(np.sort(_positive(stakes)))
    deviation = float(logarithms.std())
    if len(logarithms) < 3 or not deviation:
        raise InvalidParameter(
            f"stakes must be at least 3 unequal ones, got {len(logarithms)} of them"
        )
    standard = (logarithms - logarithms.mean()) / deviation
    return Fit(
        deviation, float(np.exp(logarithms.mean())), _distance(ndtr(standard)), len(logarithms)
    )


def _positive(stakes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Stakes above zero."""
    return stakes[stakes > 0]


def _distance(law: NDArray[np.float64]) -> float:
    """Largest difference between a law at ordered values and the steps of the values themselves."""
    steps = np.arange(len(law) + 1) / len(law)
    return float(max((steps[1:] - law).max(), (law - steps[:-1]).max()))
