"""Products of polynomials whose coefficients are probabilities, with the error to be expected."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

_DIRECT = 64
_EPSILON = 2.0**-52


def product(
    first: NDArray[np.float64], second: NDArray[np.float64], errors: list[float]
) -> NDArray[np.float64]:
    """Product of two polynomials with coefficients that are not negative.

    Parameters
    ----------
    first, second
        Coefficients, (terms,) [1].
    errors
        Where the error of each coefficient is noted, absolutely, if there is any [1].

    Returns
    -------
    NDArray[np.float64]
        (first + second - 1,) [1].

    Notes
    -----
    Source: directly where one factor is short, else the Fourier transform, whose error grows as in
    Schatzman 1996, SIAM J. Sci. Comput. 17, doi:10.1137/S1064827593247023.

    Examples
    --------
    >>> product(np.array([0.5, 0.5]), np.array([0.5, 0.5]), [])
    array([0.25, 0.5 , 0.25])
    """
    if min(len(first), len(second)) <= _DIRECT:
        return np.convolve(first, second)
    length = len(first) + len(second) - 1
    size = 1 << (length - 1).bit_length()
    norms = float(np.linalg.norm(first) * np.linalg.norm(second))
    errors.append(_EPSILON * math.sqrt(size.bit_length()) * norms)
    found = np.fft.irfft(np.fft.rfft(first, size) * np.fft.rfft(second, size), size)[:length]
    return np.maximum(found, 0.0)


def product_of_all(
    factors: Iterable[NDArray[np.float64]], errors: list[float]
) -> NDArray[np.float64]:
    """Product of many polynomials, two by two.

    Parameters
    ----------
    factors
        Coefficients, at least one polynomial; best those of like length beside each other.
    errors
        Where errors are noted [1].

    Notes
    -----
    Source: Biscarri, Zhao & Brunner 2018, Comput. Stat. Data Anal. 122,
    doi:10.1016/j.csda.2018.01.007.

    Examples
    --------
    >>> product_of_all([np.array([0.5, 0.5])] * 3, [])
    array([0.125, 0.375, 0.375, 0.125])
    """
    left = list(factors)
    while len(left) > 1:
        last = left[-1:] if len(left) % 2 else []
        pairs = zip(left[0::2], left[1::2], strict=False)
        left = [*(product(first, second, errors) for first, second in pairs), *last]
    return left[0]
