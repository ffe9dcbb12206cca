"""How concentrated stake is: every measure for many runs at once."""

import numpy as np
from numpy.typing import NDArray

LOW_BITS = 24
"""Amounts are split here, so that ranks times either part stay below 2^63 for a million people."""

Stakes = NDArray[np.int64]
"""(runs, n) In ascending order along each row; zeros are people who do not stake [base unit]."""


def gini(stakes: Stakes) -> NDArray[np.float64]:
    """Gini coefficient of those who stake: half the mean difference between two people, over the mean.

    Parameters
    ----------
    stakes
        (runs, n) Ascending [base unit].

    Returns
    -------
    NDArray[np.float64]
        (runs,) Zero for equal stakes and for nobody; towards one as one person holds everything [1].

    Notes
    -----
    Source: textbook, by ranks. The sums are exact, so that the last digit is the same everywhere.

    Examples
    --------
    >>> gini(np.array([[0, 1, 3]])).tolist()
    [0.25]
    """
    columns = stakes.shape[1]
    ranks = np.arange(1, columns + 1)
    high = (stakes >> LOW_BITS) @ ranks
    low = (stakes & (2**LOW_BITS - 1)) @ ranks
    people = np.count_nonzero(stakes, axis=1)
    found = np.zeros(len(stakes))
    for row, (above, below, those, whole) in enumerate(
        zip(high.tolist(), low.tolist(), people.tolist(), stakes.sum(axis=1).tolist(), strict=True)
    ):
        if whole:
            # Ranks count those who do not stake as well.
            ranked = (above << LOW_BITS) + below - (columns - those) * whole
            found[row] = (2 * ranked - (those + 1) * whole) / (those * whole)
    return found


def nakamoto_coefficient(stakes: Stakes, numerator: int, denominator: int) -> NDArray[np.float64]:
    """Fewest people who together hold a fraction of the stake.

    Parameters
    ----------
    stakes
        (runs, n) Ascending [base unit].
    numerator, denominator
        The fraction that breaks the assumption on Byzantine stake [1].

    Returns
    -------
    NDArray[np.float64]
        (runs,) Zero for nobody [1].

    Notes
    -----
    Source: Srinivasan and Lee 2017, for the fraction that the protocol assumes.

    Examples
    --------
    >>> nakamoto_coefficient(np.array([[1, 1, 2, 2]]), 1, 2).tolist()
    [2.0]
    """
    wholes = stakes.sum(axis=1).tolist()
    needed = np.array([-(-whole * numerator // denominator) for whole in wholes])
    held = np.cumsum(stakes[:, ::-1], axis=1)
    missing = np.count_nonzero(held < needed[:, np.newaxis], axis=1)
    return np.where(np.array(wholes) > 0, missing + 1.0, 0.0)


def hhi(stakes: Stakes) -> NDArray[np.float64]:
    """Herfindahl–Hirschman index: the sum of squared shares.

    Parameters
    ----------
    stakes
        (runs, n) [base unit].

    Returns
    -------
    NDArray[np.float64]
        (runs,) One over the number of people for equal stakes; zero for nobody [1].

    Notes
    -----
    Source: textbook.

    Examples
    --------
    >>> hhi(np.array([[1, 1, 2]])).tolist()
    [0.375]
    """
    shares = stakes / np.maximum(stakes.sum(axis=1, keepdims=True), 1)
    return (shares * shares).sum(axis=1)
