"""Chances given by their logarithms: of one or the other, of both, and their sums."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math
from collections.abc import Iterable
from functools import reduce
from typing import Any

import numpy as np


def either(first: Any, second: Any) -> Any:
    """Logarithm of the chance of one or the other of independent events, by theirs [1].

    Parameters
    ----------
    first, second
        Natural logarithms of their chances, at most 0, numbers or arrays that broadcast [1].

    Notes
    -----
    Source: independence. It is a + (1 - a) b, or one minus (1 - a) (1 - b) where that is less than a
    half: no small number is a difference of large ones.

    Examples
    --------
    >>> np.exp(either(np.log([0.5]), np.log([0.5]))).round(12)
    array([0.75])
    """
    spared = np.expm1(first) * np.expm1(second)
    # Either branch is told what it can bear where the other one is taken.
    rest = np.log1p(-np.minimum(np.exp(first), 0.5)) + second
    likely: Any = np.log1p(-np.minimum(spared, 0.5))
    unlikely: Any = np.minimum(np.logaddexp(first, rest), 0.0)
    return np.choose(spared < 0.5, (unlikely, likely))


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
    return float(reduce(either, logarithms, -math.inf))
