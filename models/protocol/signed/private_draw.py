"""A draw in which each validator learns alone whether it may propose: what that hides, and its price.

Every validator's own draw is an arrival of an exponential race: of weight w it comes at -ln(1 - u) / w,
for its uniform draw u. Whoever comes before a limit may propose, and the first of them does. The weights
add up to one: the limit is the mean number of arrivals that infinitely many small validators would have.
"""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

from typing import Any

import numpy as np
from numpy.typing import NDArray

Many = float | NDArray[np.float64]
"""One number, or one of each validator."""


def arrival(draw: Many, weight: Many) -> Any:
    """When a validator comes in the race.

    Parameters
    ----------
    draw
        Uniform, below one [1].
    weight
        Part of the draw that it is entitled to, positive [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours; the least of exponential arrivals is the i-th's with probability w_i.

    Examples
    --------
    >>> bool(arrival(0.5, 1.0) < arrival(0.5, 0.25))
    True
    """
    return -np.log1p(-draw) / weight


def eligible_probability(weight: Many, limit: float) -> Any:
    """Probability that a validator may propose in a slot.

    Parameters
    ----------
    weight
        Of the validator [1].
    limit
        Of the race, positive [1].

    Returns
    -------
    float
        1 - exp(-limit w), which is not changed by splitting a weight [1].

    Notes
    -----
    Source: David, Gaži, Kiayias and Russell, Ouroboros Praos (EUROCRYPT 2018), with 1 - f = exp(-limit).

    Examples
    --------
    >>> round(float(eligible_probability(1.0, 2.0)), 3)
    0.865
    """
    return -np.expm1(-limit * weight)


def nobody_probability(limit: float) -> Any:
    """Probability that a slot has no proposer, whatever the weights.

    Parameters
    ----------
    limit
        Of the race, positive [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours: the product of 1 - `eligible_probability`.

    Examples
    --------
    >>> round(float(nobody_probability(3.0)), 3)
    0.05
    """
    return np.exp(-limit)


def one_probability(weights: NDArray[np.float64], limit: float) -> float:
    """Probability that a slot has exactly one who may propose.

    Parameters
    ----------
    weights
        (n,) Of all validators, with a sum of one [1].
    limit
        Of the race, positive [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours: one of the validators may and no other. Of infinitely many small ones it is
    limit exp(-limit), at most 1/e.

    Examples
    --------
    >>> round(one_probability(np.full(10_000, 1e-4), 1.0), 3)
    0.368
    """
    return float(np.exp(-limit) * np.sum(np.expm1(limit * weights)))


def proposing_probability(weight: Many, limit: float) -> Any:
    """Probability that a validator is the first to come, and comes before the limit.

    Parameters
    ----------
    weight
        Of the validator [1].
    limit
        Of the race, positive [1].

    Returns
    -------
    float
        Its weight, less the slots that nobody proposes in [1].

    Notes
    -----
    Source: ours. The largest weight is thus the best that an outsider can do who is to name the proposer
    before the slot, and the insider knows its own arrival alone.

    Examples
    --------
    >>> round(float(proposing_probability(0.25, 3.0)), 4)
    0.2376
    """
    return weight * -np.expm1(-limit)
