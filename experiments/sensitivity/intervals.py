"""An estimate and how far it may be from the truth, by drawing the sample's blocks again."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

CONFIDENCE = 0.95
"""Of every interval of a sensitivity."""

RESAMPLES = 500
"""Draws of a bootstrap [1]."""


class Interval(NamedTuple):
    """An estimate between two ends."""

    value: float
    lower: float
    upper: float


def index_interval(value: float, resampled: NDArray[np.float64]) -> Interval:
    """An index between the percentiles of what it would have been on samples drawn again.

    Parameters
    ----------
    value
        The estimate [1].
    resampled
        (draws,) The same of each sample drawn again [1].

    Notes
    -----
    Source: Efron 1979, Annals of Statistics 7, doi:10.1214/aos/1176344552, the percentile method. The
    estimate is never outside; all three are kept in [0, 1], beyond which no index can be.

    Examples
    --------
    >>> index_interval(0.5, np.full(10, 0.25))
    Interval(value=0.5, lower=0.25, upper=0.5)
    """
    outside = 50 * (1 - CONFIDENCE)
    lower, upper = (float(end) for end in np.percentile(resampled, [outside, 100 - outside]))
    ends = value, min(lower, value), max(upper, value)
    return Interval(*(min(max(end, 0.0), 1.0) for end in ends))
