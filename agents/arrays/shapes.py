"""Between one value per run and one per person."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...models.economics.distribution import are_exact, parts, pro_rata


def side_by_side(states: Sequence[Any]) -> Any:
    """States of many runs, read as one: every attribute is an array, one value per run.

    Parameters
    ----------
    states
        (runs,) Of one kind; what they hold are numbers.

    Examples
    --------
    >>> side_by_side([1 + 2j, 3 + 4j]).imag.tolist()
    [2.0, 4.0]
    """
    return _SideBySide(states)


class _SideBySide:
    """See `side_by_side`."""

    __slots__ = ("_states",)

    def __init__(self, states: Sequence[Any]) -> None:
        self._states = states

    def __getattr__(self, name: str) -> NDArray[Any]:
        return np.array([getattr(state, name) for state in self._states])


def column(values: Sequence[Any] | NDArray[Any]) -> NDArray[Any]:
    """One value per run, (runs, 1), to stand beside (runs, people)."""
    return np.asarray(values)[:, np.newaxis]


def flat(table: NDArray[Any]) -> NDArray[Any]:
    """A view of (runs, people) as one row, so that a person is one index."""
    return table.reshape(-1)


class Marked:
    """Who is marked, run by run.

    Parameters
    ----------
    marks
        (runs, people) Whether each is.

    Examples
    --------
    >>> marked = Marked(np.array([[False, True, True], [False, False, False], [True, False, True]]))
    >>> marked.counts, marked.column(0, 1), marked.column(2, 1)
    ([2, 0, 2], 2, 2)
    """

    __slots__ = ("_places", "_starts", "counts")

    def __init__(self, marks: NDArray[np.bool_]) -> None:
        runs, people = marks.shape
        first = people * np.arange(runs + 1)
        places = np.flatnonzero(marks)
        starts = np.searchsorted(places, first)
        self.counts: list[int] = np.diff(starts).tolist()
        """(runs,) How many there are [1]."""
        self._places = places
        self._starts: list[tuple[int, int]] = list(
            zip(starts[:-1].tolist(), first[:-1].tolist(), strict=True)
        )

    def column(self, run: int, number: int) -> int:
        """Column of one of a run, counted from zero in the order of columns."""
        start, first = self._starts[run]
        return int(self._places[start + number]) - first


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
