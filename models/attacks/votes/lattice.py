"""Sums of whole weights on the lattice of all their values, by two ways."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math

import numpy as np
from numpy.typing import NDArray

from ..weights.products import product_of_all
from .tilting import Tilt
from .voters import Voters

LARGEST_TOTAL = 4_000_000
"""Largest sum that is laid out [lattice point]: 32 MB."""

LARGEST_WORK = 1_000_000_000
"""Lattice points that the recurrence may visit [1]: about three seconds."""

_SMALLEST_LOG = -600.0
_LARGEST_ERROR = 1e-11


def fits(voters: Voters) -> bool:
    """Whether the lattice is small enough to be summed over."""
    total = voters.total
    return total <= LARGEST_TOTAL and total * len(voters.weights) <= 2 * LARGEST_WORK


def recurrence_masses(tilt: Tilt, weights: tuple[int, ...]) -> NDArray[np.float64]:
    """Chance of every sum, voter after voter.

    Parameters
    ----------
    tilt
        The voters' chances.
    weights
        Positive, the least first, (n_voters,) [lattice point].

    Returns
    -------
    NDArray[np.float64]
        (total + 1,) [1].

    Notes
    -----
    Source: Barlow & Heidtmann 1984, IEEE Trans. Reliability 33, doi:10.1109/TR.1984.5221843. Only
    sums of positive products: every mass keeps its digits.

    Examples
    --------
    >>> from .tilting import tilted
    >>> from .voters import voters_of
    >>> voters = voters_of((0.5, 0.25), (1.0, 2.0), 1.0)
    >>> recurrence_masses(tilted(voters, 0.0), voters.weights).round(12)
    array([0.375, 0.375, 0.125, 0.125])
    """
    masses = np.zeros(sum(weights) + 1)
    masses[0] = 1.0
    reached = 0
    for weight, yes, no in zip(weights, tilt.yes.tolist(), tilt.no.tolist(), strict=True):
        moved = yes * masses[: reached + 1]
        masses[: reached + 1] *= no
        reached += weight
        masses[weight : reached + 1] += moved
    return masses


def product_masses(tilt: Tilt, weights: tuple[int, ...]) -> tuple[NDArray[np.float64], float]:
    """Chance of every sum, as a product of polynomials, two by two.

    Parameters
    ----------
    tilt
        The voters' chances.
    weights
        Positive, (n_voters,) [lattice point].

    Returns
    -------
    tuple
        Masses (total + 1,), and the error to be expected of each, absolutely [1].

    Notes
    -----
    Source: `weights.products`; errors are taken to be independent.

    Examples
    --------
    >>> from .tilting import tilted
    >>> from .voters import voters_of
    >>> voters = voters_of((0.5, 0.25), (1.0, 2.0), 1.0)
    >>> product_masses(tilted(voters, 0.0), voters.weights)[0].round(12)
    array([0.375, 0.375, 0.125, 0.125])
    """
    factors: list[NDArray[np.float64]] = []
    for weight, yes, no in zip(weights, tilt.yes.tolist(), tilt.no.tolist(), strict=True):
        factor = np.zeros(weight + 1)
        factor[0], factor[weight] = no, yes
        factors.append(factor)
    errors: list[float] = []
    return product_of_all(factors, errors), math.hypot(*errors)


def log_tail(
    tilt: Tilt, voters: Voters, masses: NDArray[np.float64], error: float = 0.0
) -> float | None:
    """Natural logarithm of the true chance of the needed sum or more, from tilted masses.

    Parameters
    ----------
    tilt
        The law of the masses.
    voters
        Whose needed sum lies in [1, total].
    masses
        Tilted chance of every sum, (total + 1,) [1].
    error
        Error to be expected of each, absolutely [1].

    Returns
    -------
    float | None
        None where masses are so small that some may have underflown, or that the error shows [1].

    Notes
    -----
    Source: ours; every mass is weighed as `Tilt` says.

    Examples
    --------
    >>> from .tilting import tilted
    >>> from .voters import voters_of
    >>> voters = voters_of((0.5, 0.25), (1.0, 2.0), 2.0)
    >>> plain = tilted(voters, 0.0)
    >>> round(math.exp(log_tail(plain, voters, recurrence_masses(plain, voters.weights))), 12)
    0.25
    """
    beyond = masses[voters.needed :]
    over = np.flatnonzero(beyond)
    if not len(over):
        return None
    log_masses = np.log(beyond[over])
    logs = log_masses - tilt.rate / voters.weights[-1] * over
    largest = float(logs.max())
    if largest < _SMALLEST_LOG:
        return None
    scaled = float(np.exp(logs - largest).sum())
    factors = np.exp(-tilt.rate / voters.weights[-1] * np.arange(len(beyond)))
    if error * float(np.linalg.norm(factors)) > _LARGEST_ERROR * scaled * math.exp(largest):
        return None
    return tilt.log_factor + largest + math.log(scaled)
