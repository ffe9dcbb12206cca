"""Sums of positive terms that are known by the ratios of neighbours, and logarithms of such sums."""

import math
from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np
from numpy.typing import NDArray

from ..committees.factorials import DIGITS
from ..committees.tails import Tail

Ratios = Callable[[NDArray[np.int64]], NDArray[np.float64]]

_CHUNK = 16_384
_NEGLIGIBLE = 2.0**-60


def falling_sum(ratios: Ratios, terms: float = math.inf) -> float:
    """Sum of terms of which the first is one and none is larger than the one before.

    Parameters
    ----------
    ratios
        Of terms 1, 2, … over terms 0, 1, …, asked for by the index of the lower; not rising, and
        below 1 from some term on [1].
    terms
        Number of terms; endless if not given [1].

    Returns
    -------
    float
        The sum; what is left out is below 2**-60 of the first term [1].

    Notes
    -----
    Source: ours. The rest is below a geometric series of the last ratio, since the ratios do not rise.

    Examples
    --------
    >>> falling_sum(lambda index: np.full(index.shape, 0.5))
    2.0
    """
    sums = [1.0]
    start = 0
    last = 1.0
    while start < terms - 1:
        stop = int(min(start + _CHUNK, terms - 1))
        some = ratios(np.arange(start, stop, dtype=np.int64))
        products = last * np.cumprod(some)
        sums.append(float(products.sum()))
        last, ratio = float(products[-1]), float(some[-1])
        if last * ratio <= _NEGLIGIBLE * (1 - ratio):
            break
        start = stop
    return math.fsum(sums)


def tail_of_logarithms(*logarithms: Decimal) -> Tail:
    """Sum of probabilities that are known by their logarithms.

    Parameters
    ----------
    logarithms
        Natural logarithms of the parts [1].

    Returns
    -------
    Tail
        Their sum, at most 1 [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> tail_of_logarithms(Decimal("0.25").ln(), Decimal("0.25").ln()).probability
    0.5
    """
    with localcontext(prec=DIGITS):
        largest = max(logarithms)
        parts = sum((one - largest).exp() for one in logarithms)
        logarithm = min(Decimal(0), largest + Decimal(parts).ln())
        return Tail(
            probability=float(logarithm.exp()),
            log10_probability=float(logarithm / Decimal(10).ln()),
        )


def rounded_up(logarithm: Decimal) -> Tail:
    """A bound that is known by its logarithm, moved to the next float so that it stays a bound.

    Parameters
    ----------
    logarithm
        Natural logarithm [1].

    Returns
    -------
    Tail
        At most 1 [1].

    Notes
    -----
    Source: ours.

    Examples
    --------
    >>> rounded_up(Decimal(1)).probability
    1.0
    """
    found = tail_of_logarithms(logarithm)
    return Tail(
        probability=min(1.0, math.nextafter(found.probability, math.inf)),
        log10_probability=min(0.0, math.nextafter(found.log10_probability, math.inf)),
    )
