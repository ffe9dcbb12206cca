"""Between one value per run and one per person."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...models.economics.distribution import are_exact, parts, pro_rata

FEW = 2
"""If no more than one of so many are marked, it is quicker to go by them than by everybody."""


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


class Packed:
    """Those who are marked, side by side, run by run, in the order of columns.

    Parameters
    ----------
    marks
        (runs, people) Whether each is.

    Examples
    --------
    >>> packed = Packed(np.array([[False, True, True], [False, False, False], [True, False, False]]))
    >>> packed.table(np.array([5, 6, 7]), 0).tolist()
    [[5, 6], [0, 0], [7, 0]]
    """

    __slots__ = ("_first", "columns", "counts", "places", "runs")

    def __init__(self, marks: NDArray[np.bool_]) -> None:
        runs, people = marks.shape
        self.places: NDArray[np.int64] = np.flatnonzero(marks)
        """(k,) Flat rows [1]."""
        starts = np.searchsorted(self.places, people * np.arange(runs + 1))
        self._first = starts[:-1]
        self.counts: NDArray[np.int64] = np.diff(starts)
        """(runs,) [1]"""
        self.runs: NDArray[np.int64] = self.of_run(np.arange(runs))
        """(k,) [1]"""
        self.columns: NDArray[np.int64] = self.places - people * self.runs
        """(k,) [1]"""

    def of_run(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """(k,) What everybody's run has, of (runs,)."""
        return np.repeat(values, self.counts)

    def sums(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """(runs,) Sum of what each has, of (k,)."""
        passed = np.concatenate(([0], np.cumsum(values)))
        return passed[self._first + self.counts] - passed[self._first]

    def table(self, values: NDArray[np.int64], empty: int) -> NDArray[np.int64]:
        """Values of those who are marked, (k,), as (runs, most of a run), filled up at the end."""
        most = int(self.counts.max(initial=0))
        found = np.full((self.counts.size, most), empty)
        shift = self.of_run(most * np.arange(self.counts.size) - self._first)
        flat(found)[np.arange(values.size) + shift] = values
        return found


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
    if are_all_exact(pools, totals):
        return parts(weights, column(pools), column([max(whole, 1) for whole in totals]))
    rows = (
        pro_rata(pool, row)[0] if row.any() else np.zeros_like(row)
        for pool, row in zip(pools, weights, strict=True)
    )
    return np.stack(list(rows))


def pay_among(
    paid: NDArray[np.int64],
    marks: NDArray[np.bool_],
    weights: NDArray[np.int64],
    pools: Sequence[int],
    totals: Sequence[int],
) -> None:
    """A pool of each run to those who are marked, beside what they are paid already; see `divided`.

    Parameters
    ----------
    paid
        (runs, people) In place [base unit].
    marks, weights
        (runs, people) Whether each has a part, and by what [base unit].
    pools, totals
        (runs,) To divide, and sums of the weights of those who are marked [base unit].
    """
    if not any(pools):
        return
    if not are_all_exact(pools, totals) or FEW * np.count_nonzero(marks) > marks.size:
        paid += divided(weights * marks, pools, totals)
        return
    places = np.flatnonzero(marks)
    run = places // marks.shape[1]
    pool, whole = np.array(pools)[run], np.array(totals)[run]
    flat(paid)[places] += parts(flat(weights)[places], pool, whole)


def are_all_exact(pools: Sequence[int], totals: Sequence[int]) -> bool:
    """Whether `parts` are exact for every run."""
    # What holds for the largest holds for all.
    return are_exact(max(pools), max(totals)) or all(map(are_exact, pools, totals))
