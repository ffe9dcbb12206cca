"""Orders in which machines add the same numbers in single precision: each a real one, each executed."""

# pyright: reportUnknownMemberType=false
# NumPy's newer annotations leave some of its own functions partly unknown.

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Singles = NDArray[np.float32]


def sequential(numbers: Singles) -> Singles:
    """One after the other, as a scalar loop does: the order that the machine's job has too.

    Parameters
    ----------
    numbers
        (..., n) To be added along the last axis [1].

    Returns
    -------
    ndarray
        (...) Rounded after every addition [1].

    Examples
    --------
    >>> float(sequential(np.array([1.0, 2**-24, 2**-24], dtype=np.float32)))
    1.0
    """
    return np.add.accumulate(numbers, axis=-1, dtype=np.float32)[..., -1]


def lanes(numbers: Singles, width: int) -> Singles:
    """So many partial sums side by side, as vector units keep them, added up at the end.

    Parameters
    ----------
    numbers
        (..., n) To be added along the last axis [1].
    width
        Partial sums, which take turns: 4, 8 and 16 are those of SSE, AVX and AVX-512 [1].

    Returns
    -------
    ndarray
        (...) [1]

    Examples
    --------
    >>> float(lanes(np.array([1.0, 2**-24, 0.0, 2**-24], dtype=np.float32), 2))
    1.0000001192092896
    """
    missing = -numbers.shape[-1] % width
    padding = [(0, 0)] * (numbers.ndim - 1) + [(0, missing)]
    turns = np.pad(numbers, padding).reshape(*numbers.shape[:-1], -1, width)
    partial = np.add.accumulate(turns, axis=-2, dtype=np.float32)[..., -1, :]
    return pairwise(partial)


def blocked(numbers: Singles, block: int) -> Singles:
    """Blocks one after the other, their sums then one after the other, as cores or caches share them.

    Parameters
    ----------
    numbers
        (..., n) To be added along the last axis [1].
    block
        Numbers in each [1].

    Returns
    -------
    ndarray
        (...) [1]

    Examples
    --------
    >>> float(blocked(np.array([1.0, 0.0, 2**-24, 2**-24], dtype=np.float32), 2))
    1.0000001192092896
    """
    missing = -numbers.shape[-1] % block
    padding = [(0, 0)] * (numbers.ndim - 1) + [(0, missing)]
    shares = np.pad(numbers, padding).reshape(*numbers.shape[:-1], -1, block)
    return sequential(sequential(shares))


def pairwise(numbers: Singles) -> Singles:
    """Neighbours first, then their sums: the tree by which graphics processors reduce.

    Parameters
    ----------
    numbers
        (..., n) To be added along the last axis [1].

    Returns
    -------
    ndarray
        (...) [1]

    Examples
    --------
    >>> float(pairwise(np.array([1.0, 0.0, 2**-24, 2**-24], dtype=np.float32)))
    1.0000001192092896
    """
    while numbers.shape[-1] > 1:
        if numbers.shape[-1] % 2:
            numbers = np.concatenate([numbers, np.zeros_like(numbers[..., :1])], axis=-1)
        numbers = numbers[..., 0::2] + numbers[..., 1::2]
    return numbers[..., 0]


Hardware = Callable[[Singles, Singles], Singles]
"""Scalar products of rows with a vector, as one kind of machine computes them."""


def fused(first: Singles, second: Singles) -> Singles:
    """Products and sums rounded once together, one after the other.

    Notes
    -----
    Source: IEEE 754-2019, section 5.4.1, fusedMultiplyAdd. A product of two single-precision numbers
    is exact in double precision; the sum is rounded to double first, which differs from one rounding
    only where it falls between two singles to the last bit.
    """
    total = np.zeros(np.broadcast_shapes(first.shape, second.shape)[:-1], dtype=np.float32)
    products = first.astype(np.float64) * second.astype(np.float64)
    for place in range(products.shape[-1]):
        total = (total.astype(np.float64) + products[..., place]).astype(np.float32)
    return total


def scalar_unit(first: Singles, second: Singles) -> Singles:
    """A plain loop, every product and every sum rounded."""
    return sequential(first * second)


def four_lanes(first: Singles, second: Singles) -> Singles:
    """A vector unit of 128 bits."""
    return lanes(first * second, 4)


def sixteen_lanes(first: Singles, second: Singles) -> Singles:
    """A vector unit of 512 bits."""
    return lanes(first * second, 16)


def cache_blocks(first: Singles, second: Singles) -> Singles:
    """A loop over blocks of 64 numbers."""
    return blocked(first * second, 64)


def reduction_tree(first: Singles, second: Singles) -> Singles:
    """A graphics processor that reduces by halves."""
    return pairwise(first * second)


HARDWARE: dict[str, Hardware] = {
    "scalar": scalar_unit,
    "fused": fused,
    "4 lanes": four_lanes,
    "16 lanes": sixteen_lanes,
    "blocks of 64": cache_blocks,
    "tree": reduction_tree,
}
"""Kinds of machine by name."""
