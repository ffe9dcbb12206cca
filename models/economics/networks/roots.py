"""Square roots, read three ways; curves with a root are beyond Z3's rational arithmetic."""

# pyright: reportUnknownMemberType=false
# SymPy ships no types.

from typing import Any

import sympy  # pyright: ignore[reportMissingTypeStubs]


def square_root(value: Any) -> Any:
    """The square root of a number that is not negative.

    Parameters
    ----------
    value
        Float, fraction, array, or SymPy's.

    Returns
    -------
    float
        In the root of its unit.

    Notes
    -----
    Source: arithmetic; of SymPy's numbers exact.

    Examples
    --------
    >>> square_root(6.25), square_root(sympy.Symbol("x"))
    (2.5, sqrt(x))
    """
    return sympy.sqrt(value) if isinstance(value, sympy.Basic) else value**0.5
