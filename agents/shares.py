"""Who holds what after many rewards, each drawn by a rule of selection: all runs at once."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from .economy.concentration import gini

Weights = Callable[[NDArray[np.int64]], NDArray[np.int64]]
"""Weights by which holders are drawn, (runs, holders), of their stakes, (runs, holders)."""


def by_stake(stakes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Weights of proof of stake: the stake itself, (runs, holders) [base unit]."""
    return stakes


def by_distance_to_largest(stakes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Weights that favour the poor: what the largest holder has more; all alike if equal.

    Parameters
    ----------
    stakes
        (runs, holders) [base unit].

    Returns
    -------
    NDArray[np.int64]
        (runs, holders) [base unit].

    Notes
    -----
    Source: the rule "OppositeWeighted" of the Proof of Stake Simulator (Bicocca, narger-ef).

    Examples
    --------
    >>> by_distance_to_largest(np.array([[1, 3], [2, 2]])).tolist()
    [[2, 0], [1, 1]]
    """
    distances = stakes.max(axis=1, keepdims=True) - stakes
    return np.where(distances.any(axis=1, keepdims=True), distances, 1)


def steering_to(target: float) -> Weights:
    """Weights that hold the Gini coefficient: by stake below a target, else those that favour the poor.

    Parameters
    ----------
    target
        Gini coefficient to be held [1].

    Returns
    -------
    Weights
        The rule.

    Notes
    -----
    Source: after the rule "GiniStabilized" of the Proof of Stake Simulator (Bicocca, narger-ef), which
    blends the two with a delay; here the switch is at once.
    """

    def steered(stakes: NDArray[np.int64]) -> NDArray[np.int64]:
        """The weights of each run, (runs, holders) [base unit]."""
        too_equal = ginis(stakes) < target
        return np.where(too_equal[:, None], by_stake(stakes), by_distance_to_largest(stakes))

    return steered


def drawn_stakes(
    stakes: NDArray[np.int64],
    rewards: NDArray[np.int64],
    rng: np.random.Generator,
    weights: Weights = by_stake,
) -> NDArray[np.int64]:
    """Stakes after each of some rewards went to one holder, who stakes it.

    Parameters
    ----------
    stakes
        At the beginning, positive, (runs, holders) [base unit].
    rewards
        In the order in which they are paid, none negative, (rewards,) [base unit].
    rng
        Source of randomness.
    weights
        Rule by which the holder is drawn.

    Returns
    -------
    NDArray[np.int64]
        (runs, holders) [base unit].

    Notes
    -----
    Source: ours; the law behind `models/economics/networks/share_martingale.py`. In whole units, so that
    all that is paid is there in the end.

    Examples
    --------
    >>> drawn_stakes(np.array([[5, 5]]), np.array([2, 3]), np.random.default_rng(1)).sum().item()
    15
    """
    held = stakes.copy()
    rows = np.arange(len(held))
    for reward in rewards:
        edges = np.cumsum(weights(held), axis=1)
        lots = rng.integers(0, edges[:, -1])
        held[rows, (lots[:, None] >= edges).sum(axis=1)] += reward
    return held


def ginis(stakes: NDArray[np.int64]) -> NDArray[np.float64]:
    """Gini coefficient of each run.

    Parameters
    ----------
    stakes
        Positive, (runs, holders) [base unit].

    Returns
    -------
    NDArray[np.float64]
        (runs,) [1].

    Notes
    -----
    Source: `gini`.

    Examples
    --------
    >>> ginis(np.array([[3, 1], [2, 2]])).tolist()
    [0.25, 0.0]
    """
    return gini(np.sort(stakes, axis=1))


def final_shares(
    stakes: NDArray[np.int64], rewards: NDArray[np.int64], runs: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Shares of all stake after rewards that are drawn by stake.

    Parameters
    ----------
    stakes
        At the beginning, positive, (holders,) [base unit].
    rewards
        In the order in which they are paid, none negative, (rewards,) [base unit].
    runs
        At least 1 [1].
    rng
        Source of randomness.

    Returns
    -------
    NDArray[np.float64]
        (runs, holders) [1].

    Notes
    -----
    Source: `drawn_stakes`.

    Examples
    --------
    >>> final_shares(np.array([3, 1]), np.array([], dtype=np.int64), 2, np.random.default_rng(1))
    array([[0.75, 0.25],
           [0.75, 0.25]])
    """
    held = drawn_stakes(np.tile(stakes, (runs, 1)), rewards, rng)
    return np.asarray(held / held.sum(axis=1, keepdims=True), dtype=np.float64)


def in_base_units(amounts: NDArray[np.float64], units: int) -> NDArray[np.int64]:
    """Amounts as whole units, none lost: each running total is rounded.

    Parameters
    ----------
    amounts
        Not negative, (amounts,) [token].
    units
        [base unit/token]

    Returns
    -------
    NDArray[np.int64]
        (amounts,) [base unit].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> in_base_units(np.array([0.25, 0.25, 0.5]), 10).tolist()
    [2, 3, 5]
    """
    totals = np.rint(np.cumsum(amounts) * units).astype(np.int64)
    return np.diff(totals, prepend=0)
