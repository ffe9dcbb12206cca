"""Chances given by their logarithms: of one or the other, of both, and their sums."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections.abc import Iterable
from functools import reduce

import numpy as np
from numpy.typing import NDArray


def either(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logarithm of the chance of one or the other of independent events, by theirs [1].

    Parameters
    ----------
    first, second
        Natural logarithms of their chances, of one shape [1].

    Notes
    -----
    Source: a + (1 - a) b, sums of positive terms.

    Examples
    --------
    >>> np.exp(either(np.log([0.5]), np.log([0.5]))).round(12)
    array([0.75])
    """
    with np.errstate(divide="ignore"):
        without = np.log(-np.expm1(first))
    return np.logaddexp(first, without + second)


def log_sum(logarithms: Iterable[float]) -> float:
    """Logarithm of the sum of numbers that are given by their logarithms [1].

    Parameters
    ----------
    logarithms
        Natural logarithms, minus infinity for nothing [1].

    Notes
    -----
    Source: arithmetic.

    Examples
    --------
    >>> round(log_sum([-1000.0, -1000.0]), 9) == round(math.log(2) - 1000, 9)
    True
    """
    found = [each for each in logarithms if each > -math.inf]
    if not found:
        return -math.inf
    largest = max(found)
    return largest + math.log(math.fsum(math.exp(each - largest) for each in found))


def log_of_resources(needs_all: bool, logarithms: Iterable[float]) -> float:
    """Logarithm of the chance that all of independent events happen, or any.

    Parameters
    ----------
    needs_all
        All of them, or any.
    logarithms
        Natural logarithms of their chances, at most 0 [1].

    Returns
    -------
    float
        At most 0; of no event at all, certain for all of them and impossible for any [1].

    Notes
    -----
    Source: independence, and `either`.

    Examples
    --------
    >>> round(math.exp(log_of_resources(False, [math.log(0.5)] * 2)), 12)
    0.75
    """
    if needs_all:
        return min(0.0, math.fsum(logarithms))
    return min(0.0, float(reduce(either, map(np.array, logarithms), np.array(-math.inf))))
