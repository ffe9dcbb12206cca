"""The best of several worths, for one person or for arrays of them."""

from collections.abc import Sequence
from typing import Any

import numpy as np


def select(condition: Any, yes: Any, no: Any) -> Any:
    """One of two values by a condition, or element by element."""
    if isinstance(condition, np.ndarray):
        return np.where(condition, yes, no)
    return yes if condition else no


def taken(values: Sequence[Any], choice: Any) -> Any:
    """The value of a choice that has been made, or of each.

    Parameters
    ----------
    values
        One per choice.
    choice
        Index, or (k,) indices [1].

    Examples
    --------
    >>> taken((5.0, 7.0), 1), taken((np.array([5, 6]), np.array([7, 8])), np.array([1, 0])).tolist()
    (7.0, [7, 6])
    """
    if isinstance(choice, np.ndarray):
        return np.choose(choice, values)
    return values[choice]


def rounded_down(value: Any) -> Any:
    """The whole part of a number that is not negative, or of each of several.

    Examples
    --------
    >>> rounded_down(2.75), rounded_down(np.array([0.5, 2.0])).tolist()
    (2, [0, 2])
    """
    return value.astype(np.int64) if isinstance(value, np.ndarray) else int(value)


def one_of(draw: Any, count: int) -> Any:
    """Which of several a draw picks.

    Parameters
    ----------
    draw
        Uniform on [0, 1), or (k,) of them [1].
    count
        How many there are [1].

    Returns
    -------
    int
        Or (k,) of them, from zero [1].

    Examples
    --------
    >>> one_of(0.5, 3), one_of(np.array([0.0, 0.9]), 3).tolist()
    (1, [0, 2])
    """
    return rounded_down(draw * count)


def best_response(worths: Sequence[Any], feasible: Sequence[Any], choice: Any) -> Any:
    """The choice worth most among those that are open; the present one where none is worth more.

    Parameters
    ----------
    worths, feasible
        One per choice: what it brings, and whether it is open.
    choice
        Made now [1].

    Returns
    -------
    int
        Or (k,) of them; the first of equals [1].

    Examples
    --------
    >>> best_response((1.0, 3.0, 3.0), (True, True, True), 2)
    2
    >>> best_response((1.0, 3.0, 4.0), (True, True, False), 2)
    1
    """
    open_worths = [
        select(is_open, worth, -np.inf) for worth, is_open in zip(worths, feasible, strict=True)
    ]
    most = taken(open_worths, choice)
    for index, worth in enumerate(open_worths):
        better = worth > most
        choice = select(better, index, choice)
        most = select(better, worth, most)
    return choice
