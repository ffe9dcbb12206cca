"""Between one value per run and one per person."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...models.economics.distribution import are_exact, parts, pro_rata


def column(values: Sequence[Any]) -> NDArray[Any]:
    """One value per run, (runs, 1), to stand beside (runs, people)."""
    return np.array(values)[:, np.newaxis]


def flat(table: NDArray[Any]) -> NDArray[Any]:
    """A view of (runs, people) as one row, so that a person is one index."""
    return table.reshape(-1)


def divided(
    weights: NDArray[np.int64], pools: Sequence[int], totals: Sequence[int]
) -> NDArray[np.int64]:
    """A pool of each run among the people of that run, rounded down.

    Parameters
    ----------
    weights
        (runs, people) [base unit].
    pools, totals
        (runs,) To divide, and sums of the weights [base unit].

    Returns
    -------
    NDArray[np.int64]
        (runs, people) [base unit].
    """
    if not any(pools):
        return np.zeros_like(weights)
    if all(are_exact(pool, whole) for pool, whole in zip(pools, totals, strict=True)):
        return parts(weights, column(pools), column([max(whole, 1) for whole in totals]))
    rows = (
        pro_rata(pool, row)[0] if row.any() else np.zeros_like(row)
        for pool, row in zip(pools, weights, strict=True)
    )
    return np.stack(list(rows))
