"""A Reed-Solomon code: more cells than the data has, of which any as many as the data has restore it.

The data's cells are the values of polynomials at the first points, one polynomial for each position in
a cell; the other cells are their values at further points.
"""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..errors import InvalidParameter

FIELD = 65_537
"""Prime just above 2^16: every two bytes are one of its numbers [1]."""

Symbols = NDArray[np.int64]


def values_at(known: Symbols, values: Symbols, wanted: Symbols) -> Symbols:
    """Values of polynomials at further points.

    Parameters
    ----------
    known
        (n,) different points of the field [1].
    values
        (n, positions) values there: of each column a polynomial of degree below n [1].
    wanted
        (m,) points [1].

    Returns
    -------
    ndarray
        (m, positions) [1]

    Notes
    -----
    Source: Lagrange's form of interpolation, over the prime field.
    """
    below = [product(point - np.delete(known, place)) for place, point in enumerate(known)]
    weights = np.empty((len(wanted), len(known)), dtype=np.int64)
    for place, point in enumerate(wanted):
        whole = product(point - known)
        weights[place] = (
            [
                whole * pow(int(point - at) * each, -1, FIELD) % FIELD
                for at, each in zip(known, below, strict=True)
            ]
            if whole
            else point == known
        )
    found = np.zeros((len(wanted), values.shape[1]), dtype=np.int64)
    for column in range(len(known)):
        found = (found + weights[:, column, None] * values[column]) % FIELD
    return found


def product(numbers: Symbols) -> int:
    """Product in the field."""
    found = 1
    for number in numbers.tolist():
        found = found * number % FIELD
    return found


def extended(data: Symbols, cells: int) -> Symbols:
    """The data's cells with further ones behind them.

    Parameters
    ----------
    data
        (needed, positions) numbers of the field [1].
    cells
        How many there are to be, at least as many as the data has [1].

    Returns
    -------
    ndarray
        (cells, positions) [1]

    Raises
    ------
    InvalidParameter
        Where there would be fewer cells than data, or more than the field has points.

    Examples
    --------
    >>> extended(np.array([[1], [2]]), 4).ravel().tolist()
    [1, 2, 3, 4]
    """
    needed = len(data)
    if not needed <= cells < FIELD:
        raise InvalidParameter(f"cells must lie in [{needed}, {FIELD}), got {cells!r}")
    further = values_at(np.arange(needed), data, np.arange(needed, cells))
    return np.concatenate([data, further])


def restored(received: Mapping[int, Symbols], needed: int) -> Symbols:
    """The data from any of its cells that are as many as it has.

    Parameters
    ----------
    received
        (positions,) each, by the cell's number [1].
    needed
        Cells of the data [1].

    Returns
    -------
    ndarray
        (needed, positions) [1]

    Raises
    ------
    InvalidParameter
        Where there are fewer.
    """
    if len(received) < needed:
        raise InvalidParameter(f"received must be at least {needed} cells, got {len(received)}")
    places = sorted(received)[:needed]
    values = np.stack([received[place] for place in places])
    return values_at(np.array(places), values, np.arange(needed))


def cell_bytes(cell: Symbols) -> bytes:
    """A cell as it is hashed and sent: three bytes for each number, most significant first."""
    return b"".join(int(number).to_bytes(3, "big") for number in cell)


def cell_numbers(sent: bytes) -> Symbols:
    """A cell from its bytes.

    Examples
    --------
    >>> cell_numbers(cell_bytes(np.array([1, 65_536]))).tolist()
    [1, 65536]
    """
    numbers = [int.from_bytes(sent[at : at + 3], "big") for at in range(0, len(sent), 3)]
    return np.array(numbers, dtype=np.int64)
