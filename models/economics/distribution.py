"""A pool of whole base units divided in proportion, exactly: what is paid and what is left add up."""

import numpy as np
from numpy.typing import NDArray

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
    bits = pool.bit_length()
    if bits > FLOAT_BITS or bits + total.bit_length() > EXACT_BITS:
        shares = np.array([pool * int(weight) // total for weight in weights], dtype=np.int64)
        return shares, pool - int(shares.sum())
    quotient = (weights.astype(np.float64) * (pool / total)).astype(np.int64)
    remainder = weights * np.int64(pool) - quotient * np.int64(total)
    shares = quotient + remainder // total
    return shares, pool - int(shares.sum())
