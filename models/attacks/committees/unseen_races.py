"""What races that no sample has shown may add to its answer, at the most."""

# pyright: reportUnknownMemberType=false
# NumPy 2.5 leaves parts of its overloads unknown.

import math

import numpy as np

from .arrivals import Arrivals, Floats

MODE = 0.4689
"""Largest chance of one count of independent arrivals, times the count's standard deviation [1].

Source: Baillon, Cominetti & Vaisman 2016, Combinatorics, Probability and Computing 25: below 0.46883.
"""

SHOWN = 1 / (1 - math.exp(-1))
"""Chance of many tries to show what one shows with a chance of at most one in many, over as many
times that chance, inverted and at the most [1]."""


RARE_TIME = 1e-9
"""Chance below which a time is drawn so rarely that it counts by what it adds in all [1].

Ours: of fewer than a billion trials, what they may have missed is a larger part.
"""


def log_largest_mode(chances: Floats) -> Floats:
    """Logarithm of a bound on the chance of any one count, where one arrival may be certain, (m,) [1].

    Parameters
    ----------
    chances
        Of each to have arrived, (m, N) [1].

    Notes
    -----
    Source: `MODE`; one of them takes at most a quarter from the variance.

    Examples
    --------
    >>> np.exp(log_largest_mode(np.full((1, 401), 0.5))).round(4)
    array([0.0469])
    """
    variance = np.sum(chances * (1 - chances), axis=1) - 1 / 4
    return np.minimum(0.0, math.log(MODE) - np.log(np.maximum(variance, 0.2)) / 2)


def log_most_unseen(
    honest: Arrivals,
    times: Floats,
    tilts: Floats,
    chances: Floats,
    log_certain: Floats,
    sets: int,
) -> float:
    """Logarithm of the most that trials of chance q add to an answer, over q.

    Parameters
    ----------
    honest
        Arrivals of the others.
    times, tilts
        When they are drawn, and how much their odds are raised then, (m,) each.
    chances
        Of each of these times to be drawn, (m,) [1].
    log_certain
        Logarithm of the weight of a trial at each time in which all pairs of sets fit and leave a
        rate of 1, (m,) [1].
    sets
        First halves, and second ones, of a trial [1].

    Returns
    -------
    float
        [1]

    Notes
    -----
    Source: ours. A trial is the mean over pairs of halves that fit of the rates of all who stay away.
    What it may hide is a time, or that some of them ever stay away. A time weighs on average at most
    what is left on average times the largest chance of a count. Who together stays away with a chance
    of q in a half adds at most q times the largest rate of one of them times the largest chance of a
    count of the other half; and where q is at most 1 / sets, a trial shows one of them with a
    chance of at least (1 - 1/e) q sets.
    """
    each = honest.counts.astype(np.int64)
    come = np.repeat(honest.tilted(times, tilts), each, axis=1)
    left = honest.tilted_away(times, tilts) @ (honest.rates * honest.counts)
    log_time = np.log(left) + log_largest_mode(come)
    halves = (log_largest_mode(come[:, first::2]) for first in (0, 1))
    log_half = math.log(2 / sets * float(honest.rates.max())) + np.maximum(*halves)
    most = log_certain + np.maximum(log_time, log_half)
    is_rare = chances < RARE_TIME
    most = np.append(
        most[~is_rare], np.logaddexp.reduce(most + np.log(chances / RARE_TIME), where=is_rare)
    )
    return math.log(SHOWN) + float(most.max())
