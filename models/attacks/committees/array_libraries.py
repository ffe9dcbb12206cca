"""What the draws need of an array library and the array-API standard leaves out."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# The array library is an argument.

from typing import Any

import numpy as np
from numpy.typing import NDArray


def smallest(values: Any, count: int, xp: Any = np) -> Any:
    """The smallest numbers of every row.

    Parameters
    ----------
    values
        (rows, N); NumPy's are put into another order.
    count
        From 1 to N [1].
    xp
        Array library, of the array-API kind.

    Returns
    -------
    Any
        (rows, count), of which the largest stands last.

    Notes
    -----
    Source: ours. The standard has no partition, so that other libraries sort.

    Examples
    --------
    >>> smallest(np.array([[3, 1, 2]]), 2)
    array([[1, 2]])
    """
    if xp is not np:
        return xp.sort(values, axis=1)[:, :count]
    if count < values.shape[1]:
        values.partition(count - 1, axis=1)
    else:
        values.sort(axis=1)
    return values[:, :count]


def on_host(values: Any, xp: Any = np) -> NDArray[Any]:
    """The same numbers in NumPy's memory.

    Parameters
    ----------
    values
        Array of the library.
    xp
        Array library, of the array-API kind.

    Notes
    -----
    Source: the array-API standard's exchange of arrays between libraries, DLPack.

    Examples
    --------
    >>> on_host(np.array([1, 2]))
    array([1, 2])
    """
    return values if xp is np else np.from_dlpack(values, device="cpu")
