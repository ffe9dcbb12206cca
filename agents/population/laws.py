"""How an amount is divided among people, by a law of wealth or in the proportions of a file."""

import numpy as np
from numpy.typing import NDArray

from ...models.economics.distribution import pro_rata

LARGEST_WEIGHT = 2**40
"""Wealth of the richest before it is scaled; a million of them stay below 2^62."""


def divided(amount: int, log_weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """An amount divided in proportion to weights, to the last base unit.

    Parameters
    ----------
    amount
        [base unit]
    log_weights
        (people,) Logarithms of the weights [1].

    Returns
    -------
    NDArray[np.int64]
        (people,) Sums to the amount [base unit].

    Notes
    -----
    The largest is divided out before the exponential is taken, which would overflow for heavy tails.
    The remainder goes to the first rows, a unit each.
    """
    weights = (np.exp(log_weights - log_weights.max()) * LARGEST_WEIGHT).astype(np.int64)
    wealth, dust = pro_rata(amount, weights)
    wealth[:dust] += 1
    return wealth


def pareto_weights(people: int, exponent: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Logarithms of wealth by a Pareto law.

    Parameters
    ----------
    people
        At least one [1].
    exponent
        Tail exponent, positive [1].
    rng
        Stream of the stakes.

    Notes
    -----
    Source: a Pareto variable is the exponential of an exponential one over the exponent.
    """
    return rng.standard_exponential(people) / exponent


def lognormal_weights(
    people: int, deviation: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Logarithms of wealth by a log-normal law.

    Parameters
    ----------
    people
        At least one [1].
    deviation
        Standard deviation of the logarithm, not negative [1].
    rng
        Stream of the stakes.

    Notes
    -----
    Source: Gibrat 1931.
    """
    return rng.standard_normal(people) * deviation


def equal_weights(people: int) -> NDArray[np.float64]:
    """Logarithms of equal wealth."""
    return np.zeros(people)


def weights_of(stakes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logarithms of given stakes.

    Parameters
    ----------
    stakes
        (people,) Not negative, at least one positive [any unit].
    """
    with np.errstate(divide="ignore"):
        return np.log(stakes)


def about(mean: float, spread: float, draws: NDArray[np.float64]) -> NDArray[np.float64]:
    """What differs between people: uniform about a mean.

    Parameters
    ----------
    mean
        [any unit]
    spread
        Largest difference over the mean, in [0, 1] [1].
    draws
        (people,) Uniform on [0, 1) [1].

    Returns
    -------
    NDArray[np.float64]
        (people,) [unit of the mean].

    Notes
    -----
    Source: textbook.

    Examples
    --------
    >>> about(10.0, 0.5, np.array([0.0, 0.5, 0.75])).tolist()
    [5.0, 10.0, 12.5]
    """
    return mean * (1 + spread * (2 * draws - 1))


def premiums(aversion: float, exposure: float, draws: NDArray[np.float64]) -> NDArray[np.float64]:
    """What people ask for money that can be slashed.

    Parameters
    ----------
    aversion
        Mean over people of what they would ask for, were all of it exposed [1/year].
    exposure
        Part of a stake that one offence can cost [1].
    draws
        (people,) Standard exponential [1].

    Returns
    -------
    NDArray[np.float64]
        (people,) [1/year].

    Notes
    -----
    Source: ours, paper section "The economy of agents": most ask for little, and a few for much.

    Examples
    --------
    >>> premiums(0.5, 0.5, np.array([0.0, 1.0, 2.0])).tolist()
    [0.0, 0.25, 0.5]
    """
    return aversion * exposure * draws
