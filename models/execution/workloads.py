"""Blocks of transactions with the state that they start from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import InvalidParameter
from .transactions import Kind, Transaction

Places = NDArray[np.int64]

BALANCE = 1_000_000
"""What every account starts with [base unit]."""
LARGEST_AMOUNT = 1_000
"""Most that a transaction moves [base unit]."""
SPREAD = 0.5
"""Work is uniform within this part of its mean on either side [1]."""


@dataclass(frozen=True, slots=True)
class Workload:
    """A block in its order, and the state before it."""

    transactions: tuple[Transaction, ...]
    state: tuple[int, ...]
    """Value of every location [base unit]."""

    @property
    def work(self) -> int:
        """Time of all transactions one after the other [ns]."""
        return sum(each.work for each in self.transactions)


def block(
    kind: Kind,
    locations: Places,
    state: Places,
    work: float,
    rng: np.random.Generator,
    outputs: int = 0,
) -> Workload:
    """A block of transactions of one kind.

    Parameters
    ----------
    kind
        Of all transactions.
    locations
        (transactions, locations) of each.
    state
        (locations,) values before the block [base unit].
    work
        Mean time of a plain execution, at least 1 [ns].
    rng
        Draws amounts and work.
    outputs
        Locations at the end that each transaction derives [1].
    """
    count = len(locations)
    if count < 1:
        raise InvalidParameter(f"transactions must be at least 1, got {count}")
    amounts = rng.integers(1, LARGEST_AMOUNT + 1, count).tolist()
    works = drawn_work(count, work, rng)
    return Workload(
        tuple(
            Transaction(kind, tuple(row), amount, each, outputs)
            for row, amount, each in zip(locations.tolist(), amounts, works, strict=True)
        ),
        tuple(state.tolist()),
    )


def drawn_work(count: int, work: float, rng: np.random.Generator) -> list[int]:
    """Times of plain executions around a mean [ns]."""
    if not 1 <= work < np.inf:
        raise InvalidParameter(f"work must be at least 1 ns and finite, got {work!r}")
    drawn = np.rint(work * rng.uniform(1 - SPREAD, 1 + SPREAD, count))
    return np.maximum(drawn, 1).astype(np.int64).tolist()


def balances(accounts: int) -> Places:
    """(accounts,) the same balance for everybody [base unit]."""
    if accounts < 1:
        raise InvalidParameter(f"accounts must be at least 1, got {accounts}")
    return np.full(accounts, BALANCE, dtype=np.int64)


def zipf_weights(places: int, exponent: float) -> NDArray[np.float64]:
    """Chances that fall with a power of the rank.

    Parameters
    ----------
    places
        Ranks, at least 1 [1].
    exponent
        Not negative; 0 makes all equal [1].

    Returns
    -------
    ndarray
        (places,) chances that sum to one [1].

    Notes
    -----
    Source: Zipf's law, cut off at `places`.

    Examples
    --------
    >>> zipf_weights(2, 1.0).round(4).tolist()
    [0.6667, 0.3333]
    """
    if not 0 <= exponent < np.inf:
        raise InvalidParameter(f"exponent must be at least 0 and finite, got {exponent!r}")
    weights = np.arange(1, len(balances(places)) + 1, dtype=np.float64) ** -exponent
    return weights / weights.sum()
