"""Panels of staking ratios and reward rates, each cell at the equilibrium of supply and demand."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .staking_demand import CIRCULATING, equilibrium_stake, offered_yield


def equilibrium_panel(
    base_reward_factors: NDArray[np.float64],
    slopes: NDArray[np.float64],
    solve: Callable[..., float] = equilibrium_stake,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Staking ratio and reward rate of each token at each time.

    Parameters
    ----------
    base_reward_factors
        What each token pays, which moves demand, (tokens, times) [1].
    slopes
        What its holders ask for, which moves supply, (tokens, times) [1/year].
    solve
        `equilibrium_stake` or its second witness.

    Returns
    -------
    tuple[NDArray[np.float64], NDArray[np.float64]]
        Staking ratios [1] and reward rates [1/year], (tokens, times).

    Raises
    ------
    InvalidParameter
        Where a cell has no equilibrium.

    Notes
    -----
    Source: ours, on the curves of `staking_demand`. Where demand moves, cells lie along the supply
    curve, which rises; where supply moves, along the demand curve, which falls.

    Examples
    --------
    >>> ratios, rates = equilibrium_panel(np.array([[64.0], [32.0]]), np.full((2, 1), 0.042088))
    >>> ratios.round(3).tolist(), rates.round(4).tolist()
    ([[0.419], [0.278]], [[0.0294], [0.0234]])
    """
    stakes = np.empty(base_reward_factors.shape)
    for cell in np.ndindex(*stakes.shape):
        stakes[cell] = solve(float(base_reward_factors[cell]), slope=float(slopes[cell]))
    rates = offered_yield(stakes, base_reward_factors)
    return stakes / CIRCULATING, np.asarray(rates, dtype=np.float64)
