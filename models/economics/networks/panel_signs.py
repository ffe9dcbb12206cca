"""Correlation of staking ratio and reward rate: between tokens at one time, and over time in one."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import numpy as np
from numpy.typing import NDArray

from ...errors import InvalidParameter


def correlation_across_tokens(
    staking_ratios: NDArray[np.float64], reward_rates: NDArray[np.float64]
) -> float:
    """Correlation between tokens, averaged over times.

    Parameters
    ----------
    staking_ratios, reward_rates
        A balanced panel, (tokens, times) [1], [1/year].

    Returns
    -------
    float
        In [-1, 1] [1].

    Raises
    ------
    InvalidParameter
        Where the panels have different shapes, fewer than two tokens, or a time at which all are equal.

    Notes
    -----
    Source: Cong, He & Tang 2025, The Tokenomics of Staking (NBER 33640): positive in their panel.

    Examples
    --------
    >>> correlation_across_tokens(np.array([[0.2], [0.5]]), np.array([[0.03], [0.1]]))
    1.0
    """
    return _mean_correlation(staking_ratios, reward_rates, axis=0)


def correlation_over_time(
    staking_ratios: NDArray[np.float64], reward_rates: NDArray[np.float64]
) -> float:
    """Correlation over time, averaged over tokens.

    Parameters
    ----------
    staking_ratios, reward_rates
        A balanced panel, (tokens, times) [1], [1/year].

    Returns
    -------
    float
        In [-1, 1] [1].

    Raises
    ------
    InvalidParameter
        Where the panels have different shapes, fewer than two times, or a token that does not move.

    Notes
    -----
    Source: Cong, He & Tang 2025, The Tokenomics of Staking (NBER 33640): negative in their panel.

    Examples
    --------
    >>> correlation_over_time(np.array([[0.2, 0.5]]), np.array([[0.1, 0.03]]))
    -1.0
    """
    return _mean_correlation(staking_ratios, reward_rates, axis=1)


def _mean_correlation(first: NDArray[np.float64], second: NDArray[np.float64], axis: int) -> float:
    """Pearson's correlation along an axis, averaged over the other."""
    if first.ndim != 2 or first.shape != second.shape:
        raise InvalidParameter(
            "reward_rates must have the shape of staking_ratios, (tokens, times), got "
            f"{second.shape} and {first.shape}"
        )
    name = ("tokens", "times")[axis]
    if first.shape[axis] < 2:
        raise InvalidParameter(f"{name} must be at least 2, got {first.shape[axis]}")
    one = first - first.mean(axis=axis, keepdims=True)
    other = second - second.mean(axis=axis, keepdims=True)
    sizes = np.sqrt((one * one).sum(axis=axis) * (other * other).sum(axis=axis))
    if not (sizes > 0).all():
        raise InvalidParameter(f"{name} must differ in staking ratio and in reward rate")
    return float(((one * other).sum(axis=axis) / sizes).mean().clip(-1, 1))
