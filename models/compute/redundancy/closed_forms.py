"""Reliability and cost of the three schemes where all wrong results are the same: the worst case."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from typing import Any

import numpy as np
from scipy.special import (  # pyright: ignore[reportMissingTypeStubs] - SciPy ships no types
    betainc,  # pyright: ignore[reportUnknownVariableType]
    expit,  # pyright: ignore[reportUnknownVariableType]
)

from .leads import advantage, copies_for_lead
from .rules import Kind, Scheme, majority


def log_odds(reliability: Any) -> Any:
    """Logarithm of the odds of a right result.

    Parameters
    ----------
    reliability
        In [0, 1] [1].

    Returns
    -------
    float or ndarray
        Minus infinity at 0, 0 at a half, infinity at 1 [1].

    Notes
    -----
    Source: ours. Near a half the plain logarithm of a quotient loses what tells them apart.
    """
    right = np.asarray(reliability, dtype=float)
    middle = np.abs(advantage(right)) < 0.5
    with np.errstate(divide="ignore"):
        outside = np.log(right) - np.log1p(-right)
    return np.where(middle, 2 * np.arctanh(np.where(middle, advantage(right), 0.0)), outside)[()]


def lead_error(reliability: Any, lead: Any) -> Any:
    """Probability that an answer which leads by so many votes is wrong.

    Parameters
    ----------
    reliability
        Of a single result, in [0, 1] [1].
    lead
        Votes [1].

    Returns
    -------
    float or ndarray
        Exact however small [1].

    Notes
    -----
    Source: Brun et al. 2011: (1 - r)^d / (r^d + (1 - r)^d).

    Examples
    --------
    >>> round(1 - float(lead_error(0.7, 4)), 6)
    0.967365
    """
    return expit(-lead * log_odds(reliability))


def lead_cost(reliability: Any, lead: Any) -> Any:
    """Expected copies of the iterative scheme.

    Parameters
    ----------
    reliability
        Of a single result, in [0, 1] [1].
    lead
        Votes [1].

    Returns
    -------
    float or ndarray
        The square of the lead where right and wrong are equally likely [1].

    Notes
    -----
    Source: `copies_for_lead`, and its limit at a half.

    Examples
    --------
    >>> round(float(lead_cost(0.7, 4)), 3), float(lead_cost(0.5, 4))
    (9.347, 16.0)
    """
    copy = advantage(np.asarray(reliability, dtype=float))
    even = copy == 0
    of_lead = np.tanh(np.where(even, 0.0, lead * log_odds(reliability) / 2))
    found = copies_for_lead(lead, of_lead, np.where(even, 1.0, copy))
    square = np.square(np.asarray(lead, dtype=float))
    return np.where(even, square, np.clip(found, lead, square))[
        ()
    ]  # but for rounding it lies there


def majority_error(reliability: Any, copies: Any) -> Any:
    """Probability that most of so many results are wrong.

    Parameters
    ----------
    reliability
        Of a single result, in [0, 1] [1].
    copies
        Odd [1].

    Returns
    -------
    float or ndarray
        Exact however small [1].

    Notes
    -----
    Source: Brun et al. 2011, the tail of a binomial law, as an incomplete beta function.

    Examples
    --------
    >>> round(float(majority_error(0.9, 3)), 6)
    0.028
    """
    needed = majority(copies)
    return betainc(needed, needed, 1 - np.asarray(reliability, dtype=float))[()]


def progressive_cost(reliability: Any, copies: Any) -> Any:
    """Expected copies until as many agree as are a majority of so many.

    Parameters
    ----------
    reliability
        Of a single result, in [0, 1] [1].
    copies
        Odd [1].

    Returns
    -------
    float or ndarray
        [1]

    Notes
    -----
    Source: Brun et al. 2011, a sum over two negative binomial laws; the closed form is ours.

    Examples
    --------
    >>> float(progressive_cost(0.5, 3)), float(progressive_cost(1.0, 3))
    (2.5, 2.0)
    """
    right = np.asarray(reliability, dtype=float)
    needed = majority(copies)
    return (_copies_where(right, needed) + _copies_where(1 - right, needed))[()]


def _copies_where(chance: Any, needed: Any) -> Any:
    """Expected copies, counted only where the answer of this chance is the first to have enough."""
    never = chance == 0
    reached = betainc(needed + 1, needed, chance)
    return np.where(never, 0.0, needed * reached / np.where(never, 1.0, chance))


def error(scheme: Scheme, reliability: Any) -> Any:
    """Probability that a scheme accepts a wrong result.

    Parameters
    ----------
    scheme
        With its size.
    reliability
        Of a single result, in [0, 1] [1].

    Returns
    -------
    float or ndarray
        [1]

    Notes
    -----
    Source: `lead_error`, `majority_error`.

    Examples
    --------
    >>> from .rules import traditional
    >>> round(float(error(traditional(3), 0.9)), 6)
    0.028
    """
    if scheme.kind is Kind.ITERATIVE:
        return lead_error(reliability, scheme.size)
    return majority_error(reliability, scheme.size)


def cost(scheme: Scheme, reliability: Any) -> Any:
    """Expected copies that a scheme runs of a job.

    Parameters
    ----------
    scheme
        With its size.
    reliability
        Of a single result, in [0, 1] [1].

    Returns
    -------
    float or ndarray
        [1]

    Notes
    -----
    Source: `lead_cost`, `progressive_cost`; the traditional scheme always runs all.

    Examples
    --------
    >>> from .rules import traditional
    >>> float(cost(traditional(19), 0.7))
    19.0
    """
    if scheme.kind is Kind.ITERATIVE:
        return lead_cost(reliability, scheme.size)
    if scheme.kind is Kind.PROGRESSIVE:
        return progressive_cost(reliability, scheme.size)
    return np.full(np.shape(reliability), float(scheme.size))[()]
