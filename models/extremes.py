"""The smaller and the larger of two numbers, read four ways: only here a reading is told apart."""

# pyright: reportUnknownMemberType=false
# SymPy ships no types.

from collections.abc import Callable
from typing import Any

import numpy as np
import sympy  # pyright: ignore[reportMissingTypeStubs]


def smaller(left: Any, right: Any) -> Any:
    """The smaller of two numbers.

    Parameters
    ----------
    left, right
        Of one unit; floats, fractions, arrays, SymPy's or Z3's.

    Returns
    -------
    float
        In the unit of both; a whole number beside a float or a fraction becomes one.

    Notes
    -----
    Source: arithmetic.

    Examples
    --------
    >>> smaller(1.5, 1), smaller(np.array([0.5, 1.5]), 1).tolist(), smaller(sympy.Symbol("x"), 1)
    (1.0, [0.5, 1.0], Min(1, x))
    """
    return _either(left <= right, left, right, np.minimum, sympy.Min)


def larger(left: Any, right: Any) -> Any:
    """The larger of two numbers.

    Parameters
    ----------
    left, right
        Of one unit; floats, fractions, arrays, SymPy's or Z3's.

    Returns
    -------
    float
        In the unit of both; a whole number beside a float or a fraction becomes one.

    Notes
    -----
    Source: arithmetic.

    Examples
    --------
    >>> larger(0.5, 1), larger(np.array([0.5, 1.5]), 1).tolist(), larger(sympy.Symbol("x"), 1)
    (1.0, [1.0, 1.5], Max(1, x))
    """
    return _either(left >= right, left, right, np.maximum, sympy.Max)


def _either(
    is_left: Any,
    left: Any,
    right: Any,
    of_arrays: Callable[[Any, Any], Any],
    of_symbols: Callable[[Any, Any], Any],
) -> Any:
    """Left where the comparison says so, else right: what it is made of tells how it is read."""
    if isinstance(is_left, bool | np.bool_):
        return type(left + right)(left if is_left else right)
    if isinstance(is_left, np.ndarray):
        return of_arrays(left, right)
    if isinstance(is_left, sympy.logic.boolalg.Boolean):
        return of_symbols(left, right)
    # A condition of Z3, which the models do not import, times a number is an if-then-else.
    return is_left * left + ~is_left * right
