"""Sums of whole weights on the lattice of all their values, by two ways."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math

import numpy as np
from numpy.typing import NDArray

from .tilting import Tilt
from .voters import Voters

LARGEST_TOTAL = 4_000_000
"""Largest sum that is laid out [lattice point]: 32 MB."""

LARGEST_WORK = 1_000_000_000
"""Lattice points that the recurrence may visit [1]: about three seconds."""

_DIRECT = 64
_SMALLEST_LOG = -600.0
_EPSILON = 2.0**-52
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
    Source: Biscarri, Zhao & Brunner 2018, Comput. Stat. Data Anal. 122,
    doi:10.1016/j.csda.2018.01.007, with the Fourier transform for all but short factors. Its error
    grows as in Schatzman 1996, SIAM J. Sci. Comput. 17, doi:10.1137/S1064827593247023; errors are
    taken to be independent.

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
    while len(factors) > 1:
        last = factors[-1:] if len(factors) % 2 else []
        pairs = zip(factors[0::2], factors[1::2], strict=False)
        factors = [*(_product(first, second, errors) for first, second in pairs), *last]
    return factors[0], math.hypot(*errors)


def _product(
    first: NDArray[np.float64], second: NDArray[np.float64], errors: list[float]
) -> NDArray[np.float64]:
    """Product of two polynomials with coefficients that are not negative; notes its error."""
    if min(len(first), len(second)) <= _DIRECT:
        return np.convolve(first, second)
    length = len(first) + len(second) - 1
    size = 1 << (length - 1).bit_length()
    norms = float(np.linalg.norm(first) * np.linalg.norm(second))
    errors.append(_EPSILON * math.sqrt(size.bit_length()) * norms)
    product = np.fft.irfft(np.fft.rfft(first, size) * np.fft.rfft(second, size), size)[:length]
    return np.maximum(product, 0.0)


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
