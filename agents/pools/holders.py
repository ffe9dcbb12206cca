"""Who holds the stake, and what a pool would cost each of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...models.errors import InvalidParameter

LEAST_COST, MOST_COST = 1e-5, 1e-4
"""Of a pool, where all pools together earn 1 [token]. Source: Ovezik and Kiayias 2022 (ICAIF)."""


@dataclass(frozen=True, eq=False, slots=True)
class Holders:
    """Stakeholders, one row each."""

    stakes: NDArray[np.float64]
    """(n,) Parts of all stake [1]."""
    costs: NDArray[np.float64]
    """(n,) Of each one's first pool [token]."""


def found_holders(stakes: NDArray[np.float64], costs: NDArray[np.float64]) -> Holders:
    """Holders of given stakes with given costs.

    Parameters
    ----------
    stakes
        (n,) Positive; drawn from a law, all equal, or read from a file [token].
    costs
        (n,) Not negative [token].

    Returns
    -------
    Holders
        With stakes as parts of their sum.

    Raises
    ------
    InvalidParameter
        Where lengths differ, or a value is outside its range.

    Examples
    --------
    >>> found_holders(np.array([1.0, 3.0]), np.array([0.1, 0.1])).stakes.tolist()
    [0.25, 0.75]
    """
    if len(stakes) != len(costs):
        raise InvalidParameter(f"costs must be as many as stakes ({len(stakes)}), got {len(costs)}")
    refuse("stakes must be positive and finite", stakes, stakes > 0)
    refuse("costs must be finite and not negative", costs, costs >= 0)
    return Holders(stakes / stakes.sum(), costs)


def refuse(rule: str, values: NDArray[np.float64], kept: NDArray[np.bool_]) -> None:
    """Refuse the first value that breaks a rule or is infinite."""
    wrong = values[~(kept & np.isfinite(values))]
    if wrong.size:
        raise InvalidParameter(f"{rule}, got {float(wrong[0])!r}")
