"""A pool of whole base units divided in proportion, exactly: what is paid and what is left add up."""

import numpy as np
from numpy.typing import NDArray

SMALL_POOL = 2**50
"""Below, a quotient of floats is wrong by less than one."""
FLOAT_BITS = 62
"""A quotient rounded up to 2^63 would not fit into 64 bits with a sign."""
EXACT_BITS = 110
"""Three float roundings err by less than 2^-51; times pool and sum that must stay below 2^63."""


def pro_rata(pool: int, weights: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """Integer shares of a pool in proportion to weights, and the dust that remains.

    Parameters
    ----------
    pool
        Base units to divide, not negative, below 2^63 [base unit].
    weights
        (n,) Weights, not negative, with a sum below 2^62 [base unit].

    Returns
    -------
    tuple
        (n,) shares ⌊pool · weight / sum⌋ [base unit], and the undivided rest, fewer than n base units;
        the whole pool where all weights are zero.

    Notes
    -----
    Source: ours. The product would overflow 64 bits, so a float quotient is
    corrected by its remainder, which arithmetic modulo 2^64 gives exactly while pool times sum stays
    below 2^110 and the pool below 2^62; beyond that, Python's integers do the same slowly.

    Examples
    --------
    >>> shares, dust = pro_rata(100, np.array([1, 1, 1]))
    >>> shares.tolist(), dust
    ([33, 33, 33], 1)
    """
    total = int(weights.sum())
    if total == 0:
        return np.zeros_like(weights), pool
    if not are_exact(pool, total):
        shares = np.array([pool * int(weight) // total for weight in weights], dtype=np.int64)
        return shares, pool - int(shares.sum())
    shares = parts(weights, np.array(pool), np.array(total))
    return shares, pool - int(shares.sum())


def parts(
    weights: NDArray[np.int64], pools: NDArray[np.int64], totals: NDArray[np.int64]
) -> NDArray[np.int64]:
    """⌊pool · weight / total⌋, for every weight with a pool and a total of its own.

    Parameters
    ----------
    weights
        Not negative, at most their totals, any shape [base unit].
    pools, totals
        Not negative and positive, of a shape that fits; a pool below 2^62, and with its total below
        2^110 together [base unit].

    Returns
    -------
    NDArray[np.int64]
        As the weights [base unit].

    Notes
    -----
    Source: ours, as `pro_rata`. A comparison is quicker than a division where it is enough.

    Examples
    --------
    >>> parts(np.array([1, 2]), np.array([10, 10]), np.array([3, 3])).tolist()
    [3, 6]
    """
    quotient = (weights * (pools / totals)).astype(np.int64)
    remainder = weights * pools - quotient * totals
    if pools.max(initial=0) < SMALL_POOL:
        return quotient + (remainder >= totals) - (remainder < 0)
    return quotient + remainder // totals


def are_exact(pool: int, total: int) -> bool:
    """Whether `parts` of a pool by a total are exact.

    Parameters
    ----------
    pool, total
        [base unit]
    """
    bits = pool.bit_length()
    return bits <= FLOAT_BITS and bits + total.bit_length() <= EXACT_BITS
